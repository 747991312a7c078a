"""`python -m tests.demo`: the server with the demo city, a busy hour in it, a page with the count; Ctrl-C ends it."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

from handoff.calendar import business_day
from server.embedded.postgres import Postgres
from server.embedded.valkey import Valkey
from server.exchange.city import read_city
from server.record.engine import open_engine
from tests.bench.city import DEMO
from tests.demo.desk import Hall
from tests.demo.hour import Hour
from tests.demo.page import open_page
from tests.demo.people import NEWCOMER, places
from tests.demo.yesterday import Yesterday, fill
from tests.engines import ROOT, new_ground

AWAY_S = 3.0
"""So long the live store is gone when the button is pressed."""
END_S = 30.0
ADDRESS = re.compile(rb"http://localhost:(\d+)/")


def main() -> int:
    """Status 1 when a kept edit was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.demo", description="にぎやかな1時間")
    parser.add_argument("--seconds", type=float, default=0.0, help="この秒数で終わる（0 は Ctrl-C まで）")
    parser.add_argument("--clerks", type=int, default=len(places()), help="働く職員の数")
    parser.add_argument("--pace", type=float, default=1.0, help="人の動きを何倍の速さにするか")
    asked = parser.parse_args()
    with new_ground() as ground:
        postgres, valkey = Postgres(ground), Valkey(ground)
        try:
            postgres.start()
            valkey.start()
            return asyncio.run(demo(asked, postgres, valkey, ground.state))
        finally:
            valkey.stop()
            postgres.stop()


async def demo(asked: argparse.Namespace, postgres: Postgres, valkey: Valkey, state: Path) -> int:
    """Until its seconds are over or somebody presses Ctrl-C."""
    end = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, end.set)

    async def kill() -> None:
        valkey.kill()
        await asyncio.sleep(AWAY_S)
        valkey.start()

    engine = open_engine(postgres.url(), size=2)
    try:
        async with server(postgres.url(), valkey.url(), state, end) as port:
            if end.is_set():
                return 0
            today = business_day(time.time_ns() // 1_000_000)
            yesterday = Yesterday(read_city(DEMO).house, today - timedelta(days=1))
            await asyncio.to_thread(yesterday.play)
            await fill(engine, yesterday)
            hour = Hour(Hall(port, places()[: asked.clerks], asked.pace), engine, kill)
            page, address = await open_page(hour)
            print(told(port, address), flush=True)
            working = asyncio.create_task(hour.run())
            waiting = asyncio.create_task(end.wait())
            await asyncio.wait({working, waiting}, timeout=asked.seconds or None, return_when=asyncio.FIRST_COMPLETED)
            broken = working.done() and working.exception()
            for task in (working, waiting):
                task.cancel()
            await asyncio.gather(working, waiting, return_exceptions=True)
            await page.cleanup()
            if broken:
                raise broken
            await hour.ledger.check()
            print(summed_up(hour), flush=True)
            return int(hour.ledger.count().lost > 0)
    finally:
        await engine.dispose()


@contextlib.asynccontextmanager
async def server(database: str, redis: str, state: Path, end: asyncio.Event) -> AsyncIterator[int]:
    """`make run`'s own server on these engines, what it says to people shown here (its log lies beside its
    data); its port."""
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "REDIS_URL": redis,
        "MADOGUCHI_STATE": str(state),
        "MADOGUCHI_PRETEND_READERS": "1",
        "PYTHONPATH": str(ROOT),
        "PYTHONSAFEPATH": "1",
    }
    log = state / "server.log"
    with log.open("wb") as errors:
        running = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "server",
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            process_group=0,
        )
    assert running.stdout is not None
    reading: asyncio.Task[None] | None = None
    try:
        port = 0
        while not end.is_set() and not port:
            line = await running.stdout.readline()
            if not line:
                raise SystemExit(f"{log.read_text(errors='replace')}サーバーが起動できませんでした。")
            print(line.decode().rstrip("\n"), flush=True)
            found = ADDRESS.search(line)
            port = int(found[1]) if found else 0
        reading = asyncio.create_task(_show(running.stdout))
        yield port
    finally:
        with contextlib.suppress(ProcessLookupError):
            running.terminate()
        try:
            await asyncio.wait_for(running.wait(), END_S)
        except TimeoutError:
            running.kill()
            await running.wait()
        if reading is not None:
            await reading


async def _show(said: asyncio.StreamReader) -> None:
    async for line in said:
        print(line.decode().rstrip("\n"), flush=True)


def told(port: int, address: str) -> str:
    """What whoever started it should know."""
    login, window = NEWCOMER
    mine = f"職員番号 {login}（パスワードは上）、{window[1:].lstrip('0')}番窓口が空いています。"
    return (
        "\nにぎやかな1時間が始まります。職員30人と来庁者178人のまねが、この市役所で動きます。\n\n"
        f"    あなたの窓口   http://localhost:{port}/  {mine}\n"
        f"    呼出モニター   http://localhost:{port}/display/\n"
        f"    きのうの再生   http://localhost:{port}/replay  フロアの責任者は 2000001 です。\n"
        f"    数と、止める   {address}\n\n"
        "止めるには Ctrl-C を押してください。"
    )


def summed_up(hour: Hour) -> str:
    """The last line."""
    shown = hour.shown()
    return (
        f"来庁 {shown.came}人、対応を終えた数 {shown.served}。入力 {shown.count.typed}件、保存済 {shown.count.kept}件、"
        f"失われた保存済 {shown.count.lost}件、止めた回数 {shown.faults}回。"
    )


if __name__ == "__main__":
    sys.exit(main())

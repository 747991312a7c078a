"""`python -m server [run | prepare | web | keep]`. People use `run`; it starts the others."""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import signal
import socket
import sys
from collections.abc import Coroutine

from server import settings as environment
from server.embedded.refused import EngineRefused
from server.gate import wait_at
from server.listening import KEEP_ALIVE_S, ListeningRefused
from server.run import StartRefused, run
from server.settings import SettingRefused, Settings

REFUSALS = (SettingRefused, ListeningRefused, EngineRefused, StartRefused)


def main() -> None:
    """Read the settings, do the verb; a refusal is one line and status 2."""
    asked = arguments()
    try:
        settings = environment.read()
        match asked.verb:
            case "run":
                run(settings, asked.fd)
            case "prepare":
                prepare(settings, asked.gate)
            case "web":
                web(settings, asked.fd, asked.gate, asked.index)
            case "keep":
                keep(settings, asked.gate)
    except REFUSALS as refusal:
        print(refusal, file=sys.stderr, flush=True)
        sys.exit(2)


def arguments() -> argparse.Namespace:
    """The verb, and for `web` the inherited socket and which of the web processes it is."""
    parser = argparse.ArgumentParser(prog="python -m server", description="つなぐ窓口のサーバー")
    parser.add_argument("verb", nargs="?", default="run", choices=["run", "prepare", "web", "keep"])
    parser.add_argument("--fd", type=int, help="web, run: 受け継いだソケットの番号")
    parser.add_argument("--gate", type=int, help="prepare, web, keep: 準備が終わるまで待つための番号")
    parser.add_argument("--index", type=int, default=0, help="web: 何番目のプロセスか")
    asked = parser.parse_args()
    if asked.verb == "web" and asked.fd is None:
        parser.error("web には --fd が必要です。")
    return asked


def prepare(settings: Settings, gate: int | None = None) -> None:
    """Migrate, load the city once, and write the demo's accounts to standard output as JSON."""
    from server import founding
    from server.record.migrate import upgrade

    wait_at(gate)
    upgrade(settings.database_url)
    asyncio.run(founding.load_city(settings))
    print(json.dumps(founding.demo_accounts(settings), ensure_ascii=False))


def web(settings: Settings, fd: int, gate: int | None, index: int) -> None:
    """One web process on the inherited socket."""
    import uvicorn
    import uvloop

    from server import house, logs, metrics, readiness

    logs.begin(f"web {index}")
    wait_at(gate)
    web = house.Web(settings)
    if settings.metrics_port:
        metrics.serve(settings.metrics_port + 1 + index, web.figures())
    configuration = uvicorn.Config(
        web.app(),
        log_config=None,
        lifespan="on",
        ws="websockets-sansio",
        ws_max_size=1 << 20,
        ws_per_message_deflate=False,  # a compressor for each of 100 terminals costs more than the house's network
        ws_ping_interval=None,  # Socket.IO has its own
        access_log=False,  # URLs are personal data's nearest way into a log
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=5,
        timeout_keep_alive=KEEP_ALIVE_S,
    )
    settle()
    server = uvicorn.Server(configuration)

    async def serve() -> None:
        telling = asyncio.create_task(readiness.tell_when(lambda: web.ready(server.started)))
        # Not uvicorn's own `fd=`: it takes every descriptor for a unix socket, and then nobody sets TCP_NODELAY.
        await server.serve([socket.socket(fileno=fd)])
        telling.cancel()

    uvloop.run(serve())


def keep(settings: Settings, gate: int | None) -> None:
    """The keeper, until SIGTERM."""
    import uvloop

    from server import keeping, logs, metrics

    logs.begin("keeper")
    settle()
    wait_at(gate)
    metrics.serve(settings.metrics_port, metrics.registry())
    uvloop.run(until_asked_to_end(keeping.keep(settings)))


async def until_asked_to_end(deed: Coroutine[None, None, None]) -> None:
    """Do it until SIGTERM or Ctrl-C."""
    work = asyncio.create_task(deed)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, work.cancel)
    try:
        await work
    except asyncio.CancelledError:
        if not work.cancelled():
            raise


def settle() -> None:
    """What was made so far stays: no collection walks through it again. Modules, fonts and the catalog are 120,000
    objects; a walk through them stopped everything for 100 to 200 ms (seen), in the midst of somebody's edit."""
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    main()

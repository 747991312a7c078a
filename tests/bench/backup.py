"""What a backup costs those who work, and how long a restore takes: a record of 11,000 cases of 150 entries.

`cost`: windows in pairs at 120 edits a second while one backup after the other is made, beside the same without
(`floor_p95`, `floor_kept_p95`; in ms); `made_s`, `mb`: one backup. `drill`: the newest one restored into a scratch
database, counted, and opened with the copy of the keys; `restored_s`, goal 15 minutes.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Iterator
from functools import partial

import msgspec

from server.backup.drill import drill
from server.backup.make import places
from server.exchange.city import read_city
from server.ports.watching import Safekept
from server.settings import ROOT, Settings, to_environment
from tests.bench import crew, edit, year
from tests.bench.city import DEMO, City, city_of, run_city
from tests.bench.editing import Room
from tests.bench.figures import percentile, ratio, seconds, share

CASES, SECONDS = 11_000, 60.0
RATE = 120


def run() -> Iterator[dict[str, object]]:
    """Two lines."""
    cases = share(CASES, SECONDS)
    with run_city() as running:
        here = running.settings.state
        settings = msgspec.structs.replace(running.settings, backups=here / "backups")
        city = city_of(running)
        asyncio.run(year.fill(settings, read_city(DEMO).catalog.city, cases))
        quiet = asyncio.run(_typed(city))
        busy, made_s = asyncio.run(_typed_beside(city, settings))
        at = places(settings)
        assert at is not None
        tried = asyncio.run(drill(at, int(time.time() * 1000)))
    assert not tried.why, tried.why
    yield {"bench": "backup", "case": "cost", "n": cases, **_compared(busy, quiet), "made_s": made_s, **_size(tried)}
    yield {"bench": "backup", "case": "drill", "n": cases, "restored_s": tried.took / 1000, **_size(tried)}


def _compared(busy: Room, quiet: Room) -> dict[str, float]:
    took, floor = edit.applied(busy), edit.applied(quiet)
    p95, floor_p95 = percentile(took, 95), percentile(floor, 95)
    return {
        "p95": p95,
        "floor_p95": floor_p95,
        "ratio": ratio(p95, floor_p95),
        "kept_p95": percentile(_kept(busy), 95),
        "floor_kept_p95": percentile(_kept(quiet), 95),
    }


def _kept(room: Room) -> list[float]:
    return [max(0.0, one.kept - one.seen) * 1000 for one in room.edits.values()]


def _size(tried: Safekept) -> dict[str, float]:
    return {"mb": round(tried.bytes / 1e6, 1), "rows": tried.rows}


async def _typed(city: City) -> Room:
    pairs = partial(crew.gather, city, 2 * edit.CASES)
    return await edit.measure(pairs, RATE, seconds(SECONDS), keeps=True)


async def _typed_beside(city: City, settings: Settings) -> tuple[Room, float]:
    """The same while backups are made, and the seconds that the first one took."""
    took: list[float] = []

    async def again_and_again() -> None:
        while True:
            begun = time.monotonic()
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "server.backup"),
                cwd=ROOT,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                env={**os.environ, **to_environment(settings)},
            )
            try:
                assert await process.wait() == 0, "no backup was made"
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
            took.append(round(time.monotonic() - begun, 1))

    making = asyncio.create_task(again_and_again())
    room = await _typed(city)
    while not took:
        assert not making.done(), making.exception()
        await asyncio.sleep(0.1)
    making.cancel()
    await asyncio.wait([making])
    return room, took[0]

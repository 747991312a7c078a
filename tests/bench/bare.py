"""Two bare processes (floor.py) on a city's engines, and terminals that hang on them: the same clients, no rules."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import redis

from server.listening import listen
from server.settings import ROOT
from tests.bench.city import HOST, City
from tests.bench.crew import Heard
from tests.bench.floor import RIVER
from tests.bench.terminal import Terminal


@contextmanager
def open_floor(city: City, kind: str) -> Iterator[list[int]]:
    """The ports of the two, `kind` being call or edit; their river and processes are gone afterwards."""
    doors = [listen(HOST, 0) for _ in range(2)]
    engines = [city.settings.database_url, city.settings.redis_url]
    started: list[subprocess.Popen[str]] = []
    try:
        for door in doors:
            command = [sys.executable, "-m", "tests.bench.floor", kind, str(door.fileno()), *engines]
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                pass_fds=[door.fileno()],
                stdout=subprocess.PIPE,
                text=True,
            )
            started.append(process)
            assert process.stdout is not None and process.stdout.readline() == "ready\n", "a floor does not start"
        yield [door.getsockname()[1] for door in doors]
    finally:
        for process in started:
            process.kill()
            process.communicate()
        for door in doors:
            door.close()
        with redis.Redis.from_url(city.settings.redis_url) as line:
            line.delete(RIVER)


async def gather(city: City, ports: list[int], count: int, heard: Heard | None = None) -> list[Terminal]:
    """So many terminals, turn and turn about."""
    terminals = [Terminal(city.window(number), heard) for number in range(count)]
    await asyncio.gather(
        *(one.come(ports[number % len(ports)], "floor=1") for number, one in enumerate(terminals)),
    )
    return terminals

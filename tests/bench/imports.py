"""A file of residents comes in, looked at and put into use, as an administrator brings it; 20,000 of them, and 200,000.

Goal: 20,000 in 30 s. `own_mb`: what the process that asked for it holds more afterwards. The process that reads the
file has 512 MB at most (`server/exchange/limited.py`).
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from time import perf_counter

from deploy.residents import made
from handoff.import_profile import STANDARD
from server.cellar import Cellar, NoPaper
from server.work import imports
from tests.bench.city import City, open_city
from tests.bench.figures import share
from tests.bench.memory import rss_mb

SIZES, SECONDS = (20_000, 200_000), 240.0


def run(sizes: tuple[int, ...] = SIZES) -> Iterator[dict[str, object]]:
    """One line for each size; seconds."""
    for size in sizes:
        with open_city() as city:
            line = asyncio.run(measure(city, share(size, SECONDS)))
        yield {"bench": "import", "case": f"{size}", **line}


async def measure(city: City, people: int) -> dict[str, object]:
    """In once."""
    file = made(people)
    cellar = Cellar(city.settings, "999989", NoPaper())
    await cellar.open()
    try:
        before, begun = rss_mb(os.getpid()), perf_counter()
        brought, _ = await imports.read(cellar.cupboards, STANDARD, file, "測る")
        difference = await cellar.cupboards.imports.difference(brought.file)
        used = await imports.begin(cellar.cupboards, brought.file, "測る")
        took = perf_counter() - begun
        own = rss_mb(os.getpid()) - before
    finally:
        await cellar.close()
    assert used.rows == difference.added + difference.changed + difference.same >= people
    return {
        "n": used.rows,
        "import_s": round(took, 2),
        "rows_per_s": round(used.rows / took),
        "own_mb": round(own, 1),
        "kb": round(len(file) / 1000, 1),
    }

"""住民を探す among 200,000: by whole kana, by a family name alone, by name and birth, by address; times in ms.

Goal: p95 of 100 ms. `wrong` counts searches by name and birth that did not find the one who was meant.
"""

from __future__ import annotations

import asyncio
import csv
import io
import random
from collections.abc import Iterator
from time import perf_counter

from deploy.residents import made
from handoff.import_kind import RESIDENTS
from handoff.import_profile import STANDARD
from server.cellar import Cellar, NoPaper
from server.work import imports, residents
from server.work.cupboards import Actor
from tests.bench.city import OFFICE, City, open_city
from tests.bench.figures import percentile, share

PEOPLE, SEARCHES, SECONDS = 200_000, 400, 240.0
CLERK = Actor("U01", "中村", OFFICE, "W05", "G05", roles=("clerk",), session=bytes(32))


def run(people: int | None = None) -> Iterator[dict[str, object]]:
    """One line for each kind of search."""
    with open_city() as city:
        yield from asyncio.run(measure(city, people or share(PEOPLE, SECONDS)))


async def measure(city: City, people: int) -> list[dict[str, object]]:
    """So many searches of each kind, one after the other."""
    file = made(people)
    rows = list(csv.DictReader(io.StringIO(file.decode())))
    cellar = Cellar(city.settings, "999989", NoPaper())
    await cellar.open()
    try:
        brought, _ = await imports.read(cellar.cupboards, STANDARD, file, "測る")
        await imports.begin(cellar.cupboards, brought.file, "測る")
        chance = random.Random(5)
        meant = [chance.choice(rows) for _ in range(share(SEARCHES, SECONDS))]
        return [await _kind(cellar, kind, meant, people) for kind in ("kana", "family", "birth", "address")]
    finally:
        await cellar.close()


async def _kind(cellar: Cellar, kind: str, meant: list[dict[str, str]], people: int) -> dict[str, object]:
    took, wrong = list[float](), 0
    for row in meant:
        kana, birth = row[RESIDENTS["m_kana"]], row[RESIDENTS["m_birth"]]
        text = {
            "kana": kana,
            "family": kana.split("　")[0],
            "birth": f"{kana} {birth}",
            "address": row[RESIDENTS["at_town"]] + row[RESIDENTS["at_banchi"]],
        }[kind]
        begun = perf_counter()
        found = await residents.search(cellar.cupboards, CLERK, text)
        took.append((perf_counter() - begun) * 1000)
        wrong += kind == "birth" and not any(hit["number"] == row[RESIDENTS["m_atena_no"]] for hit in found["hits"])
    return {
        "bench": "search",
        "case": kind,
        "n": len(took),
        "people": people,
        "wrong": wrong,
        "p50": percentile(took, 50),
        "p95": percentile(took, 95),
    }

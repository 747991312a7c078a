"""The catalog as an Excel workbook: made, and read again until its differences stand, at the demo city's size and at 20
times its rows. `rss_mb` is the largest that any of the processes was that made or read it, `cpu_s` the processor's time
of both; `own_mb` what the process that asked for it holds more afterwards.

The floor is the same library with the same texts and no rules: cells written, cells read.
"""

from __future__ import annotations

import asyncio
import io
import os
import resource
from collections.abc import Iterator
from time import perf_counter

from openpyxl import Workbook, load_workbook

from handoff.catalog import Row
from handoff.catalog_columns import COLUMNS
from handoff.catalog_rows import KEYS, Tables, tables_of
from handoff.cells import shown
from handoff.differences import differences
from server.exchange.city import read_city
from server.exchange.files import Files
from server.ports.exchange import Cover
from tests.bench.figures import ratio, share
from tests.bench.grown import renamed
from tests.bench.memory import rss_mb
from tests.households import FOLDER

TIMES, SECONDS = 20, 120.0
COVER = Cover("あおばの市", "測る", 1, "2027-04-01 09:00")
NAMED = {"towns": "machiaza_id", "signatures": "form_id", "counters": "group_id", "words": "key", "codes": "code"}
"""The column that names a copied row, where it is not the table's first."""


def run(times: int = TIMES) -> Iterator[dict[str, object]]:
    """One line for each size; seconds."""
    city = read_city(FOLDER)
    tables = tables_of(city.catalog, city.house)
    for copies in (1, share(times, SECONDS)):
        larger = {table: [_copy(table, row, at) for at in range(copies) for row in tables[table]] for table in KEYS}
        line = asyncio.run(measure(larger))
        yield {"bench": "workbook", "case": f"{copies}x", **line}


async def measure(tables: Tables) -> dict[str, object]:
    """Out and in once; nothing may differ."""
    files = Files()
    before, busy = rss_mb(os.getpid()), _cpu_s()
    begun = perf_counter()
    made = await files.write_workbook(COVER, tables)
    exported = perf_counter()
    differing = differences(tables, (await files.read_workbook(made)).tables)
    imported = perf_counter()
    own, busy = rss_mb(os.getpid()) - before, _cpu_s() - busy
    assert not differing, differing[:2]
    floor = _floor(tables)
    return {
        "n": sum(map(len, tables.values())),
        "export_s": round(exported - begun, 2),
        "import_s": round(imported - exported, 2),
        "rss_mb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, 1),
        "own_mb": round(own, 1),
        "cpu_s": round(busy, 2),
        "kb": round(len(made) / 1000, 1),
        "floor_s": round(floor, 2),
        "ratio": ratio(imported - begun, floor),
    }


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _floor(tables: Tables) -> float:
    begun = perf_counter()
    book = Workbook(write_only=True)
    for table in KEYS:
        sheet = book.create_sheet(table)
        for row in tables[table]:
            sheet.append([shown(column, row.get(column.name, "")) or None for column in COLUMNS[table]])
    made = io.BytesIO()
    book.save(made)
    for sheet in load_workbook(made, read_only=True):
        for _ in sheet.iter_rows(values_only=True):
            pass
    return perf_counter() - begun


def _copy(table: str, row: Row, at: int) -> Row:
    """A row under another id that its table takes."""
    if at == 0:
        return row
    named = NAMED.get(table, KEYS[table][0])
    if table == "holidays":
        return {**row, "date": f"{2026 + 2 * at + int(row['date'][:4]) % 2}{row['date'][4:]}"}
    said = {name: renamed(text, at) for name, text in row.items()}
    grown = f"{at:02}" if table == "towns" else f"x{at}" if row[named].islower() else f"X{at}"
    return {**said, named: row[named] + grown}

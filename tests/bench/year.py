"""The record of a year: so many visits that ended, each with its case of 150 entries, sealed by its own key."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import asyncpg

from handoff import ids
from handoff.case import Entry
from server.live.packing import ChangeBody, pack
from server.record.engine import open_engine
from server.settings import Settings
from server.vault.keyring import Keyring
from server.vault.sealing import Sealing
from tests.bench import reports
from tests.bench.memory import ITEMS, PERSONS, VALUE

AT_ONCE = 200
LINES = ("case", "rev", "op", "digest", "at", "epoch", "by", "window", "kind", "format", "body")
CELLS = ("case", "key", "rev", "at", "op", "body")
DIGEST_BYTES = 8


async def fill(settings: Settings, city: str, cases: int) -> None:
    """Write it. The city's processes need not know of it: all of it is over."""
    engine = open_engine(settings.database_url, size=1, statement_ms=reports.FILLING_MS)
    try:
        await reports.fill(engine, cases)
        sealing = Sealing(Keyring(settings.keys or settings.state / "keys", city))
        async with engine.connect() as line:
            driver = (await line.get_raw_connection()).driver_connection
            assert isinstance(driver, asyncpg.Connection)
            for first in range(1, cases + 1, AT_ONCE):
                made = [_case(sealing, f"c{n}") for n in range(first, min(first + AT_ONCE, cases + 1))]
                lines, cells = [row for one, _ in made for row in one], [row for _, one in made for row in one]
                await driver.copy_records_to_table("journal", records=lines, columns=LINES)
                await driver.copy_records_to_table("entries", records=cells, columns=CELLS)
    finally:
        await engine.dispose()


def _case(sealing: Sealing, case: str) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """The lines of its journal and the cells of its sheet: a person after the other, as `memory` types them in."""
    lines: list[tuple[object, ...]] = []
    cells: list[tuple[object, ...]] = []
    for rev in range(1, PERSONS + 1):
        op, digest = secrets.token_hex(13), secrets.token_bytes(DIGEST_BYTES)
        sealed = [(key, sealing.seal(case, key, entry)) for key, entry in _person(op)]
        body = pack(ChangeBody(sealed, "U05", "W05", "add_person", digest))
        lines.append((case, rev, op, digest, 0, 1, "U05", "W05", "add_person", 1, body))
        cells += [(case, key, rev, 0, op, one) for key, one in sealed]
    return lines, cells


def _person(op: str) -> Iterator[tuple[str, Entry]]:
    person = ids.new_person(secrets.token_bytes(ids.PERSON_BYTES))
    for item in ("", *ITEMS):
        yield f"{person}.{item}" if item else person, Entry(f"{VALUE}{secrets.randbelow(9999)}", op)

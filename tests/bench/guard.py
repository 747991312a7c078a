"""What guard, redaction and audit cost, in ms: an edit, a case of 150 entries opened; and the audit's chain checked.

An edit is read, decided, sealed and put into the river; around that the gate looks at the message, the flags are asked
whether a protected person is met (the edit is at an address, so they are asked each time), and three classes of rights
get their own bytes. Opening a case notes the look first, asks whose office it is and what its window sees, and masks.
The floor is the same without these, turn and turn about: plain decoding, the same store, one encoding. Goal: p95 of an
edit within 1.3 times. `audit`: so many rows put into the chain and checked whole; goal: 100,000 in 2 s.
"""

from __future__ import annotations

import asyncio
import secrets
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec

from handoff import ids
from handoff import messages as m
from handoff.case import Entry, Sheet
from handoff.protection import touches
from handoff.visibility import show, view_of
from server.cellar import Cellar, NoPaper
from server.ports.archive import Look
from server.realtime.guard import Allowance, read
from server.realtime.rooms import ENCODER
from server.vault.witness import FileWitness
from server.work import auditing, met, opening, sheets, visits
from server.work.cupboards import Actor, Cupboards
from tests.bench.city import OFFICE, SERVICE, open_city
from tests.bench.figures import percentile, ratio, share
from tests.bench.memory import ITEMS, PERSONS, VALUE
from tests.bench.terminal import new_op

EDITS, OPENED, ROWS, LOT, SECONDS = 2_000, 1_000, 100_000, 5_000, 60.0
KEY = "new_banchi"
CLERK = Actor("U01", "中村", OFFICE, "W05", "G05", roles=("clerk",), sees=frozenset({"L3"}), session=bytes(32))
VIEWS = [view_of(sees) for sees in ((), ("L3",), ("L3", "S"))]


def run() -> Iterator[dict[str, object]]:
    """One line for the edit, one for the case opened, one for the chain."""
    with open_city() as city:
        yield from asyncio.run(measure(Cellar(city.settings, "999989", NoPaper())))


async def measure(cellar: Cellar) -> list[dict[str, object]]:
    """All three."""
    await cellar.open()
    try:
        c = cellar.cupboards
        case = await a_family(c)
        return [await edits(c, case), await openings(c, case), await chain(c)]
    finally:
        await cellar.close()


async def a_family(c: Cupboards) -> str:
    """A case with 150 entries."""
    done = await visits.give_number(c, CLERK, new_op(), None, m.GiveNumber(SERVICE))
    assert done.row is not None
    for _ in range(PERSONS):
        person = ids.new_person(secrets.token_bytes(ids.PERSON_BYTES))
        known: dict[str, Any] = {item: f"{VALUE}{secrets.randbelow(9999)}" for item in ITEMS}
        answer = await sheets.edit(c, CLERK, m.Change(new_op(), done.row.case, 0, m.AddPerson(person, known)))
        assert answer.result == "ok", answer
    return done.row.case


async def edits(c: Cupboards, case: str) -> dict[str, object]:
    """An edit with all of it and without, in turn, each over the one before."""
    persons = {key: entry for key, entry in (await _sheet(c, case)).entries.items() if touches(key)}
    allowance = Allowance(time.monotonic, rate=1e9, burst=1e9)
    base: str | None = None
    took: list[float] = []
    floor: list[float] = []
    for turn in range(2 * share(EDITS, SECONDS)):
        op, guarded = new_op(), turn % 2 == 0
        said: Any = msgspec.to_builtins(m.Change(op, case, 0, m.Set({KEY: f"{turn}番"}), {KEY: base}))
        begun = perf_counter()
        if guarded:
            allowance.take()
        message = read(said, m.Change) if guarded else msgspec.convert(said, m.Change)
        answer = await sheets.edit(c, CLERK, message)
        entry = Entry(f"{turn}番", op, clerk="U01", by="中村", window="W05", rev=answer.rev or 0)
        changed = m.Changed(case=case, n=entry.rev, op=op, at=0, facts={KEY: entry})
        if guarded:
            hidden = met.is_protected(c, persons | changed.facts)
            for view in VIEWS:
                ENCODER.encode(show(changed, view, c.catalogs.items(), hidden).value)
        else:
            ENCODER.encode(changed)
        (took if guarded else floor).append((perf_counter() - begun) * 1000)
        assert answer.result == "ok", answer
        base = op
    return _line("edit", took, floor)


async def openings(c: Cupboards, case: str) -> dict[str, object]:
    """The case opened with all of it and without, in turn."""
    took: list[float] = []
    floor: list[float] = []
    for turn in range(2 * share(OPENED, SECONDS)):
        begun = perf_counter()
        if turn % 2 == 0:
            sheet = await opening.look_at(c, CLERK, case)
            rights, hidden = met.view_in(c, CLERK, sheet, SERVICE), met.is_protected(c, sheet.entries)
            ENCODER.encode(show(_view(sheet), rights, c.catalogs.items(), hidden).value)
            took.append((perf_counter() - begun) * 1000)
        else:
            ENCODER.encode(_view(await _sheet(c, case)))
            floor.append((perf_counter() - begun) * 1000)
    return _line("open", took, floor)


async def chain(c: Cupboards) -> dict[str, object]:
    """So many looks in the chain, and all of it checked against its second place."""
    rows = share(ROWS, SECONDS)
    with tempfile.TemporaryDirectory() as folder:
        witness = FileWitness(Path(folder) / "heads.log")
        for first in range(0, rows, LOT):
            looks = [
                (f"bench-{number}", Look(c.clock(), "U01", "W05", OFFICE, "open", f"case-{number}"))
                for number in range(first, min(first + LOT, rows))
            ]
            head = await c.ledger.append(looks, c.clock())
            assert head is not None
            await witness.hear(head)
        begun = perf_counter()
        verdict = await auditing.check(c.ledger, witness)
        seconds = perf_counter() - begun
    assert verdict.whole, verdict.breaks
    return {"bench": "guard", "case": "audit", "n": verdict.rows, "heads": verdict.heads, "check_s": round(seconds, 2)}


def _line(case: str, took: list[float], floor: list[float]) -> dict[str, object]:
    return {
        "bench": "guard",
        "case": case,
        "n": len(took),
        "p50": percentile(took, 50),
        "p95": percentile(took, 95),
        "floor_p50": percentile(floor, 50),
        "floor_p95": percentile(floor, 95),
        "ratio": ratio(percentile(took, 50), percentile(floor, 50)),
        "ratio_p95": ratio(percentile(took, 95), percentile(floor, 95)),
    }


async def _sheet(c: Cupboards, case: str) -> Sheet:
    sheet = await c.sheets.read(case)
    assert sheet is not None
    return sheet


def _view(sheet: Sheet) -> m.CaseView:
    return m.CaseView(
        case=sheet.case,
        epoch="",
        rev=sheet.rev,
        kept=sheet.kept,
        fence=sheet.fence,
        stage=sheet.stage,
        catalog=sheet.catalog,
        row=None,
        entries=dict(sheet.entries),
        here=[],
    )

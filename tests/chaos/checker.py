"""What must be true after every fault (DESIGN §4): looked at in PostgreSQL, in Redis, and at every window."""

from __future__ import annotations

import asyncio
from collections import Counter

import msgspec
from sqlalchemy import text

from server.record.engine import open_engine
from tests.bench.city import City
from tests.chaos.clerk import Clerk

JOURNAL = 'SELECT rev, op FROM journal WHERE "case" = :case ORDER BY rev'


class Found(msgspec.Struct):
    """What a checker found: violations by invariant, and how many kept edits are missing."""

    violations: list[str] = []
    lost: int = 0


def check(city: City, clerks: list[Clerk]) -> Found:
    """Look at everything. The load is at rest, and everything typed is kept, as far as it ever will be."""
    return asyncio.run(_check(city, clerks))


async def _check(city: City, clerks: list[Clerk]) -> Found:
    found = Found()
    for clerk in clerks:
        found.violations += clerk.wrong
    engine = open_engine(city.settings.database_url, size=2)
    try:
        async with engine.connect() as line:
            for case in {clerk.case for clerk in clerks}:
                rows = [(row.rev, row.op) for row in await line.execute(text(JOURNAL), {"case": case})]
                _journal(found, rows, [clerk for clerk in clerks if clerk.case == case])
            aside = (await line.execute(text("SELECT count(*) FROM quarantine"))).scalar_one()
    finally:
        await engine.dispose()
    if aside:
        found.violations.append(f"I1: {aside} edits were put aside")
    return found


def _journal(found: Found, rows: list[tuple[int, str]], clerks: list[Clerk]) -> None:
    revs, ops = [rev for rev, _ in rows], Counter(op for _, op in rows)
    if revs != list(range(1, len(revs) + 1)):
        found.violations.append("I2: revisions have gaps")
    for times in ops.values():
        if times > 1:
            found.violations.append(f"I2: an edit stands {times} times")
    for clerk in clerks:
        for op in clerk.ops:
            if op.kept and not ops[op.name]:
                found.lost += 1
            elif op.state != "kept":
                found.violations.append(f"I5: an edit ended as {op.state}")
    if found.lost:
        found.violations.append(f"I1: {found.lost} kept edits are missing")
    _last_values(found, rows, clerks)


def _last_values(found: Found, rows: list[tuple[int, str]], clerks: list[Clerk]) -> None:
    """I4: each window's fresh snapshot says what the last edit of each field wrote, and knows all revisions."""
    order = {op: rev for rev, op in rows}
    for clerk in clerks:
        view = clerk.view
        if view is None or view.rev != len(rows):
            found.violations.append(f"I4: a window holds revision {view.rev if view else 0} of {len(rows)}")
            continue
        for field in clerk.fields:
            written = [op for op in clerk.ops if op.field == field and op.name in order]
            last = max(written, key=lambda op: order[op.name], default=None)
            shown = view.entries.get(field)
            if last is not None and (shown is None or shown.value != last.value):
                found.violations.append(f"I4: {field} shows another value than the last one kept")

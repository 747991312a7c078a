"""What must be true after every fault (DESIGN §4): looked at in PostgreSQL, in Redis, and at every window."""

from __future__ import annotations

import asyncio
from collections import Counter

import msgspec
from sqlalchemy import text

from server.record.engine import open_engine
from tests.bench.terminal import Terminal
from tests.chaos.clerk import Clerk
from tests.chaos.hall import Hall
from tests.chaos.load import Load
from tests.chaos.walk import Post

JOURNAL = 'SELECT rev, op, epoch FROM journal WHERE "case" = :case ORDER BY rev'
VISITS = "SELECT visit, version FROM visits WHERE ended IS NULL"
TWICE = "SELECT count(*) - count(DISTINCT (home, day, number)) FROM visits WHERE number <> ''"
BOARD_S = 10.0
"""How long a board may be behind the record."""


class Found(msgspec.Struct):
    """What a checker found: violations by invariant, and how many kept edits are missing."""

    violations: list[str] = []
    lost: int = 0


def check(hall: Hall, load: Load) -> Found:
    """Look at everything. The load is at rest, and everything typed is kept, as far as it ever will be."""
    return asyncio.run(_check(hall, load))


async def _check(hall: Hall, load: Load) -> Found:
    clerks = load.clerks
    found = Found(violations=[*load.walk.wrong, *(said for clerk in clerks for said in clerk.wrong)])
    engine = open_engine(hall.city.settings.database_url, size=2)
    try:
        async with engine.connect() as line:
            for case in {clerk.case for clerk in clerks}:
                rows = list(await line.execute(text(JOURNAL), {"case": case}))
                _epochs(found, [row.epoch for row in rows])
                _journal(found, [(row.rev, row.op) for row in rows], [clerk for clerk in clerks if clerk.case == case])
            aside = (await line.execute(text("SELECT count(*) FROM quarantine"))).scalar_one()
            twice = (await line.execute(text(TWICE))).scalar_one()
            await _board(found, hall, {row.visit: row.version for row in await line.execute(text(VISITS))})
    finally:
        await engine.dispose()
    if aside > hall.poisoned:
        found.violations.append(f"I1: {aside - hall.poisoned} edits were put aside")
    if twice:
        found.violations.append(f"I13: {twice} numbers were given twice")
    return found


def _epochs(found: Found, epochs: list[int]) -> None:
    """I9: nothing is written under an older epoch."""
    if epochs != sorted(epochs):
        found.violations.append("I9: an edit of an older epoch stands after one of a newer")


async def _board(found: Found, hall: Hall, record: dict[str, int]) -> None:
    """I13: at rest every screen shows the visits as the record has them."""
    post, end = Post(hall.city, 0, sits=False), asyncio.get_running_loop().time() + BOARD_S
    try:
        while True:
            rows = await post.insist(_rows)
            if {visit: version for visit, version in rows.items() if visit in record} == record:
                return
            if asyncio.get_running_loop().time() > end:
                found.violations.append("I13: the board is not what the record says")
                return
            post.leave()
    finally:
        post.leave()


async def _rows(at: Terminal) -> dict[str, int]:
    return {visit: row.version for visit, row in at.rows.items()}


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

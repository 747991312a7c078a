"""What screens ask about visits and edits, without moving anything."""

from __future__ import annotations

from handoff.messages import Row
from handoff.refusal import Reason, Refused
from handoff.visit import Visit, row_of
from server.ports.visits import RecordAway
from server.work.cupboards import Cupboards


async def row_of_case(c: Cupboards, case: str) -> Row | None:
    """The last visit of a case. None too while PostgreSQL is away: a case can be looked at without it."""
    try:
        visit = await c.visits.last_of(case)
    except RecordAway:
        return None
    return row_of(visit) if visit else None


async def kept_of(c: Cupboards, case: str, ops: list[str]) -> tuple[list[str], list[str]]:
    """(kept, seen): which of these ops PostgreSQL holds, and which only Redis does."""
    kept = await c.past.kept(case, ops)
    left = [op for op in ops if op not in kept]
    return list(kept), list(await c.sheets.known(case, left)) if left else []


async def visit_of(c: Cupboards, visit: str) -> Visit:
    """A visit. Refused: `no_such_visit`."""
    found = await c.visits.get(visit)
    if found is None:
        raise Refused(Reason.no_such_visit)
    return found

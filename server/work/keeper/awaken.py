"""Bringing a sleeping case back from PostgreSQL. An absent case is never an empty case."""

from __future__ import annotations

from handoff.visit import row_of
from server.ports.unreachable import Unreachable
from server.work.cupboards import Cupboards

TRIES = 5


async def awaken(c: Cupboards, case: str) -> bool:
    """Wake a case as its journal and its last visit tell. False when there is no such case.

    Raises `Unreachable` when Redis cannot take it, the record's own trouble when PostgreSQL cannot be asked.
    """
    for _ in range(TRIES):
        epoch = await c.sheets.last_epoch()
        found = await c.visits.sleeper(case)
        if found is None:
            return False
        catalog, visit = found
        if await c.sheets.wake(await c.past.sealed(case), catalog, row_of(visit), epoch):
            return True
    raise Unreachable("slow")

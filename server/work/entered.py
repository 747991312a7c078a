"""What follows when entries come into a case in one piece, from the city's own data or from a card."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from handoff import ids
from handoff import messages as m
from handoff.refusal import Refused
from server.ports.unreachable import Unreachable
from server.ports.visits import RecordAway, Unsure
from server.work import find, visits
from server.work.cupboards import Actor, Cupboards


async def after(c: Cupboards, who: Actor, case: str, op: str) -> None:
    """The case is found by its new names, and its way is planned anew. Both are done again with the next move."""
    await find.refresh(c, case)
    with suppress(Refused, Unreachable, RecordAway, Unsure, asyncio.TimeoutError):
        await visits.plan(c, who, ids.again(op, 0), None, m.Plan(case=case))

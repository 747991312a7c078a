"""The transactions of visits: lock, decide by the pure rule, write. One winner each; a refusal leaves no trace."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from asyncpg import IntegrityConstraintViolationError
from sqlalchemy import TextClause
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.calendar import business_day
from handoff.queue import EVERYWHERE
from handoff.queue_order import OrderSettings
from handoff.refusal import Reason, Refused
from handoff.visit import Visit
from server.ports.visits import Barrier, Opening, Rule, Story, Written
from server.record import numbers
from server.record import visit_sql as sql
from server.record import visit_writes as writes
from server.record.forgetting import Forgetting
from server.record.swift import Swift
from server.record.visit_rows import visit_of

TRIES: Final = 3
"""How often `call next` looks again when everybody in the line was locked by somebody else for a moment."""
ONE_LIVE: Final = frozenset({"ix_visits_live_case", "pk_tickets", "uq_visits_home_day_number"})
"""One live visit of a case, one case of a slip, one visitor of a number: somebody was quicker."""


class VisitMoves:
    """The writing part of `Visits`."""

    def __init__(self, engine: AsyncEngine, city: str) -> None:
        self._engine = engine
        self._city = city
        self._forgetting = Forgetting(engine)

    async def known(self, request: str) -> Written | None:
        """What this request did."""
        return await writes.known(self._engine, request)

    async def move(
        self, request: str, visit: str, rule: Rule, story: Story, now: int, barrier: Barrier | None = None
    ) -> Written:
        """Lock the visit, decide, write."""

        async def work(connection: Swift) -> Written:
            state = await writes.lock_window(connection, story.window)
            old = await writes.lock_visit(connection, visit)
            epoch = await writes.check(connection, self._city, barrier) if barrier else None
            stands = (barrier.rev, epoch) if barrier and epoch is not None else None
            return await _decide(connection, request, old, rule, story, now, state, stands)

        return await writes.once(self._engine, request, work)

    async def next(
        self,
        request: str,
        office: str,
        lines: list[str],
        window: str,
        rule: Rule,
        story: Story,
        now: int,
        orders: OrderSettings = EVERYWHERE,
    ) -> Written | None:
        """The first of these lines whom nobody else is calling."""
        given = {"office": office, "lines": lines, "window": window, "day": business_day(now).isoformat()}
        when = {**given, **sql.rules(orders, lines), "now": now}

        async def work(connection: Swift) -> Written | bool:
            """What was called; else whether there is somebody to be called."""
            state = await writes.lock_window(connection, window)
            found = await connection.row(sql.NEXT, when)
            if found is not None:
                return await _decide(connection, request, visit_of(found), rule, story, now, state)
            return bool(await connection.scalar(sql.ANYBODY, given))

        for _ in range(TRIES):
            called = await writes.once(self._engine, request, work)
            if isinstance(called, Written):
                return called
            if not called:
                break
        return await self.known(request)

    async def open(
        self, request: str, opening: Opening, story: Story, now: int, barrier: Barrier | None = None
    ) -> Written:
        """A new visit with a new number (or with the one that it has), and its case when that is new too."""

        async def work(connection: Swift) -> Written:
            epoch = await writes.check(connection, self._city, barrier) if barrier else 0
            return await _open(connection, request, opening, story, now, epoch)

        try:
            return await writes.once(self._engine, request, work)
        except IntegrityConstraintViolationError as error:
            if error.constraint_name in ONE_LIVE:
                raise Refused(Reason.already_claimed) from None
            raise


async def _decide(
    connection: Swift,
    request: str,
    old: Visit,
    rule: Rule,
    story: Story,
    now: int,
    state: str,
    stands: tuple[int, int] | None = None,
) -> Written:
    """Under the locks of window and visit."""
    here = await writes.at_window(connection, story.window, state)
    step = rule(old, msgspec.structs.replace(here, rev=stands[0] if stands else old.sheet_rev))
    visit = step.visit
    assert visit.version == old.version + 1, "one move, one version"
    if stands is not None:
        visit = msgspec.structs.replace(visit, sheet_rev=max(stands[0], old.sheet_rev), epoch=stands[1])
    if step.ticket is not None:
        await writes.new_ticket(connection, visit, step.ticket, now)
    if step.ends_ticket:
        await writes.end_ticket(connection, visit.case, now)
    if story.slip is not None:
        await writes.use_ticket(connection, story.slip)
    written = await writes.write(connection, writes.Fact(request, old, visit, step.move, story, now, step.more))
    if story.left is not None and not visit.live:
        await writes.leave(connection, visit.visit, story.left)
    return written


async def _open(connection: Swift, request: str, opening: Opening, story: Story, now: int, epoch: int) -> Written:
    """Versions and fences go on where the case's last visit stopped: of one case they only ever grow. From a number
    of the line on its series is locked; of a new case only one statement follows before the commit."""
    opened = opening.visit
    version, fence = (0, 0) if opening.case_is_new else await writes.heights(connection, opened.case)
    number = opened.number or await numbers.take(connection, opened.home, opened.day, opening.letters)
    visit = msgspec.structs.replace(
        opened, number=number, version=version + opened.version, fence=fence + opened.fence, epoch=epoch
    )
    fact = writes.Fact(request, None, visit, opening.move, story, now, opening.more)
    written = await writes.write(connection, fact, *_beside(opening, visit, now))
    if opening.ticket is not None and not opening.case_is_new:
        await writes.new_ticket(connection, visit, opening.ticket, now)
    if story.slip is not None:
        await writes.use_ticket(connection, story.slip)
    return written


def _beside(opening: Opening, visit: Visit, now: int) -> tuple[TextClause, dict[str, Any]]:
    """The statement for this kind of opening, and what it needs besides."""
    if not opening.case_is_new:
        return sql.OPEN_AGAIN, {}
    case = {"case": visit.case, "catalog": opening.catalog, "opened": now, "office": visit.office}
    if opening.ticket is None:
        return sql.OPEN_CASE_WITHOUT_SLIP, sql.params("c", case)
    return sql.OPEN_CASE, {**sql.params("c", case), **writes.ticket_row(visit, opening.ticket, now)}

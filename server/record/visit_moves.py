"""The transactions of visits: lock, decide by the pure rule, write. One winner each; a refusal leaves no trace."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, Final, TypeVar

import msgspec
from asyncpg import IntegrityConstraintViolationError
from sqlalchemy import TextClause, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from handoff.calendar import business_day
from handoff.queue import EVERYWHERE
from handoff.queue_order import OrderSettings
from handoff.refusal import Reason, Refused
from handoff.visit import Visit
from server.ports.visits import Barrier, NotKept, Opening, Rule, Story, Written, WrongEpoch
from server.record import numbers
from server.record import visit_sql as sql
from server.record import visit_writes as writes
from server.record.forgetting import Forgetting
from server.record.swift import Asked, Swift, swift_transaction
from server.record.tables import cases, visits
from server.record.transaction import broken_rule, reading, transaction
from server.record.visit_rows import visit_of

TRIES: Final = 3
"""How often `call next` looks again when everybody in the line was locked by somebody else for a moment."""
ONE_LIVE: Final = frozenset({"ix_visits_live_case", "pk_tickets", "uq_visits_home_day_number"})
"""One live visit of a case, one case of a slip, one visitor of a number: somebody was quicker."""


T = TypeVar("T")
C = TypeVar("C")


class VisitMoves:
    """The writing part of `Visits`."""

    def __init__(self, engine: AsyncEngine, city: str) -> None:
        self._engine = engine
        self._city = city
        self._forgetting = Forgetting(engine)

    async def known(self, request: str) -> Written | None:
        """What this request did."""
        async with reading(self._engine) as connection:
            return await writes.known(connection, request)

    async def move(
        self, request: str, visit: str, rule: Rule, story: Story, now: int, barrier: Barrier | None = None
    ) -> Written:
        """Lock the visit, decide, write."""

        async def work(connection: AsyncConnection) -> Written:
            state = await writes.lock_window(connection, story.window)
            old = await writes.lock_visit(connection, visit)
            epoch = await writes.check(connection, self._city, barrier) if barrier else None
            stands = (barrier.rev, epoch) if barrier and epoch is not None else None
            return await _decide(connection, request, old, rule, story, now, state, stands)

        return await self._once(request, work, transaction)

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

        async def work(connection: AsyncConnection) -> Written | bool:
            """What was called; else whether there is somebody to be called."""
            state = await writes.lock_window(connection, window)
            found = (await connection.execute(sql.NEXT, when)).mappings().one_or_none()
            if found is not None:
                return await _decide(connection, request, visit_of(found), rule, story, now, state)
            return bool((await connection.execute(sql.ANYBODY, given)).scalar())

        for _ in range(TRIES):
            called = await self._once(request, work, transaction)
            if isinstance(called, Written):
                return called
            if not called:
                break
        return await self.known(request)

    async def open(
        self, request: str, opening: Opening, story: Story, now: int, barrier: Barrier | None = None
    ) -> Written:
        """A new visit with a new number (or with the one that it has), and its case when that is new too."""

        async def work(connection: AsyncConnection) -> Written:
            epoch = await writes.check(connection, self._city, barrier) if barrier else 0
            return await _open(connection, request, opening, story, now, epoch)

        async def first(connection: Swift) -> Written:
            return await _first(connection, request, opening, story, now)

        try:
            if opening.case_is_new and story.slip is None and barrier is None:
                return await self._once(request, first, swift_transaction)
            return await self._once(request, work, transaction)
        except (IntegrityError, IntegrityConstraintViolationError) as error:
            if broken_rule(error) in ONE_LIVE:
                raise Refused(Reason.already_claimed) from None
            raise

    async def _once(
        self,
        request: str,
        work: Callable[[C], Awaitable[T]],
        begin: Callable[[AsyncEngine], AbstractAsyncContextManager[C]],
    ) -> T | Written:
        """One transaction. A request that comes again runs into what it wrote, or is refused because of it, and gets
        its first answer: asking for that before would cost every move a way to the server and back."""
        try:
            async with begin(self._engine) as connection:
                return await work(connection)
        except (IntegrityError, IntegrityConstraintViolationError, Refused, NotKept, WrongEpoch):
            before = await self.known(request)
            if before is None:
                raise
            return before


async def _decide(
    connection: AsyncConnection,
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
        await writes.end_tickets(connection, visit.case, now, "ended_at")
    if story.slip is not None:
        await writes.use_ticket(connection, story.slip)
    written = await writes.write(connection, writes.Fact(request, old, visit, step.move, story, now, step.more))
    if story.left is not None and not visit.live:
        await writes.leave(connection, visit.visit, story.left)
    return written


async def _first(connection: Asked, request: str, opening: Opening, story: Story, now: int) -> Written:
    """A new case's first visit. From the number on the line's series is locked, so only one statement follows before
    the commit."""
    visit = msgspec.structs.replace(opening.visit, number=await _number(connection, opening))
    fact = writes.Fact(request, None, visit, opening.move, story, now, opening.more)
    return await writes.write(connection, fact, *_beside(opening, visit, now))


async def _number(connection: Asked, opening: Opening) -> str:
    """The one that the visit has already, or the next of the line's letters."""
    visit = opening.visit
    return visit.number or await numbers.take(connection, visit.home, visit.day, opening.letters)


async def _open(
    connection: AsyncConnection, request: str, opening: Opening, story: Story, now: int, epoch: int
) -> Written:
    """Versions and fences go on where the case's last visit stopped: of one case they only ever grow."""
    version, fence = (0, 0) if opening.case_is_new else await _heights(connection, opening.visit.case)
    number = await _number(connection, opening)
    visit = msgspec.structs.replace(
        opening.visit,
        number=number,
        version=version + opening.visit.version,
        fence=fence + opening.visit.fence,
        epoch=epoch,
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
    return sql.OPEN_CASE, {**sql.params("c", case), **sql.params("t", writes.ticket_row(visit, opening.ticket, now))}


async def _heights(connection: AsyncConnection, case: str) -> tuple[int, int]:
    """The highest version and fence of a case's visits, the case's row locked."""
    locked = await connection.execute(select(cases.c.case).where(cases.c.case == case).with_for_update())
    if locked.scalar() is None:
        raise Refused(Reason.no_such_case)
    query = select(visits.c.version, visits.c.fence).where(visits.c.case == case)
    rows = (await connection.execute(query)).all()
    return max((row.version for row in rows), default=0), max((row.fence for row in rows), default=0)

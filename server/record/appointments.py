"""Appointments, as PostgreSQL keeps them. Whoever takes the next serial holds its row until the commit, so that one
booking of the city is decided after the other: what it reads as free is free."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any, Final

from msgspec.structs import replace
from sqlalchemy import ColumnElement, RowMapping, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.appointment import MINUTE_MS, SIGN, Span, number_of
from handoff.calendar import midnight
from handoff.refusal import Reason, Refused
from handoff.visit import Visit
from server.ports.appointments import Appointment, Booking, Fits
from server.ports.visits import AtWindow, Opening, Rule, Story, Written
from server.record import numbers
from server.record import visit_sql as sql
from server.record import visit_writes as writes
from server.record.swift import Swift, swift_reading
from server.record.tables import appointments, visits
from server.record.transaction import reading
from server.record.visit_rows import visit_of

_OWN: Final = ("number", "office", "group", "minutes", "at", "clerk", "name")
_HELD: Final = text("SELECT last FROM series WHERE office = '' AND day = '' AND letter = '予' FOR UPDATE")
_TAKEN: Final = text(
    "SELECT v.day, v.due, a.minutes FROM visits v JOIN appointments a ON a.visit = v.visit "
    'WHERE a.office = :office AND a."group" = :group AND v.day BETWEEN :first AND :last AND v.visit <> :but '
    f"AND (v.stage = 'booked' OR v.number NOT LIKE '{SIGN}%')"
)
"""By whom is still to come, or came: neither cancelled nor missed."""


class PgAppointments:
    """`server.ports.appointments.Appointments`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def book(
        self, request: str, opening: Opening, booking: Booking, fits: Fits, story: Story, now: int
    ) -> Written:
        """A new case with a booked visit."""

        async def work(connection: Swift) -> Written:
            number = number_of(await numbers.next_appointment(connection))
            fits(await _taken(connection, booking))
            visit = replace(opening.visit, number=SIGN + number)
            fact = writes.Fact(request, None, visit, opening.move, story, now, opening.more)
            case = {"case": visit.case, "catalog": opening.catalog, "opened": now, "office": visit.office}
            own = {
                "visit": visit.visit,
                "number": number,
                "case": visit.case,
                "office": booking.office,
                "group": booking.group,
                "minutes": booking.minutes,
                "at": now,
                "clerk": story.clerk,
                "name": story.name,
            }
            beside = {**sql.params("c", case), **sql.params("a", own)}
            return await writes.write(connection, fact, sql.BOOK, beside)

        return await writes.once(self._engine, request, work)

    async def rebook(
        self, request: str, visit: str, booking: Booking, fits: Fits, rule: Rule, story: Story, now: int
    ) -> Written:
        """Another day or time."""

        async def work(connection: Swift) -> Written:
            await connection.run(_HELD, {})
            old = await writes.lock_visit(connection, visit)
            step = rule(old, AtWindow("", rev=old.sheet_rev))
            fits(await _taken(connection, booking, but=visit))
            fact = writes.Fact(request, old, step.visit, step.move, story, now, step.more)
            return await writes.write(connection, fact, sql.REWRITE_BOOKED)

        return await writes.once(self._engine, request, work)

    async def arrive(
        self, request: str, visit: str, letters: str, ticket: bytes, rule: Rule, story: Story, now: int
    ) -> Written:
        """A number of today. The series is locked last, and only one statement follows."""

        async def work(connection: Swift) -> Written:
            old = await writes.lock_visit(connection, visit)
            step = rule(old, AtWindow("", rev=old.sheet_rev))
            number = await numbers.take(connection, step.visit.home, step.visit.day, letters)
            after = replace(step.visit, number=number)
            await writes.new_ticket(connection, after, ticket, now)
            fact = writes.Fact(request, old, after, step.move, story, now, step.more)
            return await writes.write(connection, fact, sql.REWRITE_BOOKED)

        return await writes.once(self._engine, request, work)

    # ---- asked

    async def of(self, visit: str) -> Appointment | None:
        """The appointment of a visit."""
        return next(iter(await self._all(appointments.c.visit == visit)), None)

    async def by_number(self, number: str) -> Appointment | None:
        """An appointment by its digits."""
        return next(iter(await self._all(appointments.c.number == number)), None)

    async def between(self, office: str, first: str, last: str) -> list[Appointment]:
        """Those of these days."""
        start, end = midnight(_day(first)), midnight(_day(last)) + 24 * 60 * MINUTE_MS
        return await self._all(appointments.c.office == office, visits.c.due >= start, visits.c.due < end)

    async def taken(self, office: str, group: str, first: str, last: str) -> dict[str, list[Span]]:
        """day -> what is taken."""
        async with swift_reading(self._engine) as connection:
            return await _spans(connection, office, group, first, last)

    async def _all(self, *where: ColumnElement[bool]) -> list[Appointment]:
        own = [appointments.c[name].label(f"own_{name}") for name in _OWN]
        query = (
            select(visits, *own)
            .join(appointments, appointments.c.visit == visits.c.visit)
            .where(*where)
            .order_by(visits.c.due, appointments.c.number)
        )
        async with reading(self._engine) as connection:
            return [_appointment(row) for row in (await connection.execute(query)).mappings()]


async def _taken(connection: Swift, booking: Booking, but: str = "") -> list[Span]:
    """What is taken of a counter on a day, without one visit."""
    found = await _spans(connection, booking.office, booking.group, booking.day, booking.day, but)
    return found.get(booking.day, [])


async def _spans(
    connection: Swift, office: str, group: str, first: str, last: str, but: str = ""
) -> dict[str, list[Span]]:
    asked = {"office": office, "group": group, "first": first, "last": last, "but": but}
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for row in await connection.rows(_TAKEN, asked):
        _put(found[row["day"]], row["day"], row["due"], row["minutes"])
    return dict(found)


def _put(spans: list[Span], day: str, due: int | None, minutes: int) -> None:
    """A place of that day. Who came on another day than the booked one takes none there."""
    start = ((due or 0) - midnight(_day(day))) // MINUTE_MS
    if 0 <= start < 24 * 60:
        spans.append(Span(start, start + minutes))


def _appointment(row: RowMapping) -> Appointment:
    own = {name: row[f"own_{name}"] for name in _OWN}
    mine: dict[str, Any] = {name: row[name] for name in Visit.__struct_fields__}
    return Appointment(**own, visit=visit_of(mine))


def _day(text_: str) -> date:
    """A day as it stands in a column or was checked before."""
    try:
        return date.fromisoformat(text_)
    except ValueError:
        raise Refused(Reason.no_such_date, at="day") from None

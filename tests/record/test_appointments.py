"""The transactions of appointments, alone: one request once, and the number that a repetition took is given back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff import visit as v
from handoff.appointment import SIGN, Span, instant, number_of, read_day
from handoff.refusal import Reason, Refused
from handoff.stage import Stage
from handoff.visit import Visit
from server.ports.appointments import Booking
from server.ports.visits import AtWindow, Opening, Step, Written
from server.record.appointments import PgAppointments
from tests.record.test_visits import DAY, NOW, STORY, counted, waiting

THURSDAY, FRIDAY = "2027-04-01", "2027-04-02"
pytestmark = pytest.mark.usefixtures("catalogs")


def free(taken: list[Span]) -> None:
    """One visitor a day."""
    if taken:
        raise Refused(Reason.place_taken)


async def many(asked: Iterable[Awaitable[Written]]) -> Written:
    """The same request at once: one writes, the others get its answer."""
    written = await asyncio.gather(*asked)
    assert sum(not one.again for one in written) == 1 and all(one.row == written[0].row for one in written)
    return written[0]


async def test_the_same_request_ten_times_at_once_is_done_once(engine: AsyncEngine) -> None:
    """Booked, moved, arrived: though the place is taken by then, the day the same, the visitor here."""
    book = PgAppointments(engine)
    due = instant(read_day(THURSDAY), 630)
    opening = Opening(waiting("a", stage=Stage.booked, day=THURSDAY, due=due), "A", True, 1, move="book")

    def moves(visit: Visit, here: AtWindow) -> Step:
        return Step(v.rebooked(visit, NOW, FRIDAY, instant(read_day(FRIDAY), 630)), "rebook")

    def comes(visit: Visit, here: AtWindow) -> Step:
        return Step(v.arrived(visit, NOW, DAY), "arrive")

    thursday, friday = (Booking("main", "G05", day, 30) for day in (THURSDAY, FRIDAY))
    tries = range(10)
    booked = await many(book.book("book", opening, thursday, free, STORY, NOW) for _ in tries)
    with pytest.raises(Refused) as no:
        await book.book("other", opening, thursday, free, STORY, NOW)
    assert no.value.reason is Reason.place_taken
    moved = await many(book.rebook("move", "va", friday, free, moves, STORY, NOW) for _ in tries)
    assert await book.taken("main", "G05", THURSDAY, FRIDAY) == {FRIDAY: [Span(630, 660)]}
    come = await many(book.arrive("come", "va", "A", b"slip", comes, STORY, NOW) for _ in tries)
    first = SIGN + number_of(1)
    assert [one.row.number for one in (booked, moved, come)] == [first, first, "A001"]
    for table, rows in {"appointments": 1, "tickets": 1, "visit_events": 3, "outbox": 3}.items():
        assert await counted(engine, table) == rows
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT DISTINCT last FROM series"))).scalars().all() == [1]

"""Appointments as lists: of the next days with who will come, and the places that are free. The list is written down
before it is given, as every search is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec

from handoff import appointment as rules
from handoff.appointment import Place
from handoff.refusal import Reason, Refused
from handoff.visibility import Shown
from server.ports.appointments import Appointment
from server.ports.archive import Look
from server.work import find
from server.work.cupboards import Actor, Cupboards
from server.work.visits.booking import bookable, calendar_of

MOST_DAYS = 31


class Day(msgspec.Struct, frozen=True):
    """A day with its places. `open` false: a weekend or holiday."""

    day: str
    open: bool
    places: list[Place]


async def listed(c: Cupboards, who: Actor, first: str, last: str) -> list[Shown[dict[str, Any]]]:
    """The appointments of these days at the actor's office, as this clerk may see them, in the order of their times.

    Refused: `not_allowed`, `no_such_date`, `bad_message` (no days, or more than a month).
    """
    if "clerk" not in who.roles:
        raise Refused(Reason.not_allowed)
    _days(first, last)
    await c.audit.note(Look(c.clock(), who.clerk, who.window or "", who.office, "appointments"))
    return [await shown(c, who, one) for one in await c.appointments.between(who.office, first, last)]


async def shown(c: Cupboards, who: Actor, one: Appointment) -> Shown[dict[str, Any]]:
    """An appointment with the name that stands in its sheet."""
    visit = one.visit
    due = visit.due or 0
    more: dict[str, str | int] = {
        "appointment": one.number,
        "state": rules.state_of(visit),
        "due": due,
        "minutes": one.minutes,
        "group": one.group,
        "service": visit.service,
        "version": visit.version,
        "by": one.name,
        "at": one.at,
    }
    return await find.shown(c, who, find.hit_of(visit), more)


async def free(c: Cupboards, who: Actor, service: str, first: str, last: str) -> list[Day]:
    """The places of these days for a service at the actor's office.

    Refused: `no_such_counter`, `not_by_appointment`, `no_such_date`, `bad_message`.
    """
    line = bookable(c, who.office, service)
    days = _days(first, last)
    calendar = calendar_of(c, who.office, line.group)
    taken = await c.appointments.taken(who.office, line.group, first, last)
    return [
        Day(
            day.isoformat(),
            calendar.hours(day) is not None,
            calendar.places(day, taken.get(day.isoformat(), [])),
        )
        for day in days
    ]


def _days(first: str, last: str) -> list[date]:
    start, end = rules.read_day(first), rules.read_day(last)
    if not 0 <= (end - start).days < MOST_DAYS:
        raise Refused(Reason.bad_message, at="days")
    return [start + timedelta(days=one) for one in range((end - start).days + 1)]

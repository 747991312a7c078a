"""統計 and 日報: figures of days, for floor managers and administrators."""

from __future__ import annotations

from typing import Final

import msgspec

from handoff.calendar import business_day, local_time
from handoff.figures import By, DayReport, Figures, group_of, span
from handoff.offices import House
from handoff.refusal import Reason, Refused
from handoff.wareki import show
from server.ports.paper import Ink
from server.work.cupboards import Actor, Cupboards

ROLES: Final = frozenset({"manager", "admin"})


class Report(msgspec.Struct, frozen=True):
    """Groups with what each is called, and all of them as one."""

    by: By
    since: str
    until: str
    total: Figures
    rows: list[Figures]
    names: dict[str, str]


async def look(c: Cupboards, who: Actor, by: str, since: str, until: str) -> Report:
    """The figures of some days at the actor's office. Refused: `not_allowed`, `not_a_choice`, `no_such_date`,
    `bad_message`."""
    must_report(who)
    group = group_of(by)
    first, last = span(since, until)
    departments = departments_of(c.catalogs.house(), who.office)
    total = await c.reports.figures(who.office, first, last, "all", departments)
    rows = await c.reports.figures(who.office, first, last, group, departments)
    return Report(group, since, until, total[0] if total else Figures(""), rows, names(c, who.office, group))


async def day_report(c: Cupboards, who: Actor, day: str) -> Ink:
    """日報 on one A4. Refused: `not_allowed`, `no_such_date`."""
    must_report(who)
    first, last = span(day, day)
    departments = departments_of(c.catalogs.house(), who.office)
    total = await c.reports.figures(who.office, first, last, "all", departments)
    called = names(c, who.office, "line")
    lines = await c.reports.figures(who.office, first, last, "line", departments)
    rank = {line: at for at, line in enumerate(called)}
    left, now = await c.visits.unfinished(who.office, day), c.clock()
    report = DayReport(
        city=c.catalogs.current().name,
        office=c.catalogs.house().office_name(who.office),
        day=first,
        printed=f"{show(business_day(now))} {local_time(now):%H:%M}",
        total=total[0] if total else Figures(""),
        lines=[
            (called.get(one.key, one.key), one) for one in sorted(lines, key=lambda one: rank.get(one.key, len(rank)))
        ],
        open=[one.number for one in left if one.stage != "booked"],
    )
    return await c.paper.day_report(report)


def must_report(who: Actor) -> None:
    """Refused with `not_allowed` for whoever is neither floor manager nor administrator."""
    if not ROLES & set(who.roles):
        raise Refused(Reason.not_allowed)


def names(c: Cupboards, office: str, by: By) -> dict[str, str]:
    """What groups are called, where they have a name; in the order of the house."""
    house = c.catalogs.house()
    if by == "line":
        return {one.line: one.name for one in house.lines if one.office == office}
    if by == "service":
        return {one.service: one.name for one in house.services if one.office == office}
    return {}


def departments_of(house: House, office: str) -> dict[str, str]:
    """line -> the department of its counter."""
    found = {one.line: house.counter(office, one.group) for one in house.lines if one.office == office}
    return {line: counter.department for line, counter in found.items() if counter is not None}

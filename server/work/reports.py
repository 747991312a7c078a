"""統計 and 日報: figures of days, for floor managers and administrators."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from handoff.baseline import Baseline, Kept, admitted
from handoff.calendar import business_day, local_time
from handoff.figures import BETWEEN, By, DayReport, Figures, group_of, span, without_few
from handoff.offices import House
from handoff.refusal import Reason, Refused
from handoff.wareki import show
from server.ports.exchange import FigureTable
from server.ports.paper import Ink
from server.work.cupboards import Actor, Cupboards
from server.work.figuring import MOST

MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 60
SHEET: Final = re.compile(r"[^\\/*?:\[\]\x00-\x1f']{1,31}")
"""What a sheet of a workbook may be called."""
ROLES: Final = frozenset({"manager", "admin"})


class Report(msgspec.Struct, frozen=True):
    """Groups with what each is called, and all of them as one."""

    by: By
    since: str
    until: str
    total: Figures
    rows: list[Figures]
    names: dict[str, str]
    clerks: dict[str, str]
    """Who wrote last (`Figures.clerk`): what they are called."""
    baseline: Kept | None
    missing: int = 0
    """So many days are not in the figures: after an update old days are counted one after another."""
    minutes: int = 0
    """In so many all are in them."""


async def look(c: Cupboards, who: Actor, by: str, since: str, until: str) -> Report:
    """The figures of some days at the actor's office. Refused: `not_allowed`, `not_a_choice`, `no_such_date`,
    `bad_message`."""
    must_report(who)
    group = group_of(by)
    first, last = span(since, until)
    departments = departments_of(c.catalogs.house(), who.office, group)
    found = await c.reports.figures(who.office, first, last, group, departments)
    rows = without_few(found.rows) if group == "town" else found.rows
    return Report(
        group,
        since,
        until,
        found.total,
        rows,
        await names(c, who.office, group, rows),
        await c.visits.names([one.clerk for one in rows if one.clerk]),
        await c.reports.baseline(who.office),
        found.missing,
        -(-found.missing // MOST),
    )


async def enter_baseline(c: Cupboards, who: Actor, said: Baseline) -> Kept:
    """What it was like before, with who entered it and when. Refused: `not_allowed`, `bad_message`, `too_long`."""
    must_report(who)
    kept = Kept(admitted(said), c.clock(), who.name)
    await c.reports.enter_baseline(who.office, who.clerk, kept)
    return kept


async def table(c: Cupboards, who: Actor, said: FigureTable) -> bytes:
    """What stands on the screen as an Excel workbook. Refused: `not_allowed`, `too_big`, `bad_message` (a row of
    another length, a name that no sheet may have)."""
    must_report(who)
    if len(said.rows) > MOST_ROWS or len(said.head) > MOST_COLUMNS:
        raise Refused(Reason.too_big, at="rows")
    if any(len(row) != len(said.head) for row in said.rows) or not SHEET.fullmatch(said.sheet):
        raise Refused(Reason.bad_message, at="rows")
    return await c.exchange.write_table(said)


async def day_report(c: Cupboards, who: Actor, day: str) -> Ink:
    """日報 on one A4. Refused: `not_allowed`, `no_such_date`."""
    must_report(who)
    first, last = span(day, day)
    called = _of_house(c.catalogs.house(), who.office, "line")
    found = await c.reports.figures(who.office, first, last, "line", {})
    rank = {line: at for at, line in enumerate(called)}
    lines = sorted(found.rows, key=lambda one: rank.get(one.key, len(rank)))
    left, now = await c.visits.unfinished(who.office, day), c.clock()
    report = DayReport(
        city=c.catalogs.current().name,
        office=c.catalogs.house().office_name(who.office),
        day=first,
        printed=f"{show(business_day(now))} {local_time(now):%H:%M}",
        total=found.total,
        lines=[(called.get(one.key, one.key), one) for one in lines],
        open=[one.number for one in left if one.stage != "booked"],
    )
    return await c.paper.day_report(report)


def must_report(who: Actor) -> None:
    """Refused with `not_allowed` for whoever is neither floor manager nor administrator."""
    if not ROLES & set(who.roles):
        raise Refused(Reason.not_allowed)


async def names(c: Cupboards, office: str, by: By, rows: list[Figures]) -> dict[str, str]:
    """What groups are called, where they have a name; in the order of the house."""
    if by == "town":
        return await c.postal.cities([one.key for one in rows if one.key.isdigit()])
    if by == "procedure":
        known = c.catalogs.current().procedures
        return {one.key: known[one.key].name for one in rows if one.key in known}
    return _of_house(c.catalogs.house(), office, by)


def _of_house(house: House, office: str, by: By) -> dict[str, str]:
    if by == "line":
        return {one.line: one.name for one in house.lines if one.office == office}
    if by == "service":
        return {one.service: one.name for one in house.services if one.office == office}
    if by == "kind":
        called = _of_house(house, office, "service")
        of = departments_of(house, office, by)
        return {f"{of.get(one, '')}{BETWEEN}{one}": f"{of.get(one, '')} {name}" for one, name in called.items()}
    return {}


def departments_of(house: House, office: str, by: By = "line") -> dict[str, str]:
    """line -> the department of its counter; of a `kind`: service -> that of its line."""
    found = {one.line: house.counter(office, one.group) for one in house.lines if one.office == office}
    of = {line: counter.department for line, counter in found.items() if counter is not None}
    if by != "kind":
        return of
    return {one.service: of[one.line] for one in house.services if one.office == office and one.line in of}

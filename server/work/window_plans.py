"""Windows' plans of a day: looked at, entered, copied from the same weekday; where nobody has entered one, learned from
what the window did on that weekday. The forecast goes by them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import msgspec

from handoff import plan_windows as rules
from handoff.appointment import read_day
from handoff.calendar import business_day, is_open, midnight
from handoff.catalog import holidays, opening
from handoff.opening import minutes
from handoff.plan_windows import Source, Span
from handoff.refusal import Reason, Refused
from server.ports.plans import PlanKept, Worked
from server.work.cupboards import Actor, Cupboards

MINUTE_MS: Final = 60_000
WEEKS: Final = 4
"""So many of the same weekdays teach a plan."""
AHEAD: Final = timedelta(days=62)


class WindowPlan(msgspec.Struct, frozen=True):
    """A window's plan. `source`: entered (by whom, when), learned (from the same weekdays), none (too little is known:
    it counts as staying as it is)."""

    window: str
    spans: list[Span]
    source: Source
    revision: int = 0
    by: str = ""
    at: int = 0


class DayPlan(msgspec.Struct, frozen=True):
    """All windows of an office on a day. `open` false: a weekend or holiday; `opens`, `closes`: the office's hours
    (minutes); `before`: the same weekday of the week before, and whether anything was entered there."""

    day: str
    open: bool
    opens: int
    closes: int
    before: str
    before_has: bool
    windows: list[WindowPlan]


async def look(c: Cupboards, who: Actor, day: str) -> DayPlan:
    """The plans of a day at the actor's office. Refused: `no_such_date`, `too_far_ahead`."""
    when = _day(c, day)
    before = rules.week_before(when).isoformat()
    hours = hours_of(c, who.office, when)
    plans = await of_day(c, who.office, when)
    names = await c.visits.names(sorted({one.by for one in plans if one.by}))
    return DayPlan(
        day=day,
        open=hours.open,
        opens=hours.opens,
        closes=hours.closes,
        before=before,
        before_has=bool(await c.plans.of_day(who.office, before)),
        windows=[msgspec.structs.replace(one, by=names.get(one.by, one.by)) for one in plans],
    )


class Hours(msgspec.Struct, frozen=True):
    """Whether an office is open on a day, and the hours (minutes) that a plan of it is drawn in."""

    open: bool
    opens: int
    closes: int


def hours_of(c: Cupboards, office: str, day: date) -> Hours:
    """By the city's calendar and its own opening days."""
    found = c.catalogs.house().office(office)
    if found is None:
        return Hours(is_open(day, holidays(c.catalogs.current())), 0, rules.END)
    catalog = c.catalogs.current()
    hours = opening(catalog).hours(found, day, holidays(catalog))
    opens, closes = hours or (found.opens, found.closes)
    return Hours(hours is not None, minutes(opens), minutes(closes))


async def write(c: Cupboards, who: Actor, day: str, window: str, spans: Sequence[Sequence[int]], revision: int) -> None:
    """A window's plan, over the revision that was on the screen.

    Refused: `not_allowed` (floor managers alone), `no_such_window`, `no_such_date`, `past_time` (a day gone by),
    `no_such_time`, `too_big`, `overtaken`.
    """
    when = _may_write(c, who, day)
    found = c.catalogs.house().in_use(window)
    if found is None or found.office != who.office:
        raise Refused(Reason.no_such_window)
    kept = rules.checked(spans)
    await c.plans.keep(who.office, when.isoformat(), window, kept, revision, who.clerk, c.clock())


async def copy(c: Cupboards, who: Actor, day: str) -> int:
    """The plans of the same weekday a week before, for the windows that have none; how many. Refused: as `write`,
    `nothing_changed` where there is nothing to copy."""
    when = _may_write(c, who, day)
    before = rules.week_before(when).isoformat()
    copied = await c.plans.copy(who.office, when.isoformat(), before, who.clerk, c.clock())
    if not copied:
        raise Refused(Reason.nothing_changed)
    return copied


async def of_day(c: Cupboards, office: str, day: date) -> list[WindowPlan]:
    """The plans of all windows of an office, entered or learned."""
    entered = {one.window: one for one in await c.plans.of_day(office, day.isoformat())}
    windows = [one.window for one in c.catalogs.house().windows if one.office == office]
    missing = [window for window in windows if window not in entered]
    usual = await learned(c, office, day) if missing else {}
    return [_plan(window, entered.get(window), usual.get(window)) for window in windows]


async def learned(c: Cupboards, office: str, day: date) -> dict[str, list[Span]]:
    """What windows usually do on a weekday, from its last four (before today)."""
    today = business_day(c.clock())
    days = [day - week * rules.WEEK for week in range(1, WEEKS + 1 + (max(0, (day - today).days) + 6) // 7)]
    days = [one for one in days if one < today][:WEEKS]
    if not days:
        return {}
    worked = await c.plans.worked(office, midnight(days[-1]), midnight(days[0] + timedelta(days=1)))
    wanted = {one.isoformat() for one in days}
    by_window = defaultdict[str, dict[str, list[tuple[float, float]]]](dict)
    for service in worked:
        at = business_day(service.at)
        if at.isoformat() in wanted:
            by_window[service.window].setdefault(at.isoformat(), []).append(_span(service, at))
    found = {window: rules.learn(list(each.values())) for window, each in by_window.items()}
    return {window: spans for window, spans in found.items() if spans is not None}


def _plan(window: str, kept: PlanKept | None, usual: list[Span] | None) -> WindowPlan:
    if kept is not None:
        return WindowPlan(window, kept.spans, "entered", kept.revision, kept.clerk, kept.at)
    return WindowPlan(window, [], "none") if usual is None else WindowPlan(window, usual, "learned")


def _span(one: Worked, day: date) -> tuple[float, float]:
    begins = midnight(day)
    return max(0.0, (one.since - begins) / MINUTE_MS), (one.at - begins) / MINUTE_MS


def _day(c: Cupboards, day: str) -> date:
    when = read_day(day)
    if when > business_day(c.clock()) + AHEAD:
        raise Refused(Reason.too_far_ahead, at="day")
    return when


def _may_write(c: Cupboards, who: Actor, day: str) -> date:
    if "manager" not in who.roles:
        raise Refused(Reason.not_allowed)
    when = _day(c, day)
    if when < business_day(c.clock()):
        raise Refused(Reason.past_time, at="day")
    return when

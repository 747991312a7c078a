"""Figures of a house's days: what statistics and the day's report count, in what groups. No personal data."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, TypeAlias, cast, get_args

import msgspec

from handoff.refusal import Reason, Refused

By: TypeAlias = Literal[
    "all", "day", "month", "hour", "department", "kind", "line", "service", "read", "town", "procedure"
]
MOST_DAYS: Final = 400
"""A year can be laid beside another one, and no more is read at once."""


BETWEEN: Final = "|"
"""Of a `kind`: between the department and its service."""
FEW: Final = "*"
"""The key of groups that are too small to be said."""
LEAST: Final = 3
ADDED: Final = ("visitors", "cases", "notifications", "applications", "sheets", "boxes", "typed", "names", "signatures")


class Figures(msgspec.Struct, frozen=True, omit_defaults=True):
    """One group. `visitors`: visits whose number was given then; what became of them (`open`: not ended yet). `waits`
    ended with a call, `services` were begun and ended, then; their times in minutes. `calls`: with 再呼出.

    `cases`: visits that ended with their applications, and the sums of what those left (`handoff/ended.py`). `clerk`
    was the last to write in one of them, at `clerk_at` (ms). By read, town and procedure only such visits are counted,
    and a service is all the time that one was served."""

    key: str
    visitors: int = 0
    done: int = 0
    suspended: int = 0
    withdrawn: int = 0
    gone: int = 0
    open: int = 0
    waits: int = 0
    wait_average: float = 0.0
    wait_p90: float = 0.0
    wait_longest: float = 0.0
    services: int = 0
    service_average: float = 0.0
    calls: int = 0
    cases: int = 0
    notifications: int = 0
    applications: int = 0
    sheets: int = 0
    boxes: int = 0
    typed: int = 0
    names: int = 0
    signatures: int = 0
    answers: int = 0
    automatic: int = 0
    entered: int = 0
    taken: int = 0
    corrected: int = 0
    clerk: str = ""
    clerk_at: int = 0


class Counted(msgspec.Struct, frozen=True):
    """The figures of some days, as one and by groups. `missing`: so many of the days are not in them: they are over,
    and nobody has counted them yet."""

    total: Figures
    rows: list[Figures]
    missing: int = 0


class DayReport(msgspec.Struct, frozen=True):
    """日報: a day of an office on one page. `lines`: by the lines' names, those with anything to say. `open`: numbers
    that are not ended yet. Nobody's name stands on it."""

    city: str
    office: str
    day: date
    printed: str
    total: Figures
    lines: list[tuple[str, Figures]]
    open: list[str]


def without_few(rows: list[Figures], least: int = LEAST) -> list[Figures]:
    """Groups of so few visitors that one of them might be known again become one, `FEW`: nobody may read in a figure
    where somebody came from."""
    few = [one for one in rows if one.key and one.visitors < least]
    return [*(one for one in rows if one not in few), *([_together(few)] if few else [])]


def _together(rows: list[Figures]) -> Figures:
    """Rows without waits as one."""
    services = sum(one.services for one in rows)
    served = sum(one.service_average * one.services for one in rows)
    sums = {name: sum(getattr(one, name) for one in rows) for name in ADDED}
    return Figures(FEW, **sums, services=services, service_average=round(served / services, 2) if services else 0.0)


def group_of(by: str) -> By:
    """How to group, as it was asked. Refused with `not_a_choice` where nothing is grouped so."""
    for one in get_args(By):
        if one == by:
            return cast("By", one)
    raise Refused(Reason.not_a_choice, at="by")


def span(since: str, until: str) -> tuple[date, date]:
    """From day to day, both included. Refused: `no_such_date`, `bad_message` (the last before the first, too many)."""
    try:
        first, last = date.fromisoformat(since), date.fromisoformat(until)
    except ValueError:
        raise Refused(Reason.no_such_date, at="since") from None
    if not 0 <= (last - first).days <= MOST_DAYS:
        raise Refused(Reason.bad_message, at="until")
    return first, last

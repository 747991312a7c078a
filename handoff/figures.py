"""Figures of a house's days: what statistics and the day's report count, in what groups. No personal data."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, TypeAlias, cast, get_args

import msgspec

from handoff.refusal import Reason, Refused

By: TypeAlias = Literal["all", "day", "month", "hour", "department", "line", "service"]
MOST_DAYS: Final = 400
"""A year can be laid beside another one, and no more is read at once."""


class Figures(msgspec.Struct, frozen=True, omit_defaults=True):
    """One group. `visitors`: visits whose number was given then; what became of them (`open`: not ended yet). `waits`
    ended with a call, `services` were begun and ended, then; their times in minutes. `calls`: with 再呼出."""

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

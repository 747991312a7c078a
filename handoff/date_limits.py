"""Days that lie past their limit: no move-in after the day of its notification, and what else an item's `checks` say.

`date<=todoke_date`, `date>=ido_date`, `date<=today`; `+1month` after the day; `if ev in IN or TENKYO:` before it, so
that it holds for those life events alone (IN, OUT: moving in, moving out); `(warn)` after it, or `warn_if<today`: it is
said, and the day may stay. Held to its twin on the screens by tests/vectors/date_limits.json.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, Literal, NamedTuple

from handoff.case import Value
from handoff.eras import STORED, UNKNOWN
from handoff.refusal import Reason, Refused
from handoff.wareki import on

_LIMIT: Final = re.compile(r"(?:if (.+?): ?)?date(<=|>=)([a-z_]+)(?:\+([0-9]+)month)?(\(warn\))?")
_WARN: Final = re.compile(r"warn_if([<>])today")
_KINDS: Final = {"IN": "TENNYU", "OUT": "TENSHUTSU"}
NOTIFIED: Final = "todoke_date"
"""The day of the notification: as long as nobody has entered it, it is today."""


class PastLimit(NamedTuple):
    """`than`: the item whose day may not be passed, or `today`; on which side; whether the day may stay even so."""

    than: str
    side: Literal["later", "earlier"]
    warn: bool


def past_limit(
    checks: Sequence[str], value: Value, values: Callable[[str], Value], event: str, today: date
) -> PastLimit | None:
    """The first limit that a stored date is past. `values`: what stands at a key; `event`: the case's life event, ""
    when none is known. A limit that names a day which nobody has entered holds nobody up."""
    day = _day(value)
    if day is None:
        return None
    found = (_past(check, day, values, event, today) for check in checks)
    return next(filter(None, found), None)


def hard_limit(
    checks: Sequence[str], value: Value, values: Callable[[str], Value], event: str, today: date
) -> PastLimit | None:
    """The first limit that a stored date is past and that is more than a warning."""
    hard = [check for check in checks if not check.endswith("(warn)") and not _WARN.fullmatch(check)]
    return past_limit(hard, value, values, event, today)


def asks_event(checks: Sequence[str]) -> bool:
    """Whether a limit of these holds for some events alone."""
    return any((found := _LIMIT.fullmatch(check)) and found[1] for check in checks)


def must_keep(
    checks: Sequence[str], value: Value, values: Callable[[str], Value], event: str, today: date, at: str
) -> None:
    """Refused with `after_limit` or `before_limit` when a limit is passed that is more than a warning."""
    past = hard_limit(checks, value, values, event, today)
    if past:
        reason = Reason.after_limit if past.side == "later" else Reason.before_limit
        raise Refused(reason, at, than=past.than)


def _past(check: str, day: date, values: Callable[[str], Value], event: str, today: date) -> PastLimit | None:
    if warned := _WARN.fullmatch(check):
        early = warned[1] == "<"
        past = day < today if early else day > today
        return PastLimit("today", "earlier" if early else "later", True) if past else None
    found = _LIMIT.fullmatch(check)
    if found is None:
        return None
    when, sign, than, months, warn = found.groups()
    edge = today if than == "today" else _day(values(than)) or (today if than == NOTIFIED else None)
    if edge is None or (when and not _holds(when, event)):
        return None
    if months:
        edge = _later(edge, int(months))
    past = day > edge if sign == "<=" else day < edge
    return PastLimit(than, "later" if sign == "<=" else "earlier", warn is not None) if past else None


def _holds(when: str, event: str) -> bool:
    names = (one.strip() for one in when.removeprefix("ev in ").split(" or "))
    return any(event.startswith(_KINDS.get(name, name)) for name in names)


def _later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _day(value: Value) -> date | None:
    """The day of a stored date; none of words, of a day that is in no calendar, and of what is no date."""
    dated = isinstance(value, str) and (value.startswith(UNKNOWN) or STORED.fullmatch(value))
    return on(str(value)) if dated else None

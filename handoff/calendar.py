"""The office's days: which business day an instant belongs to, and when a term ends.

Japan keeps UTC+9 all year (since 1952), so a fixed offset is exact and no time-zone data is needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

TOKYO: Final = timezone(timedelta(hours=9), "Asia/Tokyo")
_DAY: Final = timedelta(days=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def business_day(ms: int) -> date:
    """The day in Tokyo of an instant (ms since 1970): numbers start anew with it at midnight."""
    return local_time(ms).date()


def local_time(ms: int) -> datetime:
    """An instant (ms since 1970) as a clock in the hall shows it. Whole numbers only: no rounding through floats."""
    return (_EPOCH + timedelta(milliseconds=ms)).astimezone(TOKYO)


def midnight(day: date) -> int:
    """The instant (ms since 1970) at which a day begins in Tokyo."""
    return (datetime(day.year, day.month, day.day, tzinfo=TOKYO) - _EPOCH) // timedelta(milliseconds=1)


def is_open(day: date, holidays: Iterable[date]) -> bool:
    """Whether the office is open: no Saturday, no Sunday, none of the city's holidays (national ones and its own)."""
    return day.weekday() < 5 and day not in set(holidays)


def next_open(day: date, holidays: Iterable[date]) -> date:
    """The first open day from `day` on, itself included."""
    closed = frozenset(holidays)
    while not is_open(day, closed):
        day += _DAY
    return day


def term_end(start: date, days: int = 14, holidays: Iterable[date] = ()) -> date:
    """The last day of a term of `days` days from an event on `start`, such as the 14 days for 転入届
    (住民基本台帳法22条).

    The first day does not count (民法140条); a term that would end on a closed day of the office ends on the next
    open one (地方自治法4条の2第4項). Without `holidays` only weekends are known to be closed.
    """
    return next_open(start + days * _DAY, holidays)


def is_late(start: date, filed: date, days: int = 14, holidays: Iterable[date] = ()) -> bool:
    """Whether something filed on `filed` came after its term."""
    return filed > term_end(start, days, holidays)

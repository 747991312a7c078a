"""Until when a procedure must be done, where the law's term can be reckoned as a date.

The first day does not count (民法140条) unless the law says so (戸籍法43条: 出生日を含め14日); a term that would end on
a day when the office is closed ends on the next open one (地方自治法4条の2第4項).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from handoff.calendar import term_end
from handoff.catalog import Procedure
from handoff.wareki import WEEKDAYS


def due(procedure: Procedure, dates: Mapping[str, date], holidays: Iterable[date]) -> date | None:
    """The last day of a procedure's term, from the first of its days that is known; None when it cannot be reckoned."""
    first = next((dates[item] for item in procedure.due_items if item in dates), None)
    if first is None or not procedure.due_days:
        return None
    return term_end(first, procedure.due_days - procedure.due_first_counts, holidays)


def until(day: date) -> str:
    """`12月4日(金)まで`."""
    return f"{day.month}月{day.day}日({WEEKDAYS[day.weekday()]})まで"

"""Windows' plans of a day (開く, 昼休み, 閉める): when each window takes visitors, and what its own past says where
nobody has entered a plan.

Spans are whole minutes since midnight (Asia/Tokyo), [from, to); between two of them the window has its break, and a
plan without any says that the window stays closed that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from handoff.refusal import Reason, Refused

Span: TypeAlias = tuple[int, int]
Source: TypeAlias = Literal["entered", "learned", "none"]
STEP: Final = 5
"""Plans go by so many minutes."""
END: Final = 24 * 60
MOST: Final = 6
"""More spans in a day are no plan."""
WEEK: Final = timedelta(days=7)

SLOT: Final = 15
HOLE: Final = 2
"""So many slots without a visitor are no break: nobody came, or the clerk wrote something up."""
SHORTEST: Final = 30
LEAST_DAYS: Final = 2


def checked(spans: Iterable[Sequence[int]]) -> list[Span]:
    """A plan as it is kept: in order, spans that touch each other joined. Refused with `no_such_time` where a time is
    not of this day, not in steps of 5 minutes, a span ends before it begins, or spans overlap; with `too_big` where
    there are more than 6."""
    found: list[Span] = []
    for span in sorted(map(tuple, spans)):
        if len(span) != 2 or any(at % STEP for at in span) or not 0 <= span[0] < span[1] <= END:
            raise Refused(Reason.no_such_time, at="spans")
        begin, end = span
        if found and begin < found[-1][1]:
            raise Refused(Reason.no_such_time, at="spans")
        if found and begin == found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    if len(found) > MOST:
        raise Refused(Reason.too_big, at="spans")
    return found


def week_before(day: date) -> date:
    """The same weekday of the week before."""
    return day - WEEK


def learn(days: Iterable[Sequence[tuple[float, float]]]) -> list[Span] | None:
    """What a window usually does, from its work (from, to in minutes) on some days; None when fewer than two of them
    had any. It counts as open where it worked on more than half of those days; short silences are no break, and of
    very many breaks only the longest are."""
    worked = [slots for one in days if (slots := _slots(one))]
    if len(worked) < LEAST_DAYS:
        return None
    return _spans({slot for slot in range(END // SLOT) if 2 * sum(slot in one for one in worked) > len(worked)})


def _slots(work: Sequence[tuple[float, float]]) -> set[int]:
    """The slots in which a window was at work, with the short silences between."""
    touched = sorted({slot for begin, end in work for slot in range(int(begin) // SLOT, _last(end) + 1)})
    filled = set(touched)
    for one, other in pairwise(touched):
        if other - one - 1 <= HOLE:
            filled.update(range(one, other))
    return {slot for slot in filled if 0 <= slot < END // SLOT}


def _last(end: float) -> int:
    """The slot in which something ended: what ends as one begins was over before it."""
    return -(-int(end) // SLOT) - 1 if end == int(end) else int(end) // SLOT


def _spans(slots: set[int]) -> list[Span]:
    found: list[Span] = []
    for slot in sorted(slots):
        begin, end = slot * SLOT, (slot + 1) * SLOT
        if found and found[-1][1] == begin:
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return _few([(begin, end) for begin, end in found if end - begin >= SHORTEST])


def _few(spans: list[Span]) -> list[Span]:
    """No more than a plan may have: the shortest breaks are none."""
    while len(spans) > MOST:
        at = min(range(len(spans) - 1), key=lambda one: spans[one + 1][0] - spans[one][1])
        spans[at : at + 2] = [(spans[at][0], spans[at + 1][1])]
    return spans


def as_it_goes(spans: Sequence[Span], now: float, began: float | None) -> list[tuple[float, float]]:
    """The plan as it holds now. `began` (None = nobody is served): a visitor who was taken during a break ends it: the
    window goes on until its next span."""
    plan: list[tuple[float, float]] = [(float(begin), float(end)) for begin, end in spans]
    if began is None or any(begin <= began < end for begin, end in plan) or began > now:
        return plan
    next_ = min((begin for begin, _ in plan if begin > began), default=float(END))
    if next_ <= now:
        return plan
    return sorted([*plan, (began, next_)])

"""Opening hours of a month, and what of them was lost: against a count by the minute."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from handoff.calendar import is_open, local_time, midnight
from handoff.offices import Office
from handoff.opening import MINUTE_MS
from handoff.uptime import Uptime, month_of, uptime

HOUR = 60 * MINUTE_MS
MAIN = Office("main", "本庁", "08:30", "17:15")
BRANCH = Office("branch", "支所", "09:00", "18:00")
FRIDAY = midnight(date(2026, 11, 20))
HOLIDAY = frozenset({date(2026, 11, 23)})
FOUR_DAYS = 4 * 24 * 60
"""Friday to Monday, which is a holiday."""
minutes = st.integers(-600, FOUR_DAYS + 600)


def counted(offices: list[Office], since: int, until: int, broken: list[tuple[int, int]]) -> Uptime:
    """The same, minute by minute."""
    opened = [at for at in range(since, until, MINUTE_MS) if any(serves(office, at) for office in offices)]
    lost = [at for at in opened if any(a <= at < b for a, b in broken)]
    return Uptime(len(opened) * MINUTE_MS, len(lost) * MINUTE_MS)


def serves(office: Office, at: int) -> bool:
    now = local_time(at)
    return is_open(now.date(), HOLIDAY) and office.opens <= f"{now:%H:%M}" < office.closes


@given(
    st.lists(st.sampled_from([MAIN, BRANCH]), max_size=2, unique=True),
    st.integers(0, FOUR_DAYS),
    st.integers(0, FOUR_DAYS),
    st.lists(st.tuples(minutes, minutes), max_size=6),
)
def test_it_is_what_counting_every_minute_gives(
    offices: list[Office], first: int, last: int, broken: list[tuple[int, int]]
) -> None:
    since, until = FRIDAY + first * MINUTE_MS, FRIDAY + last * MINUTE_MS
    spans = [(FRIDAY + a * MINUTE_MS, FRIDAY + b * MINUTE_MS) for a, b in broken]
    assert uptime(offices, HOLIDAY, since, until, spans) == counted(offices, since, until, spans)


def test_what_broke_at_night_lost_nobodys_time() -> None:
    night = (FRIDAY + 18 * HOUR, FRIDAY + 32 * HOUR)
    assert uptime([MAIN], HOLIDAY, FRIDAY, FRIDAY + 48 * HOUR, [night]) == Uptime(8 * HOUR + 45 * MINUTE_MS, 0)


def test_the_month_begins_in_tokyo() -> None:
    assert month_of(FRIDAY) == midnight(date(2026, 11, 1)) == month_of(midnight(date(2026, 12, 1)) - 1)

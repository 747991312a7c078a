"""Which backups are kept, and when the next one is due."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handoff.calendar import local_time
from server.backup.generations import HOUR_MS, at_of, is_due, name_of, outlived

CITY = "999989"
NOON = 1_800_000_000_000
DAY = 24 * HOUR_MS


@given(st.sets(st.integers(0, 60 * 24), max_size=40), st.integers(1, 30))
def test_the_last_one_of_each_of_the_newest_days_is_kept(hours: set[int], generations: int) -> None:
    names = {name_of(CITY, NOON + hour * HOUR_MS) for hour in hours}
    gone = outlived([*names, "notes.txt", name_of("131041", NOON)], CITY, generations)
    kept = sorted(names - set(gone))
    days = [local_time(at_of(name, CITY) or 0).date() for name in kept]
    newest = {local_time(NOON + hour * HOUR_MS).date(): hour for hour in sorted(hours)}
    assert days == sorted(newest)[-generations:]
    assert kept == [name_of(CITY, NOON + newest[day] * HOUR_MS) for day in days]
    assert set(gone) <= names, "what is no backup of this city is nobody's to take away"


def test_a_name_says_when() -> None:
    assert name_of(CITY, NOON) == "madoguchi-999989-20270115T080000Z.backup"
    assert at_of(name_of(CITY, NOON + 999), CITY) == NOON
    assert at_of("madoguchi-999989-20270115T080000Z.backup.part", CITY) is None


def test_it_is_made_at_night_and_never_later_than_the_city_says() -> None:
    def due(age_h: float, *, is_open: bool, failed_min: float = 600) -> bool:
        return is_due(NOON, NOON - int(age_h * HOUR_MS), NOON - int(failed_min * 60_000), 24, is_open)

    assert not due(11, is_open=False)
    assert due(12, is_open=False) and not due(12, is_open=True)
    assert due(23, is_open=True)
    assert is_due(NOON, 0, 0, 24, True), "the first one at once"
    assert not due(30, is_open=True, failed_min=9) and due(30, is_open=True, failed_min=10)

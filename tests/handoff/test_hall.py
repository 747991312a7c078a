"""What a board in the hall may show of a visit and of a window."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from handoff.messages import Row, Seat
from handoff.stage import ENDS, Stage
from handoff.visibility import NOBODY_THERE, hall_gone, hall_row, hall_seat

SHOWN = {"visit", "version", "office", "day", "number", "stage", "line", "since", "window", "calls", "called_at"}
BLANK = msgspec.structs.asdict(Row("", "", 0, "", "", "", "", "", "", 0, 0, 0))

rows = st.builds(
    Row,
    *(st.text(min_size=1, max_size=8) for _ in ("visit", "case")),
    st.integers(1, 99),
    *(st.text(min_size=1, max_size=8) for _ in ("office", "day", "number")),
    st.sampled_from([stage.value for stage in Stage]),
    *(st.text(min_size=1, max_size=8) for _ in ("line", "service")),
    *(st.integers(1, 10**13) for _ in range(3)),
    fence=st.integers(1, 9),
    window=st.none() | st.text(min_size=1),
    clerk=st.none() | st.text(min_size=1),
    to_window=st.none() | st.text(min_size=1),
    from_window=st.none() | st.text(min_size=1),
    way=st.lists(st.text(min_size=1), max_size=3),
    calls=st.integers(0, 9),
    called_at=st.integers(0, 10**13),
    urgency=st.text(min_size=1),
    result=st.none() | st.text(min_size=1),
    channel=st.sampled_from(["counter", "kiosk", "branch", "post", "phone"]),
    sheet_rev=st.integers(1, 9),
    epoch=st.integers(1, 9),
    quiet=st.booleans(),
    reason=st.none() | st.text(min_size=1),
)


@given(rows)
def test_a_board_shows_the_number_and_where_it_is_called_and_nothing_else(row: Row) -> None:
    shown = hall_row(row)
    if shown is None:
        assert row.quiet or row.channel in NOBODY_THERE
        return
    told, true = msgspec.structs.asdict(shown), msgspec.structs.asdict(row)
    assert {name: told[name] for name in SHOWN} == {name: true[name] for name in SHOWN}
    assert {name: told[name] for name in told.keys() - SHOWN} == {name: BLANK[name] for name in told.keys() - SHOWN}


@given(rows)
def test_a_quiet_counters_visit_and_a_case_by_post_stand_on_no_board(row: Row) -> None:
    away = row.channel in {"branch", "post", "phone"}
    assert (hall_row(row) is None) == (row.quiet or away)


@given(rows)
def test_a_visit_that_leaves_the_boards_takes_its_number_with_it(row: Row) -> None:
    gone = hall_gone(row)
    assert (gone.visit, gone.version) == (row.visit, row.version)
    assert Stage(gone.stage) in ENDS
    assert not (gone.number or gone.line or gone.window or gone.since)


def test_a_window_is_shown_without_its_clerks() -> None:
    seat = Seat("W05", "main", 4, "paused", 10, clerks=["U01"], reason="break-1")
    assert hall_seat(seat) == Seat("W05", "main", 4, "paused", 10)

"""流れ: the stretches of a visit."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from handoff.messages import Row
from handoff.timeline import Stop, stops

LIVE = ("waiting", "calling", "serving", "held", "passing")


def row(version: int, stage: str, since: int, window: str | None = None, line: str = "G05", calls: int = 0) -> Row:
    """A visit's row."""
    return Row(
        "v", "c", version, "main", "2027-04-01", "A001", stage, line, "S01", 0, since, 0, window=window, calls=calls
    )


def test_a_visit_is_told_stretch_by_stretch_to_its_end() -> None:
    """A way that was planned anew and a second call begin no stretch."""
    rows = [
        row(1, "waiting", 0),
        row(2, "calling", 10, "W05", calls=1),
        row(3, "calling", 10, "W05", calls=2),
        row(4, "serving", 20, "W05"),
        row(5, "serving", 20, "W05"),
        row(6, "passing", 50, line="G20"),
        row(7, "done", 90, line="G20"),
    ]
    assert stops(rows) == [
        Stop("waiting", "main", "G05", 0, 10),
        Stop("calling", "main", "G05", 10, 20, "W05", 2),
        Stop("serving", "main", "G05", 20, 50, "W05"),
        Stop("passing", "main", "G20", 50, 90),
        Stop("done", "main", "G20", 90, 90),
    ]
    assert stops([]) == []


@given(st.lists(st.tuples(st.sampled_from(LIVE), st.sampled_from([None, "W05", "W06"])), min_size=1, max_size=12))
def test_the_stretches_follow_one_another_without_a_gap(moves: list[tuple[str, str | None]]) -> None:
    told = stops(row(at, stage, at * 10, window) for at, (stage, window) in enumerate(moves))
    assert [one.until for one in told[:-1]] == [one.since for one in told[1:]]
    assert told[0].since == 0
    assert told[-1].until is None
    assert all((one.stage, one.window) != (other.stage, other.window) for one, other in pairwise(told))

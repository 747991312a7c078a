"""再生: a day's moves folded again, to its end and to any instant before."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.replay import Kept, Move, Post, Seen, moves_of, standing
from tests.vectors.read import vectors

VECTORS = vectors("replay")
MOVES, POSTS = msgspec.convert(VECTORS["moves"], list[Move]), msgspec.convert(VECTORS["posts"], list[Post])
OFFICES = ("main", "east")


@pytest.mark.parametrize("one", VECTORS["floors"], ids=lambda one: one["name"])
def test_the_floor_at_an_instant(one: dict[str, Any]) -> None:
    """The vectors that hold this rule and its twin on the board together."""
    floor = standing(MOVES, POSTS, one["until"])
    visits = {
        str(visit): " ".join(filter(None, (seen.stage, seen.line, seen.window))) for visit, seen in floor.visits.items()
    }
    windows = {
        post.window: " ".join(filter(None, (post.state, str(post.since), post.serves)))
        for post in floor.windows.values()
    }
    assert (visits, windows, floor.calls) == (one["visits"], one["windows"], one["calls"])


def seen(stage: str, at: int, visit: str) -> Seen:
    """A visit after a move."""
    return Seen(visit.upper(), stage, "G05", "S01", 0, at, 0, called_at=at if stage == "calling" else 0)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["a001", "a002", "a003"]),
        st.sampled_from(["waiting", "calling", "serving", "done"]),
        st.sampled_from(OFFICES),
        st.integers(0, 5),
    ),
    max_size=40,
)


@given(STEPS, st.sampled_from(OFFICES))
def test_the_end_of_a_day_is_what_the_record_says_and_every_instant_what_it_said_then(
    steps: list[tuple[str, str, str, int]], office: str
) -> None:
    """The record is played beside: the newest row of each visit, at each office the visits that are there."""
    record: dict[str, Kept] = {}
    kept: list[Kept] = []
    said: dict[int, set[Seen]] = {}
    at = 0
    for visit, stage, where, pause in steps:
        at += pause
        record[visit] = Kept(
            at, visit, record[visit].version + 1 if visit in record else 1, where, seen(stage, at, visit)
        )
        kept.append(record[visit])
        said[at] = {one.seen for one in record.values() if one.office == office}
    moves = moves_of(office, kept)
    for instant, board in said.items():
        assert set(standing(moves, [], instant).visits.values()) == board
    assert set(standing(moves, [], at + 1).visits.values()) == {
        one.seen for one in record.values() if one.office == office
    }


def test_a_board_is_told_no_id_and_nothing_of_another_office() -> None:
    """What a visit does elsewhere is not sent: that it went is."""
    stages = ["waiting", "serving", "passing", "serving", "done"]
    offices = ["main", "main", "east", "east", "main"]
    kept = [
        Kept(at, "visit-id", at, office, seen(stage, at, "a001"))
        for at, (stage, office) in enumerate(zip(stages, offices, strict=True), start=1)
    ]
    moves = moves_of("main", kept)
    assert [(one.at, one.seen and one.seen.stage) for one in moves] == [
        (1, "waiting"),
        (2, "serving"),
        (3, None),
        (5, "done"),
    ]
    assert b"visit-id" not in msgspec.json.encode(moves)
    assert moves_of("west", kept) == []

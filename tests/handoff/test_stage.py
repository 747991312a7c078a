"""The stage table: every pair of stage and move."""

from __future__ import annotations

import pytest

from handoff.refusal import Reason, Refused
from handoff.stage import BEFORE, ENDS, HELD_BY_WINDOW, LIVE, QUEUED, TABLE, Move, Restored, Stage, follow

PAIRS = [(stage, move) for stage in Stage for move in Move]


@pytest.mark.parametrize(("stage", "move"), PAIRS)
def test_a_move_follows_the_table_or_is_refused(stage: Stage, move: Move) -> None:
    """Each of the pairs: the table's stage, or `illegal_move`, and nothing else."""
    there = TABLE.get((stage, move))
    if there is None:
        with pytest.raises(Refused) as no:
            follow(stage, move, Stage.waiting)
        assert no.value.reason is Reason.illegal_move
        assert no.value.more == {"stage": stage.value, "move": move.value}
    elif isinstance(there, Restored):
        assert follow(stage, move, Stage.ready) is Stage.ready
    else:
        assert follow(stage, move) is there


def test_there_is_no_way_back_without_a_memory() -> None:
    """戻す needs to know where to."""
    for (stage, move), there in TABLE.items():
        if there is BEFORE:
            with pytest.raises(Refused):
                follow(stage, move, None)


def test_every_live_stage_can_be_left_for_another_day() -> None:
    """Midnight finds an edge from wherever a visit was forgotten."""
    assert all(TABLE.get((stage, Move.suspend)) is Stage.suspended for stage in LIVE)


def test_an_end_is_left_by_reopening_only() -> None:
    """Nothing else happens to an ended visit."""
    assert {move for stage, move in TABLE if stage in ENDS} == {Move.reopen}


def test_a_take_over_is_possible_wherever_a_window_serves() -> None:
    """Wherever a window has the case on its desk, another one can take it."""
    assert {stage for stage, move in TABLE if move is Move.take_over} == {Stage.serving, Stage.processing, Stage.held}


def test_the_stages_fall_into_parts() -> None:
    """Queued, held by a window, ended: no stage is two of them; 不在 and 予約 are none."""
    assert not QUEUED & HELD_BY_WINDOW and not QUEUED & ENDS and not HELD_BY_WINDOW & ENDS
    assert set(Stage) - QUEUED - HELD_BY_WINDOW - ENDS == {Stage.absent, Stage.booked}


def test_every_stage_is_reached_from_the_door_or_the_telephone() -> None:
    """Nothing in the table is dead."""
    reached, grown = {Stage.waiting, Stage.booked}, True
    while grown:
        more = {there for (stage, _), there in TABLE.items() if stage in reached and isinstance(there, Stage)}
        grown = not more <= reached
        reached |= more
    assert reached == set(Stage)

"""What each move does to a visit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handoff import visit as v
from handoff.refusal import Reason, Refused
from handoff.stage import ENDS, HELD_BY_WINDOW, TABLE, Move, Stage
from handoff.visit import Place, Target, Visit

T0 = 1_000_000
A = Place("U1", "main", "W05", "G05", "G05")
B = Place("U2", "main", "W20", "G20", "G20")
C = Place("U3", "east", "E01", "G05", "G05")


def waiting(**more: object) -> Visit:
    """Somebody who has just taken a number at the 異動 line."""
    first = Visit("v1", "c1", 1, "main", "main", "2027-03-29", "A001", Stage.waiting, "G05", "S01", T0, T0, T0, T0)
    return replace(first, way=["G05"], **more)


def no(reason: Reason, deed: Callable[[], object]) -> Refused:
    """Refused, for this reason."""
    with pytest.raises(Refused) as refused:
        deed()
    assert refused.value.reason is reason
    return refused.value


def serving(at: Place = A) -> Visit:
    """Served at a window."""
    return v.claimed(waiting(), at, T0 + 10, 0, early=True)


def test_i8_a_claim_raises_the_fence_and_names_the_holder() -> None:
    """Version + 1, fence + 1, holder, and the revision that the give-back goes to."""
    mine = v.claimed(waiting(fence=4), A, T0 + 10, 7)
    assert (mine.version, mine.fence, mine.window, mine.clerk, mine.claim_rev) == (2, 5, "W05", "U1", 7)
    assert (mine.way, mine.been) == ([], ["G05"])


def test_a_claim_at_a_counter_whose_turn_it_is_not_asks_first() -> None:
    """引継ぎ予定: the next counter may prepare; taking the case early is asked."""
    asked = no(Reason.early, lambda: v.claimed(waiting(), B, T0, 0)).more
    assert (asked["where"], asked["number"], asked["case"]) == ("G05", "A001", "c1")
    assert no(Reason.early, lambda: v.claimed(waiting(to_window="W06"), A, T0, 0)).more["where"] == "W06"
    early = v.claimed(waiting(), B, T0, 0, early=True)
    assert (early.line, early.window) == ("G20", "W20")


def test_a_claim_of_what_another_window_has_says_who() -> None:
    """Look on, or take over: the old holder is told by the new fence."""
    mine = serving()
    assert no(Reason.taken, lambda: v.claimed(mine, B, T0 + 20, 0)).more["window"] == "W05"
    theirs = v.claimed(mine, B, T0 + 20, 3, take_over=True)
    assert (theirs.window, theirs.fence, theirs.claim_rev) == ("W20", mine.fence + 1, 3)
    no(Reason.already_claimed, lambda: v.claimed(theirs, B, T0 + 30, 3))


def test_a_call_is_taken_back_to_the_very_place() -> None:
    """A call that was a mistake leaves turn and line as they were."""
    before = waiting()
    after = v.came_back(v.called(before, A, T0 + 5), A, T0 + 9, to_end=True)
    assert (after.stage, after.turn, after.line_since, after.window) == (Stage.waiting, T0, T0, None)
    assert after.calls == 1


def test_the_wrong_person_goes_back_to_stage_and_place() -> None:
    """取り違い: from service to where the claim found the visit, whatever that was; the counter is again on the way."""
    absent = v.went_absent(waiting(), T0 + 5, "absent-1")
    mine = v.claimed(absent, A, T0 + 10, 0)
    back = v.given_back(mine, A, T0 + 20, "wrong-1")
    assert (back.stage, back.window, back.way, back.been) == (Stage.absent, None, ["G05"], [])
    assert back.fence == mine.fence + 1
    assert v.came_back(back, A, T0 + 30, to_end=False).stage is Stage.waiting


def test_a_hand_off_keeps_number_and_arrival_and_can_be_taken_back() -> None:
    """In the next line the visitor stands where the arrival says."""
    passed = v.handed_off(serving(), A, T0 + 50, Target("main", "G20", "G20"), "normal")
    assert (passed.stage, passed.turn, passed.number, passed.from_window) == (Stage.passing, T0, "A001", "W05")
    assert passed.way == ["G20"]
    no(Reason.not_holder, lambda: v.taken_back(passed, B, T0 + 60))
    again = v.taken_back(passed, A, T0 + 60)
    assert (again.stage, again.window, again.line, again.fence) == (Stage.serving, "W05", "G05", passed.fence + 1)
    no(Reason.already_claimed, lambda: v.taken_back(v.claimed(passed, B, T0 + 55, 0), A, T0 + 60))


def test_a_visit_goes_to_another_office_and_back() -> None:
    """The number stays its home's; the line is the other office's."""
    passed = v.handed_off(serving(), A, T0 + 50, Target("east", "G05", "G05"), "normal")
    assert (passed.office, passed.home, passed.number) == ("east", "main", "A001")
    assert v.claimed(passed, C, T0 + 60, 0).office == "east"
    assert v.taken_back(passed, A, T0 + 60).office == "main"


def test_absent_and_back_to_the_old_place_or_the_end() -> None:
    """The city decides which."""
    gone = v.went_absent(v.called(waiting(), A, T0 + 5), T0 + 9, "absent-1")
    assert (gone.stage, gone.window) == (Stage.absent, None)
    assert v.came_back(gone, A, T0 + 99, to_end=False).turn == T0
    assert v.came_back(gone, A, T0 + 99, to_end=True).turn == T0 + 99


def test_waiting_adds_up_for_each_line() -> None:
    """Waiting and being called count; being served does not."""
    called = v.called(waiting(), A, T0 + 100)
    mine = v.served(called, A, T0 + 130, 0)
    passed = v.handed_off(mine, A, T0 + 500, Target("main", "G20", "G20"), "normal")
    theirs = v.claimed(passed, B, T0 + 700, 0)
    assert theirs.waits == {"G05": 130, "G20": 200}


def test_another_window_may_not_move_what_it_does_not_hold() -> None:
    """Each deed of a holder, tried by a stranger."""
    mine = serving()
    for deed in (
        lambda: v.held(mine, B, T0, ""),
        lambda: v.processed(mine, B, T0),
        lambda: v.made_ready(mine, B, T0, ""),
        lambda: v.transferred(mine, B, T0, "G01", ""),
        lambda: v.handed_off(mine, B, T0, Target("main", "G20", "G20"), "normal"),
        lambda: v.given_back(mine, B, T0, ""),
        lambda: v.finished(mine, B, T0, "done", ""),
        lambda: v.called_again(v.called(waiting(), A, T0), B, T0),
    ):
        no(Reason.not_holder, deed)


def test_an_end_has_a_time_and_frees_the_window() -> None:
    """Each result leads to its end; an unknown one is refused."""
    for result, stage in (("done", Stage.done), ("referred", Stage.done), ("suspended", Stage.suspended)):
        end = v.finished(serving(), A, T0 + 90, result, "")
        assert (end.stage, end.ended, end.window, end.result) == (stage, T0 + 90, None, result)
    no(Reason.not_a_choice, lambda: v.finished(serving(), A, T0, "perhaps", ""))
    again = v.reopened(v.finished(serving(), A, T0 + 90, "done", ""), B, T0 + 95, 2)
    assert (again.stage, again.ended, again.window, again.result) == (Stage.serving, None, "W20", None)


def test_a_plan_leaves_out_where_the_case_has_been() -> None:
    """The way holds what is still to come."""
    planned = v.planned(serving(), T0 + 20, ["G05", "G20", "G01"])
    assert (planned.way, planned.stage, planned.since) == (["G20", "G01"], Stage.serving, T0 + 10)


def test_the_row_says_nothing_of_a_person() -> None:
    """L1: what a board may show, and the visit's own numbers."""
    row = v.row_of(serving())
    assert (row.stage, row.number, row.version, row.fence) == ("serving", "A001", 2, 1)


def test_an_appointment_keeps_its_place_in_the_case_until_its_visitor_comes() -> None:
    """Another day, then the arrival: a place in the line from now on, the time of the appointment remembered."""
    booked = waiting(stage=Stage.booked, number="予000018", day="2027-04-01", due=T0 + 500, channel="phone")
    later = v.rebooked(booked, T0 + 10, "2027-04-02", T0 + 900)
    assert (later.stage, later.day, later.due, later.since) == (Stage.booked, "2027-04-02", T0 + 900, T0)
    here = v.arrived(later, T0 + 20, "2027-04-02")
    assert (here.stage, here.arrived, here.turn, here.line_since, here.since) == (Stage.waiting, *[T0 + 20] * 4)
    assert (here.due, here.channel, here.waits, here.version) == (T0 + 900, "counter", {}, 3)
    refused = no(Reason.only_booked, lambda: v.claimed(booked, A, T0, 0, take_over=True, early=True))
    assert refused.more["case"] == "c1"
    no(Reason.illegal_move, lambda: v.arrived(here, T0 + 30, "2027-04-02"))
    no(Reason.illegal_move, lambda: v.rebooked(here, T0 + 30, "2027-04-02", T0))


def test_who_missed_the_call_and_goes_to_the_end_has_no_appointment_any_more() -> None:
    """Where the city puts people at the end of the line, an appointment does not put them first again."""
    absent = v.went_absent(waiting(due=T0), T0 + 10, "")
    assert v.came_back(absent, A, T0 + 20, to_end=True).due is None
    assert v.came_back(absent, A, T0 + 20, to_end=False).due == T0


DEEDS: dict[Move, Callable[[Visit, int], Visit]] = {
    Move.arrive: lambda one, now: v.arrived(one, now, one.day),
    Move.rebook: lambda one, now: v.rebooked(one, now, one.day, now),
    Move.call: lambda one, now: v.called(one, A, now),
    Move.call_again: lambda one, now: v.called_again(one, A, now),
    Move.serve: lambda one, now: v.served(one, A, now, 0),
    Move.claim: lambda one, now: v.claimed(one, A, now, 0, early=True),
    Move.take_over: lambda one, now: v.claimed(one, B, now, 0, take_over=True, early=True),
    Move.hold: lambda one, now: v.held(one, A, now, ""),
    Move.absent: lambda one, now: v.went_absent(one, now, ""),
    Move.back: lambda one, now: v.came_back(one, A, now, to_end=False),
    Move.transfer: lambda one, now: v.transferred(one, A, now, "G01", ""),
    Move.hand_off: lambda one, now: v.handed_off(one, A, now, Target("main", "G20", "G20"), "normal"),
    Move.take_back: lambda one, now: v.taken_back(one, A, now),
    Move.give_back: lambda one, now: v.given_back(one, A, now, ""),
    Move.process: lambda one, now: v.processed(one, A, now),
    Move.ready: lambda one, now: v.made_ready(one, A, now, ""),
    Move.plan: lambda one, now: v.planned(one, now, ["G20"]),
    Move.finish: lambda one, now: v.finished(one, A, now, "done", ""),
    Move.suspend: lambda one, now: v.finished(one, A, now, "suspended", ""),
    Move.withdraw: lambda one, now: v.finished(one, A, now, "withdrawn", ""),
    Move.give_up: lambda one, now: v.finished(one, A, now, "gone", ""),
    Move.reopen: lambda one, now: v.reopened(one, A, now, 0),
}


@given(st.lists(st.sampled_from(list(Move)), max_size=40))
def test_i8_whatever_happens_versions_have_no_gap_and_fences_only_grow(moves: list[Move]) -> None:
    """A refusal changes nothing; a move is an edge of the table; a window holds exactly the held stages."""
    visit, now = waiting(), T0
    for move in moves:
        now += 7
        try:
            after = DEEDS[move](visit, now)
        except Refused:
            continue
        assert after.version == visit.version + 1 and after.fence >= visit.fence
        assert after.fence > visit.fence or after.window in (visit.window, None) or after.stage is not Stage.serving
        assert (visit.stage, move) in TABLE or (visit.stage, Move.claim) in TABLE
        assert (after.window is not None) == (after.stage in HELD_BY_WINDOW)
        assert (after.ended is not None) == (after.stage in ENDS)
        assert after.number == "A001" and after.arrived == T0 and not set(after.way) & set(after.been)
        visit = after

"""作業一覧: whatever is done in whatever order, nothing is entered twice, nobody writes over what they did not see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff import worklist as w
from handoff.refusal import Reason, Refused
from handoff.stage import Stage
from handoff.visit import Visit
from handoff.worklist import State, Task, Worker
from tests.papers import demo_forms

ANN, BOB = Worker("a", "安", 10), Worker("b", "坊", 20)
TASK = Task("case-1", "F001", "main", "2026-04-01", "A001", "TENNYU")
DEEDS: dict[str, Callable[[Task, int, Worker], Task]] = {
    "take": w.take,
    "take_over": lambda task, version, who: w.take(task, version, who, over=True),
    "release": w.release,
    "enter": lambda task, version, who: w.enter(task, version, who, b"seen"),
    "hold": lambda task, version, who: w.hold(task, version, who, "work-1"),
    "check": w.check,
    "send_back": lambda task, version, who: w.send_back(task, version, who, "work-2"),
}
STEPS = st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.sampled_from([ANN, BOB]), st.booleans()), max_size=40)


def refused(reason: Reason, deed: Callable[[], Task]) -> None:
    with pytest.raises(Refused) as no:
        deed()
    assert no.value.reason is reason


@given(STEPS)
def test_between_two_entries_somebody_sent_it_back(steps: list[tuple[str, Worker, bool]]) -> None:
    task, versions, entries = TASK, {"a": 1, "b": 1}, 0
    for name, who, looks in steps:
        if looks:
            versions[who.clerk] = task.version
        try:
            after = DEEDS[name](task, versions[who.clerk], who)
        except Refused:
            continue
        assert after.version == task.version + 1
        assert versions[who.clerk] == task.version, "nobody writes over what they did not see"
        if name == "enter":
            assert task.holder == who.clerk
            assert entries == 0, "entered twice"
            entries += 1
        if name == "send_back":
            entries = 0
        assert bool(after.holder) == name.startswith("take")
        assert after.state in w.OPEN or not after.holder
        task = after
        versions[who.clerk] = task.version


def test_a_record_that_somebody_has_is_not_taken_by_another_but_on_purpose() -> None:
    taken = w.take(TASK, 1, ANN)
    refused(Reason.taken, lambda: w.take(taken, 2, BOB))
    over = w.take(taken, 2, BOB, over=True)
    assert (over.holder, over.version) == ("b", 3)
    refused(Reason.overtaken, lambda: w.enter(over, 2, ANN, b""))
    refused(Reason.not_holder, lambda: w.enter(over, 3, ANN, b""))
    assert w.take(taken, 2, ANN).holder == "a", "who was stopped goes on"


def test_who_entered_does_not_check() -> None:
    entered = w.enter(w.take(TASK, 1, ANN), 2, ANN, b"seen")
    assert (entered.state, entered.entered_by, entered.seen) == (State.entered, "a", b"seen")
    refused(Reason.not_allowed, lambda: w.check(entered, 3, ANN))
    checked = w.check(entered, 3, BOB)
    assert (checked.state, checked.checked_by) == (State.checked, "b")
    refused(Reason.illegal_move, lambda: w.take(checked, 4, ANN))
    back = w.send_back(checked, 4, ANN, "work-2")
    assert (back.state, back.reason, back.checked_by) == (State.returned, "work-2", "")


def test_a_reason_is_given_for_what_waits_and_what_comes_back() -> None:
    taken = w.take(TASK, 1, ANN)
    refused(Reason.reason_needed, lambda: w.hold(taken, 2, ANN, ""))
    held = w.hold(taken, 2, ANN, "work-1")
    assert (held.state, held.reason, held.holder) == (State.held, "work-1", "")
    assert w.enter(w.take(held, 3, BOB), 4, BOB, b"").reason == ""


def visit(stage: Stage, been: list[str], result: str | None = None) -> Visit:
    return Visit(
        "v", "c", 1, "main", "main", "2026-04-01", "A001", stage, "L", "S01", 0, 0, 0, 0, been=been, result=result
    )


def test_an_application_is_work_when_its_visit_is_done_or_its_counter_has_handed_on() -> None:
    form = demo_forms().forms["F001"]
    assert w.ready(form, visit(Stage.done, [], "done"), None)
    assert not w.ready(form, visit(Stage.withdrawn, ["G05"], "withdrawn"), None)
    assert not w.ready(form, visit(Stage.serving, ["G05"]), "G05"), "still at it"
    assert w.ready(form, visit(Stage.passing, ["G05"]), "G20")
    assert not w.ready(form, visit(Stage.serving, ["G00"]), "G05"), "not its turn yet"

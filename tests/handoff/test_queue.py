"""Lines: who is next, and when somebody counts as absent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handoff import queue
from handoff.catalog import VisitSettings
from handoff.refusal import Reason, Refused
from handoff.stage import Stage
from handoff.visit import Visit

NOW = 1_000
FIRST = Visit("v", "c", 1, "main", "main", "2027-03-29", "A001", Stage.waiting, "G05", "S01", 0, 0, 0, 0)


def person(number: str, turn: int, **more: object) -> Visit:
    """Somebody in the line."""
    return replace(FIRST, visit=number, number=number, turn=turn, **more)


def test_urgent_first_then_who_came_first() -> None:
    """Urgency, then the place, then the number."""
    line = [person("A003", 30), person("A002", 20), person("A009", 90, urgency="urgent"), person("A001", 20)]
    assert [one.number for one in queue.in_order(line, NOW)] == ["A009", "A001", "A002", "A003"]


def test_an_appointment_goes_before_the_walk_ins_from_its_time_on() -> None:
    """Not before it, not before who is urgent, and at no further counter."""
    line = [
        person("A001", 10),
        person("A002", 20, due=NOW + 1),
        person("A003", 30, due=NOW),
        person("A004", 40, urgency="urgent"),
        person("A005", 50, due=NOW - 5, stage=Stage.passing),
    ]
    assert [one.number for one in queue.in_order(line, NOW)] == ["A004", "A003", "A001", "A002", "A005"]
    assert [one.number for one in queue.in_order(line, NOW - 1)] == ["A004", "A001", "A002", "A003", "A005"]
    assert [one.number for one in queue.in_order(line, NOW + 1)] == ["A004", "A002", "A003", "A001", "A005"]


def test_call_next_sees_its_own_lines_and_nobody_meant_for_a_colleague() -> None:
    """Who was handed to one window is called by that window."""
    assert queue.callable_by(person("A001", 1), ["G05"], "W05")
    assert not queue.callable_by(person("A001", 1), ["G20"], "W05")
    assert not queue.callable_by(person("A001", 1, to_window="W06"), ["G05"], "W05")
    assert queue.callable_by(person("A001", 1, to_window="W05"), ["G05"], "W05")
    assert not queue.callable_by(person("A001", 1, stage=Stage.held), ["G05"], "W05")


def test_absent_after_so_many_calls_or_so_long() -> None:
    """Either is enough; who told us that they went home is absent at once; who waits may be set absent any time."""
    settings = VisitSettings(absent_calls=2, absent_minutes=5)
    calling = person("A001", 0, stage=Stage.calling, since=1_000, calls=1)
    with pytest.raises(Refused) as no:
        queue.may_be_absent(calling, settings, 2_000, "absent-1")
    assert (no.value.reason, no.value.more["calls"], no.value.more["left_s"]) == (Reason.not_now, 1, 299)
    queue.may_be_absent(replace(calling, calls=2), settings, 2_000, "absent-1")
    queue.may_be_absent(calling, settings, 301_000, "absent-1")
    queue.may_be_absent(calling, settings, 2_000, "absent-2")
    queue.may_be_absent(person("A001", 0), settings, 2_000, "absent-1")


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans()), max_size=30, unique=True))
def test_the_order_is_total(people: list[tuple[int, bool]]) -> None:
    """Whatever order the record reads them in, the line is the same."""
    line = [
        person(f"A{at:03d}", turn, urgency="urgent" if urgent else "normal") for at, (turn, urgent) in enumerate(people)
    ]
    assert queue.in_order(line, NOW) == queue.in_order(reversed(line), NOW)

"""Lines: who is next, and when somebody counts as absent."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handoff import queue
from handoff.catalog import VisitSettings
from handoff.messages import Row
from handoff.offices import Counter
from handoff.queue_order import LineOrder, OrderSettings, Ranked, ranked
from handoff.refusal import Reason, Refused
from handoff.stage import Stage
from handoff.visit import Visit, row_of
from tests.vectors.read import vectors

NOW = 1_000
FIRST = Visit("v", "c", 1, "main", "main", "2027-03-29", "A001", Stage.waiting, "G05", "S01", 0, 0, 0, 0)


def person(number: str, turn: int, **more: object) -> Visit:
    """Somebody in the line."""
    return replace(FIRST, visit=number, number=number, turn=turn, **more)


def test_urgent_first_then_who_came_first() -> None:
    """Urgency, then the place, then the number."""
    line = [person("A003", 30), person("A002", 20), person("A009", 90, urgency="urgent"), person("A001", 20)]
    assert [one.number for one in queue.in_order(line, NOW)] == ["A009", "A001", "A002", "A003"]


@given(st.lists(st.tuples(st.sampled_from("GHI"), st.integers(0, 9), st.booleans(), st.booleans()), max_size=12))
def test_newcomers_stand_where_the_order_would_put_them(told: list[tuple[str, int, bool, bool]]) -> None:
    """As if somebody came into the line now, of whom nothing is known: after all of the same rank, before lines that
    are called later."""
    orders = Ranked(care=True, ranks={"G": 1, "H": 2})
    people = [
        person(f"A{at:03}", turn, line=line, care=care, urgency="urgent" if urgent else "normal")
        for at, (line, turn, care, urgent) in enumerate(told)
    ]
    line = queue.in_order(people, NOW, orders)
    found = queue.newcomers(line, "GHI", NOW, orders)
    for name in "GHI":
        new = person("Z999", NOW, line=name)
        assert queue.in_order([*people, new], NOW, orders).index(new) == found[name]


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


VECTORS = vectors("order")
SOMEBODY = Row("", "", 1, "main", "2027-03-29", "", "waiting", "G20", "S08", 0, 0, 0)


@pytest.mark.parametrize("vector", VECTORS["lines"], ids=lambda one: one["name"])
def test_a_line_stands_and_is_explained_as_the_vectors_say(vector: dict[str, Any]) -> None:
    """The screens' twin is held to the same."""
    orders = msgspec.convert(vector["orders"], Ranked)
    line = [replace(SOMEBODY, visit=one["number"], **one) for one in vector["people"]]
    assert [one.number for one in queue.in_order(line, VECTORS["now"], orders)] == vector["order"]
    for number, why in vector["why"].items():
        assert msgspec.to_builtins(queue.explain(line, number, VECTORS["now"], orders)) == why


def test_who_does_not_wait_is_not_explained() -> None:
    """Called meanwhile, or never there."""
    line = [person("A001", 1), person("A002", 2, stage=Stage.calling)]
    assert queue.explain(line, "A002", NOW) is None and queue.explain(line, "A003", NOW) is None


def test_a_line_takes_from_the_citys_rule_what_it_does_not_say_itself() -> None:
    """One word of one line changes one word of one line."""
    orders = OrderSettings(handoffs="line", of={"G12": LineOrder(care=True)})
    assert (orders.rule("G12").care, orders.rule("G12").handoffs) == (True, "line")
    assert orders.rule("G05").care is False


PEOPLE = st.lists(
    st.builds(
        person,
        number=st.sampled_from([f"A{at:03d}" for at in range(30)]),
        turn=st.integers(0, 9),
        line=st.sampled_from(["G05", "G06", "G07"]),
        arrived=st.integers(0, 9),
        line_since=st.integers(0, 9),
        due=st.none() | st.integers(NOW - 3, NOW + 3),
        care=st.booleans(),
        urgency=st.sampled_from(["normal", "urgent"]),
        stage=st.sampled_from([Stage.waiting, Stage.passing, Stage.ready, Stage.serving]),
    ),
    max_size=12,
    unique_by=lambda one: one.number,
)
ORDERS = st.builds(
    Ranked,
    appointments=st.booleans(),
    care=st.booleans(),
    handoffs=st.sampled_from(["arrival", "line"]),
    ranks=st.sampled_from([{}, {"G06": 1}, {"G07": 1, "G06": 2}]),
)


@given(PEOPLE, ORDERS)
def test_a_row_stands_where_its_visit_stands(people: list[Visit], orders: OrderSettings) -> None:
    """Boards know enough of a visit to put it into its place."""
    rows = [row_of(one) for one in people]
    found = [one.number for one in queue.in_order(people, NOW, orders)]
    assert [one.number for one in queue.in_order(rows, NOW, orders)] == found


@given(PEOPLE, ORDERS)
def test_every_step_out_of_the_order_of_times_is_told_on_both_sides(people: list[Visit], orders: OrderSettings) -> None:
    """Whoever goes over somebody is named there as the one who goes before; the others are in the order of times."""
    line = queue.in_order(people, NOW, orders)
    whys = {one.number: queue.explain(people, one.number, NOW, orders) for one in line}
    for at, one in enumerate(line):
        why = whys[one.number]
        assert why is not None and why.place == at + 1
        for number in why.over:
            other = whys[number]
            assert other is not None and one.number in other.under
            assert why.by in ("urgent", "care", "appointment") or (why.line_first and other.line_later)


def test_a_counters_lines_go_in_the_order_that_its_row_says() -> None:
    """Those that are named, then all others together; nothing named: all together."""
    counter = Counter("main", "G05", "", "", "1F", "", 10, False, False, ["N", "A"])
    orders = ranked(OrderSettings(care=True), [counter])
    assert orders.care and orders.rank("N") < orders.rank("A") < orders.rank("B") == orders.rank("C")
    plain = ranked(OrderSettings(), [replace(counter, lines_first=[])])
    assert plain.rank("N") == plain.rank("A")


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans()), max_size=30, unique=True))
def test_the_order_is_total(people: list[tuple[int, bool]]) -> None:
    """Whatever order the record reads them in, the line is the same."""
    line = [
        person(f"A{at:03d}", turn, urgency="urgent" if urgent else "normal") for at, (turn, urgent) in enumerate(people)
    ]
    assert queue.in_order(line, NOW) == queue.in_order(reversed(line), NOW)

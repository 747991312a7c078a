"""The floor played on: what may never happen to a forecast, on floors that hypothesis makes."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.wait import NEVER, Called, Done, Range, Snapshot, Ticket, Window
from handoff.wait_draws import Draws
from handoff.wait_foretold import Foreteller
from handoff.wait_learn import Service, Wait, learn
from handoff.wait_model import Learned, Model
from handoff.wait_pool import Pool, thinned
from handoff.wait_rolling import Rolling
from handoff.wait_run import pace, play
from handoff.wait_shown import refreshed, shown, words
from handoff.wait_stack import ENOUGH_TICKETS, Stack, fit
from handoff.wait_told import STEADY, Told

DRAWS, SAME = Draws(50), Draws(50)
TEN = 600.0
LEARNED = Learned(services={"a": [4.0, 5.0, 6.0, 8.0] * 5, "b": [10.0, 14.0, 20.0] * 5}, queues={"Q": [8.0] * 20})
KNOWN = Model(LEARNED)
kinds = st.sampled_from(["a", "b", "never seen"])
states = st.sampled_from(["busy", "idle", "away", "closed"])
PLAN = ((510.0, 720.0), (780.0, NEVER))


@st.composite
def floors(draw: Any) -> Snapshot:
    """One queue; all its windows have the same plan."""
    now = draw(st.floats(500, 1100))
    same = draw(st.sampled_from([None, PLAN]))
    windows = [
        Window(f"W{n}", ("Q",), draw(states), now - draw(st.floats(-5, 90)), draw(kinds), same)
        for n in range(draw(st.integers(0, 5)))
    ]
    waiting = [
        Ticket(f"T{n}", "Q", draw(kinds), now - draw(st.floats(-5, 90))) for n in range(draw(st.integers(0, 12)))
    ]
    passed = [Ticket(f"P{n}", "Q", "a", now - draw(st.floats(0, 40))) for n in range(draw(st.integers(0, 2)))]
    done = [Done(draw(kinds), draw(st.floats(0, 60))) for _ in range(draw(st.integers(0, 8)))]
    return Snapshot(now, waiting, windows, passed, {"Q": done}, {"Q": [Called(now - 3, 5.0)] * len(done)})


def p50(snapshot: Snapshot, model: Model = KNOWN) -> float:
    return Foreteller(model, Stack(), Rolling(), DRAWS).arrivals(snapshot)["Q"].said.p50


def one_window(state: Any = "idle", since: float = TEN, waiting: int = 0, **more: Any) -> Snapshot:
    window = Window("W1", ("Q",), state, since, more.pop("kind", "a"), more.pop("plan", None))
    line = [Ticket(f"T{n}", "Q", "a", TEN) for n in range(waiting)]
    return Snapshot(more.pop("now", TEN), line, [window], **more)


@given(floors())
def test_the_levels_of_every_range_rise_and_nothing_is_below_now(floor: Snapshot) -> None:
    new, waits = Foreteller(KNOWN, Stack(), Rolling(), DRAWS).board(floor)
    for one in [*(each.said for each in new.values()), *waits.values()]:
        assert 0 <= one.p10 <= one.p50 <= one.p80 <= one.p90
        assert math.isfinite(one.mean)


@given(floors(), st.integers(0, 12), kinds)
def test_one_more_person_ahead_never_makes_it_shorter(floor: Snapshot, at: int, kind: str) -> None:
    if not floor.windows:
        return
    line = [*floor.waiting[:at], Ticket("new", "Q", kind, floor.now), *floor.waiting[at:]]
    longer = msgspec.structs.replace(floor, waiting=line)
    before, after = play(floor, KNOWN, DRAWS), play(longer, KNOWN, DRAWS)
    if before.absent == after.absent:  # a line that begins tells that an idle window has no clerk
        assert np.all(after.arrivals["Q"] >= before.arrivals["Q"] - 1e-6)


@given(floors(), st.integers(0, 4))
def test_a_window_that_closes_never_makes_it_shorter(floor: Snapshot, which: int) -> None:
    if which >= len(floor.windows):
        return
    left = [one for n, one in enumerate(floor.windows) if n != which]
    fewer = msgspec.structs.replace(floor, windows=left)
    if not left:
        return
    assert np.all(play(fewer, KNOWN, DRAWS).arrivals["Q"] >= play(floor, KNOWN, DRAWS).arrivals["Q"] - 1e-6)


def two_lines(before: dict[str, int]) -> Snapshot:
    """Two windows that call Q and R, and one that calls S alone; all are served for eight minutes."""
    there = [Window(f"W{n}", ("Q", "R"), "idle", TEN) for n in range(2)] + [Window("W9", ("S",), "idle", TEN)]
    line = [Ticket(f"T{n}", queue, "a", TEN) for n, queue in enumerate("RRRQSR")]
    return Snapshot(TEN, line, there, before=before)


def test_whoever_is_called_first_is_ahead_whatever_their_line() -> None:
    """Lines that the same windows call count together, up to the place where somebody who comes now would stand."""
    teller = Foreteller(KNOWN, Stack(), Rolling(), DRAWS)
    alike, first = (teller.arrivals(two_lines(before)) for before in ({}, {"Q": 1}))
    assert {queue: one.ahead for queue, one in alike.items()} == {"Q": 5, "R": 5, "S": 1}
    assert {queue: one.ahead for queue, one in first.items()} == {"Q": 1, "R": 5, "S": 1}
    assert first["Q"].said.p90 < alike["Q"].said.p10, "the windows take Q before the rest of R"
    assert first["R"] == alike["R"]
    each = teller.look(two_lines({}), {"T3", "T4"})[1]
    assert {key: one.ahead for key, one in each.items()} == {"T3": 3, "T4": 0}
    shut = msgspec.structs.replace(two_lines({}), windows=[Window("W0", ("Q", "R"), "closed", TEN)])
    assert teller.arrivals(shut)["Q"].ahead == 1, "a closed window calls nobody"


@given(floors(), st.integers(0, 12), st.integers(0, 12))
def test_somebody_who_stands_further_ahead_never_waits_longer(floor: Snapshot, place: int, more: int) -> None:
    here, behind = (msgspec.structs.replace(floor, before={"Q": at}) for at in (place, place + more))
    if floor.windows:
        one, other = play(here, KNOWN, DRAWS), play(behind, KNOWN, DRAWS)
        assert np.all(one.arrivals["Q"] <= other.arrivals["Q"] + 1e-6)
        assert all(np.array_equal(one.tickets[key], other.tickets[key]) for key in one.tickets)


def test_what_is_handed_over_takes_as_long_as_it_did_at_that_hour_and_at_todays_pace() -> None:
    """An hour that was seen seldom speaks as the line does; and ranges are put right by their own misses."""
    queue = "Q delivery"
    learned = Learned(
        queues={queue: [10.0, 30.0] * 10}, services={f"{queue}:9": [10.0] * 10, f"{queue}:14": [30.0] * 9}
    )
    rolling = Rolling()
    teller, quiet = Foreteller(Model(learned), Stack(), rolling, DRAWS), Snapshot(TEN, [], [])
    nine, fourteen = (teller.handing(quiet, queue, f"{queue}:{hour}")[0] for hour in (9, 14))
    assert nine.p50 == pytest.approx(10, rel=0.1) and nine.p90 < 15
    assert fourteen.p10 < 13 and fourteen.p90 > 25
    slow = Snapshot(TEN, [], [], done={queue: [Done(f"{queue}:9", 20.0)] * 30})
    assert teller.handing(slow, queue, f"{queue}:9")[0].p50 > 15
    for _ in range(80):
        rolling.note(queue, nine, 40.0)
    said, played = teller.handing(quiet, queue, f"{queue}:9")
    assert played == nine and said.p50 == pytest.approx(40, rel=0.1)


@given(floors())
def test_the_same_floor_gives_the_same_forecast(floor: Snapshot) -> None:
    one, other = (Foreteller(KNOWN, Stack(), Rolling(), draws) for draws in (DRAWS, SAME))
    assert one.board(floor) == other.board(floor)


def test_a_break_that_has_begun_counts_although_the_clerk_is_still_busy() -> None:
    """12:05, the break is 12:00 to 13:00: whoever waits waits until 13:00."""
    floor = one_window("busy", 720.0, now=725.0, plan=PLAN)
    assert p50(floor) == pytest.approx(55.0)
    assert p50(msgspec.structs.replace(floor, windows=[Window("W1", ("Q",), "busy", 720.0, "a", None)])) < 10


def test_a_service_that_runs_into_the_break_is_finished_and_then_comes_the_break() -> None:
    assert p50(one_window("busy", 715.0, now=718.0, plan=PLAN)) == pytest.approx(62.0)


def test_an_open_window_that_is_idle_while_people_wait_has_no_clerk() -> None:
    line = [Ticket("T0", "Q", "a", TEN - 5)]
    floor = msgspec.structs.replace(one_window("idle", TEN - 5), waiting=line)
    there = msgspec.structs.replace(one_window("idle", TEN), waiting=line)
    assert play(floor, KNOWN, DRAWS).absent == 1
    assert p50(floor) > p50(there)


def test_who_was_not_there_may_come_back_and_goes_first() -> None:
    back = Model(msgspec.structs.replace(LEARNED, returns=1.0))
    passed = [Ticket(f"P{n}", "Q", "b", TEN) for n in range(3)]
    floor = one_window("idle", waiting=1)
    assert p50(msgspec.structs.replace(floor, passed=passed), back) > p50(floor, back) + 20
    long_ago = [msgspec.structs.replace(one, since=TEN - 60) for one in passed]
    assert p50(msgspec.structs.replace(floor, passed=long_ago), back) == p50(floor, back)


def test_no_open_window_and_no_plan_is_never_and_a_plan_tells_when() -> None:
    assert p50(one_window("closed")) >= NEVER - TEN - 1
    assert p50(one_window("closed", now=725.0, plan=PLAN)) == pytest.approx(55.0)
    assert play(Snapshot(TEN, [Ticket("T", "Q", "a", TEN)], []), KNOWN, DRAWS).arrivals["Q"].min() >= NEVER - TEN


def test_nothing_at_all_is_a_forecast_of_nothing() -> None:
    assert Foreteller(Model(Learned()), Stack(), Rolling(), DRAWS).board(Snapshot(TEN, [], [])) == ({}, {})


def test_without_a_log_the_citys_standard_time_speaks() -> None:
    model = Model(learn([], [], []), {"a": 20.0})
    floor = one_window("idle", waiting=4)
    assert not model.knows("Q")
    assert Foreteller(model, Stack(), Rolling(), DRAWS).arrivals(floor)["Q"].said.mean == pytest.approx(80, rel=0.2)


def test_a_clock_that_goes_back_and_midnight_break_nothing() -> None:
    ahead = msgspec.structs.replace(one_window("busy", TEN + 30), waiting=[Ticket("T", "Q", "a", TEN + 99)])
    assert 0 < p50(ahead) < 60
    late = one_window("busy", 1438.0, now=1441.0, plan=((510.0, NEVER),))
    assert 0 <= p50(late) < 10


def test_todays_pace_is_believed_the_more_services_there_were() -> None:
    model = Model(msgspec.structs.replace(LEARNED, day_spread={"Q": 0.3}))
    usual = model.pool("a").log_mean
    found = [pace(one_window(done={"Q": [Done("a", 2 * math.exp(usual))] * n}), model, "Q").log for n in (0, 1, 5, 30)]
    assert found[0] == 0 and found == sorted(found) and found[3] < math.log(2)
    assert found[3] > 0.8 * math.log(2)


@given(st.lists(st.floats(0.1, 100), min_size=1, max_size=50), st.floats(0, 200))
def test_what_is_left_of_a_service_is_never_negative(minutes: list[float], elapsed: float) -> None:
    left = Pool(minutes).left(np.full(50, elapsed), DRAWS.uniform("x"))
    assert np.all(left >= 0) and np.all(np.isfinite(left))


def test_many_durations_are_kept_as_few_that_say_the_same() -> None:
    minutes = [float(n) for n in range(10_000)]
    few = thinned(minutes)
    assert len(few) == 400 and few[0] == 0 and few[-1] == 9999
    assert Pool(few).mean == pytest.approx(Pool(minutes).mean, rel=0.01)


def test_ranges_hold_as_often_as_they_say_once_they_have_missed_often_enough() -> None:
    """Services are half as long again as what was learned: the playing is wrong, the corrected ranges are not."""
    teller = Foreteller(KNOWN, Stack(), Rolling(), DRAWS)
    rng = np.random.Generator(np.random.PCG64(1))
    inside, raw, tried = 0, 0, 0
    for n in range(600):
        found = teller.arrivals(one_window("idle", waiting=1 + n % 6))["Q"]
        wait = found.played.p50 * 1.5 * math.exp(rng.normal(0, 0.3))
        if n >= 200:
            tried += 1
            inside += found.said.p10 <= wait <= found.said.p90
            raw += found.played.p10 <= wait <= found.played.p90
        teller.rolling.note("Q", found.stacked, wait)
    assert raw / tried < 0.5
    assert 0.75 <= inside / tried <= 0.86
    assert all(len(values) == 400 for values in teller.rolling.kept["Q"])


def test_a_range_without_width_does_not_explode() -> None:
    teller = Foreteller(KNOWN, Stack(), Rolling(), DRAWS)
    for _ in range(100):
        found = teller.arrivals(one_window("idle"))["Q"]
        teller.rolling.note("Q", found.stacked, 3.0)
    assert teller.arrivals(one_window("idle"))["Q"].said.p90 == pytest.approx(3.0, abs=0.1)


def test_with_few_misses_or_few_tickets_nothing_is_put_right() -> None:
    rolling = Rolling()
    found = Foreteller(KNOWN, Stack(), rolling, DRAWS).arrivals(one_window("idle", waiting=3))["Q"]
    for _ in range(79):
        rolling.note("Q", found.stacked, 500.0)
    assert rolling.right("Q", found.stacked) == found.stacked
    told = [Told("Q", [0.0] * len(STEADY), 10.0, 20.0)] * (ENOUGH_TICKETS - 1)
    assert fit(told) == Stack()


def test_the_stack_learns_what_the_playing_always_misses_by() -> None:
    told = [Told("Q", [0.1] * len(STEADY), 10.0, 22.0)] * ENOUGH_TICKETS
    assert fit(told).shift("Q", [0.1] * len(STEADY)) == pytest.approx(math.log(24 / 12), abs=0.05)


def test_a_whole_way_is_the_wait_now_and_each_service_and_wait_to_come() -> None:
    floor = one_window("idle", waiting=3)
    teller = Foreteller(KNOWN, Stack(), Rolling(), DRAWS)
    alone, _ = teller.way(floor, "T2", [])
    said, found = teller.way(floor, "T2", [("Q", "a"), ("elsewhere", "a")])
    assert said == found and said.mean > alone.mean + 5


def test_a_night_learns_services_no_shows_and_who_overtakes() -> None:
    services = [Service(f"d{n % 7}", "Q", "a", 5.0 + n % 3 + 4 * (n % 7 == 0)) for n in range(210)]
    waits = [Wait("Q", float(n), n % 10 != 0, n % 2, n % 20 == 0) for n in range(100)]
    found = learn(services, waits, [5.0] * 12)
    assert found.tickets == 100 and found.away == [5.0] * 12
    assert 0.05 < found.no_show["Q"][0] < 0.15 and found.overtakes["Q"] == pytest.approx(0.01, rel=0.01)
    assert found.day_spread["Q"] > 0.1
    assert msgspec.json.decode(msgspec.json.encode(found), type=Learned) == found


def test_what_is_said_comes_in_steps_and_is_never_nothing() -> None:
    def said(low: float, high: float) -> str:
        mid = (low + high) / 2
        return words(shown(_range(low, mid, high)))

    assert said(17, 23) == "15〜25分"
    assert said(0, 3) == "まもなく"
    assert said(2, 12) == "15分以内"
    assert said(47, 63) == "45〜70分"
    assert said(92, 130) == "90分以上"
    assert said(60, 91) == "60分以上"


def test_what_is_said_stays_until_the_median_has_left_it() -> None:
    first = shown(_range(17, 20, 24))
    assert refreshed(first, _range(20, 23, 31)) == first
    once = refreshed(first, _range(21, 25.0, 31))
    assert once == first
    assert refreshed(first, _range(22, 26, 33)) == shown(_range(22, 26, 33))
    wide = shown(_range(10, 20, 40))
    moving = refreshed(wide, _range(11, 28, 41))
    assert (moving.low, moving.to) == (wide.low, wide.to)
    assert refreshed(moving, _range(18, 28, 41)) == shown(_range(18, 28, 41))


@given(st.floats(0, 300), st.floats(0, 300))
def test_what_is_said_holds_the_range(low: float, more: float) -> None:
    found = shown(_range(low, low + more / 2, low + more))
    assert found.low <= low and (found.to is None or found.to >= low + more)


def _range(low: float, mid: float, high: float) -> Range:
    return Range(mid, low, mid, high, high)

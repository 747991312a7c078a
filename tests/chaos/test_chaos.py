"""The hall gets well by itself, and no kept edit is lost: a smoke of the matrix (`make chaos` runs all of it)."""

from __future__ import annotations

from tests.chaos.faults import FAULTS
from tests.chaos.hall import open_hall
from tests.chaos.planted import DEFECTS
from tests.chaos.run import hurt, run

RATE = 40.0


SMOKE = ("redis_killed", "redis_emptied", "redis_older", "postgres_killed", "web_killed", "power_lost")


def test_i1_to_i7_hold_after_one_fault_and_the_next() -> None:
    """One hall for all: it must be well again after each."""
    with open_hall() as hall:
        results = [hurt(hall, fault, RATE, seed=1) for fault in SMOKE]
    assert {result.chaos: result.violations for result in results} == {fault: [] for fault in SMOKE}
    assert {result.chaos: result.lost for result in results} == dict.fromkeys(SMOKE, 0)
    assert all(result.kept == result.edits > RATE for result in results)


def test_a_planted_defect_is_seen() -> None:
    """One that shows on any machine, however busy; the others are tried by `python -m tests.chaos --controls`."""
    assert run(DEFECTS["stale_snapshot"][1], 100.0, planted="stale_snapshot").violations != []


def test_every_defect_has_a_fault_that_shows_it() -> None:
    assert {fault for _, fault in DEFECTS.values()} <= set(FAULTS)


def test_every_fault_says_what_it_is() -> None:
    assert len(FAULTS) >= 14
    assert all(fault.__doc__ for fault in FAULTS.values())

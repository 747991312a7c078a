"""The walking order of the counters."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handoff.offices import storey
from handoff.walk import ranks, walk
from tests.households import demo

CATALOG, HOUSE = demo().catalog, demo().house
RANKS = ranks(HOUSE, "main")


def walked(procedures: Iterable[str]) -> list[str]:
    """The counters of these procedures at the main office."""
    return walk([CATALOG.procedures[one] for one in procedures if one in CATALOG.procedures], RANKS)


def test_a_family_that_moves_in_walks_in_this_order() -> None:
    """住民異動 first, 証明 last, what others wait for before them."""
    chosen = ["P013", "P030", "P055", "P068", "P001", "P020", "P045"]
    assert walked(chosen) == ["G05", "G13", "G20", "G21", "G25", "G30", "G01"]


def test_certificates_come_earlier_when_another_counter_waits_for_them() -> None:
    """おくやみ: 戸籍の証明 before 年金 and 資産税."""
    assert walked(["P049", "P092", "P018", "P111"]) == ["G12", "G01", "G21", "G32"]


def test_unknown_procedures_and_none_lead_nowhere() -> None:
    """No dead end, no error."""
    assert walked([]) == [] == walked(["P999"])


@given(st.lists(st.sampled_from(sorted(CATALOG.procedures)), unique=True))
def test_each_counter_stands_once_and_after_what_it_waits_for(chosen: list[str]) -> None:
    """For any choice: every counter of a chosen procedure, once; an order that contradicts itself is the only
    excuse."""
    groups = walked(chosen)
    assert sorted(groups) == sorted({CATALOG.procedures[one].group for one in chosen})
    assert groups == walked(reversed(chosen))
    waits = {
        (CATALOG.procedures[other].group, CATALOG.procedures[one].group)
        for one in chosen
        for other in CATALOG.procedures[one].after
        if other in chosen
    }
    broken = [pair for pair in waits if groups.index(pair[0]) > groups.index(pair[1])]
    assert not broken or _circle(waits)


def _circle(waits: set[tuple[str, str]]) -> bool:
    """Whether the counters wait for each other in a circle."""
    left = {(a, b) for a, b in waits if a != b}
    while left:
        free = {a for a, _ in left} - {b for _, b in left}
        if not free:
            return True
        left = {(a, b) for a, b in left if a not in free}
    return False


def test_a_circle_in_the_catalog_is_no_dead_end() -> None:
    """Two procedures that wait for each other: both counters come all the same."""
    one, two = (
        replace(CATALOG.procedures[name], after=[other]) for name, other in (("P001", "P030"), ("P030", "P001"))
    )
    assert walk([one, two], RANKS) == ["G05", "G20"]


def test_a_counter_that_another_one_waits_for_goes_at_its_rank() -> None:
    """戸籍の証明 for 年金 come before マイナンバーカード, which nobody waits for; alone they are last."""
    assert walked(["P018", "P024", "P049"]) == ["G01", "G13", "G21"]
    assert walked(["P018", "P024"]) == ["G13", "G01"]


def test_a_counter_stands_in_its_own_office() -> None:
    """The branch has two counters of its own; its window 1 is not the main office's."""
    assert RANKS["G05"] == (20, 1, 5) and ranks(HOUSE, "east")["G05"] == (20, 1, 1)
    assert ranks(HOUSE, "east")["G20"] == RANKS["G20"] == ranks(HOUSE, "")["G20"]
    assert walk([replace(CATALOG.procedures["P001"], group="G77"), CATALOG.procedures["P013"]], {}) == ["G77", "G01"]


def test_floors_are_ordered_from_the_cellar_up() -> None:
    """Another building comes last."""
    assert [storey(floor) for floor in ("B1F", "1F", "3F", "別館")] == [-1, 1, 3, 99]

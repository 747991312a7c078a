"""後を継ぐ窓口グループ: every line has a counter that serves it, as long as anybody goes on."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handoff import heirs
from server.exchange.city import read_city

CITY = read_city(Path(__file__).resolve().parents[2] / "deploy/city/aobano")
GROUPS = ["G1", "G2", "G3", "G4", "G5"]
NAMED = st.fixed_dictionaries({one: st.sampled_from(["", *GROUPS, "G9"]) for one in GROUPS})


def rows(named: dict[str, str]) -> list[dict[str, str]]:
    return [{"office": "main", "group_id": group, "heir": heir} for group, heir in named.items()]


def counters(**named: str) -> list[dict[str, str]]:
    """The city's counters; these name an heir."""
    return [one | {"heir": named.get(one["group_id"], "")} for one in CITY.catalog.tables["counters"]]


@given(NAMED, st.sets(st.sampled_from(GROUPS)))
def test_whoever_inherits_is_served_and_whoever_is_served_keeps_its_own(
    named: dict[str, str], served: set[str]
) -> None:
    at = {("main", one) for one in served}
    found = heirs.heirs(rows(named), at)
    assert not found.keys() & at
    assert {("main", heir) for heir in found.values()} <= at
    for group in set(GROUPS) - served:
        direct = named[group]
        if direct in served:
            assert found["main", group] == direct
        elif direct in GROUPS and direct != group:
            assert found.get(("main", group)) == found.get(("main", direct)), "the heir's heir"
        else:
            assert ("main", group) not in found


def test_no_line_is_lost_and_the_heirs_own_are_called_as_before() -> None:
    house = replace(CITY.house, windows=[one for one in CITY.house.windows if one.group not in ("G34", "G36", "G38")])
    passed = heirs.passed_on(house, counters(G34="G38", G38="G35"))
    assert [one.line for one in passed.lines_of("main", "G35")] == ["G35", "G34", "G38"]
    assert [one.line for one in passed.lines_of("main", "G36")] == ["G36"], "nobody goes on: it stays"
    same = ("office", "line", "name", "letters")
    assert {tuple(getattr(one, name) for name in same) for one in passed.lines} == {
        tuple(getattr(one, name) for name in same) for one in house.lines
    }
    assert sorted(passed.founded(), key=str) == sorted(house.lines, key=str)
    assert [passed.goes_on("main", group) for group in ("G34", "G36", "G38")] == ["G35", "G36", "G35"]
    assert heirs.passed_on(house, counters()) == house
    assert heirs.passed_on(CITY.house, counters(G38="G35")) == CITY.house, "not before its windows are gone"


def test_a_counter_of_two_offices_has_ended_when_it_has_in_both() -> None:
    one = replace(CITY.house, windows=[w for w in CITY.house.windows if (w.office, w.group) != ("main", "G01")])
    assert heirs.passed_on(one, counters(G01="G05")).heir_of("G01") == "G01"
    both = replace(CITY.house, windows=[w for w in CITY.house.windows if w.group != "G01"])
    assert heirs.passed_on(both, counters(G01="G05")).heir_of("G01") == "G05"


def test_an_old_version_says_of_its_ended_counter_what_is_so_of_its_heir() -> None:
    house = replace(CITY.house, windows=[one for one in CITY.house.windows if one.group != "G38"])
    catalog = replace(
        CITY.catalog,
        tables=CITY.catalog.tables
        | {"forms": [row | {"counters": "G38|G05"} for row in CITY.catalog.tables["forms"][:2]]},
    )
    now = heirs.under(catalog, heirs.passed_on(house, counters(G38="G05")))
    assert now.procedures["P101"] == replace(catalog.procedures["P101"], group="G05")
    assert {one.group for one in now.procedures.values()} == {one.group for one in catalog.procedures.values()} - {
        "G38"
    }
    assert [row["counters"] for row in now.tables["forms"]] == ["G05", "G05"]
    assert catalog.procedures["P101"].group == "G38"
    assert heirs.under(catalog, CITY.house) is catalog

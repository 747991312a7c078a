"""The catalog: the walking order of the counters, and what browsers get."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handoff.catalog import ground, public, way
from handoff.offices import storey
from server.exchange.city import BadCity, read_city

FOLDER = Path(__file__).resolve().parents[2] / "deploy/city/aobano"
CITY = read_city(FOLDER)
CATALOG, HOUSE = CITY.catalog, CITY.house


def test_a_family_that_moves_in_walks_in_this_order() -> None:
    """住民異動 first, 証明 last, what others wait for before them."""
    chosen = ["P013", "P030", "P055", "P068", "P001", "P020", "P045"]
    assert way(CATALOG, HOUSE, "main", chosen) == ["G05", "G13", "G20", "G21", "G25", "G30", "G01"]


def test_certificates_come_earlier_when_another_counter_waits_for_them() -> None:
    """おくやみ: 戸籍の証明 before 年金 and 資産税."""
    assert way(CATALOG, HOUSE, "main", ["P049", "P092", "P018", "P111"]) == ["G12", "G01", "G21", "G32"]


def test_unknown_procedures_and_none_lead_nowhere() -> None:
    """No dead end, no error."""
    assert way(CATALOG, HOUSE, "main", []) == [] == way(CATALOG, HOUSE, "main", ["P999"])


@given(st.lists(st.sampled_from(sorted(CATALOG.procedures)), unique=True))
def test_each_counter_stands_once_and_after_what_it_waits_for(chosen: list[str]) -> None:
    """For any choice: every counter of a chosen procedure, once; an order that contradicts itself is the only
    excuse."""
    groups = way(CATALOG, HOUSE, "main", chosen)
    assert sorted(groups) == sorted({CATALOG.procedures[one].group for one in chosen})
    assert groups == way(CATALOG, HOUSE, "main", list(reversed(chosen)))
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
    knotted = replace(CATALOG, procedures={"P001": one, "P030": two})
    assert way(knotted, HOUSE, "main", ["P001", "P030"]) == ["G05", "G20"]


def test_the_browser_gets_items_in_sections_and_the_house() -> None:
    """Every item is in exactly one section."""
    sent = public(CATALOG, HOUSE, CITY.settings)
    placed = [key for section in sent["sections"] for key in section["items"]]
    assert sorted(placed) == sorted(CATALOG.items) and len(sent["house"]["windows"]) == 38
    assert sent["settings"]["visits"]["reopen_days"] == 30


def test_the_rules_of_edits_stand_on_the_catalog() -> None:
    """Items, sections, procedures and roles of the demo city."""
    found = ground(CATALOG, date(2027, 3, 29))
    assert found.section_of.keys() == found.items.keys() and "P001" in found.procedures and "todokede" in found.roles


def test_floors_are_ordered_from_the_cellar_up() -> None:
    """Another building comes last."""
    assert [storey(floor) for floor in ("B1F", "1F", "3F", "別館")] == [-1, 1, 3, 99]


# ---- a folder that holds no city


def copy(folder: Path) -> Path:
    """The demo city in another folder."""
    for file in FOLDER.iterdir():
        if file.is_file():
            (folder / file.name).write_bytes(file.read_bytes())
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("lines.csv", "main,G05,G05,", "main,G05,G77,", "lines.csv"),
        ("lines.csv", "印鑑登録,Y,", "印鑑登録,A,", "lines.csv"),
        ("lines.csv", "印鑑登録,AN,", "印鑑登録,I,", "lines.csv"),
        ("services.csv", "S01,引越し（転入・転居・転出）,G05", "S01,引越し,G99", "services.csv"),
        ("counters.csv", ",東支所,", ",西支所,", "counters.csv"),
        ("procedures.csv", "P002,届出期間経過の理由書,G05", "P002,届出期間経過の理由書,G95", "procedures.csv"),
        ("settings.toml", "absent_calls", "absent_cals", "settings.toml"),
        ("settings.toml", '"999989"', '"99998"', "settings.toml"),
        ("data_dictionary.csv", "case_no,案件番号,case,id", "case_no,案件番号,case,idd", "data_dictionary.csv"),
    ],
)
def test_a_mistake_in_a_file_is_named(tmp_path: Path, file: str, old: str, new: str, says: str) -> None:
    """The administrator is told which file."""
    folder = copy(tmp_path)
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new))
    with pytest.raises(BadCity, match=re.escape(says)):
        read_city(folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """So is one that is not there."""
    folder = copy(tmp_path)
    (folder / "reasons.csv").unlink()
    with pytest.raises(BadCity, match=r"reasons\.csv"):
        read_city(folder)

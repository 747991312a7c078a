"""The catalog: the walking order of the counters, and what browsers get."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from handoff.catalog import ground, public
from server.exchange.city import BadCity, read_city

FOLDER = Path(__file__).resolve().parents[2] / "deploy/city/aobano"
CITY = read_city(FOLDER)
CATALOG, HOUSE = CITY.catalog, CITY.house


def test_the_browser_gets_items_in_sections_and_the_house() -> None:
    """Every item is in exactly one section."""
    sent = public(CATALOG, HOUSE, CITY.settings)
    placed = [key for section in sent["sections"] for key in section["items"]]
    assert sorted(placed) == sorted(CATALOG.items) and len(sent["house"]["windows"]) == 38
    assert sent["settings"]["visits"]["reopen_days"] == 30
    assert sent["settings"]["floor"]["wait_minutes_of"] == {"G01": 15}


def test_the_staffs_browser_gets_what_the_guidance_needs() -> None:
    """Conditions, terms, ranks, closed days: all that its twin derives from."""
    sent = public(CATALOG, HOUSE, CITY.settings)["guidance"]
    assert len(sent["questions"]) == 107 and len(sent["rules"]) == 39 and sent["ranks"]["main"]["G05"] == (20, 1, 5)
    move = next(one for one in sent["procedures"] if one["procedure"] == "P001")
    assert (move["trigger"], move["due_items"], move["due_days"]) == ("True", ["ido_date"], 14)
    assert sent["groups"][0] == "受付" and sent["town"]["city"] == "999989" and "2026-11-23" in sent["holidays"]


def test_the_rules_of_edits_stand_on_the_catalog() -> None:
    """Items, sections, procedures and roles of the demo city."""
    found = ground(CATALOG, date(2027, 3, 29))
    assert found.section_of.keys() == found.items.keys() and "P001" in found.procedures and "todokede" in found.roles


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
        ("procedures.csv", "ido_date,14,0", "ido_date,soon,0", "procedures.csv"),
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

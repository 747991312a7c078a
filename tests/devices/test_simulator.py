"""The pretend reader: cards of people who do not exist, which say nothing when they are printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from devices.simulator import CARDS, lay_down
from handoff.card import TAKES, Card, pour
from handoff.case import Sheet
from handoff.catalog import ground
from handoff.characters import search_form
from handoff.edit import Writer
from handoff.ids import check_op
from server.exchange.city import read_city, rows

CITY = Path(__file__).resolve().parents[2] / "deploy/city/aobano"


def test_every_read_has_an_id_of_its_own() -> None:
    reads = [lay_down("yamada").read for _ in range(3)]
    assert len(set(reads)) == 3
    assert all(check_op(read) for read in reads)


@pytest.mark.parametrize("card", CARDS)
def test_a_read_prints_as_nothing(card: str) -> None:
    read = lay_down(card)
    for value in read.values.values():
        assert str(value) not in repr(read)
        assert str(value) not in f"{read} {[read]}"


@pytest.mark.parametrize("card", CARDS)
def test_the_people_on_the_cards_are_the_demo_citys(card: str) -> None:
    residents = {search_form(row["name"]) for row in rows(CITY, "sample_residents")}
    residents |= {search_form(row["romaji"]) for row in rows(CITY, "sample_residents")}
    assert search_form(str(CARDS[card][1]["name"])) in residents


@pytest.mark.parametrize("card", CARDS)
def test_the_demo_citys_catalog_takes_every_value_of_every_card(card: str) -> None:
    everything = Writer(clerk="U01", name="中村", window="W05", sees=frozenset({"L3", "L4"}))
    found = ground(read_city(CITY).catalog, date(2026, 11, 21))
    values = CARDS[card][1]
    poured = pour(Sheet(case="c"), Card("0" * 26, values, "fresh000", "fresh000"), everything, found)
    assert poured.left_out == {}
    assert {f"p.fresh000.{TAKES[name]}" for name in values} <= poured.facts.keys()

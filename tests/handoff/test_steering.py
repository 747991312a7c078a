"""Which edits may change the way: whatever the guidance looks at, and nothing else that is typed."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from handoff import messages as m
from handoff.book import Book, book
from handoff.case import Entry, Facts, Value
from handoff.catalog import definitions
from handoff.guidance import procedures_of
from handoff.item import ItemDef
from handoff.known import known
from handoff.steering import changes_the_way, steers
from server.exchange.city import read_city

TODAY = date(2026, 11, 21)
FAMILY: dict[str, Value] = {
    "p.a": {"order": 0},
    "p.a.m_birth": "1984-04-12",
    "p.b": {"order": 1},
    "p.b.m_birth": "2017-04-01",
    "role.todokede": "a",
    "ido_date": "2026-11-14",
}
VALUES: tuple[Value, ...] = (True, False, "あり", "なし", "JPN", "VNM", "全部", "1940-01-01", "999989", "世帯主", None)


@cache
def aobano() -> tuple[Book, dict[str, ItemDef]]:
    """The demo city's guidance and items."""
    city = read_city(Path(__file__).parents[2] / "deploy" / "city" / "aobano")
    return book(city.catalog, city.house), definitions(city.catalog)


def told(values: dict[str, Value]) -> tuple[list[str], object]:
    """The procedures, and the household's facts behind them."""
    entries: Facts = {key: Entry(value=value, op="o") for key, value in values.items()}
    said = known(entries, aobano()[0], TODAY, "TENNYU", "main")
    return procedures_of(aobano()[0], said), said.facts


def test_what_does_not_steer_changes_neither_a_fact_nor_a_procedure() -> None:
    before = told(FAMILY)
    for name, item in aobano()[1].items():
        key = f"p.b.{name}" if item.scope == "person" else name
        if steers(key, aobano()[1]):
            continue
        for value in VALUES:
            assert told({**FAMILY, key: value}) == before, key


@pytest.mark.parametrize(
    ("key", "value"),
    [("p.b.m_birth", "2001-01-01"), ("p.a.m_mnc", "あり"), ("p.a.m_nat", "ベトナム"), ("ido_date", "2026-09-01")],
)
def test_what_changes_a_fact_steers(key: str, value: Value) -> None:
    assert told({**FAMILY, key: value}) != told(FAMILY)
    assert steers(key, aobano()[1])


@pytest.mark.parametrize(
    ("deed", "plans"),
    [
        (m.Reply(answers={"Q001": True}), True),
        (m.Withdraw(questions=["Q001"]), True),
        (m.Events(on={"TENNYU": True}), True),
        (m.Choose(procedures=["P001"]), True),
        (m.AsAnswered(procedures=["P001"]), True),
        (m.Overrule(rule="R06", reason="x"), True),
        (m.HoldTo(rule="R06"), True),
        (m.AddPerson(person="hana0000"), True),
        (m.MergePerson(person="hana0000", into="tar0tar0"), True),
        (m.Set(entries={"p.a.m_birth": "2001-01-01"}), True),
        (m.Set(entries={"role.setainushi": "a"}), True),
        (m.Clear(keys=["ido_date"]), True),
        (m.Undo(undoes="x", entries={"p.a.m_nat": None}), True),
        (m.Set(entries={"p.a.m_name": "山田　太郎", "new_town": "中央一丁目"}), False),
        (m.Clear(keys=["p.a.m_kana"]), False),
        (m.Have(things={"印鑑": True}), False),
        (m.Say(text="水曜日は19時まで開いています。"), False),
        (m.Note(text="筆談で対応中"), False),
        (m.Confirm(section="basic", rev=1), False),
        (m.OnTablet(on=True), False),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, m.Deed) else "",
)
def test_an_edit_plans_anew_only_when_it_may_change_the_way(deed: m.ChangeDeed, plans: bool) -> None:
    assert changes_the_way(deed, aobano()[1]) is plans

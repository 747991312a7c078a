"""The one gate of a typed value, held by tests/vectors/fields.json, over the demo city's whole dictionary."""

from __future__ import annotations

import csv
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.fields import ItemDef, Kind, admit_value, from_row, sections, show_value
from handoff.refusal import Reason, Refused
from tests.vectors.make import CITY, definitions, dictionary
from tests.vectors.read import told, vectors

VECTORS = vectors("fields")
TODAY = date.fromisoformat(VECTORS["today"])
ITEMS = dictionary()
TYPED = [item for item in ITEMS.values() if item.input in {"typed", "answer"}]


@pytest.mark.parametrize("vector", VECTORS["cases"], ids=told)
def test_a_value_comes_in_and_is_shown_as_the_vectors_say(vector: dict[str, Any]) -> None:
    item = ITEMS[vector["item"]]
    value = vector["repeat"][0] * vector["repeat"][1] if "repeat" in vector else vector["in"]
    if "refused" in vector:
        with pytest.raises(Refused) as refused:
            admit_value(item, value, TODAY)
        assert (refused.value.reason, refused.value.at) == (vector["refused"], item.key)
    elif vector["do"] == "show":
        assert show_value(item, value, vector.get("foreign", False)) == vector["out"]
    else:
        wanted = value if vector.get("out_same") else vector["out"]
        got = admit_value(item, value, TODAY)
        assert (type(got), got) == (type(wanted), wanted)


def test_the_vectors_carry_the_items_of_today() -> None:
    """`python -m tests.vectors.make` writes them again."""
    assert VECTORS["items"] == definitions(VECTORS["cases"])


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-10, 10**6),
    st.text(max_size=40),
    st.sampled_from(["S590412", "不詳", "子の子", "983205673214", "9990015", "ヤマダ", "5年", "男"]),
    st.lists(st.text(max_size=5), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


@given(st.sampled_from(TYPED), VALUES)
def test_what_is_stored_comes_in_again_unchanged_and_all_else_is_refused(item: ItemDef, value: Any) -> None:
    try:
        stored = admit_value(item, value, TODAY)
    except Refused as refused:
        assert refused.at == item.key
    else:
        assert admit_value(item, stored, TODAY) == stored
        show_value(item, stored)


@pytest.mark.parametrize("item", TYPED, ids=lambda item: item.key)
def test_two_thousand_and_one_characters_and_nul_are_refused_everywhere(item: ItemDef) -> None:
    for value in ("あ" * 2_001, "山\u0000"):
        with pytest.raises(Refused):
            admit_value(item, value, TODAY)


@pytest.mark.parametrize(
    "item", [item for item in ITEMS.values() if item.input in {"auto", "derived"}], ids=lambda i: i.key
)
def test_nobody_types_what_is_computed(item: ItemDef) -> None:
    with pytest.raises(Refused) as refused:
        admit_value(item, "1", TODAY)
    assert refused.value.reason is Reason.read_only


def test_the_server_may_write_an_automatic_item() -> None:
    assert admit_value(ITEMS["new_gyoseiku"], "中央一区", TODAY, computed=True) == "中央一区"
    assert admit_value(ITEMS["m_age"], 42, TODAY, computed=True) == 42


def test_the_sample_residents_pass_the_gate() -> None:
    columns = {
        "name": "m_name", "kana": "m_kana", "birth": "m_birth", "sex": "m_sex", "zokugara": "m_zokugara",
        "mynumber": "m_mynumber", "juminhyo_code": "m_code", "kyuuji": "m_kyuuji", "romaji": "m_romaji",
        "zairyu_period": "m_period", "zairyu_until": "m_until", "zairyu_card_no": "m_card_no",
        "town": "new_town", "banchi": "new_banchi",
    }  # fmt: skip
    with (CITY / "sample_residents.csv").open(encoding="utf-8") as file:
        residents = list(csv.DictReader(file))
    for resident in residents:
        for column, key in columns.items():
            if resident[column]:
                assert admit_value(ITEMS[key], resident[column], TODAY) == resident[column]


def test_an_item_is_made_from_its_row() -> None:
    birth, nationality = ITEMS["m_birth"], ITEMS["m_nat_cd"]
    assert (birth.kind, birth.label, birth.max_len, birth.sensitivity) == (Kind.date, "生年月日", 10, "L2")
    assert birth.allows_unknown_date and birth.calendar == "by_nationality"
    assert ITEMS["m_until"].calendar == "western"
    assert ITEMS["todoke_date"].calendar == "wareki"
    assert not ITEMS["todoke_date"].allows_unknown_date
    assert nationality.foreign_only and "VNM" in nationality.choices
    assert nationality.labels["VNM"] == "ベトナム"
    assert (ITEMS["app_name"].role, ITEMS["app_name"].person_item) == ("todokede", "m_name")
    assert ITEMS["cert_copies"].span == (1, 20)
    assert ITEMS["life_event"].labels["TENNYU"] == "転入（国内）"


def test_a_row_of_an_unknown_kind_is_the_catalogs_mistake() -> None:
    with (CITY / "data_dictionary.csv").open(encoding="utf-8") as file:
        row = next(csv.DictReader(file))
    with pytest.raises(ValueError, match="case_no"):
        from_row({**row, "type": "poem"})


def test_an_item_travels_as_json_and_comes_back() -> None:
    for item in ITEMS.values():
        assert msgspec.json.decode(msgspec.json.encode(item), type=ItemDef) == item


def test_every_item_stands_in_exactly_one_section() -> None:
    placed = [key for section in sections(ITEMS.values()) for key in section.items]
    assert sorted(placed) == sorted(ITEMS)


def test_a_persons_section_holds_items_of_a_person_only() -> None:
    for section in sections(ITEMS.values()):
        assert "." not in section.key
        assert {ITEMS[key].scope == "person" for key in section.items} == {section.per == "person"}


def test_the_sections_stand_in_the_order_of_the_work() -> None:
    found = sections(ITEMS.values())
    assert [section.title for section in found[:5]] == [
        "届出",
        "新しい住所",
        "前の住所",
        "転出先の住所",
        "本籍・筆頭者",
    ]
    basic = next(section for section in found if section.key == "basic")
    assert basic.items[:5] == ("m_name", "m_kana", "m_birth", "m_sex", "m_zokugara")


def test_an_item_that_a_city_adds_has_a_place() -> None:
    own = msgspec.structs.replace(ITEMS["m_job"], key="m_own")
    old = msgspec.structs.replace(ITEMS["old_town"], key="old_own")
    found = {key: section.key for section in sections([*ITEMS.values(), own, old]) for key in section.items}
    assert (found["m_own"], found["old_own"]) == ("other", "old_addr")


def test_an_item_with_a_named_place_is_not_caught_by_its_scope() -> None:
    found = {key: section.key for section in sections(ITEMS.values()) for key in section.items}
    assert found["language"] == found["case_no"] == "uketsuke"


def test_a_section_without_items_is_not_shown() -> None:
    assert [section.key for section in sections([ITEMS["dog_name"]])] == ["dog"]

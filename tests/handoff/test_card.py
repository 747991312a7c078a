"""A card read at a window: whose it is, what it fills, and what it never overwrites."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff import card
from handoff import messages as m
from handoff.alike import alike
from handoff.apply import decide
from handoff.card_offer import Offer, offers
from handoff.case import Entry, Sheet, Value, fold, in_case, person_key, persons
from handoff.edit import Ground, Writer
from handoff.item import ItemDef, Kind
from handoff.refusal import Reason, Refused
from handoff.stage import Stage

ITEMS = {
    item.key: item
    for item in (
        ItemDef(key="m_name", label="氏名", scope="person", kind=Kind.name, max_len=100),
        ItemDef(key="m_kana", label="フリガナ", scope="person", kind=Kind.kana, max_len=100),
        ItemDef(key="m_birth", label="生年月日", scope="person", kind=Kind.date, max_len=10, checks=("date<=today",)),
        ItemDef(key="m_sex", label="性別", scope="person", kind=Kind.enum, max_len=1, choices=("男", "女")),
        ItemDef(key="m_addr", label="住所", scope="person", kind=Kind.address, max_len=200),
        ItemDef(key="m_tel", label="電話", scope="person", kind=Kind.tel, max_len=13),
        ItemDef(
            key="m_mynumber",
            label="個人番号",
            scope="person",
            kind=Kind.code,
            max_len=12,
            checks=("cd:mynumber",),
            sensitivity="L4",
        ),
    )
}
GROUND = Ground(
    items=ITEMS,
    section_of=dict.fromkeys(ITEMS, "basic"),
    procedures=frozenset(),
    roles=frozenset({"todokede"}),
    today=date(2026, 11, 21),
)
CLERK = Writer(clerk="U01", name="中村", window="W05", sees=frozenset())
WITH_L4 = msgspec.structs.replace(CLERK, sees=frozenset({"L4"}))
TARO, HANA = "tar0tar0", "hana0000"
YAMADA: dict[str, Value] = {
    "name": "山田　太郎",
    "kana": "やまだ　たろう",
    "birth": "19840412",
    "sex": "男",
    "address": "あおばの市中央一丁目２番３号",
    "mynumber": "000000000132",
}


def with_person(sheet: Sheet, person: str, **items: Value) -> Sheet:
    """The sheet after somebody was added by hand."""
    change = m.Change(op=f"add-{person}-0000", case="c", fence=1, do=m.AddPerson(person, dict(items)))
    return fold(sheet, sheet.rev + 1, 0, decide(sheet, change, CLERK, GROUND))


def pour(
    sheet: Sheet,
    values: dict[str, Value],
    to: str | None = "fresh000",
    op: str = "read-1-000000000",
    writer: Writer = CLERK,
    **key: Any,
) -> card.Poured:
    return card.pour(sheet, card.Card(op=op, values=values, to=to, fresh="fresh000", **key), writer, GROUND)


def offered(sheet: Sheet, values: dict[str, Value], writer: Writer = CLERK) -> list[Offer]:
    return offers(sheet, card.admitted(values, writer, GROUND)[0])


def after(sheet: Sheet, poured: card.Poured) -> Sheet:
    return fold(sheet, sheet.rev + 1, 0, poured.facts)


def test_the_first_card_of_an_empty_case_brings_the_person_who_asks() -> None:
    sheet = after(Sheet(case="c"), pour(Sheet(case="c"), YAMADA))
    assert persons(sheet) == ["fresh000"]
    assert sheet.value("role.todokede") == "fresh000"
    assert sheet.value("p.fresh000.m_kana") == "ヤマダ　タロウ"
    assert sheet.value("p.fresh000.m_birth") == "1984-04-12"


def test_every_fact_of_a_read_says_that_it_came_from_a_card_and_who_serves() -> None:
    facts = pour(Sheet(case="c"), YAMADA).facts
    assert {(entry.source, entry.clerk, entry.by, entry.window) for entry in facts.values()} == {
        ("card", "U01", "中村", "W05")
    }


def test_without_a_key_nothing_is_written_not_even_to_a_nameless_applicant() -> None:
    for sheet in (Sheet(case="c"), with_person(Sheet(case="c"), TARO)):
        with pytest.raises(Refused) as no:
            pour(sheet, YAMADA, to=None)
        assert no.value.reason is Reason.no_such_person


def test_a_key_for_somebody_new_leaves_who_asks_alone() -> None:
    sheet = with_person(Sheet(case="c"), HANA, m_name="山田　花子", m_birth="1986-11-03")
    poured = pour(sheet, YAMADA)
    assert poured.person == "fresh000"
    assert persons(after(sheet, poured)) == [HANA, "fresh000"]
    assert after(sheet, poured).value("role.todokede") == HANA


def test_a_proxys_card_does_not_fill_the_mover_by_one_key() -> None:
    sheet = with_person(Sheet(case="c"), HANA, m_name="山田　花子", m_birth="1986-11-03")
    for stands in ({"m_name": "山田　花子"}, {"m_birth": "1986-11-03"}):
        with pytest.raises(Refused) as no:
            pour(with_person(Sheet(case="c"), HANA, **stands), YAMADA, to=HANA)
        assert no.value.reason is Reason.card_of_another
    poured = pour(sheet, YAMADA, to=HANA, anyway=True)
    assert poured.facts.keys() == {f"p.{HANA}.{item}" for item in ("m_kana", "m_sex", "m_addr")}
    assert poured.differing.keys() == {f"p.{HANA}.m_name", f"p.{HANA}.m_birth"}


def test_the_same_card_twice_is_the_same_person_and_nothing_new() -> None:
    sheet = after(Sheet(case="c"), pour(Sheet(case="c"), YAMADA))
    assert [(one.person, one.same) for one in offered(sheet, YAMADA)] == [("fresh000", True)]
    again = pour(sheet, YAMADA, op="read-2-000000000")
    assert (again.person, again.facts, again.differing) == ("fresh000", {}, {})


def test_who_is_known_by_the_card_is_offered_first_whatever_the_variant_of_the_name() -> None:
    sheet = with_person(Sheet(case="c"), HANA, m_name="花子", m_birth="1986-11-03")
    sheet = with_person(sheet, TARO, m_name="高橋　吉男", m_birth="1947-02-28")
    found = offered(sheet, {"name": "髙橋　𠮷男", "birth": "19470228", "sex": "男"})
    assert [(one.person, one.same, one.another) for one in found] == [(TARO, True, False), (HANA, False, True)]
    assert found[0].fills == ("m_sex",)
    assert found[0].differs == {"m_name": f"add-{TARO}-0000"}


def test_who_asks_is_offered_before_others_of_whom_nothing_is_known() -> None:
    sheet = with_person(with_person(Sheet(case="c"), TARO), HANA)
    assert [one.person for one in offered(sheet, YAMADA)] == [TARO, HANA]


def test_a_person_is_known_by_the_number_alone_and_another_number_is_another_person() -> None:
    sheet = after(Sheet(case="c"), pour(Sheet(case="c"), YAMADA, writer=WITH_L4))
    other = {"name": "佐藤　太郎", "mynumber": "000000000132"}
    assert offered(sheet, other, WITH_L4)[0].same
    twin = YAMADA | {"mynumber": "000000000264"}
    assert (offered(sheet, twin, WITH_L4)[0].same, offered(sheet, twin, WITH_L4)[0].another) == (False, True)


def test_what_is_written_with_other_strokes_or_blanks_is_no_difference() -> None:
    sheet = with_person(Sheet(case="c"), TARO, m_addr="あおばの市中央１－２－３ ハイツＡ〜Ｂ")
    said: dict[str, Value] = {"address": "あおばの市中央１−２−３　ハイツＡ～Ｂ"}
    assert offered(sheet, said)[0].differs == {}
    assert (pour(sheet, said, to=TARO).facts, pour(sheet, said, to=TARO).differing) == ({}, {})
    assert not alike("コーポ", "コ－ポ")


def test_a_difference_that_the_clerk_has_seen_is_taken_by_the_key() -> None:
    sheet = with_person(Sheet(case="c"), TARO, m_addr="あおばの市中央一丁目１番１号")
    stood = offered(sheet, YAMADA)[0].differs
    poured = pour(sheet, YAMADA, to=TARO, over=stood)
    assert poured.facts[f"p.{TARO}.m_addr"].value == YAMADA["address"]
    assert poured.differing == {}
    changed = m.Change(
        op="other-0000000000",
        case="c",
        fence=1,
        do=m.Set({f"p.{TARO}.m_addr": "別の所"}),
        base={f"p.{TARO}.m_addr": stood["m_addr"]},
    )
    sheet = fold(sheet, sheet.rev + 1, 0, decide(sheet, changed, CLERK, GROUND))
    assert f"p.{TARO}.m_addr" in pour(sheet, YAMADA, to=TARO, over=stood).differing


def test_the_chosen_person_gets_the_card() -> None:
    sheet = with_person(with_person(Sheet(case="c"), TARO), HANA)
    assert pour(sheet, YAMADA, to=HANA).facts.keys() == {
        person_key(HANA, item) for item in ("m_name", "m_kana", "m_birth", "m_sex", "m_addr")
    }


def test_a_chosen_person_who_is_not_in_the_case_is_refused() -> None:
    with pytest.raises(Refused) as no:
        pour(with_person(Sheet(case="c"), TARO), YAMADA, to="n0b0dy00")
    assert no.value.reason is Reason.no_such_person


def test_what_differs_is_never_overwritten_but_told() -> None:
    sheet = with_person(Sheet(case="c"), TARO, m_name="山田　太朗")
    poured = pour(sheet, YAMADA, to=TARO, anyway=True)
    assert "p.tar0tar0.m_name" not in poured.facts
    assert poured.differing["p.tar0tar0.m_name"].value == "山田　太郎"
    assert poured.differing["p.tar0tar0.m_name"].source == "card"
    assert poured.facts["p.tar0tar0.m_sex"].value == "男"


def test_a_blank_that_stands_there_is_filled() -> None:
    sheet = with_person(Sheet(case="c"), TARO, m_name="山田")
    cleared = m.Change(op="clear-0000000000", case="c", fence=1, do=m.Clear([f"p.{TARO}.m_name"]), base={})
    cleared = msgspec.structs.replace(cleared, base={f"p.{TARO}.m_name": f"add-{TARO}-0000"})
    sheet = fold(sheet, sheet.rev + 1, 0, decide(sheet, cleared, CLERK, GROUND))
    assert pour(sheet, YAMADA, to=TARO).facts[f"p.{TARO}.m_name"].value == "山田　太郎"


def test_one_bad_value_is_left_out_and_the_others_are_kept() -> None:
    poured = pour(Sheet(case="c"), YAMADA | {"birth": "00000000", "sex": "9"})
    assert poured.left_out.keys() == {"m_birth", "m_sex"}
    assert after(Sheet(case="c"), poured).value("p.fresh000.m_name") == "山田　太郎"


def test_a_confirmed_section_is_not_written() -> None:
    sheet = with_person(Sheet(case="c"), TARO)
    sure = m.Change(op="sure-00000000000", case="c", fence=1, do=m.Confirm(f"p.{TARO}.basic", rev=1))
    sheet = fold(sheet, 2, 0, decide(sheet, sure, CLERK, GROUND))
    poured = pour(sheet, {"name": "山田　太郎"}, to=TARO)
    assert (poured.facts, poured.left_out) == ({}, {"m_name": "section_confirmed"})


def test_a_window_without_the_right_gets_no_number() -> None:
    assert not any("m_mynumber" in key for key in pour(Sheet(case="c"), YAMADA).facts)
    assert any("m_mynumber" in key for key in pour(Sheet(case="c"), YAMADA, writer=WITH_L4).facts)


def test_a_card_with_nothing_that_the_case_takes_adds_nobody() -> None:
    poured = pour(Sheet(case="c"), {"blood": "AB", "name": "", "nationality": "ブラジル"})
    assert (poured.facts, poured.differing, poured.left_out) == ({}, {}, {})


def test_only_a_window_that_serves_is_armed() -> None:
    def row(visit: str, stage: Stage, window: str | None) -> m.Row:
        return m.Row(visit, "c", 1, "main", "2026-11-21", "A001", stage.value, "G05", "S", 0, 0, 0, window=window)

    rows = [row(stage.value, stage, "W05") for stage in Stage] + [row("other", Stage.serving, "W06")]
    assert [found.visit for found in card.serving(rows, "W05")] == ["serving"]


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=300)
values = st.dictionaries(
    st.sampled_from([*card.TAKES, "face", "pin"]), st.one_of(texts, st.integers(), st.booleans(), st.none())
)


@given(values, st.booleans(), st.booleans())
def test_whatever_a_card_says_nothing_that_stands_is_lost(
    said: dict[str, Value], has_number: bool, chosen: bool
) -> None:
    """Any read over a filled sheet: no value is touched, every fact belongs to one person who is in the case."""
    sheet = with_person(Sheet(case="c"), TARO, m_name="山田　太郎", m_birth="1984-04-12", m_tel="0312345678")
    writer = WITH_L4 if has_number else CLERK
    poured = pour(sheet, said, to=TARO if chosen else "fresh000", writer=writer, anyway=True)
    for key, entry in sheet.entries.items():
        if entry.value not in (None, ""):
            assert key not in poured.facts
    grown = after(sheet, poured) if poured.facts else sheet
    assert {key.split(".")[1] for key in poured.facts if key.startswith("p.")} <= {poured.person}
    assert not poured.facts or in_case(grown.entries[f"p.{poured.person}"])
    assert not poured.differing.keys() & poured.facts.keys()
    assert has_number or not any("m_mynumber" in key for key in poured.facts | poured.differing)


@given(values)
def test_a_read_that_was_written_says_nothing_new_the_second_time(said: dict[str, Value]) -> None:
    poured = pour(Sheet(case="c"), said)
    if poured.facts:
        again = pour(after(Sheet(case="c"), poured), said, op="read-2-000000000")
        assert (again.facts, again.differing) == ({}, {})


def test_what_a_card_says_is_an_entry_like_any_other() -> None:
    sheet = with_person(Sheet(case="c"), TARO, m_name="別の人")
    assert pour(sheet, YAMADA, to=TARO, anyway=True).differing[f"p.{TARO}.m_name"] == Entry(
        "山田　太郎", op="read-1-000000000", clerk="U01", by="中村", window="W05", source="card"
    )


people = st.sampled_from(["山田　太郎", "山田　花子", "髙橋　𠮷男", ""])
births = st.sampled_from(["19840412", "19861103", "19470228", "00000000", ""])
reads = st.fixed_dictionaries(
    {"name": people, "birth": births},
    optional={"sex": st.sampled_from(["男", "女"]), "mynumber": st.sampled_from(["000000000132", "000000000264"])},
)
keys = st.one_of(st.none(), st.sampled_from([TARO, HANA, "new", "n0b0dy00"]))


@given(st.lists(st.tuples(reads, keys, st.booleans()), max_size=8))
def test_no_sequence_of_reads_fills_a_person_without_their_key(
    said: list[tuple[dict[str, Value], str | None, bool]],
) -> None:
    """Whatever cards come in whatever order: what a person of the case has from cards came under a key that named them,
    and never from a card of somebody else unless the clerk had said so."""
    sheet = with_person(with_person(Sheet(case="c"), TARO, m_name="山田　太郎", m_birth="1984-04-12"), HANA)
    for place, (values, key, anyway) in enumerate(said):
        fresh = f"fresh{place:03d}"
        to = fresh if key == "new" else key
        one = card.Card(f"read-{place}-00000000", values, to, fresh, anyway=anyway)
        items = card.admitted(values, WITH_L4, GROUND)[0]
        try:
            poured = card.pour(sheet, one, WITH_L4, GROUND)
        except Refused:
            continue
        assert to is not None
        assert {name.split(".")[1] for name in poured.facts if name.startswith("p.")} <= {to}
        assert all(name.startswith(f"p.{to}") or name == "role.todokede" for name in poured.facts)
        assert anyway or to == fresh or not card.is_another(sheet, to, items)
        sheet = after(sheet, poured) if poured.facts else sheet

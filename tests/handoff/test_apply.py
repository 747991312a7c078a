"""The rule of edits: what a change makes of a sheet, and what it refuses."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff import messages as m
from handoff.apply import decide
from handoff.case import Entry, Facts, Sheet, fold, persons
from handoff.edit import Ground, Writer
from handoff.item import ItemDef, Kind
from handoff.overtaken import Overtaken
from handoff.refusal import Reason, Refused

ITEMS = {
    item.key: item
    for item in (
        ItemDef(key="new_town", label="町字", scope="addr", kind=Kind.text, max_len=120),
        ItemDef(
            key="ido_date",
            label="異動年月日",
            scope="case",
            kind=Kind.date,
            max_len=10,
            checks=["if ev in IN or TENKYO: date<=todoke_date", "if OUT: date<=todoke_date+1month(warn)"],
        ),
        ItemDef(
            key="todoke_date", label="届出年月日", scope="case", kind=Kind.date, max_len=10, checks=["date<=today"]
        ),
        ItemDef(key="m_name", label="氏名", scope="person", kind=Kind.name, max_len=100),
        ItemDef(key="m_kana", label="フリガナ", scope="person", kind=Kind.kana, max_len=100),
        ItemDef(key="m_age", label="年齢", scope="person", kind=Kind.int, max_len=3, input="auto"),
        ItemDef(key="m_nat", label="国籍", scope="person", kind=Kind.text, max_len=100, sensitivity="L3"),
    )
}
GROUND = Ground(
    items=ITEMS,
    section_of={"new_town": "new_addr", "ido_date": "todoke", "m_name": "basic", "m_kana": "basic"},
    procedures=frozenset({"P001", "P030"}),
    roles=frozenset({"todokede", "setainushi"}),
    today=date(2026, 11, 21),
    events=frozenset({"TENNYU", "INKAN"}),
    questions=frozenset({"Q001", "Q002", "Q003"}),
    blocks=frozenset({"R03", "R06"}),
    phrases=frozenset({"T037"}),
    reasons={
        "procedure-1": ("procedure", False),
        "procedure-5": ("procedure", True),
        "overrule_block-1": ("overrule_block", False),
        "overrule_block-4": ("overrule_block", True),
    },
)
NAKAMURA = Writer(clerk="U01", name="中村", window="W05", sees=frozenset())
ONO = Writer(clerk="U07", name="大野", window="W05", sees=frozenset({"overrule"}))
SATO = Writer(clerk="U05", name="佐藤", window="W20", sees=frozenset())
TARO, HANA = "tar0tar0", "hana0000"


class Case:
    """A sheet to which changes are made, one op after the other."""

    def __init__(self) -> None:
        self.sheet = Sheet(case="c")
        self.ops = 0

    def do(self, deed: m.ChangeDeed, who: Writer = NAKAMURA, base: dict[str, str | None] | None = None) -> str:
        """Apply a change as the browser would send it: with the bases on its screen, unless told otherwise."""
        self.ops += 1
        op = f"{self.ops:026d}"
        shown = {key: entry.op for key, entry in self.sheet.entries.items()}
        change = m.Change(op=op, case="c", fence=1, do=deed, base=shown if base is None else base)
        facts: Facts = decide(self.sheet, change, who, GROUND)
        self.sheet = fold(self.sheet, self.sheet.rev + 1, self.sheet.rev * 10, facts)
        return op

    def refuses(self, deed: m.ChangeDeed, who: Writer = NAKAMURA) -> Refused:
        """The refusal; the sheet stays as it was."""
        before = self.sheet
        with pytest.raises(Refused) as no:
            self.do(deed, who)
        assert self.sheet is before
        return no.value


@pytest.fixture
def case() -> Case:
    """A case with 山田 太郎 in it."""
    made = Case()
    made.do(m.AddPerson(person=TARO, entries={"m_name": "山田　太郎"}))
    return made


def test_a_value_is_written_with_who_and_where(case: Case) -> None:
    case.do(m.Set(entries={"new_town": "中央一丁目"}))
    entry = case.sheet.entries["new_town"]
    assert (entry.value, entry.by, entry.window, entry.rev) == ("中央一丁目", "中村", "W05", 2)


def test_the_first_person_is_the_one_who_came(case: Case) -> None:
    assert case.sheet.value("role.todokede") == TARO
    assert case.sheet.value(f"p.{TARO}.m_name") == "山田　太郎"


def test_two_clerks_two_values_and_neither_is_overwritten(case: Case) -> None:
    seen = case.do(m.Set(entries={"new_town": "中央一丁目"}))
    case.do(m.Set(entries={"new_town": "中央二丁目"}), SATO)
    with pytest.raises(Overtaken) as both:
        case.do(m.Set(entries={"new_town": "本町"}), base={"new_town": seen})
    assert both.value.entries["new_town"].value == "中央二丁目"
    assert case.sheet.value("new_town") == "中央二丁目"


def test_two_clerks_who_say_the_same_do_not_quarrel(case: Case) -> None:
    case.do(m.Set(entries={"new_town": "本町"}), SATO)
    case.do(m.Set(entries={"new_town": "本町"}), base={})


@pytest.mark.parametrize("event", ["TENNYU", "TENKYO"])
def test_nobody_moves_in_after_the_day_of_the_notification(case: Case, event: str) -> None:
    coming = msgspec.structs.replace(GROUND, event=event)

    def moves(day: str, **more: str) -> Facts:
        change = m.Change(op="9" * 26, case="c", fence=1, do=m.Set(entries={"ido_date": day, **more}))
        return decide(case.sheet, change, NAKAMURA, coming)

    with pytest.raises(Refused) as no:
        moves("2026-11-22")
    assert (no.value.reason, no.value.at, no.value.more) == (Reason.after_limit, "ido_date", {"than": "todoke_date"})
    assert moves("2026-11-21")
    case.do(m.Set(entries={"todoke_date": "2026-11-18"}))
    with pytest.raises(Refused):
        moves("2026-11-19")
    with pytest.raises(Refused):
        moves("2026-11-19", todoke_date="2026-11-18")
    assert moves("2026-11-18")


def test_a_day_past_a_limit_of_another_event_or_one_that_only_warns_stays(case: Case) -> None:
    for event in ("", "SHIBO", "TENSHUTSU"):
        ground = msgspec.structs.replace(GROUND, event=event)
        change = m.Change(op="9" * 26, case="c", fence=1, do=m.Set(entries={"ido_date": "2027-01-01"}))
        assert decide(case.sheet, change, NAKAMURA, ground)["ido_date"].value == "2027-01-01"  # type: ignore[union-attr]


def test_an_edit_of_one_field_does_not_meet_an_edit_of_another(case: Case) -> None:
    case.do(m.Set(entries={"new_town": "本町"}), SATO)
    case.do(m.Set(entries={"ido_date": "2026-11-01"}), base={})


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ({"nowhere": "x"}, Reason.no_such_item),
        ({"m_name": "x"}, Reason.no_such_item),
        ({f"p.{TARO}.new_town": "x"}, Reason.no_such_item),
        ({"p.nob0dy00.m_name": "山田"}, Reason.no_such_person),
        ({f"p.{TARO}.m_age": 3}, Reason.read_only),
        ({f"p.{TARO}.m_nat": "ベトナム"}, Reason.not_allowed),
        ({"new_town": "あ" * 2001}, Reason.too_long),
        ({"new_town": "あ\x00"}, Reason.bad_characters),
        ({"new_town": 3}, Reason.wrong_kind),
        ({"ido_date": "2026-02-30"}, Reason.no_such_date),
        ({"role.nobody": TARO}, Reason.no_such_item),
        ({"role.setainushi": "nob0dy00"}, Reason.no_such_person),
    ],
)
def test_a_wrong_value_names_its_field(case: Case, entries: dict[str, m.Value], reason: Reason) -> None:
    no = case.refuses(m.Set(entries=entries))
    assert (no.reason, no.at) == (reason, next(iter(entries)))


def test_a_confirmed_section_is_frozen_until_it_is_opened(case: Case) -> None:
    case.do(m.Set(entries={"new_town": "本町"}))
    case.do(m.Confirm(section="new_addr", rev=case.sheet.rev))
    assert case.refuses(m.Set(entries={"new_town": "中央"})).reason is Reason.section_confirmed
    assert case.refuses(m.Clear(keys=["new_town"])).reason is Reason.section_confirmed
    case.do(m.Open(section="new_addr"))
    case.do(m.Set(entries={"new_town": "中央"}))


def test_what_the_clerk_did_not_see_cannot_be_confirmed(case: Case) -> None:
    seen = case.sheet.rev
    case.do(m.Set(entries={"new_town": "本町"}), SATO)
    assert case.refuses(m.Confirm(section="new_addr", rev=seen)).reason is Reason.section_changed
    case.do(m.Confirm(section="todoke", rev=seen))


def test_undo_is_for_ones_own_last_edit(case: Case) -> None:
    first = case.do(m.Set(entries={"new_town": "本町"}))
    assert case.refuses(m.Undo(undoes=first, entries={"new_town": None}), SATO).reason is Reason.not_your_edit
    case.do(m.Undo(undoes=first, entries={"new_town": None}))
    assert case.sheet.value("new_town") is None


def test_undo_does_not_take_back_what_somebody_wrote_since(case: Case) -> None:
    first = case.do(m.Set(entries={"new_town": "本町"}))
    case.do(m.Set(entries={"new_town": "中央"}))
    with pytest.raises(Overtaken):
        case.do(m.Undo(undoes=first, entries={"new_town": None}))


def test_a_removed_person_can_be_brought_back(case: Case) -> None:
    case.do(m.RemovePerson(person=TARO, rev=case.sheet.rev))
    assert persons(case.sheet) == []
    assert case.sheet.value("role.todokede") is None
    assert case.refuses(m.Set(entries={f"p.{TARO}.m_name": "山田"})).reason is Reason.person_removed
    case.do(m.RestorePerson(person=TARO))
    assert persons(case.sheet) == [TARO]
    assert case.sheet.value(f"p.{TARO}.m_name") == "山田　太郎"


def test_a_person_about_whom_something_new_was_written_stays(case: Case) -> None:
    seen = case.sheet.rev
    case.do(m.Set(entries={f"p.{TARO}.m_kana": "ヤマダ　タロウ"}), SATO)
    assert case.refuses(m.RemovePerson(person=TARO, rev=seen)).reason is Reason.person_in_use


def test_the_spouse_whom_two_windows_added_becomes_one(case: Case) -> None:
    case.do(m.AddPerson(person=HANA, entries={"m_name": "山田　花子", "m_kana": "ヤマダ　ハナコ"}), SATO)
    case.do(m.Set(entries={"role.setainushi": HANA}))
    case.do(m.MergePerson(person=HANA, into=TARO))
    assert persons(case.sheet) == [TARO]
    assert case.sheet.value(f"p.{TARO}.m_name") == "山田　太郎"
    assert case.sheet.value(f"p.{TARO}.m_kana") == "ヤマダ　ハナコ"
    assert case.sheet.value("role.setainushi") == TARO


def test_memos_are_added_and_never_hold_a_my_number(case: Case) -> None:
    case.do(m.Note(text="転出証明書は確認済み"))
    assert case.refuses(m.Note(text="番号は983205673214です")).reason is Reason.number_in_memo
    assert case.refuses(m.Note(text="　")).reason is Reason.wrong_length
    assert case.refuses(m.Note(text="あ" * 1001)).reason is Reason.too_long


def test_a_procedure_is_chosen_and_taken_out(case: Case) -> None:
    case.do(m.Choose(procedures=["P001", "P030"]))
    case.do(m.Unchoose(procedures=["P030"]))
    assert (case.sheet.value("proc.P001"), case.sheet.value("proc.P030")) == (True, False)
    assert case.refuses(m.Choose(procedures=["P999"])).reason is Reason.no_such_procedure


def test_an_op_id_that_is_none_is_refused(case: Case) -> None:
    change = m.Change(op="../x", case="c", fence=1, do=m.Note(text="a"))
    with pytest.raises(Refused):
        decide(case.sheet, change, NAKAMURA, GROUND)


deeds = st.one_of(
    st.sampled_from(["本町", "中央"]).map(lambda town: m.Set(entries={"new_town": town})),
    st.just(m.Clear(keys=["new_town"])),
    st.sampled_from([TARO, HANA]).map(lambda person: m.AddPerson(person=person)),
    st.sampled_from([TARO, HANA]).map(lambda person: m.RemovePerson(person=person, rev=10_000)),
    st.sampled_from([TARO, HANA]).map(lambda person: m.RestorePerson(person=person)),
    st.sampled_from([(TARO, HANA), (HANA, TARO)]).map(lambda pair: m.MergePerson(person=pair[0], into=pair[1])),
    st.sampled_from(["new_addr", "todoke"]).map(lambda section: m.Confirm(section=section, rev=10_000)),
    st.sampled_from(["new_addr", "todoke"]).map(lambda section: m.Open(section=section)),
    st.sampled_from([TARO, HANA]).map(lambda person: m.Set(entries={"role.setainushi": person})),
)


@given(st.lists(deeds, max_size=25))
def test_I3_versions_only_grow_and_roles_point_at_people_who_are_there(script: list[m.ChangeDeed]) -> None:
    case = Case()
    for deed in script:
        before = case.sheet
        try:
            case.do(deed)
        except (Refused, Overtaken):
            assert case.sheet is before
        assert all(case.sheet.entries[key].rev >= entry.rev for key, entry in before.entries.items())
        for key, entry in case.sheet.entries.items():
            if key.startswith("role.") and entry.value is not None:
                assert entry.value in persons(case.sheet)


VECTORS = json.loads((Path(__file__).parents[1] / "vectors/apply.json").read_text())["cases"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["deed"]["kind"])
def test_a_deed_writes_what_the_screen_shows_before_the_answer(case: Case, vector: dict[str, Any]) -> None:
    for before in (
        m.Reply(answers={"Q002": True}),
        m.Unchoose(procedures=["P030"]),
        m.Overrule(rule="R03", reason="overrule_block-1"),
        m.Confirm(section="todoke", rev=99),
    ):
        case.do(before, ONO)
    case.sheet = fold(case.sheet, case.sheet.rev + 1, 0, {"say.said0000000000000000000000": Entry(value={}, op="s")})
    deed = msgspec.convert(vector["deed"], m.ChangeDeed)
    if deed != m.Open(section="todoke"):
        case.do(m.Open(section="todoke"))
    base = {key: entry.op for key, entry in case.sheet.entries.items()}
    change = m.Change(op="0" * 25 + "1", case="c", fence=1, do=deed, base=base)
    facts = decide(case.sheet, change, ONO, GROUND)
    shown = {
        key: {**entry.value, "order": None} if key.count(".") == 1 and key[:2] == "p." else entry.value
        for key, entry in facts.items()
    }
    assert shown == vector["facts"]


def test_a_day_past_its_limit_is_not_brought_back() -> None:
    sheet = Sheet(case="c", entries={"ido_date": Entry("2026-11-20", "o" * 26, clerk=NAKAMURA.clerk)})
    ground = msgspec.structs.replace(GROUND, event="TENNYU")

    def undone(to: str) -> Facts:
        change = m.Change(op="9" * 26, case="c", fence=1, do=m.Undo("o" * 26, {"ido_date": to}))
        return decide(sheet, change, NAKAMURA, ground)

    with pytest.raises(Refused) as no:
        undone("2026-11-22")
    assert (no.value.reason, no.value.at) == (Reason.after_limit, "ido_date")
    assert undone("2026-11-19")["ido_date"].value == "2026-11-19"  # type: ignore[union-attr]

"""The rules of edits for the guidance: what may be answered, chosen, said and overruled, and by whom."""

from __future__ import annotations

from datetime import date

import pytest

from handoff import messages as m
from handoff.apply import decide
from handoff.case import Sheet, fold, on_by_hand
from handoff.edit import Ground, Writer
from handoff.guided import LIMIT_SAYINGS, on_tablet_since
from handoff.overtaken import Overtaken
from handoff.refusal import Reason, Refused

GROUND = Ground(
    items={},
    section_of={},
    procedures=frozenset({"P001", "P030"}),
    roles=frozenset(),
    today=date(2026, 11, 21),
    events=frozenset({"TENNYU", "TENNYU_TOKUREI"}),
    questions=frozenset({"Q001", "Q006", "DOG_1"}),
    blocks=frozenset({"R06"}),
    phrases=frozenset({"T037"}),
    reasons={
        "procedure-1": ("procedure", False),
        "procedure-5": ("procedure", True),
        "overrule_block-1": ("overrule_block", False),
        "overrule_block-4": ("overrule_block", True),
    },
)
NAKAMURA = Writer(clerk="U01", name="中村", window="W05", sees=frozenset())
SATO = Writer(clerk="U05", name="佐藤", window="W20", sees=frozenset())
ONO = Writer(clerk="U07", name="大野", window="W05", sees=frozenset({"overrule"}))
VISITOR = Writer(clerk="", name="", window="W05", sees=frozenset(), visitor=True)


class Case:
    """A sheet to which changes are made as windows send them: with the bases on their screens, or as told."""

    def __init__(self) -> None:
        self.sheet = Sheet(case="c", fence=7)
        self.ops = 0

    def do(self, deed: m.ChangeDeed, who: Writer = NAKAMURA, base: dict[str, str | None] | None = None) -> str:
        """Apply a change; its op."""
        self.ops += 1
        op = f"{self.ops:026d}"
        shown = {key: entry.op for key, entry in self.sheet.entries.items()}
        change = m.Change(op=op, case="c", fence=7, do=deed, base=shown if base is None else base)
        self.sheet = fold(self.sheet, self.sheet.rev + 1, 0, decide(self.sheet, change, who, GROUND))
        return op

    def refuses(self, deed: m.ChangeDeed, who: Writer = NAKAMURA) -> tuple[Reason, str | None]:
        """Why, and where."""
        with pytest.raises(Refused) as no:
            self.do(deed, who)
        return no.value.reason, no.value.at


@pytest.fixture
def case() -> Case:
    """An empty case."""
    return Case()


def test_two_windows_answer_different_questions_at_once(case: Case) -> None:
    case.do(m.Reply(answers={"Q001": True}), base={})
    case.do(m.Reply(answers={"DOG_1": False}), SATO, base={})
    assert (case.sheet.value("q.Q001"), case.sheet.value("q.DOG_1")) == (True, False)


def test_two_answers_to_one_question_are_a_question_back_and_the_first_one_stays(case: Case) -> None:
    case.do(m.Reply(answers={"Q001": True}), SATO, base={})
    with pytest.raises(Overtaken) as both:
        case.do(m.Reply(answers={"Q001": False}), base={})
    assert both.value.entries["q.Q001"].by == "佐藤"
    assert case.sheet.value("q.Q001") is True


def test_an_answer_taken_back_is_as_if_it_had_never_been_given(case: Case) -> None:
    case.do(m.Reply(answers={"Q001": True}))
    case.do(m.Withdraw(questions=["Q001"]))
    assert case.sheet.value("q.Q001") is None
    assert case.refuses(m.Withdraw(questions=["Q006"])) == (Reason.no_such_item, "questions")


@pytest.mark.parametrize("question", ["Q999", "q001", "Q001\x00", "Ｑ００１", "", "Q.1", "Q" * 33, "_Q"])
def test_a_question_that_the_cases_own_catalog_has_not_is_refused(case: Case, question: str) -> None:
    reason, at = case.refuses(m.Reply(answers={"Q001": True, question: True}))
    assert reason is Reason.no_such_question
    assert at in {"answers", "Q999"}
    assert case.sheet.entries == {}


def test_no_answers_and_far_too_many_are_none_of_a_screen(case: Case) -> None:
    assert case.refuses(m.Reply(answers={}))[0] is Reason.bad_message
    assert case.refuses(m.Reply(answers={f"Q{n}": True for n in range(513)}))[0] is Reason.bad_message


def test_an_answer_says_whether_a_clerk_or_the_visitor_gave_it(case: Case) -> None:
    case.do(m.Reply(answers={"Q001": True}), VISITOR)
    assert (case.sheet.entries["q.Q001"].source, case.sheet.entries["q.Q001"].clerk) == ("visitor", "")
    case.do(m.Reply(answers={"Q001": False}))
    assert (case.sheet.entries["q.Q001"].source, case.sheet.entries["q.Q001"].clerk) == ("answer", "U01")


def test_several_life_events_come_and_go(case: Case) -> None:
    case.do(m.Events(on={"TENNYU": True, "TENNYU_TOKUREI": True}))
    case.do(m.Events(on={"TENNYU": False}))
    assert (case.sheet.value("ev.TENNYU"), case.sheet.value("ev.TENNYU_TOKUREI")) == (None, True)
    assert case.refuses(m.Events(on={"HANABI": True})) == (Reason.no_such_event, "HANABI")


def test_a_procedure_by_hand_keeps_its_reason_and_goes_back_to_the_answers(case: Case) -> None:
    case.do(m.Unchoose(procedures=["P030"], reason="procedure-5", note="　来月あらためて　"))
    value = case.sheet.value("proc.P030")
    assert value == {"on": False, "reason": "procedure-5", "note": "来月あらためて"}
    assert on_by_hand(value) is False
    case.do(m.AsAnswered(procedures=["P030"]))
    assert on_by_hand(case.sheet.value("proc.P030")) is None
    assert case.refuses(m.AsAnswered(procedures=["P001"])) == (Reason.no_such_item, "procedures")


def test_two_windows_that_add_and_take_out_one_procedure_meet(case: Case) -> None:
    case.do(m.Choose(procedures=["P001"]), SATO)
    with pytest.raises(Overtaken):
        case.do(m.Unchoose(procedures=["P001"]), base={})


@pytest.mark.parametrize(
    ("reason", "note", "why"),
    [
        ("procedure-9", "", (Reason.not_a_choice, "reason")),
        ("overrule_block-1", "", (Reason.not_a_choice, "reason")),
        ("procedure-5", "", (Reason.reason_needed, "note")),
        ("procedure-5", "　", (Reason.reason_needed, "note")),
        ("procedure-1", "あ\x00", (Reason.bad_characters, "note")),
        ("procedure-1", "あ" * 201, (Reason.too_long, "note")),
        ("procedure-5", "番号は983205673214", (Reason.number_in_memo, "note")),
    ],
)
def test_a_reason_is_one_of_its_list_with_its_sentence(
    case: Case, reason: str, note: str, why: tuple[Reason, str]
) -> None:
    assert case.refuses(m.Choose(procedures=["P001"], reason=reason, note=note)) == why


def test_what_the_visitor_has_is_ticked_and_unticked(case: Case) -> None:
    case.do(m.Have(things={"転出証明書": True, "本人確認書類": False}))
    case.do(m.Have(things={"転出証明書": None}))
    assert (case.sheet.value("have.転出証明書"), case.sheet.value("have.本人確認書類")) == (None, False)


@pytest.mark.parametrize("thing", ["", " 印鑑", "印\x00鑑", "印\n鑑", "あ" * 81, "983205673214"])
def test_a_belonging_is_a_line_of_plain_text(case: Case, thing: str) -> None:
    case.refuses(m.Have(things={thing: True}))
    assert case.sheet.entries == {}


def test_sentences_for_the_slip_come_and_go_and_a_visitor_may_read_them(case: Case) -> None:
    op = case.do(m.Say(text="水曜日は19時まで開いています。", phrase="T037"))
    assert case.sheet.value(f"say.{op}") == {"text": "水曜日は19時まで開いています。", "phrase": "T037"}
    case.do(m.Unsay(op=op), SATO)
    assert case.sheet.value(f"say.{op}") is None
    assert case.refuses(m.Say(text="支援の件", phrase="T001")) == (Reason.no_such_item, "phrase")
    assert case.refuses(m.Say(text="番号は983205673214"))[0] is Reason.number_in_memo
    assert case.refuses(m.Say(text="　"))[0] is Reason.wrong_length
    assert case.refuses(m.Unsay(op="0" * 26)) == (Reason.no_such_item, "op")


def test_a_slip_carries_only_so_many_sentences(case: Case) -> None:
    first, *_ = [case.do(m.Say(text=f"{n}番目")) for n in range(LIMIT_SAYINGS)]
    assert case.refuses(m.Say(text="もう1つ")) == (Reason.too_long, "text")
    case.do(m.Unsay(op=first))
    case.do(m.Say(text="もう1つ"))


def test_a_block_is_overruled_by_right_and_with_a_reason_alone(case: Case) -> None:
    assert case.refuses(m.Overrule(rule="R06", reason="overrule_block-1"))[0] is Reason.not_allowed
    assert case.refuses(m.Overrule(rule="R06", reason=""), ONO) == (Reason.reason_needed, "reason")
    assert case.refuses(m.Overrule(rule="R06", reason="overrule_block-4"), ONO) == (Reason.reason_needed, "note")
    assert case.refuses(m.Overrule(rule="R07", reason="overrule_block-1"), ONO) == (Reason.no_such_rule, "R07")
    assert case.refuses(m.HoldTo(rule="R06"), ONO) == (Reason.no_such_item, "rule")
    case.do(m.Overrule(rule="R06", reason="overrule_block-1"), ONO)
    assert case.sheet.value("over.R06") == {"reason": "overrule_block-1", "note": ""}
    assert case.refuses(m.HoldTo(rule="R06"))[0] is Reason.not_allowed
    case.do(m.HoldTo(rule="R06"), ONO)
    assert case.sheet.value("over.R06") is None


def test_the_tablet_asks_for_one_claim_of_one_window(case: Case) -> None:
    assert case.refuses(m.OnTablet(on=True), Writer(clerk="U01", name="中村", window="", sees=frozenset())) == (
        Reason.no_window,
        None,
    )
    op = case.do(m.OnTablet(on=True))
    assert on_tablet_since(case.sheet.entries, "W05", 7) == op
    assert on_tablet_since(case.sheet.entries, "W05", 8) is None, "the next claim begins with a quiet tablet"
    assert on_tablet_since(case.sheet.entries, "W20", 7) is None
    case.do(m.OnTablet(on=False))
    assert on_tablet_since(case.sheet.entries, "W05", 7) is None

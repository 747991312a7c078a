"""The rules of edits for a case's applications: by hand, their rows, other values on one alone, office remarks."""

from __future__ import annotations

import pytest

from handoff import messages as m
from handoff.apply import decide
from handoff.case import Sheet, fold
from handoff.catalog import ground
from handoff.edit import Writer
from handoff.guided import forms_on_tablet, on_tablet_since
from handoff.refusal import Reason, Refused
from handoff.visibility import NOBODY, may_see, view_of
from server.exchange.city import read_city
from tests.papers import FOLDER, entries, homes

HOME = homes()["S1b"]
GROUND = ground(read_city(FOLDER).catalog, HOME.today)
NAKAMURA = Writer(clerk="U01", name="中村", window="W05", sees=frozenset({"L3", "L4"}))
OGAWA = Writer(clerk="U04", name="小川", window="W05", sees=frozenset())


class Case:
    """A household's sheet, to which changes are made."""

    def __init__(self) -> None:
        self.sheet = Sheet(case="c", rev=9, entries=entries(HOME.entries))
        self.ops = 0

    def do(self, deed: m.ChangeDeed, who: Writer = NAKAMURA) -> str:
        """Apply a change; its op."""
        self.ops += 1
        op = f"{self.ops:026d}"
        shown = {key: entry.op for key, entry in self.sheet.entries.items()}
        facts = decide(self.sheet, m.Change(op=op, case="c", fence=7, do=deed, base=shown), who, GROUND)
        self.sheet = fold(self.sheet, self.sheet.rev + 1, 0, facts)
        return op

    def refuses(self, deed: m.ChangeDeed, who: Writer = NAKAMURA) -> tuple[Reason, str | None]:
        """Why, and where."""
        with pytest.raises(Refused) as no:
            self.do(deed, who)
        return no.value.reason, no.value.at


@pytest.fixture
def case() -> Case:
    """Four people who move in."""
    return Case()


def test_an_application_comes_and_goes_by_hand_with_a_reason_of_the_citys_list(case: Case) -> None:
    case.do(m.UseForm("F060", on=True, reason="form-1"))
    assert case.sheet.value("form.F060") == {"on": True, "reason": "form-1", "note": ""}
    case.do(m.UseForm("F012", on=False, reason="form-5", note="　次回にする　"))
    assert case.sheet.value("form.F012") == {"on": False, "reason": "form-5", "note": "次回にする"}
    case.do(m.UseForm("F012", on=None))
    assert case.sheet.value("form.F012") is None


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        (m.UseForm("F999", on=True, reason="form-1"), (Reason.no_such_item, "form")),
        (m.UseForm("F060", on=True), (Reason.reason_needed, "reason")),
        (m.UseForm("F060", on=True, reason="procedure-1"), (Reason.not_a_choice, "reason")),
        (m.UseForm("F060", on=True, reason="form-5"), (Reason.reason_needed, "note")),
        (m.StandOn("F999", people=[]), (Reason.no_such_item, "form")),
        (m.StandOn("F012", people=["p9"]), (Reason.no_such_person, "people")),
        (m.StandOn("F012", people=["p1", "p1"]), (Reason.bad_message, "people")),
        (m.OnlyOn("F012", entries={}), (Reason.bad_message, "entries")),
        (m.OnlyOn("F012", entries={"nothing": "x"}), (Reason.no_such_item, "nothing")),
        (m.OnlyOn("F012", entries={"m_name": "森田"}), (Reason.no_such_item, "m_name")),
        (m.OnlyOn("F012", entries={"p.p9.m_name": "森田"}), (Reason.no_such_person, "p.p9.m_name")),
        (m.OnlyOn("F012", entries={"p.p1.m_birth": "2029-01-01"}), (Reason.future_date, "p.p1.m_birth")),
        (m.OnlyOn("F012", entries={"p.p1.sign_image": "x"}), (Reason.no_such_item, "p.p1.sign_image")),
        (m.OnlyOn("F999", entries={"new_town": "x"}), (Reason.no_such_item, "form")),
        (m.Remark("F999", "x"), (Reason.no_such_item, "form")),
        (m.Remark("F012", "あ" * 301), (Reason.too_long, "text")),
        (m.Remark("F012", "000000013650"), (Reason.number_in_memo, "text")),
    ],
)
def test_what_is_none_is_refused_with_its_reason(
    case: Case, deed: m.ChangeDeed, why: tuple[Reason, str | None]
) -> None:
    before = case.sheet
    assert case.refuses(deed) == why
    assert case.sheet == before


def test_a_clerk_says_whose_rows_a_form_has_and_takes_it_back(case: Case) -> None:
    case.do(m.StandOn("F012", people=["p2", "p1"]))
    assert case.sheet.value("rows.F012") == ["p2", "p1"]
    case.do(m.StandOn("F012", people=None))
    assert case.sheet.value("rows.F012") is None


def test_a_value_on_one_form_alone_passes_the_gate_of_its_item_also_where_nobody_types_it(case: Case) -> None:
    case.do(m.OnlyOn("F055", entries={"new_katagaki": "２０３号室", "app_birth": "S620603", "p.p3.m_grade": "小4"}))
    assert case.sheet.value("only.F055.new_katagaki") == "２０３号室"
    assert case.sheet.value("only.F055.app_birth") == "1987-06-03", "as the birth of the person whom it prints"
    case.do(m.OnlyOn("F055", entries={"new_katagaki": None}))
    assert case.sheet.value("only.F055.new_katagaki") is None


def test_who_may_not_write_a_number_may_not_write_it_on_one_form_either(case: Case) -> None:
    number = m.OnlyOn("F001", entries={"p.p1.m_mynumber": "000000013650"})
    assert case.refuses(number, OGAWA) == (Reason.not_allowed, "p.p1.m_mynumber")
    case.do(number)
    for sees, seen in (({"L4"}, True), (set(), False)):
        key = "only.F001.p.p1.m_mynumber"
        assert may_see(key, view_of(sees, numbers=True), GROUND.items, False) is seen
        assert not may_see("only.F001.new_town", view_of(sees), GROUND.items, True), "where a protected person lives"


def test_a_remark_is_the_staffs_and_no_visitors(case: Case) -> None:
    case.do(m.Remark("F001", "旧住所は\n証明書のとおり"))
    assert case.sheet.value("remark.F001") == "旧住所は\n証明書のとおり"
    assert may_see("remark.F001", view_of(()), GROUND.items, True)
    assert not may_see("remark.F001", NOBODY, GROUND.items, False)
    case.do(m.Remark("F001", " "))
    assert case.sheet.value("remark.F001") is None


@pytest.mark.parametrize("key", ["agree.F001", "sign.p1.F001", "ink.op", "only.", "only.F001", "only.F1.only.F1.m_sex"])
def test_what_was_signed_is_shown_to_no_screen(key: str) -> None:
    assert not may_see(key, view_of({"L3", "L4", "S"}), GROUND.items, False)


def test_a_tablet_shows_the_questions_or_the_applications_of_one_claim_and_never_both(case: Case) -> None:
    op = case.do(m.OnTablet(on=True, what="forms"))
    found = case.sheet.entries
    assert forms_on_tablet(found, "W05", 7) == (op, frozenset({"L3", "L4"}))
    assert on_tablet_since(found, "W05", 7) is None
    assert forms_on_tablet(found, "W05", 8) is None, "of an earlier claim"
    assert forms_on_tablet(found, "W06", 7) is None
    op = case.do(m.OnTablet(on=True))
    assert on_tablet_since(case.sheet.entries, "W05", 7) == op
    assert forms_on_tablet(case.sheet.entries, "W05", 7) is None
    case.do(m.OnTablet(on=False, what="forms"))
    assert case.sheet.value("tablet.W05") is None

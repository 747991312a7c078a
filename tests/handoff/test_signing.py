"""What is signed, and what makes it void: for whom a place is, a digest of what was shown, 代筆, papers by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.case import Facts, Sheet, Value, fold
from handoff.catalog import ground
from handoff.edit import Edit, Writer
from handoff.inherit import applications
from handoff.kit.shelf import page_of
from handoff.leaf import Setting, leaf_of
from handoff.refusal import Reason, Refused
from handoff.signing import (
    Standing,
    State,
    agree,
    agreed,
    check_strokes,
    ink_of,
    seen_of,
    sign,
    sign_for,
    standing_of,
    state_of,
)
from handoff.source import Source
from server.exchange.city import read_city
from tests.papers import FOLDER, demo_forms, entries, homes

GROUND = ground(read_city(FOLDER).catalog, homes()["S1b"].today)
VISITOR = Writer(clerk="", name="来庁者", window="W05", sees=frozenset(), visitor=True)
NAKAMURA = Writer(clerk="U01", name="中村", window="W05", sees=frozenset({"L3", "L4"}))
STROKES = [[(100, 100, 0), (400, 120, 40)], [(250, 60, 300), (240, 300, 420)]]


class Case:
    """A household whose applications are signed."""

    def __init__(self, name: str, **more: Value) -> None:
        self.home = homes()[name]
        values = {**self.home.entries, **{key.replace("__", "."): value for key, value in more.items()}}
        self.sheet = Sheet(case="c", entries=entries(values))
        self.ops = 0

    def standing(self) -> list[Standing]:
        """Its applications as they stand."""
        book = demo_forms()
        source = Source(self.sheet.entries, book, self.home.today)
        everything = Setting(sees=lambda _: True, for_visitor=True)
        found = applications(source, self.home.procedures, [self.home.event])
        return [
            standing_of(
                one, [leaf_of(page_of(one.form, book), one, sheet, source, everything) for sheet in one.sheets], book
            )
            for one in found
        ]

    def edit(self, who: Writer = VISITOR) -> Edit:
        """One change of now."""
        self.ops += 1
        return Edit(f"{self.ops:026d}", {}, who, GROUND, self.sheet)

    def keep(self, facts: Facts) -> Facts:
        """What was decided stands in the sheet."""
        self.sheet = fold(self.sheet, self.sheet.rev + 1, 0, facts)
        return facts

    def types(self, **values: Value) -> None:
        """Something is entered."""
        self.keep(entries({key.replace("__", "."): value for key, value in values.items()}))

    def states(self) -> dict[tuple[str, str | None], State]:
        """(form, person) -> how the place stands."""
        return {
            (one.form, place.person): state_of(place, one.form, one.digest, self.sheet.entries)
            for one in self.standing()
            for sheet in one.one.sheets
            for place in sheet.signs
        }


def forms(facts: Facts, prefix: str) -> set[str]:
    return {key.rsplit(".", 1)[1] for key in facts if key.startswith(prefix)}


def test_each_person_signs_once_for_all_their_places() -> None:
    case = Case("S1b", p__p2__m_present=True)
    places = case.states()
    taro = case.keep(sign(case.edit(), "p1", STROKES, case.standing()))
    hanako = case.keep(sign(case.edit(), "p2", STROKES[:1], case.standing()))
    assert (len(forms(taro, "sign.p1.")), len(forms(hanako, "sign.p2."))) == (13, 2)
    after = case.states()
    assert {place for place, state in after.items() if state == "signed"} == {
        place for place, state in places.items() if state == "open"
    }
    assert {form for (form, _), state in after.items() if state == "paper"} == {"F033"}, "the bank's own paper"
    assert "open" not in after.values()
    place = next(place for one in case.standing() for sheet in one.one.sheets for place in sheet.signs)
    assert ink_of(place, "F001", case.sheet.entries) == [[list(point) for point in stroke] for stroke in STROKES]


def test_places_of_people_who_are_not_here_stay_empty() -> None:
    case = Case("S1b", p__p2__m_present=False)
    case.keep(sign(case.edit(), "p1", STROKES, case.standing()))
    assert {state for (_, person), state in case.states().items() if person == "p2"} == {"absent"}
    for deed in (
        lambda: sign(case.edit(), "p2", STROKES, case.standing()),
        lambda: sign_for(case.edit(NAKAMURA), "p2", "dictation-3", "", "", case.standing()),
    ):
        with pytest.raises(Refused) as no:
            deed()
        assert no.value.reason is Reason.not_asked


def test_a_change_makes_the_signature_void_for_the_forms_that_say_it_and_for_no_other() -> None:
    case = Case("S1b")
    case.keep(agree(case.edit(), case.standing()))
    case.keep(sign(case.edit(), "p1", STROKES, case.standing()))
    before = case.states()
    case.types(cert_purpose="児童手当の申請")
    changed = {place for place, state in case.states().items() if state != before[place]}
    assert {form for form, _ in changed} == {"F010"}
    assert all(case.states()[place] == "void" for place in changed)
    says = {one.form: agreed(one.form, one.digest, case.sheet.entries) for one in case.standing()}
    assert {form for form, said in says.items() if said == "changed"} == {"F010"}

    again = case.keep(sign(case.edit(), "p1", STROKES, case.standing()))
    assert forms(again, "sign.p1.") == {"F010"}, "only what changed is signed again"
    assert case.states() == before


def test_what_is_put_back_as_it_was_is_signed_again() -> None:
    case = Case("S1b")
    case.keep(sign(case.edit(), "p1", STROKES, case.standing()))
    before = case.states()
    was = case.sheet.value("new_banchi")
    case.types(new_banchi="９９番")
    assert "void" in case.states().values()
    case.types(new_banchi=was)
    assert case.states() == before


def test_a_form_that_comes_later_is_asked_for_alone() -> None:
    case = Case("S1b")
    case.keep(sign(case.edit(), "p1", STROKES, case.standing()))
    case.types(form__F060={"on": True, "reason": "form-1", "note": ""})
    assert {form for (form, who), state in case.states().items() if (who, state) == ("p1", "open")} == {"F060"}


def test_staffs_remarks_and_dates_of_printing_are_nothing_that_a_visitor_signs() -> None:
    case = Case("S1b")
    before = {one.form: one.digest for one in case.standing()}
    case.types(remark__F001="旧住所は証明書のとおり", note__1={"text": "電話で確認", "to": None})
    assert {one.form: one.digest for one in case.standing()} == before


def test_the_day_of_filing_stays_the_day_of_the_signature() -> None:
    case = Case("S1b")
    facts = case.keep(sign(case.edit(), "p1", STROKES, case.standing()))
    assert facts["todoke_date"].value == case.home.today.isoformat()
    assert "void" not in case.states().values()


def test_who_writes_for_somebody_says_why_and_never_on_a_paper_for_the_own_hand() -> None:
    case = Case("S1b")
    for reason, note, why in (
        ("", "", Reason.reason_needed),
        ("form-1", "", Reason.not_a_choice),
        ("dictation-4", "", Reason.reason_needed),
    ):
        with pytest.raises(Refused) as no:
            sign_for(case.edit(NAKAMURA), "p1", reason, note, "", case.standing())
        assert no.value.reason is why
    one = case.keep(sign_for(case.edit(NAKAMURA), "p1", "dictation-4", "右手のけが", "F001", case.standing()))
    assert forms(one, "sign.p1.") == {"F001"}
    entry = one["sign.p1.F001"]
    assert (entry.clerk, entry.by) == ("U01", "中村")
    case.keep(sign_for(case.edit(NAKAMURA), "p1", "dictation-2", "", "", case.standing()))
    states = case.states()
    assert {form for (form, person), state in states.items() if person == "p1" and state == "for"} >= {"F001", "F010"}
    assert states["F033", "p1"] == "paper"
    with pytest.raises(Refused):
        sign_for(case.edit(NAKAMURA), "p1", "dictation-2", "", "F033", case.standing())


@pytest.mark.parametrize("name", tuple(homes()))
def test_only_places_for_a_tablet_are_ever_filled_by_strokes(name: str) -> None:
    case = Case(name)
    for person in {person for _, person in case.states() if person}:
        try:
            case.keep(sign(case.edit(), person, STROKES, case.standing()))
        except Refused as no:
            assert no.reason is Reason.not_asked
    for one in case.standing():
        for sheet in one.one.sheets:
            for place in sheet.signs:
                if place.medium == "paper" or not place.here:
                    assert state_of(place, one.form, one.digest, case.sheet.entries) in {"paper", "absent"}
    said = tuple(state for state in case.states().values() if state == "signed")
    assert bool(said) == bool(case.home.signatures["by_person"])


def test_what_stands_for_all_that_is_shown_is_another_in_each_showing_and_after_each_change() -> None:
    case = Case("S9")
    first = seen_of("turn-1", case.standing())
    assert first == seen_of("turn-1", case.standing())
    assert first != seen_of("turn-2", case.standing())
    case.types(cert_copies=3)
    assert first != seen_of("turn-1", case.standing())


@pytest.mark.parametrize(
    "strokes",
    [
        [],
        [[]],
        [[(0, 0, 0)], []],
        [[(-1, 0, 0)]],
        [[(0, 1001, 0)]],
        [[(0, 0, 10**9)]],
        [[(0, 0, 0)]] * 129,
        [[(1, 1, 1)] * 4001],
    ],
)
def test_strokes_that_are_none_or_too_many_are_refused(strokes: Any) -> None:
    with pytest.raises(Refused) as no:
        check_strokes(strokes)
    assert no.value.reason is Reason.bad_message


points = st.tuples(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 60_000))


@given(st.lists(st.lists(points, min_size=1, max_size=60), min_size=1, max_size=64))
def test_any_strokes_that_a_hand_makes_are_taken(strokes: Any) -> None:
    check_strokes(strokes)


@given(st.lists(st.sampled_from(["new_banchi", "new_katagaki", "p.p1.m_tel", "p.p2.m_name", "old_town"]), max_size=6))
def test_a_signature_holds_exactly_as_long_as_its_form_says_the_same(changes: list[str]) -> None:
    case = Case("S8")
    case.keep(sign(case.edit(), "p1", STROKES, case.standing()))
    signed = {one.form: one.digest for one in case.standing()}
    for at, key in enumerate(changes):
        case.keep(entries({key: f"０{at % 2}"}))
        for one in case.standing():
            for sheet in one.one.sheets:
                for place in sheet.signs:
                    if place.person == "p1" and place.medium == "tablet":
                        state = state_of(place, one.form, one.digest, case.sheet.entries)
                        assert state == ("signed" if one.digest == signed.get(one.form) else "void")

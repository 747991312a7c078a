"""One entry fills every form: the ten households' papers, box by box, and whose each signature is."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from handoff.application import Application
from handoff.inherit import applications
from handoff.tally import tally
from tests.papers import demo_forms, homes, papers, source

ALL = tuple(homes())


def of_form(one: Application) -> dict[str, Any]:
    """A form's figures, as the households' table has them."""
    figures = tally([one], demo_forms().items)
    return {
        "form_id": one.form.form,
        "sheets": figures.sheets,
        "persons": list(dict.fromkeys(person for sheet in one.sheets for person in sheet.people)),
        "name_boxes": figures.name_boxes,
        "address_blocks": figures.address_blocks,
        "birth_boxes": figures.birth_boxes,
        "signature_places": figures.signatures.places,
        "boxes": figures.boxes,
    }


@pytest.mark.parametrize("name", ALL)
def test_a_household_gets_exactly_its_forms_sheets_and_boxes(name: str) -> None:
    home = homes()[name]
    wanted = {one["form_id"]: one for one in home.forms}
    assert {one.form.form: of_form(one) for one in papers(home)} == wanted


@pytest.mark.parametrize("name", ALL)
def test_its_figures_come_out(name: str) -> None:
    home = homes()[name]
    figures = tally(papers(home), demo_forms().items)
    assert {
        "sheets": figures.sheets,
        "name_boxes": figures.name_boxes,
        "address_blocks": figures.address_blocks,
        "birth_boxes": figures.birth_boxes,
        "signature_places": figures.signatures.places,
        "boxes": figures.boxes,
        "distinct_values": figures.typed,
    } == home.expected


@pytest.mark.parametrize("name", ALL)
def test_each_signature_place_is_somebodys_and_what_stays_is_listed(name: str) -> None:
    home = homes()[name]
    found = tally(papers(home), demo_forms().items).signatures
    said = home.signatures
    assert (found.places, found.tablet, found.paper, found.strokes) == (
        said["places"],
        said["tablet"],
        said["paper"],
        said["strokes"],
    )
    assert found.by_person == said["by_person"]
    on_paper = Counter((one.form, one.place, one.role, one.person) for one in found.left_on_paper)
    assert on_paper == Counter(
        (one["form_id"], one["place"], one["role"], one["person"]) for one in said["left_on_paper"]
    )
    absent = {(one.form, one.sheet, one.place, one.role, one.person) for one in found.left_absent}
    assert absent == {
        (one["form_id"], one["sheet"], one["place"], one["role"], one["person"]) for one in said["left_absent"]
    }


def form_in(found: list[Application], form: str) -> Application:
    return next(one for one in found if one.form.form == form)


def values(one: Application, item: str) -> list[Any]:
    return [box.drawn.value for sheet in one.sheets for box in sheet.boxes if box.item == item]


def test_a_value_typed_once_stands_on_every_form_that_binds_it() -> None:
    found = papers(homes()["S1b"], new_banchi="７番８号")
    binding = [one for one in found if "new_banchi" in one.form.items]
    assert len(binding) > 10
    for one in binding:
        assert set(values(one, "new_banchi")) == {"７番８号"}, one.form.name


def test_a_person_stands_once_and_every_role_prints_them() -> None:
    found = papers(homes()["S1b"], p__p1__m_name="森田　大和", p__p1__m_tel="09000001234")
    assert set(values(form_in(found, "F001"), "app_name")) == {"森田　大和"}
    assert set(values(form_in(found, "F055"), "claimant_name")) == {"森田　大和"}
    assert set(values(form_in(found, "F030"), "hh_head_name")) == {"森田　大和"}
    assert set(values(form_in(found, "F055"), "app_tel")) == {"09000001234"}


def test_a_members_address_is_put_together_from_its_parts_and_nobody_types_it() -> None:
    assert values(form_in(papers(homes()["S1b"]), "F010"), "app_addr") == [
        "あおば県あおばの市みどり台二丁目１５番４号　サンハイツみどり２０３"
    ]
    leaving = form_in(papers(homes()["S5"]), "F001")
    assert values(leaving, "app_addr") == ["あおば県あおばの市若葉三丁目２番２号　ヴィラ若葉３"], (
        "where they still live"
    )


def test_a_value_may_be_another_one_on_one_form_alone_and_it_shows() -> None:
    found = papers(
        homes()["S1b"], only__F055__new_katagaki="サンハイツみどり２０３号室", only__F001__p__p2__m_kana="カコ"
    )
    assert values(form_in(found, "F055"), "new_katagaki") == ["サンハイツみどり２０３号室"]
    assert values(form_in(found, "F030"), "new_katagaki") == ["サンハイツみどり２０３"]
    boxes = [box for sheet in form_in(found, "F001").sheets for box in sheet.boxes if box.drawn.how == "here"]
    assert [(box.item, box.person, box.drawn.value) for box in boxes] == [("m_kana", "p2", "カコ")]


def test_forms_are_added_and_dropped_by_hand() -> None:
    why = {"on": True, "reason": "form-1", "note": ""}
    found = papers(homes()["S1b"], form__F060=why, form__F012={**why, "on": False}, form__F999=why)
    assert form_in(found, "F060").by_hand is True
    assert form_in(found, "F060").sheets[0].people == ["p3", "p4"]
    assert form_in(found, "F012").counts is False
    items = demo_forms().items
    all_of_them = tally(papers(homes()["S1b"]), items).sheets
    assert tally(found, items).sheets == all_of_them, "one more, one less"
    assert "F999" not in {one.form.form for one in found}


def test_a_clerk_says_who_stands_on_the_rows() -> None:
    found = papers(homes()["S1b"], rows__F012=["p2"], rows__F001=["p4", "p1", "nobody"])
    assert form_in(found, "F012").sheets[0].people == ["p2"]
    assert form_in(found, "F001").sheets[0].people == ["p4", "p1"]


def test_one_more_than_a_sheet_holds_makes_another_sheet() -> None:
    home = homes()["S4"]
    found = form_in(papers(home, p__p6={"order": 9}, p__p6__m_name="坂口　新", p__p6__m_birth="2026-01-01"), "F001")
    assert [(sheet.number, sheet.of, len(sheet.people)) for sheet in found.sheets] == [(1, 2, 5), (2, 2, 1)]
    assert set(values(found, "new_town")) == {"桜ヶ丘二丁目"}, "what is not of a person stands on each sheet"
    assert len(values(found, "new_town")) == 2


def test_who_finds_no_row_on_a_form_that_does_not_copy_itself_is_named() -> None:
    found = form_in(papers(homes()["S1b"], rows__F012=["p1", "p2"]), "F012")
    assert (len(found.sheets), found.left_out) == (1, ["p2"])


def test_what_must_be_filled_and_is_not_is_named_once() -> None:
    home = homes()["S1b"]
    found = papers(home, p__p1__m_kana=None, p__p2__m_name=None)
    assert [(box.item, box.person) for box in form_in(found, "F001").missing] == [
        ("app_kana", None),
        ("koseki_hittosha", None),
        ("m_name", "p2"),
    ]


def test_a_guarantor_is_asked_for_only_where_the_way_of_registering_wants_one() -> None:
    def missing(**more: Any) -> set[str]:
        return {box.item for box in form_in(papers(homes()["S1b"], **more), "F012").missing}

    assert "ink_guarantor" not in missing(ink_method="即日")
    assert "ink_guarantor" in missing(ink_method="保証人")
    signs = form_in(papers(homes()["S1b"], ink_method="保証人"), "F012").sheets[0].signs
    assert [(sign.place, sign.role, sign.medium, sign.person) for sign in signs] == [
        (1, "todokede", "tablet", "p1"),
        (2, "hosho", "paper", None),
    ]


def test_a_spouse_who_is_not_there_is_not_missing() -> None:
    alone = form_in(papers(homes()["S7"]), "F055")
    assert not {"spouse_name", "spouse_mynumber"} & {box.item for box in alone.missing}


def test_under_fifteen_a_parent_signs() -> None:
    signers = [sheet.signs[0].person for sheet in form_in(papers(homes()["S3"]), "F023").sheets]
    assert signers == ["p1", "p2", "p1"]


def test_the_dead_stand_on_their_own_papers_and_nowhere_else() -> None:
    found = papers(homes()["S6"])
    assert form_in(found, "F014").sheets[0].people == ["p3"]
    assert form_in(found, "F001").sheets[0].people == ["p1", "p2"]
    assert values(form_in(found, "F035"), "dec_name") == ["三浦　正"]


def test_numbers_of_the_dead_stand_in_one_line() -> None:
    found = papers(homes()["S6"], p__p3__m_kouki_no="12345678", p__p3__m_kiso_no="1234567890")
    assert values(form_in(found, "F049"), "dec_nos") == ["後期高齢 被保険者番号 12345678、基礎年金番号 1234567890"]


def test_the_school_is_the_towns_for_the_grade() -> None:
    assert values(form_in(papers(homes()["S1b"]), "F068"), "m_school_new") == ["みどり台小学校"]
    assert values(form_in(papers(homes()["S4"]), "F068"), "m_school_new") == ["若葉小学校", "みどり台中学校"][::-1]
    assert values(form_in(papers(homes()["S1b"]), "F068"), "m_grade") == ["小3"]


def test_the_day_of_filing_is_today_unless_somebody_says_another() -> None:
    assert values(form_in(papers(homes()["S1b"]), "F001"), "todoke_date") == ["2026-04-06"]
    said = papers(homes()["S1b"], todoke_date="2026-04-03")
    assert values(form_in(said, "F001"), "todoke_date") == ["2026-04-03"]


def test_the_account_is_that_of_the_papers_own_person() -> None:
    found = papers(homes()["S6"], role__moshu="p2", role__koza="p1")
    assert values(form_in(found, "F035"), "bank_holder") == ["ミウラ　ケン"], "the mourner's"
    assert values(form_in(found, "F049"), "bank_holder") == ["ミウラ　セツコ"], "the heir's"


def test_a_form_takes_the_event_of_its_own_procedures() -> None:
    home = homes()["S6"]
    both = applications(source(home), [*home.procedures, "P095"], ["TENKYO", "SHIBO"])
    assert form_in(both, "F014").event == "SHIBO"
    assert form_in(both, "F014").sheets[0].people == ["p3"]


def test_every_forms_person_items_have_rows_to_stand_on() -> None:
    book = demo_forms()
    for form in book.forms.values():
        assert form.rows or not any(book.items[key].scope == "person" for key in form.items), form.form

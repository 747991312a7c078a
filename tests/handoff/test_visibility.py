"""Who may see what: the one door, and what it lets through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.case import Entry
from handoff.item import ItemDef, Kind
from handoff.messages import Answer, CaseView, Changed, Here, Presence
from handoff.visibility import NOBODY, RIGHTS, Shown, is_protected, may_see, redact, show, view_of

ITEMS = {
    "new_town": ItemDef(key="new_town", label="町字", scope="addr", kind=Kind.text, max_len=120),
    "m_name": ItemDef(key="m_name", label="氏名", scope="person", kind=Kind.name, max_len=100),
    "m_addr": ItemDef(key="m_addr", label="住所", scope="person", kind=Kind.address, max_len=200),
    "m_tel": ItemDef(key="m_tel", label="電話", scope="person", kind=Kind.tel, max_len=13),
    "m_nat": ItemDef(key="m_nat", label="国籍", scope="person", kind=Kind.text, max_len=9, sensitivity="L3"),
    "m_mynumber": ItemDef(
        key="m_mynumber", label="個人番号", scope="person", kind=Kind.code, max_len=12, sensitivity="L4"
    ),
    "shien_flag": ItemDef(key="shien_flag", label="支援", scope="person", kind=Kind.bool, max_len=1, sensitivity="S"),
}
SECRET = {
    "new_town": "中央一丁目",
    "p.a.m_name": "渡邉　葛子",
    "p.a.m_addr": "みどり台三丁目５番１号",
    "p.a.m_tel": "09012345678",
    "p.a.m_nat": "ベトナム",
    "p.a.m_mynumber": "983205673214",
    "p.a.shien_flag": True,
    "p.a.unheard_of": "？",
}
ENTRIES = {key: Entry(value=value, op="o", rev=3, by="中村") for key, value in SECRET.items()}
LEVELS = {"p.a.m_nat": "L3", "p.a.m_mynumber": "L4", "p.a.shien_flag": "S"}
ADDRESS = {"new_town", "p.a.m_addr", "p.a.m_tel"}
GUIDED = ("ev.TENNYU", "q.Q001", "proc.P001", "have.印鑑", "say.x", "over.R06", "tablet.W05")
views = st.sets(st.sampled_from(RIGHTS)).map(view_of)


@given(views, st.booleans())
def test_I14_what_a_view_may_not_see_is_gone_and_its_version_stays(view, protected) -> None:
    shown = redact(ENTRIES, view, ITEMS, protected)
    assert shown.keys() == ENTRIES.keys()
    for key, entry in shown.items():
        hidden = (
            key == "p.a.unheard_of"
            or (key in LEVELS and LEVELS[key] not in view.sees)
            or (protected and key in ADDRESS and "S" not in view.sees)
        )
        assert entry.masked is hidden, key
        assert (entry.value is None) is hidden
        assert (entry.op, entry.rev, entry.by) == ("o", 3, "中村")


@given(views)
def test_a_missing_answer_means_masked(view) -> None:
    told = show(Changed(case="c", n=1, op="o", at=1, facts=ENTRIES), view, ITEMS).value
    assert told.facts["p.a.m_addr"].masked is ("S" not in view.sees)


def test_every_message_that_carries_entries_is_redacted() -> None:
    view = CaseView(
        case="c",
        epoch="e",
        rev=1,
        kept=1,
        fence=1,
        stage="open",
        catalog=1,
        row=None,
        entries=ENTRIES,
        here=[Here(who="x", clerk="U", by="佐藤", window="W20", field="p.a.m_nat", draft="ベト")],
    )
    for message in (view, Answer(re="r", result="overtaken", entries=ENTRIES), Presence(case="c", here=view.here)):
        said = repr(show(message, NOBODY, ITEMS, True).value)
        for secret in ("中央一丁目", "みどり台", "0901234", "ベト", "9832"):
            assert secret not in said, type(message).__name__


def test_only_show_makes_shown() -> None:
    with pytest.raises(AssertionError):
        Shown("anything", object())


def test_a_number_is_on_no_screen_until_it_is_asked_for() -> None:
    key, rights = "p.a.m_mynumber", ("L3", "L4", "S")
    assert not may_see(key, view_of(rights), ITEMS, False)
    assert may_see(key, view_of(rights, numbers=True), ITEMS, False)
    assert not may_see(key, view_of(("L3", "S"), numbers=True), ITEMS, False)


def test_one_protected_person_protects_the_case() -> None:
    assert is_protected(ENTRIES)
    assert not is_protected({"p.a.shien_flag": Entry(value=None, op="o")})


def test_pointers_choices_and_memos_are_for_the_staff_of_the_case() -> None:
    for key in ("role.todokede", "note.x", "ok.new_addr", "p.a", *GUIDED):
        assert may_see(key, view_of([]), ITEMS, True)


@pytest.mark.parametrize("key", GUIDED)
def test_no_answer_and_nothing_that_was_chosen_leaves_to_people_who_are_no_staff(key: str) -> None:
    assert not may_see(key, NOBODY, ITEMS, False)
    said = show(Changed(case="c", n=1, op="o", at=1, facts={key: Entry(value=True, op="o")}), NOBODY, ITEMS, False)
    assert said.value.facts[key].value is None


def test_the_room_of_nobody_is_no_room_of_staff() -> None:
    assert NOBODY.name != view_of([]).name


GRANTS = st.sets(st.sampled_from(["item:m_name:r", "item:m_mynumber:rw", "item:m_tel:p", "item:*:p", "form:F001:r"]))


@given(views, GRANTS, st.booleans())
def test_I14_a_grant_only_ever_takes_away(view, grants, protected) -> None:
    """Whoever is narrowed to some items sees those and no others, and no level more than before."""
    narrowed = view_of({*view.sees, *grants})
    items = {one for one in grants if one.startswith("item:")}
    readable = {one.split(":")[1] for one in items if "r" in one.split(":")[2]}
    for key in ENTRIES:
        wide, narrow = may_see(key, view, ITEMS, protected), may_see(key, narrowed, ITEMS, protected)
        assert narrow is (wide and (not items or key.rsplit(".", 1)[-1] in readable)), key


@given(views, GRANTS)
def test_other_grants_are_another_room(view, grants) -> None:
    """What is encoded once for a room is for equal rights alone."""
    narrowed = view_of({*view.sees, *grants})
    assert (narrowed.name == view.name) is not any(one.startswith("item:") for one in grants)


def test_an_item_may_be_seen_and_not_printed() -> None:
    view = view_of(["item:m_name:rp", "item:m_tel:r"])
    assert may_see("p.a.m_tel", view, ITEMS, False) and not may_see("p.a.m_tel", view.on_paper, ITEMS, False)
    assert may_see("p.a.m_name", view.on_paper, ITEMS, False)

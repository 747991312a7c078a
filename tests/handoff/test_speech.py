"""What a paper says in two languages, and where a translation is wanting."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handoff.daywords import spoken_day
from handoff.slip import Slip, Task
from handoff.speech import SIGN, WORDS, Spoken, Voice
from handoff.words import LANGUAGES, Language, words

BARE = Slip(number="A1", code="4071882639501174", city="あおばの市", office="本庁", issued="2026-11-20", stops=())
ENGLISH = {
    "slip.until": "By {date}",
    "slip.floor": "Floor {n}",
    "slip.annex": "Annex",
    "slip.window": "Counter {n}",
    "slip.needed": "Needed for",
    "slip.continued": "{title} (continued)",
    "P001": "Moving-in",
    "通帳": "Bank book",
}


def voice(language: Language = "en", said: dict[str, str] = ENGLISH) -> Voice:
    """A voice with a few words."""
    return Voice(replace(BARE, language=language, words=said))


def test_japanese_alone_says_nothing_else_and_misses_nothing() -> None:
    for said in (voice("ja").say("slip.title"), voice("ja").called("通帳"), voice("ja").until("2026-12-04")):
        assert said.other == ""
        assert not said.untranslated


def test_a_text_without_a_translation_is_signed() -> None:
    known, unknown = voice().called("通帳"), voice().called("印鑑")
    assert (known.other, known.signed) == ("Bank book", "通帳")
    assert (unknown.other, unknown.signed) == ("", "印鑑" + SIGN)
    assert voice().say("slip.title") == Spoken(WORDS["slip.title"], untranslated=True)
    assert voice().called("") == Spoken("")


def test_a_thing_is_found_by_its_id_or_by_its_own_text() -> None:
    assert voice().called("転入届", "P001").other == "Moving-in"
    assert voice().called("転入届").untranslated


def test_fills_speak_the_language_of_the_sentence() -> None:
    assert voice().until("2026-12-04") == Spoken("12月4日(金)まで", "By Fri, 4 Dec")
    title = Spoken("お持ちいただくもの", "What to bring")
    assert voice().say("slip.continued", title=title) == Spoken(
        "お持ちいただくもの（つづき）", "What to bring (continued)"
    )
    assert voice().say("slip.continued", title=Spoken("題", untranslated=True)).other == f"題{SIGN} (continued)"


def test_a_day_that_is_far_off_has_its_year() -> None:
    assert voice().until("2028-05-31") == Spoken("令和10年5月31日(水)まで", "By Wed, 31 May 2028")


@pytest.mark.parametrize(
    ("floor", "said"),
    [
        ("1F", Spoken("1階", "Floor 1")),
        ("12F", Spoken("12階", "Floor 12")),
        ("B1F", Spoken("地下1階", untranslated=True)),
        ("別館", Spoken("別館", "Annex")),
        ("3階 奥", Spoken("3階 奥", untranslated=True)),
    ],
)
def test_floors_are_said_as_people_say_them(floor: str, said: Spoken) -> None:
    assert voice().floor(floor) == said


def test_procedures_in_one_line_keep_those_that_nobody_translated() -> None:
    said = voice().names([Task("転入届", "P001"), Task("印鑑登録", "P015")])
    assert said == Spoken("転入届、印鑑登録", f"Moving-in, 印鑑登録{SIGN}", untranslated=True)
    assert said.signed == said.ja  # the other language says which one
    labelled = voice().labelled("slip.needed", said)
    assert labelled.ja == "これが必要な手続き：転入届、印鑑登録"
    assert labelled.other == f"Needed for: Moving-in, 印鑑登録{SIGN}"


@pytest.mark.parametrize(
    ("language", "near", "far"),
    [
        ("ja", "12月4日(金)", "令和8年12月4日(金)"),
        ("easy", "12がつ4か （きん）", "2026ねん 12がつ4か （きん）"),
        ("en", "Fri, 4 Dec", "Fri, 4 Dec 2026"),
        ("zh", "12月4日（周五）", "2026年12月4日（周五）"),
        ("vi", "T6 4/12", "T6 4/12/2026"),
    ],
)
def test_a_day_in_each_language(language: Language, near: str, far: str) -> None:
    day = date(2026, 12, 4)
    assert spoken_day(day, language) == near
    assert spoken_day(day, language, year=True) == far


@pytest.mark.parametrize(
    ("day", "said"),
    [(1, "ついたち"), (2, "2か"), (10, "10か"), (11, "11にち"), (14, "14か"), (20, "20か"), (24, "24か")],
)
def test_days_are_read_as_people_read_them(day: int, said: str) -> None:
    assert spoken_day(date(2026, 12, day), "easy").startswith(f"12がつ{said} ")


@given(st.dates(date(1873, 1, 1), date(9998, 12, 24)), st.sampled_from(LANGUAGES))
def test_no_two_days_of_a_week_are_said_alike(day: date, language: Language) -> None:
    week = [date.fromordinal(day.toordinal() + step) for step in range(7)]
    assert len({spoken_day(one, language) for one in week}) == 7
    assert len({spoken_day(one, language, year=True) for one in week}) == 7


def test_words_come_by_language_and_an_empty_column_is_no_word() -> None:
    rows = [{"key": "slip.title", "ja": "案内", "en": " Guide ", "zh": "", "vi": "Việt"}, {"key": "P1", "ja": "届"}]
    found = words(rows)
    assert found.of("ja") == {"slip.title": "案内", "P1": "届"}
    assert found.of("en") == {"slip.title": "Guide"}
    assert found.of("zh") == found.of("easy") == {}


def test_letters_with_loose_marks_become_one_character_in_latin_languages_only() -> None:
    loose = "Vie\u0323\u0302t"
    found = words([{"key": "k", "ja": "か\u3099", "easy": "か\u3099", "en": loose, "vi": loose, "zh": "\ufa10"}])
    assert found.of("vi")["k"] == found.of("en")["k"] == "Việt"
    assert found.of("easy")["k"] == "か\u3099"
    assert found.of("zh")["k"] == "\ufa10"

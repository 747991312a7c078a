"""A number screen in the visitor's language: its words, and the paper that it gives."""

from __future__ import annotations

import pytest

from handoff import messages as m
from handoff.words import LANGUAGES
from tests.house import RunningHouse
from tests.paper.look import text_of

pytestmark = pytest.mark.asyncio(loop_scope="session")
CERTIFICATES = "S04"


async def test_a_screen_gets_its_own_words_and_those_of_services_in_every_language(city_hall: RunningHouse) -> None:
    _, said = await (await city_hall.screen("number")).ask("/api/catalog")
    assert set(said) == {"version", "city", "name", "house", "words", "voice", "numbers"}
    assert set(said["words"]) == set(LANGUAGES)
    for words in said["words"].values():
        assert {"number.title", "slip.fallback", CERTIFICATES, "G05"} <= words.keys()
        assert not [key for key in words if key.startswith(("P0", "Q0", "T0", "slip.b"))]


async def test_the_number_paper_speaks_the_chosen_language(city_hall: RunningHouse) -> None:
    client = await city_hall.screen("number")
    screen = await client.stands_at("/display")
    await screen.greets()
    for language, words in (("en", "Please wait until your number is called."), ("zh", "请等候叫号。"), ("ja", "")):
        given = await screen.done(m.GiveNumber(CERTIFICATES, language=language))
        _, paper = await client.ask(given.url or "")
        assert words in text_of(paper)
        assert ("番号をお呼びするまで、お待ちください。") in text_of(paper)
        assert ("Please wait" in text_of(paper)) == (language == "en")


async def test_the_chosen_language_is_the_cases_and_japanese_leaves_it_alone(city_hall: RunningHouse) -> None:
    screen = await (await city_hall.screen("number")).stands_at("/display")
    await screen.greets()
    c = city_hall.web.cellar.cupboards
    for language, kept in (("vi", "vi"), ("ja", None)):
        given = await screen.done(m.GiveNumber(CERTIFICATES, language=language))
        visit = await c.visits.get(given.row.visit)
        assert visit is not None
        sheet = await c.sheets.read(visit.case)
        assert sheet is not None and sheet.value("language") == kept


async def test_a_language_that_papers_do_not_speak_is_refused(city_hall: RunningHouse) -> None:
    screen = await (await city_hall.screen("number")).stands_at("/display")
    await screen.greets()
    answer = await screen.moves(m.GiveNumber(CERTIFICATES, language="__class__"))
    assert (answer.result, answer.reason) == ("refused", "not_a_choice")

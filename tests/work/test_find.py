"""案件を探す: what a clerk may type, and what they see."""

from __future__ import annotations

import asyncio

import pytest

from handoff import ids
from handoff import messages as m
from handoff.case import Entry
from handoff.refusal import Reason, Refused
from server.ports.sheets import Accepted
from server.work import find, residents, rushing, visits
from server.work.cupboards import Actor
from tests.work.town import Town, refused


async def visitor(town: Town, who: Actor, name: str, kana: str, birth: str, **more: object) -> m.Row:
    """A case with a person in it, served and on hold."""
    row = await town.visitor(who)
    person = ids.new_person(bytes(5))
    items = {"m_name": name, "m_kana": kana, "m_birth": birth, **more}
    facts = {f"p.{person}": Entry({"order": 1}, "op")} | {
        f"p.{person}.{key}": Entry(value, "op")
        for key, value in items.items()  # type: ignore[arg-type]
    }
    outcome = await town.c.sheets.change(
        row.case, f"person-{row.case}", b"12345678", 0, lambda _: facts, by="U01", window="W05", kind="add_person"
    )
    assert isinstance(outcome, Accepted)
    await town.do(visits.claim, who, m.Claim(number=row.number))
    return await town.do(visits.hold, who, m.Hold(row.visit))


async def numbers(town: Town, who: Actor, text: str) -> list[str]:
    """The numbers of what was found."""
    return [hit.value["number"] for hit in await find.search(town.c, who, text)]


async def test_a_case_is_found_by_all_that_a_clerk_may_know(town: Town) -> None:
    """Kana with the standard's fuzzy rules, kanji and their variants, romaji, birth date, number."""
    who = await town.at("W05")
    await visitor(town, who, "髙橋　太郎", "タカハシ　タロウ", "1984-04-12")
    await visitor(town, who, "高橋　花子", "タカハシ　ハナコ", "1986-11-03")
    await visitor(town, who, "大野　健一", "オオノ　ケンイチ", "1990-01-02")
    both = ["A002", "A001"]
    for text in ("たかはし", "タカハシ", "ﾀｶﾊｼ", "高橋", "髙橋", "takahashi", "Takahasi"):
        assert await numbers(town, who, text) == both, text
    assert await numbers(town, who, "たかはし たろ") == ["A001"]
    assert await numbers(town, who, "高橋 S590412") == ["A001"]
    assert await numbers(town, who, "1986/11/3") == ["A002"]
    assert await numbers(town, who, "ohno") == ["A003"] == await numbers(town, who, "おおの")
    assert await numbers(town, who, "ａ３") == ["A003"]
    assert await numbers(town, who, "すずき") == [] == await numbers(town, who, "A999")


async def test_equal_names_are_told_apart_by_number_and_birth(town: Town) -> None:
    """Both stand in every hit; the name is read from the sheet."""
    who = await town.at("W05")
    await visitor(town, who, "佐藤　一", "サトウ　ハジメ", "1950-01-01")
    await visitor(town, who, "佐藤　一", "サトウ　ハジメ", "1980-01-01")
    hits = [hit.value for hit in await find.search(town.c, who, "さとうはじめ")]
    assert [(hit["name"], hit["number"], hit["birth"]) for hit in hits] == [
        ("佐藤　一", "A002", "1980-01-01"),
        ("佐藤　一", "A001", "1950-01-01"),
    ]


async def test_a_name_that_was_changed_is_found_by_the_new_one(town: Town) -> None:
    """The index follows the sheet with the next move."""
    who = await town.at("W05")
    row = await visitor(town, who, "佐藤　一", "サトウ　ハジメ", "1950-01-01")
    person = ids.new_person(bytes(5))
    await town.write(row.case, **{f"p__{person}__m_name": "鈴木　一", f"p__{person}__m_kana": "スズキ　ハジメ"})
    await town.do(visits.claim, who, m.Claim(number=row.number))
    assert (await numbers(town, who, "すずき"), await numbers(town, who, "さとう")) == (["A001"], [])


async def test_a_search_is_written_down_before_it_is_answered_without_its_words(town: Town) -> None:
    """Who, where, which kinds of words."""
    who = await town.at("W05")
    await find.search(town.c, who, "さとう 1950-01-01")
    looks = [look for *_, look in await town.c.audit.waiting() if look.what == "search"]
    assert [(look.clerk, look.window, look.about) for look in looks] == [("U01", "W05", {"kinds": "kana,name,birth"})]


async def test_who_may_not_read_cases_may_not_search(town: Town) -> None:
    """An administrator."""
    admin = Actor("U08", "管", "main", roles=("admin",))
    await refused(Reason.not_allowed, find.search(town.c, admin, "さとう"))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("A012", find.Asked(number="A012")),
        ("a12", find.Asked(number="A012")),
        ("S590412", find.Asked(birth="1984-04-12")),
        ("昭59.4.12", find.Asked(birth="1984-04-12")),
    ],
)
def test_what_a_text_means(text: str, meant: find.Asked) -> None:
    """Number, date."""
    assert find.understand(text) == meant


@pytest.mark.parametrize(
    ("text", "reason"), [("", Reason.bad_message), ("   ", Reason.bad_message), ("あ" * 101, Reason.too_long)]
)
def test_nothing_to_look_for(text: str, reason: Reason) -> None:
    """Empty, or too much."""
    with pytest.raises(Refused) as no:
        find.understand(text)
    assert no.value.reason is reason


async def test_a_percent_sign_is_a_letter(town: Town) -> None:
    """No wildcard gets into the question to the record."""
    who = await town.at("W05")
    await visitor(town, who, "佐藤　一", "サトウ　ハジメ", "1950-01-01")
    assert await numbers(town, who, "佐%") == [] == await numbers(town, who, "_藤")


async def test_whoever_was_handed_on_is_found_by_name(town: Town) -> None:
    """The slip was lost between two windows; a person who was taken out is found no more."""
    who = await town.at("W05")
    row = await visitor(town, who, "佐藤　一", "サトウ　ハジメ", "1950-01-01")
    await town.do(visits.claim, who, m.Claim(number=row.number))
    person = ids.new_person(bytes(5))
    await town.write(row.case, **{f"p__{person}__m_kana": "スズキ　ハジメ"})
    await town.do(visits.hand_off, who, m.HandOff(row.visit, "G20"))
    assert await numbers(town, who, "すずき") == ["A001"]
    sheet = await town.c.sheets.read(row.case)
    assert sheet is not None
    gone = {f"p.{person}": Entry({"removed": True}, "op")}
    await town.c.sheets.change(
        row.case, "remove-person-0001", b"12345678", sheet.fence, lambda _: gone, by="U01", window="W05", kind="remove"
    )
    await town.do(visits.take_back, who, m.TakeBack(row.visit))
    await town.do(visits.hold, who, m.Hold(row.visit))
    assert await numbers(town, who, "すずき") == []


async def test_whoever_searches_like_a_program_is_slowed(town: Town) -> None:
    """Cases and residents together; another clerk is not."""
    clerk, other = await town.at("W05"), await town.at("W06", "U02")
    await asyncio.gather(*(rushing.must_not_rush(town.c, clerk) for _ in range(rushing.MOST)))
    await refused(Reason.slow_down, find.search(town.c, clerk, "ナカムラ"))
    await refused(Reason.slow_down, residents.search(town.c, clerk, "ナカムラ"))
    assert await find.search(town.c, other, "ナカムラ") == []

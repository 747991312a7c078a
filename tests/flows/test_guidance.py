"""The guidance at the counter: a few keys, and every procedure is found; two windows answer one case at once."""

from __future__ import annotations

import asyncio
import re
import time
from datetime import date, timedelta

import pypdfium2
from playwright.async_api import expect

from tests.flows.axe import barriers
from tests.flows.people import Clerk, Hall
from tests.households import households

MOST_KEYS = 20
"""A move-in of four persons: so many decisions at most, one key each."""
MOST_ITEMS = 10
"""A visit for a certificate: so many questions at most, all on one screen."""
HOME = households()["S1b"]
YES = {question for question, yes in {**HOME.answers, **HOME.expected.automatic}.items() if yes}
BIRTHS = ("S620603", "H010909", "H290720", "R041101")


async def begin(hall: Hall, name: str = "中村", window: str = "W05", service: str = "S01") -> Clerk:
    """A visitor sits down."""
    clerk = await hall.clerk(name, window)
    await clerk.gives_number(service)
    await clerk.calls_next()
    await clerk.begins()
    return clerk


async def enters_family(clerk: Clerk) -> None:
    """Four persons with their births."""
    persons = clerk.page.locator("[data-person]")
    for place, birth in enumerate(BIRTHS):
        await clerk.adds_person()
        await expect(persons).to_have_count(place + 1)
        field = persons.nth(place).locator("[data-testid$='.m_birth']").first
        await field.fill(birth)
        await field.press("Enter")


async def second(hall: Hall, first: Clerk, name: str = "佐藤", window: str = "W20") -> Clerk:
    """Another window has the same case open, with its questions."""
    code = await first.prints_slip()
    other = await hall.clerk(name, window)
    await other.scans(code)
    await other.at("look-on").click()
    await other.asks()
    return other


async def test_a_family_of_four_moves_in_from_the_first_question_to_the_slip(hall: Hall) -> None:
    nakamura = await begin(hall)
    await enters_family(nakamura)
    await nakamura.asks()
    keys = await nakamura.answers_all(YES)
    assert len(keys) <= MOST_KEYS, keys
    await expect(nakamura.at("all-asked")).to_be_visible()
    await expect(nakamura.at("progress")).to_have_attribute("data-shown", "46")
    await nakamura.sees_procedures(*HOME.expected.procedures)
    stations = nakamura.page.locator("[data-testid^='station-']")
    counters = [await one.get_attribute("data-testid") for one in await stations.all()]
    assert counters == [f"station-{group}" for group, _ in HOME.expected.way if group != "G35"]
    await expect(nakamura.at("notices")).to_contain_text("ごみ・防災の案内")
    await expect(nakamura.at("belongings").get_by_role("listitem")).to_have_count(len(HOME.expected.bring))
    await nakamura.presses("F3", "Enter")
    paper = await asyncio.wait_for(nakamura.papers.get(), 30)
    said = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(paper))
    assert "転入届" in said.replace("\n", "")
    assert "国民健康保険" in said.replace("\n", "")


async def test_the_keyboard_alone_asks_goes_back_and_ticks(hall: Hall) -> None:
    nakamura = await begin(hall)
    await nakamura.presses("Alt+1", *"yyyx")
    await expect(nakamura.at("asking")).to_have_attribute("data-question", "Q012")
    await nakamura.presses("ArrowUp", "ArrowUp")
    await expect(nakamura.at("asking")).to_have_attribute("data-question", "Q007")
    await nakamura.presses("y")
    await nakamura.sees_answer("Q007", "yes")
    await expect(nakamura.at("alert-R04")).to_be_visible()
    await nakamura.presses("Backspace")
    await expect(nakamura.at("asking")).to_have_attribute("data-question", "Q007")
    await expect(nakamura.at("alert-R04")).to_have_count(0)
    await nakamura.presses("s", "s")
    await expect(nakamura.at("asking")).to_have_attribute("data-question", "Q013")
    await nakamura.presses("b", "y", "n", "Escape")
    ticks = nakamura.at("belongings").get_by_role("listitem")
    await expect(ticks.nth(0)).to_have_attribute("data-have", "true")
    await expect(ticks.nth(1)).to_have_attribute("data-have", "false")
    await nakamura.presses("y")
    await nakamura.sees_answer("Q013", "yes")


async def test_a_new_case_begins_with_its_questions_and_one_that_was_entered_with_its_entries(hall: Hall) -> None:
    nakamura = await begin(hall)
    await expect(nakamura.at("questions")).to_be_visible()
    await nakamura.presses("y")
    await nakamura.sees_answer("Q001", "yes")
    await expect(nakamura.at("questions")).to_be_visible()
    code = await nakamura.prints_slip()
    sato = await hall.clerk("佐藤", "W20")
    await sato.scans(code)
    await sato.at("look-on").click()
    await expect(sato.at("tab-entries")).to_have_attribute("aria-selected", "true")


async def test_keys_that_come_faster_than_any_hand_answer_one_question_each(hall: Hall) -> None:
    nakamura = await begin(hall)
    await nakamura.asks()
    await nakamura.page.keyboard.type("yynnnnyyny", delay=5)
    await expect(nakamura.at("progress")).to_have_attribute("data-answered", "12")  # two answer themselves
    await expect(nakamura.at("save-state")).to_have_attribute("data-state", "kept")


async def test_a_scan_while_questions_stand_answers_none_of_them(hall: Hall) -> None:
    nakamura = await begin(hall)
    code = await nakamura.prints_slip()
    await nakamura.asks()
    await nakamura.scans(code)
    await expect(nakamura.at("asking")).to_have_attribute("data-question", "Q001")
    await expect(nakamura.page.locator("[data-by='asked']")).to_have_count(0)


async def test_a_certificate_is_ten_questions_on_one_screen(hall: Hall) -> None:
    tanaka = await begin(hall, "田中", "W01", "S04")
    await tanaka.asks()
    rows = tanaka.page.locator("[data-testid^='question-'], [data-testid='asking']")
    for _ in range(2):
        asked = tanaka.page.locator("[data-testid^='question-']:not([data-by='auto']), [data-testid='asking']")
        assert await asked.count() <= MOST_ITEMS
        await expect(rows.first).to_be_in_viewport(ratio=1)
        await expect(rows.last).to_be_in_viewport(ratio=1)
        keys = await tanaka.answers_all({"Q001", "Q003", "Q180"})
        assert len(keys) <= MOST_ITEMS, keys
    await tanaka.sees_procedures("P013")


async def test_two_windows_answer_one_case_at_once(hall: Hall) -> None:
    nakamura = await begin(hall)
    sato = await second(hall, nakamura)
    await nakamura.asks()
    await sato.at("group-くらし").click()
    await asyncio.gather(nakamura.presses(*"yyyx"), sato.presses(*"nnn"))
    for clerk in (nakamura, sato):
        await clerk.sees_answer("Q001", "yes")
        await clerk.sees_answer("Q007", "no")
        await clerk.sees_answer("Q070", "no")
        await clerk.sees_answer("Q072", "no")
    await sato.at("group-転入").click()
    await sato.presses("n")
    await expect(nakamura.at("block-R06")).to_be_visible()


async def test_two_answers_at_once_are_shown_and_the_others_of_the_group_stay(hall: Hall) -> None:
    nakamura = await begin(hall)
    sato = await second(hall, nakamura)
    await nakamura.asks()
    await nakamura.page.context.set_offline(True)
    await nakamura.presses("x")
    await sato.presses(*"yy")
    await sato.sees_answer("Q001", "yes")
    await expect(sato.at("save-state")).to_have_attribute("data-state", "kept")
    await nakamura.page.context.set_offline(False)
    await expect(nakamura.at("duel-q.Q001")).to_contain_text("佐藤")
    await sato.sees_answer("Q007", "no")
    await nakamura.presses("2")
    await expect(nakamura.at("duel-q.Q001")).to_have_count(0)
    await nakamura.presses("1")
    await expect(nakamura.at("duel-q.Q003")).to_have_count(0)
    await sato.sees_answer("Q001", "yes")
    await sato.sees_answer("Q003", "no")


async def test_what_a_block_stops_and_who_may_go_on_all_the_same(hall: Hall) -> None:
    nakamura = await begin(hall)
    sato = await second(hall, nakamura)
    await sato.presses(*"yyyx", "n")
    block = sato.at("block-R06")
    await expect(block).to_contain_text("転出証明書の再交付")
    await expect(sato.at("overrule-R06")).to_have_attribute("aria-disabled", "true")
    await expect(sato.at("chosen-P001")).to_have_count(0)
    await nakamura.at("finish").first.click()
    await expect(nakamura.at("finish-dialog")).to_contain_text("転出証明書がないため")
    await nakamura.presses("Escape")
    await nakamura.asks()
    await nakamura.at("overrule-R06").click()
    await nakamura.at("overrule_block-2").click()
    await nakamura.at("why-go").click()
    await expect(sato.at("chosen-P001")).to_be_visible()
    await expect(block).to_contain_text("前住所地から電話で確認")
    await nakamura.at("hold-to-R06").click()
    await expect(sato.at("chosen-P001")).to_have_count(0)
    code = await nakamura.prints_slip()
    await nakamura.at("suspend-R06").click()
    await expect(nakamura.at("finish-suspended")).to_be_focused()
    await nakamura.presses("Enter")
    await expect(nakamura.at("case-number")).to_have_count(0)
    await nakamura.scans(code)
    await expect(nakamura.at("block-R06")).to_be_visible()


async def test_every_procedure_says_why_and_a_hand_may_take_it_out_and_put_it_in(hall: Hall) -> None:
    nakamura = await begin(hall)
    await nakamura.asks()
    await nakamura.presses(*"yyyx", *"yynynnx", "y")
    await nakamura.at("why-P030").click()
    why = nakamura.at("why-box-P030")
    await expect(why).to_contain_text("国民健康保険に加入する（している）方がいますか？」に「はい」")
    await expect(why).to_contain_text("「いいえ」になったとき")
    await nakamura.at("remove-P030").click()
    await nakamura.at("procedure-2").click()
    await nakamura.presses("Enter")
    await expect(nakamura.at("out-P030")).to_be_visible()
    await expect(nakamura.at("chosen-P030")).to_have_count(0)
    await nakamura.at("back-P030").click()
    await expect(nakamura.at("chosen-P030")).to_be_visible()
    await nakamura.chooses("P096")
    await expect(nakamura.at("chosen-P096")).to_contain_text("手で追加")
    await expect(nakamura.at("chosen-P096")).not_to_contain_text("直前の答えで追加")
    await nakamura.at("why-P001").click()
    await expect(nakamura.at("why-box-P001")).to_contain_text("転入（国内）")


async def test_a_last_day_is_a_date_and_says_when_it_is_past(hall: Hall) -> None:
    nakamura = await begin(hall)
    moved = date.fromtimestamp(time.time()) - timedelta(days=40)
    await nakamura.types("ido_date", f"{moved:%Y%m%d}")
    await nakamura.asks()
    due = nakamura.at("due-P001")
    await expect(due).to_have_text(re.compile(r"\d+月\d+日\([月火水木金]\)まで期限を過ぎています"))
    await expect(due).to_have_attribute("data-past", "true")
    await expect(nakamura.at("alert-R07")).to_be_visible()


async def test_several_life_events_are_one_list_of_questions(hall: Hall) -> None:
    nakamura = await begin(hall)
    await nakamura.asks()
    await nakamura.presses("e")
    await nakamura.at("turn-KONIN").check()
    await nakamura.presses("Escape")
    await expect(nakamura.at("event-TENNYU")).to_be_visible()
    await expect(nakamura.at("event-KONIN")).to_be_visible()
    await expect(nakamura.at("question-Q143")).to_have_count(1)
    await expect(nakamura.at("question-Q003")).to_have_count(1)
    await expect(nakamura.at("chosen-P112")).to_be_visible()
    await expect(nakamura.at("chosen-P001")).to_be_visible()


async def test_the_guidance_is_a_page_for_everybody(hall: Hall) -> None:
    nakamura = await begin(hall)
    await nakamura.asks()
    assert await barriers(nakamura.page) == []
    await nakamura.presses(*"nnnx", *"nn")
    await nakamura.at("why-P008").click()
    assert await barriers(nakamura.page) == []
    await nakamura.presses("e")
    await expect(nakamura.at("events-panel")).to_be_visible()
    assert await barriers(nakamura.page) == []

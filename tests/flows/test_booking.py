"""予約: a bereavement booked by telephone, prepared at a second counter before the day, found by name at arrival, on
its day."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import pypdfium2
from playwright.async_api import Browser, expect

from tests.engines import Databases, Keyspaces
from tests.flows import april
from tests.flows.axe import barriers
from tests.flows.conftest import open_city
from tests.flows.people import NUMBER, Clerk, Hall
from tests.flows.test_users import administrator

DUE = """async () => {
    const day = at => new Date(at + 9 * 3_600_000).toISOString().slice(0, 10);
    const now = Date.now() + (await (await fetch("/api/clock")).json()).ahead;
    const days = {first: day(now), last: day(now + 13 * 86_400_000)};
    const headers = {"content-type": "application/json"};
    const answer = await fetch("/api/appointments", {method: "POST", headers, body: JSON.stringify(days)});
    const booked = (await answer.json()).appointments.filter(one => one.state === "booked");
    return Math.min(...booked.map(one => one.due));
}"""
"""When the first appointment of the next days is (ms)."""
DIGITS = re.compile(r"\d{6}")
BEFORE_MS = 10 * 60_000


async def books(clerk: Clerk, name: str, kana: str) -> str:
    """On the telephone: what for, when, who. Gives the appointment number."""
    await clerk.page.keyboard.press("F6")
    await clerk.at("booking-new").click()
    await expect(clerk.at("booking-service")).to_contain_text("おくやみ")
    await clerk.page.locator(".booking-place").first.click()
    for key, text in {"m_name": name, "m_kana": kana, "m_tel": "0999-12-3456", "m_birth": "S300203"}.items():
        await clerk.at(f"booking-{key}").fill(text)
    await clerk.at("booking-memo").fill("亡くなった方は夫です。")
    await clerk.at("booking-make").click()
    number = clerk.at("booking-number")
    await expect(number).to_have_text(DIGITS)
    return (await number.inner_text()).strip()


async def paper_of(clerk: Clerk) -> str:
    """What the 番号札 says that came out of the clerk's printer."""
    paper = await asyncio.wait_for(clerk.papers.get(), 30)
    return str(pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range())


async def test_a_bereavement_is_booked_prepared_at_another_counter_and_found_by_name(hall: Hall) -> None:
    nakamura = await hall.clerk("中村", "W05")
    number = await books(nakamura, "山田　花子", "やまだ　はなこ")
    await expect(nakamura.at("rehearsal")).to_have_count(0)
    await nakamura.at("made-prepare").click()
    await nakamura.sees_case(f"予{number}")
    await nakamura.at("order-all").click()  # the first form of おくやみ has no place for it
    await nakamura.sees("m_kana", "ヤマダ　ハナコ")
    await expect(nakamura.at("memo-list")).to_contain_text("亡くなった方は夫です。")
    await nakamura.chooses("P032")

    sato = await hall.clerk("佐藤", "W20")
    coming = sato.at(f"row-予{number}")
    await expect(coming).to_be_visible()
    await coming.click()
    await sato.sees_case(f"予{number}")
    await sato.sees("m_name", "山田　花子")
    await sato.types("m_tel", "0999876543")
    await sato.sees_kept("m_tel")
    await expect(sato.at("claim")).to_have_count(0)

    ogawa = await hall.clerk("小川", "W00")
    await ogawa.page.keyboard.press("F2")
    await ogawa.at("find-input").fill("やまだ はなこ")
    await ogawa.page.keyboard.press("Enter")
    await ogawa.at(f"hit-予{number}").click()
    await ogawa.at("find-arrive").click()
    notice = ogawa.at("notice").first
    await expect(notice).to_contain_text(NUMBER)
    given = NUMBER.search(await notice.inner_text())
    assert given
    assert given[0] in await paper_of(ogawa)

    okuyami = await hall.clerk("石井", "W12")
    await expect(okuyami.at(f"row-{given[0]}")).to_be_visible()
    await okuyami.calls_next()
    await okuyami.begins()
    await okuyami.sees_case(given[0])
    await okuyami.sees("m_tel", "0999876543")
    await expect(sato.at(f"row-{given[0]}").first).to_be_visible()


async def tabs_to(clerk: Clerk, test_id: str) -> None:
    """The Tab key until the focus is there."""
    for _ in range(80):
        now = await clerk.page.evaluate("document.activeElement?.dataset.testid ?? ''")
        if now.startswith(test_id):
            return
        await clerk.page.keyboard.press("Tab")
    raise AssertionError(f"no Tab key leads to {test_id}")


async def books_by_keys(clerk: Clerk, name: str, kana: str) -> str:
    """On the telephone, without a hand at the mouse. Gives the appointment number."""
    await clerk.presses("F6", "Alt+n")
    await expect(clerk.at("booking-service")).to_be_focused()
    await expect(clerk.page.locator(".booking-place").first).to_be_visible()
    await tabs_to(clerk, "place-")
    await clerk.presses("Enter")
    for key, text in {"m_name": name, "m_kana": kana, "m_tel": "0999-12-3456", "m_birth": "S300203"}.items():
        await tabs_to(clerk, f"booking-{key}")
        await clerk.page.keyboard.insert_text(text)
    await tabs_to(clerk, "booking-make")
    await clerk.presses("Enter")
    number = clerk.at("booking-number")
    await expect(number).to_have_text(DIGITS)
    return (await number.inner_text()).strip()


async def moves_and_cancels(clerk: Clerk, first: str, second: str) -> None:
    """The second gets another time, the first does not come; by keys alone."""
    detail = clerk.at("booking-detail")
    await tabs_to(clerk, "booking-filter")
    await clerk.page.keyboard.insert_text(second)
    await expect(detail).to_contain_text("佐藤")
    await tabs_to(clerk, "booking-move")
    await clerk.presses("Enter")
    await expect(clerk.page.locator(".booking-place").first).to_be_visible()
    await tabs_to(clerk, "place-")
    await clerk.presses("ArrowDown", "Enter")
    await tabs_to(clerk, "move-go")
    await clerk.presses("Enter")
    await expect(detail).to_be_visible()
    assert await barriers(clerk.page) == []

    await tabs_to(clerk, "booking-filter")
    await clerk.presses("Control+a")
    await clerk.page.keyboard.insert_text(first)
    await expect(detail).to_contain_text("田中")
    await tabs_to(clerk, "booking-cancel")
    await clerk.presses("Enter")
    await tabs_to(clerk, "cancel-go")
    await clerk.presses("Enter")
    await expect(clerk.at(f"booking-{first}")).to_have_attribute("data-state", "cancelled")
    await tabs_to(clerk, "booking-close")
    await clerk.presses("Enter")
    await expect(clerk.at("booking-panel")).to_have_count(0)


async def is_received(hall: Hall, clerk: Clerk, number: str) -> None:
    """The visitor is here, and is called at the counter of the appointment."""
    await clerk.presses("F6")
    await tabs_to(clerk, "booking-filter")
    await clerk.page.keyboard.insert_text(number)
    await expect(clerk.at("booking-detail")).to_contain_text("佐藤")
    await tabs_to(clerk, "booking-arrive")
    await clerk.presses("Enter")
    await expect(clerk.at("booking-panel")).to_have_count(0)
    notice = clerk.at("notice").first
    await expect(notice).to_contain_text(NUMBER)
    given = NUMBER.search(await notice.inner_text())
    assert given and given[0] in await paper_of(clerk)
    okuyami = await hall.clerk("佐藤", "W12")
    await okuyami.calls_next()
    await okuyami.begins()
    await okuyami.sees_case(given[0])
    await okuyami.sees("m_name", "佐藤　二郎")
    await okuyami.finishes()


async def shows_its_clock(hall: Hall) -> None:
    """Every door of a city whose clock is set ahead says so."""
    for door, stands in (("/", "login"), ("/display/", "kind-hall")):
        page = await hall.page(door)
        await expect(page.get_by_test_id(stands)).to_be_visible()
        await expect(page.get_by_test_id("rehearsal")).to_contain_text("練習の日時です")


async def test_the_day_comes_with_its_visitor_and_the_turn_of_the_year(
    databases: Databases, keyspaces: Keyspaces, browser: Browser, tmp_path: Path
) -> None:
    """Booked, moved and cancelled with the keyboard alone on the last evening of a month; the city is closed, and
    opened again with its clock set ahead to the appointment. In between 人事異動 has come."""
    with databases.fresh() as database_url:
        engines = {"DATABASE_URL": database_url, "REDIS_URL": keyspaces.fresh()}
        evening = april.eve()
        with open_city(tmp_path / "state", {**engines, **april.ahead(evening.timestamp() * 1000)}) as address:
            hall = Hall(address, browser)
            nakamura = await hall.clerk("中村", "W05")
            first = await books_by_keys(nakamura, "田中　一郎", "タナカ　イチロウ")
            await nakamura.presses("Escape")
            await expect(nakamura.at(f"booking-{first}")).to_be_visible()
            assert await barriers(nakamura.page) == []
            await nakamura.presses("Escape")
            second = await books_by_keys(nakamura, "佐藤　二郎", "サトウ　ジロウ")
            await nakamura.presses("Escape")
            await moves_and_cancels(nakamura, first, second)
            due = await nakamura.page.evaluate(DUE)
            turn = april.Turn(await administrator(hall), address, evening.date() + timedelta(days=1))
            await turn.planned(nakamura)
            await hall.leave()
        with open_city(tmp_path / "state", {**engines, **april.ahead(due - BEFORE_MS)}) as address:
            hall = Hall(address, browser)
            await shows_its_clock(hall)
            ogawa = await hall.clerk("小川", "W00")
            await expect(ogawa.at("rehearsal")).to_contain_text("練習の日時です")
            assert await barriers(ogawa.page) == []
            screen = await hall.screen(ogawa, "hall")
            await expect(screen.get_by_test_id("rehearsal")).to_be_visible()
            await is_received(hall, ogawa, second)
            await turn.has_come(hall)
            await hall.leave()

"""予約: a bereavement booked by telephone, prepared at a second counter before the day, found by name at arrival."""

from __future__ import annotations

import asyncio
import re

import pypdfium2
from playwright.async_api import expect

from tests.flows.axe import barriers
from tests.flows.people import NUMBER, Clerk, Hall

DIGITS = re.compile(r"\d{6}")


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
    await nakamura.at("made-prepare").click()
    await nakamura.sees_case(f"予{number}")
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


async def test_with_the_keyboard_alone_one_is_booked_moved_and_received(hall: Hall) -> None:
    nakamura = await hall.clerk("中村", "W05")
    press = nakamura.page.keyboard.press
    first = await books(nakamura, "田中　一郎", "タナカ　イチロウ")
    await press("Escape")
    await expect(nakamura.at(f"booking-{first}")).to_be_visible()
    assert await barriers(nakamura.page) == []
    await press("Escape")
    second = await books(nakamura, "佐藤　二郎", "サトウ　ジロウ")
    await press("Escape")

    await nakamura.at("booking-filter").focus()
    await press("ArrowDown")
    await expect(nakamura.at("booking-detail")).to_contain_text("田中")
    await press("ArrowDown")
    await expect(nakamura.at("booking-detail")).to_contain_text("佐藤")
    await nakamura.at("booking-move").press("Enter")
    place = nakamura.page.locator(".booking-place").first
    await place.focus()
    await press("ArrowDown")
    await press("Enter")
    await nakamura.at("move-go").press("Enter")
    await expect(nakamura.at("booking-detail")).to_be_visible()
    assert await barriers(nakamura.page) == []

    await nakamura.at(f"booking-{first}").click()
    await nakamura.at("booking-cancel").press("Enter")
    await nakamura.at("cancel-go").press("Enter")
    await expect(nakamura.at(f"booking-{first}")).to_have_attribute("data-state", "cancelled")

    await nakamura.at("booking-filter").fill(second)
    await expect(nakamura.at("booking-detail")).to_contain_text("佐藤")
    await nakamura.at("booking-arrive").press("Enter")
    await expect(nakamura.at("booking-panel")).to_have_count(0)
    await expect(nakamura.at("notice").first).to_contain_text(NUMBER)
    assert NUMBER.search(await paper_of(nakamura))

"""Without power: a kit is printed with one press, and later a scan of its number opens a case with its arrival."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.flows.axe import barriers
from tests.flows.people import Clerk, Hall
from tests.paper.look import text_of

CODE = re.compile(r"手続番号 (\d{4} \d{4} \d{4} \d{4})")
NUMBER = re.compile(r"^E\d{3}$", re.MULTILINE)


async def first_number(manager: Clerk, address: str) -> tuple[str, str]:
    """Code and number of one more kit. (What a browser prints from its memory cannot be read here.)"""
    asked = {"forms": [], "copies": 1}
    answer = await manager.page.request.post(f"{address}/api/reserves/print", data=asked, headers={"origin": address})
    paper = text_of(await answer.body())
    return CODE.findall(paper)[0], NUMBER.findall(paper)[0]


async def test_a_number_that_was_printed_before_opens_a_case_with_the_time_that_stands_on_it(hall: Hall) -> None:
    """By keys alone at the window."""
    manager = await hall.clerk("大野", None)
    await manager.lamp_is("on")
    await manager.page.goto(f"{hall.address}/floor/reserve")
    await manager.at("reserve").locator("summary").click()
    await manager.at("reserve-none").click()
    await manager.at("reserve-F001").check()
    await manager.at("reserve-print").click()
    await expect(manager.at("paper")).to_have_attribute("src", re.compile("^blob:"))
    await expect(manager.at("reserve-kits")).to_contain_text("0 / 100")
    assert await barriers(manager.page) == []
    code, number = await first_number(manager, hall.address)

    clerk = await hall.clerk("中村", "W05")
    await clerk.scans(code)
    await expect(clerk.at("notice")).to_contain_text(number)
    await expect(clerk.at("reserve-time")).to_be_focused()
    await expect(clerk.at("reserve-go")).to_have_attribute("aria-disabled", "true")
    await clerk.at("reserve-time").fill("00:00")
    await clerk.at("reserve-service").select_option("S01")
    assert await barriers(clerk.page) == []
    await clerk.at("reserve-time").press("Enter")
    await clerk.sees_case(number)
    await clerk.scans(code)
    await clerk.sees_case(number)
    await manager.page.reload()
    await expect(manager.at("reserve-kits")).to_contain_text("1 / 100")

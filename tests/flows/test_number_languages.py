"""A visitor who reads no Japanese takes a number: one press chooses the language; the next visitor finds Japanese."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.async_api import Page, expect

from tests.flows.axe import barriers
from tests.flows.people import NUMBER, Hall

# Buttons whose words do not fit into them.
SPILLS = """() => [...document.querySelectorAll(".services button, .languages button")]
  .filter(one => one.scrollHeight > one.clientHeight || one.scrollWidth > one.clientWidth).map(one => one.innerText)"""


async def kept(page: Page, name: str) -> None:
    """A picture to look at, where somebody wants one (PICTURES = a folder)."""
    if folder := os.environ.get("PICTURES"):
        await page.screenshot(path=Path(folder) / f"{name}.png")


async def test_one_press_changes_the_language_and_the_next_visitor_finds_japanese(hall: Hall) -> None:
    clerk = await hall.clerk("高田", "W25")
    machine = await hall.screen(clerk, "number")
    await expect(machine.get_by_role("heading", level=1)).to_contain_text("お")
    await kept(machine, "number-ja")
    for language, title, service in (
        ("easy", "ばんごうの かみを とって ください", "ひっこし"),
        ("zh", "请取号", "搬家"),
        ("vi", "Vui lòng lấy số thứ tự", "Chuyển nhà"),
        ("en", "Please take a number", "Moving"),
    ):
        await machine.get_by_test_id(f"language-{language}").click()
        await expect(machine.get_by_role("heading", level=1)).to_have_text(title)
        await expect(machine.get_by_test_id("service-S01")).to_contain_text(service)
        await expect(machine.get_by_test_id(f"language-{language}")).to_have_attribute("aria-pressed", "true")
        await expect(machine.get_by_test_id("untranslated")).to_have_count(0)
        await kept(machine, f"number-{language}")
        assert await machine.evaluate(SPILLS) == []
        assert await barriers(machine, aaa=True) == []

    await machine.get_by_test_id("service-S04").click()

    given = machine.get_by_test_id("given-number")
    await expect(given).to_have_text(NUMBER)
    await expect(machine.get_by_text("Take your ticket and wait until your number is called.")).to_be_visible()
    await expect(machine.get_by_text("Certificates")).to_be_visible()
    await kept(machine, "number-given-en")
    await expect(given).to_have_count(0, timeout=15_000)
    await expect(machine.get_by_test_id("language-ja")).to_have_attribute("aria-pressed", "true")
    await expect(machine.get_by_test_id("service-S01")).to_contain_text("引越し")


async def test_the_keyboard_alone_chooses_a_language_and_takes_a_number(hall: Hall) -> None:
    clerk = await hall.clerk("高田", "W25")
    machine = await hall.screen(clerk, "number")
    await machine.get_by_test_id("language-vi").focus()
    await machine.keyboard.press("Enter")
    await expect(machine.get_by_role("heading", level=1)).to_have_text("Vui lòng lấy số thứ tự")
    await machine.get_by_test_id("service-S01").focus()
    await machine.keyboard.press("Enter")
    await expect(machine.get_by_test_id("given-number")).to_have_text(NUMBER)

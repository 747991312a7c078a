"""個人番号 at the counter: typed once, on no screen from then on, opened for a reason by who shows again who it is, and
gone again."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.async_api import expect

from tests.flows.axe import barriers
from tests.flows.people import Hall

NUMBER = "123456789018"
PICTURES = os.environ.get("FLOW_PICTURES")


async def test_a_number_closes_once_it_is_kept_and_is_opened_for_a_reason_alone(hall: Hall) -> None:
    nakamura = await hall.clerk("中村", "W05")
    press = nakamura.page.keyboard.press
    await nakamura.gives_number("S01")
    await nakamura.calls_next()
    await nakamura.begins()
    await nakamura.adds_person()
    await nakamura.types("m_name", "早苗 番子")
    await nakamura.item("m_mynumber").fill(NUMBER)
    await press("Enter")
    await expect(nakamura.item("m_mynumber")).to_have_text("●●●●")
    see = nakamura.page.locator("[data-testid^='see-'][data-testid$='.m_mynumber']")
    clear = nakamura.page.locator("[data-testid^='clear-'][data-testid$='.m_mynumber']")
    assert NUMBER not in await nakamura.page.content()

    await press("Shift+Tab")  # the cursor went on to the next entry
    await expect(clear).to_be_focused()
    await press("Shift+Tab")
    await expect(see).to_be_focused()
    await hall.showed_long_ago("中村")
    await press("Enter")
    await expect(nakamura.at("number")).to_be_visible()
    assert await barriers(nakamura.page) == []
    await press("Enter")
    await nakamura.shows_who_it_is()
    await expect(nakamura.at("handling-values")).to_contain_text(NUMBER)
    assert await barriers(nakamura.page) == []
    if PICTURES:
        await hall.pictures(Path(PICTURES), "number")
    await press("Escape")
    await expect(nakamura.at("number")).to_have_count(0)
    assert NUMBER not in await nakamura.page.content()
    await expect(see).to_be_focused()

    await press("Tab")
    await expect(clear).to_be_focused()
    await press("Enter")
    await expect(nakamura.item("m_mynumber")).to_be_focused()  # a field again: until then it has no value to look at
    await expect(nakamura.item("m_mynumber")).to_have_value("")

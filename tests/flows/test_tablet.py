"""The visitor's questions on the tablet that faces them: large, plain, one at a time, and gone with the case."""

from __future__ import annotations

import re

from playwright.async_api import Page, expect

from tests.flows.axe import barriers
from tests.flows.people import Hall
from tests.flows.test_screens import paired

SAYS = """words => {
    const one = document.querySelector("[data-testid=tablet-question]")?.cloneNode(true);
    one?.querySelectorAll("rt").forEach(reading => reading.remove());
    return (one?.textContent ?? "").includes(words);
}"""
SIZES = ((1280, 800), (1920, 1080), (1366, 768))


async def reads(tablet: Page, words: str) -> None:
    """The question on the tablet, without its readings."""
    await expect(tablet.get_by_test_id("tablet-question")).to_be_visible()
    await tablet.wait_for_function(SAYS, arg=words)


async def fits(tablet: Page) -> bool:
    """Nothing has to be scrolled for."""
    tall = await tablet.locator(".asking main").evaluate("one => one.scrollHeight - one.clientHeight")
    return bool(tall <= 0)


async def test_a_visitor_answers_on_the_tablet_and_nothing_stays_there(hall: Hall) -> None:
    clerk = await hall.clerk("中村", "W05")
    tablet = await paired(hall, clerk, "tablet", "W05")
    await clerk.gives_number("S01")
    await clerk.calls_next()
    await clerk.begins()
    await expect(tablet.get_by_test_id("tablet-number")).to_be_visible()
    await clerk.asks()

    await clerk.at("tablet").click()
    await reads(tablet, "窓口に 来た 人は")
    for width, height in SIZES:
        await tablet.set_viewport_size({"width": width, "height": height})
        assert await fits(tablet), (width, height)
    await tablet.set_viewport_size({"width": 1280, "height": 800})
    assert await barriers(tablet, aaa=True) == []
    buttons = tablet.locator(".yes-no button")
    boxes = [await buttons.nth(at).bounding_box() for at in (0, 1)]
    assert all(box is not None and box["height"] >= 200 and box["width"] >= 500 for box in boxes)

    await tablet.get_by_role("button", name="いいえ").click()
    await reads(tablet, "委任状")
    await expect(clerk.at("question-Q001")).to_have_attribute("data-state", "no")
    await tablet.get_by_role("button", name=re.compile("前.*の 質問")).click()
    await reads(tablet, "窓口に 来た 人は")
    await expect(tablet.get_by_role("button", name="いいえ")).to_have_attribute("aria-pressed", "true")
    await tablet.get_by_role("button", name="はい", exact=True).click()
    await expect(clerk.at("question-Q001")).to_have_attribute("data-state", "yes")
    await tablet.get_by_role("button", name=re.compile("前.*の 質問")).click()
    await expect(tablet.get_by_role("button", name="はい", exact=True)).to_have_attribute("aria-pressed", "true")
    assert await barriers(tablet, aaa=True) == []

    await clerk.hands_off_to("G20")
    await expect(tablet.get_by_test_id("tablet-welcome")).to_be_visible()
    assert await tablet.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert "委任状" not in await tablet.content()

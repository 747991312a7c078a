"""確認・署名: the visitor looks at the very papers, agrees, signs once; a change makes it void at both screens."""

from __future__ import annotations

import base64
import io
import os
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.async_api import Page, expect

from tests.flows.axe import barriers
from tests.flows.people import Clerk, Hall
from tests.flows.test_screens import paired

PICTURES = os.environ.get("FLOW_PICTURES")
NAME = "水野　光"
ADDRESS = "あおばの市本町一丁目８番２０号　本町マンション５０１"


async def picture(page: Page, name: str) -> None:
    """What stands on a screen, for whoever wants to look (FLOW_PICTURES names a folder)."""
    if PICTURES:
        await page.screenshot(path=Path(PICTURES) / f"{name}.png")


async def asks_for_certificate(clerk: Clerk) -> None:
    """The visitor has no card: what lacks is typed."""
    await clerk.page.keyboard.press("y")
    await expect(clerk.at("who-y")).to_have_attribute("aria-pressed", "true")
    await clerk.page.keyboard.press("a")
    await expect(clerk.at("paper-a")).to_have_attribute("aria-pressed", "true")
    await clerk.page.keyboard.press("Alt+p")
    for key, text in (("m_name", NAME), ("m_birth", "S620603"), ("m_addr", ADDRESS)):
        await expect(clerk.item(key)).to_be_focused()
        await clerk.page.keyboard.insert_text(text)
        await clerk.page.keyboard.press("Enter")
        await clerk.sees_kept(key)
    await clerk.page.keyboard.press("a")
    await expect(clerk.at("kind-a")).to_have_attribute("aria-pressed", "true")
    await clerk.page.keyboard.press("b")
    await expect(clerk.at("use-b")).to_have_attribute("aria-pressed", "true")


async def visitor(hall: Hall) -> Clerk:
    """Somebody who came for a certificate sits down, and all is said."""
    clerk = await hall.clerk("田中", "W01")
    await clerk.gives_number("S04")
    await clerk.calls_next()
    await clerk.begins()
    await expect(clerk.at("certificate")).to_be_visible()
    await asks_for_certificate(clerk)
    return clerk


async def writes(tablet: Page) -> None:
    """A name in three strokes."""
    box = await tablet.get_by_test_id("pad").bounding_box()
    assert box is not None
    x, y, w, h = box["x"], box["y"], box["width"], box["height"]
    for stroke in (((0.2, 0.3), (0.3, 0.7), (0.35, 0.4)), ((0.45, 0.3), (0.55, 0.7)), ((0.65, 0.5), (0.8, 0.45))):
        (x0, y0), *rest = stroke
        await tablet.mouse.move(x + x0 * w, y + y0 * h)
        await tablet.mouse.down()
        for xn, yn in rest:
            await tablet.mouse.move(x + xn * w, y + yn * h, steps=8)
        await tablet.mouse.up()


async def paper(clerk: Clerk, case: str) -> tuple[Image.Image, dict[str, Any]]:
    """The first page of 住民票の写し等交付請求書 as the clerk's screen gets it."""
    address = await clerk.page.evaluate("location.origin")
    answer = await clerk.page.request.post(
        f"{address}/api/forms/page",
        data={"case": case, "form": "F010", "width": 1000},
        headers={"origin": address},
    )
    assert answer.ok, await answer.text()
    said = await answer.json()
    return Image.open(io.BytesIO(base64.b64decode(said["png"]))).convert("L"), said


def ink(image: Image.Image, said: dict[str, Any]) -> int:
    """How many dark dots stand in the place for the signature."""
    place = next(box for box in said["boxes"] if box.get("place"))
    scale = image.width / said["width"]
    x, y, w, h = (place[side] * scale for side in "xywh")
    inside = image.crop((int(x) + 2, int(y) + 2, int(x + w) - 2, int(y + h) - 2))
    return sum(inside.histogram()[:128])


async def sees_step(tablet: Page, step: str) -> None:
    """Where the visitor is on the tablet."""
    await expect(tablet.get_by_test_id("tablet-papers")).to_have_attribute("data-step", step)


async def test_a_visitor_confirms_and_signs_and_a_change_makes_it_void(hall: Hall) -> None:
    clerk = await visitor(hall)
    tablet = await paired(hall, clerk, "tablet", "W01")
    cases: list[str] = []
    clerk.page.on("request", lambda one: cases.append(one.post_data_json["case"]) if "/forms/" in one.url else None)
    await clerk.presses("Alt+s")
    await expect(clerk.at("signing-count")).to_contain_text("0/1")
    await picture(clerk.page, "signing-before")
    await clerk.at("papers-on").click()

    await sees_step(tablet, "look")
    await expect(tablet.locator(".sheet")).to_have_attribute("data-state", "here")
    await picture(tablet, "tablet-look")
    assert await barriers(tablet, aaa=True) == []
    await tablet.get_by_test_id("papers-whole").click()
    await picture(tablet, "tablet-whole")
    for width, height in ((1366, 768), (1920, 1080), (1280, 800)):
        await tablet.set_viewport_size({"width": width, "height": height})
        await expect(tablet.get_by_test_id("papers-right")).to_be_in_viewport(ratio=1)
    await tablet.get_by_test_id("papers-right").click()

    await sees_step(tablet, "sign")
    await expect(tablet.get_by_test_id("sign-name")).to_have_text(f"{NAME} さん")
    await expect(tablet.get_by_test_id("sign-send")).to_have_attribute("aria-disabled", "true")
    await writes(tablet)
    await tablet.get_by_test_id("sign-again").click()
    await expect(tablet.get_by_test_id("pad")).to_have_attribute("data-strokes", "0")
    await writes(tablet)
    await expect(tablet.get_by_test_id("pad")).to_have_attribute("data-strokes", "3")
    await picture(tablet, "tablet-sign")
    assert await barriers(tablet, aaa=True) == []
    case = cases[-1]
    before = ink(*await paper(clerk, case))
    await tablet.get_by_test_id("sign-send").click()
    await sees_step(tablet, "done")
    await picture(tablet, "tablet-done")
    assert await barriers(tablet, aaa=True) == []

    await expect(clerk.at("signing-count")).to_contain_text("1/1")
    await expect(clerk.at("signing-through")).to_be_visible()
    await picture(clerk.page, "signing-through")
    assert await barriers(clerk.page) == []
    signed = ink(*await paper(clerk, case))
    assert signed > before + 100, (before, signed)

    await clerk.presses("Alt+c")
    await clerk.at("kind-b").click()
    await sees_step(tablet, "look")
    await expect(tablet.get_by_test_id("papers-changed")).to_be_visible()
    await expect(tablet.get_by_test_id("paper-mark").first).to_be_visible()
    await picture(tablet, "tablet-changed")
    assert await barriers(tablet, aaa=True) == []
    await clerk.presses("Alt+s")
    await expect(clerk.at("signing-void")).to_be_visible()
    await picture(clerk.page, "signing-void")
    assert await barriers(clerk.page) == []
    assert ink(*await paper(clerk, case)) < signed - 100

    await tablet.get_by_test_id("papers-right").click()
    await sees_step(tablet, "sign")
    await expect(tablet.get_by_test_id("pad")).to_have_attribute("data-strokes", "0")
    await writes(tablet)
    await tablet.get_by_test_id("sign-send").click()
    await expect(clerk.at("signing-through")).to_be_visible()
    await expect(clerk.at("signing-void")).to_have_count(0)


async def test_nothing_of_the_last_visitor_stays_on_the_tablet(hall: Hall) -> None:
    clerk = await visitor(hall)
    tablet = await paired(hall, clerk, "tablet", "W01")
    await clerk.presses("Alt+s")
    await clerk.at("papers-on").click()
    await expect(tablet.locator(".sheet")).to_have_attribute("data-state", "here")
    await tablet.get_by_test_id("papers-right").click()
    await writes(tablet)
    kept = await tablet.evaluate_handle("[...document.querySelectorAll('canvas')]")
    pages = await tablet.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    pictures = [one for one in pages if "/papers/" in one]
    assert pictures

    await clerk.hands_off_to("G20")
    await expect(tablet.get_by_test_id("tablet-welcome")).to_be_visible()
    assert await kept.evaluate("all => all.map(one => one.width)") == [0], "what was written is on no canvas"
    assert await tablet.locator("canvas, img, iframe, object").count() == 0
    assert NAME not in await tablet.content()
    assert await tablet.evaluate("[localStorage.length, sessionStorage.length, document.cookie.length]") == [0, 0, 0]
    assert await tablet.evaluate("caches.keys()") == []
    answer = await tablet.evaluate("url => fetch(url, {cache: 'force-cache'}).then(one => one.status)", pictures[-1])
    assert answer >= 400, "a picture is not to be had again"


async def test_staff_sign_for_somebody_with_a_reason(hall: Hall) -> None:
    clerk = await visitor(hall)
    await clerk.presses("Alt+s")
    await clerk.page.locator("[data-testid^='sign-for-']").click()
    await expect(clerk.at("why-dialog")).to_be_visible()
    await picture(clerk.page, "sign-for")
    assert await barriers(clerk.page) == []
    await clerk.at("why-go").click()
    await expect(clerk.page.locator("[data-testid^='signatory-']")).to_have_attribute("data-state", "for")

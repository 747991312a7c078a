"""The pictures of the README, taken from a running city hall: `python -m tests.flows.pictures`."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright, expect

from tests.flows.conftest import CHROMIUM, QUIET, ROOT, open_city
from tests.flows.people import Hall

PLACE = ROOT / "deploy/pictures"
WAITING = ("S01", "S04", "S01", "S08", "S07", "S01", "S02", "S13")


async def take(hall: Hall) -> None:
    """A morning at the counter, and what the screens show of it."""
    ogawa = await hall.clerk("小川", "W00")
    for service in WAITING:
        await ogawa.gives_number(service)
    nakamura = await hall.clerk("中村", "W05")
    tv = await hall.screen(nakamura, "hall")
    ishii = await hall.clerk("石井", "W06")
    await nakamura.calls_next()
    await nakamura.begins()
    await ishii.calls_next()
    await nakamura.presses("Alt+2")
    await nakamura.adds_person()
    for key, text in {
        "m_name": "山田　太郎",
        "m_kana": "ヤマダ　タロウ",
        "m_birth": "S590412",
        "new_town": "中央一丁目",
        "new_banchi": "２番３号",
    }.items():
        await nakamura.types(key, text)
    await nakamura.chooses("P001", "P030", "P013")
    code = await nakamura.prints_slip()
    sato = await hall.clerk("佐藤", "W20")
    await sato.scans(code)
    await sato.at("look-on").click()
    await sato.presses("Alt+2")
    await sato.item("new_katagaki").focus()
    await nakamura.item("m_name").focus()
    await expect(nakamura.at("presence")).to_contain_text("佐藤")
    await nakamura.page.locator(".side").evaluate("side => side.scrollTo(0, 0)")
    await nakamura.page.screenshot(path=PLACE / "case.png")
    await expect(tv.get_by_test_id("call-A002").first).to_be_visible()
    await tv.screenshot(path=PLACE / "hall.png")
    manager = await hall.page("/", 1920, 1080)
    await manager.get_by_test_id("login").fill("2000001")
    await manager.get_by_test_id("password").fill("aobano-demo-2027")
    await manager.get_by_test_id("sign-in").click()
    await manager.get_by_test_id("lamp").first.wait_for()
    await manager.keyboard.press("Control+b")
    await manager.get_by_test_id("board-line-G05").first.wait_for()
    await manager.screenshot(path=PLACE / "board.png")


async def main() -> None:
    """Open a city hall, take the pictures, close it."""
    with tempfile.TemporaryDirectory(prefix="mdg") as state, open_city(Path(state)) as address:
        async with async_playwright() as play:
            browser = await play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            hall = Hall(address, browser)
            await take(hall)
            await hall.leave()
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())

"""Two times for a visitor: until the counter receives them, and from then until what they asked for is handed over.
Here the city's past knows the second one, and everybody is told the same."""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
from playwright.async_api import Page, expect
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from handoff.wait_model import Learned
from server.record.waits import PgWaits
from server.work.wait_learning import Kept
from tests.flows.axe import barriers
from tests.flows.people import Hall
from tests.flows.test_screens import takes_number
from tests.paper.look import text_of

LINE, SERVICE, WINDOW = "G36", "S22", "W36"
QUEUE = f"main/{LINE} delivery"
NEVER_OLDER = "9999-12-31"
PAST = """INSERT INTO wait_forecasts (visit, queue, at, played, stacked, said, x, wait, called, told)
SELECT 'past-' || n, :queue, :at, 20, :said, :said, '{}', 15 + n % 10, :at, true FROM generate_series(1, 80) AS n"""


@asynccontextmanager
async def past(record: str) -> AsyncIterator[None]:
    """What the nights have learned of the line, and the forecasts that met their call; taken away again."""
    engine = create_async_engine(record)
    at = int(time.time() * 1000)
    kept = Kept(Learned(queues={QUEUE: [15.0 + n / 2 for n in range(20)]}))
    await PgWaits(engine).keep(NEVER_OLDER, msgspec.json.encode(kept), at, 0)
    async with engine.begin() as connection:
        await connection.execute(text(PAST), {"queue": QUEUE, "at": at, "said": [15.0, 20.0, 23.0, 25.0]})
    try:
        yield
    finally:
        async with engine.begin() as connection:
            await connection.execute(text("DELETE FROM wait_models WHERE day = :day"), {"day": NEVER_OLDER})
            await connection.execute(text("DELETE FROM wait_forecasts WHERE queue = :queue"), {"queue": QUEUE})
        await engine.dispose()


async def kept(page: Page, name: str) -> None:
    """A picture to look at, where somebody wants one (PICTURES = a folder)."""
    if folder := os.environ.get("PICTURES"):
        await page.screenshot(path=Path(folder) / f"{name}.png")


async def test_a_visitor_is_told_when_papers_are_handed_over_and_so_are_clerk_hall_and_manager(hall: Hall) -> None:
    async with past(hall.record):
        clerk = await hall.clerk("高田", WINDOW)
        machine, television = await hall.screen(clerk, "number"), await hall.screen(clerk, "hall")
        manager = await hall.clerk("大野", None)
        await manager.lamp_is("on")
        await manager.page.goto(f"{hall.address}/board")
        wait = television.get_by_test_id(f"wait-{LINE}-handing")
        await expect(wait).to_have_text(re.compile(r"^\d+〜\d+分$"), timeout=40_000)
        told = (await wait.inner_text()).removesuffix("分")
        await expect(television.get_by_test_id(f"waiting-{LINE}-handing")).to_contain_text("0")
        await kept(television, "handing-hall")

        await machine.get_by_test_id("language-en").click()
        number = await takes_number(machine, SERVICE)
        await expect(machine.get_by_test_id("given-times")).to_contain_text(f"about {told.replace('〜', '-')} min")
        assert await barriers(machine, aaa=True) == []
        await kept(machine, "handing-number")
        await clerk.at("give-number").click()
        await clerk.at(f"service-{SERVICE}").click()
        paper = await asyncio.wait_for(clerk.papers.get(), 15)
        assert f"お渡しまで {told}分" in text_of(paper)
        await clerk.page.keyboard.press("Escape")

        await clerk.calls_next()
        await clerk.begins()
        await clerk.sees_case(number)
        await clerk.at("more").click()
        await clerk.at("process").click()
        await expect(clerk.at(f"due-{number}")).to_contain_text("〜")
        assert await barriers(clerk.page) == []
        await kept(clerk.page, "handing-desk")
        await expect(television.get_by_test_id(f"waiting-{LINE}-handing")).to_contain_text("1")
        row = manager.at(f"board-handing-{LINE}")
        await expect(row).to_contain_text(f"{told}分")
        await expect(row.locator(".line-count")).to_have_text("1")
        assert await barriers(manager.page) == []
        await kept(manager.page, "handing-board")
        await manager.page.goto(f"{hall.address}/floor/accuracy")
        await expect(manager.at(f"accuracy-{LINE} delivery").first).to_contain_text("市営住宅（お渡し）")
        await kept(manager.page, "handing-accuracy")

"""作業一覧 in the browser: a robot that only uses the page enters cases into another system, is stopped twice, and goes
on: nothing is entered twice, and everything is what the cases say. (`python -m tests.robot`: a hundred, and killed.)"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.engines import Databases, Keyspaces
from tests.flows.axe import barriers
from tests.flows.people import Hall
from tests.house import RunningHouse, running_house
from tests.robot.compare import differences, doubles, file_of
from tests.robot.other import other_system
from tests.robot.robot import Robot, at_work
from tests.robot.visitors import finished, may_export

MANY = 4


@pytest_asyncio.fixture(loop_scope="session")
async def house(databases: Databases, keyspaces: Keyspaces) -> AsyncIterator[RunningHouse]:
    """A city hall in the test's own loop."""
    with databases.fresh() as database_url:
        async with running_house(database_url, keyspaces.fresh()) as made:
            yield made


async def test_a_stopped_robot_enters_cases_once_and_as_they_are(house: RunningHouse, browser: Browser) -> None:
    said = await finished(house, MANY)
    await may_export(house)
    hall = Hall(house.address, browser)
    async with other_system() as other:
        robot = await at_work(hall, other.address)
        page = robot.work
        await expect(page.get_by_test_id("work-todo")).to_contain_text(str(MANY))
        assert await barriers(page) == []
        assert await robot.next() is not None
        values = page.locator(".work-value[data-heading]")
        await expect(values.first).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(values.nth(1)).to_be_focused()
        assert await robot.works(1) == 1
        stopped = await robot.next()
        assert stopped is not None
        await robot.pastes()  # it stands in the other system, and nobody told 作業一覧
        await page.reload()
        robot = Robot(page, robot.other)
        await robot.begins()
        assert await robot.next() == stopped, "the same record again"
        await expect(page.get_by_test_id("work-again")).to_contain_text("先に確かめてください")
        assert await barriers(page) == []
        assert await robot.works(1) == 1
        assert stopped in robot.done
        await robot.next()  # in hand, and nothing of it stands in the other system
        await page.reload()
        robot = Robot(page, robot.other)
        await robot.begins()
        assert await robot.works() == MANY - 2
        rows = await file_of(house)
        assert (len(other.records), doubles(other.records)) == (MANY, 0)
        assert differences(other.records, said, rows) == []
        other.records[0]["届出人氏名"] += "？"
        assert len(differences(other.records, said, rows)) == 1, "what compares would see one letter"
    await hall.leave()

"""The robot: `python -m tests.robot.robot CITY OTHER` signs in, takes record after record, and ends when there is
none. It presses keys on our page and types into the other system's, and knows nothing else; it may be killed at any
moment and started again."""

from __future__ import annotations

import asyncio
import sys

from playwright.async_api import Page, async_playwright, expect

from tests.flows.conftest import CHROMIUM, QUIET
from tests.flows.people import Hall
from tests.robot.other import OF_CASE, OF_PERSON, PEOPLE, field

FORM = "F001"
PATIENCE_MS = 120_000
OPENED = """(done) => {
  const record = document.querySelector('[data-testid=work-record]');
  if (!record) return document.querySelector('[data-testid=work-none]') !== null && done.length > 0;
  return !done.includes(record.dataset.case) && record.querySelector('[data-testid=work-enter]') !== null;
}"""


class Robot:
    """At our page `work` and at the other system's `other`. `done`: the cases that it has told of."""

    def __init__(self, work: Page, other: Page) -> None:
        self.work, self.other = work, other
        self.done: list[str] = []

    async def begins(self) -> None:
        """The form that it knows how to enter, and no other."""
        await self.work.get_by_test_id("work-form").select_option(FORM, timeout=PATIENCE_MS)
        listed = self.work.get_by_test_id("work-list").or_(self.work.get_by_test_id("work-empty"))
        await expect(listed).to_be_visible()

    async def next(self) -> str | None:
        """次の1件: the number of its case; None when there is nothing to do."""
        await expect(self.work.get_by_test_id("work-next")).to_be_visible()
        await self.work.keyboard.press("Alt+n")
        await self.work.wait_for_function(OPENED, arg=self.done, timeout=PATIENCE_MS)
        record = self.work.get_by_test_id("work-record")
        return await record.get_attribute("data-case") if await record.count() else None

    async def known(self, case: str) -> str:
        """Under which number the other system has the case already, if it has."""
        await self.other.locator("#find").fill(case)
        await self.other.locator("#find").blur()
        found = self.other.locator("#found")
        await expect(found).not_to_be_empty()
        said = await found.inner_text()
        return "" if said == "なし" else said

    async def pastes(self) -> str:
        """What the other system asks for, copied with one key and pasted; the number that it gave."""
        for person in range(PEOPLE + 1):
            part = self.work.get_by_test_id(f"work-part-{person}")
            for heading in OF_PERSON if person else OF_CASE:
                value = part.locator(f"[data-heading='{heading}']")
                if await value.count():
                    await value.press("Enter")
                    await expect(value).to_have_attribute("data-copied", "true")
                    await self.other.get_by_label(field(person, heading), exact=True).press("Control+v")
        await self.other.locator("#save").click()
        await expect(self.other.locator("#given")).not_to_be_empty()
        return await self.other.locator("#given").inner_text()

    async def tells(self, case: str, given: str) -> None:
        """入力済, with the other system's number."""
        await self.work.get_by_test_id("work-result").fill(given)
        await self.work.keyboard.press("Control+Enter")
        await expect(self.work.get_by_test_id("work-record")).to_have_attribute("data-state", "entered")
        self.done.append(case)

    async def works(self, most: int = 1_000) -> int:
        """Record after record, `most` at most; how many."""
        for count in range(most):
            case = await self.next()
            if case is None:
                return count
            await self.tells(case, await self.known(case) or await self.pastes())
        return most


async def at_work(hall: Hall, other: str) -> Robot:
    """The robot's account signs in and opens the pages."""
    clerk = await hall.clerk("佐藤")
    await clerk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await clerk.at("seat-to-work").click()
    page = await clerk.page.context.new_page()
    await page.goto(other)
    robot = Robot(clerk.page, page)
    await robot.begins()
    return robot


async def main(city: str, other: str) -> None:
    """Until nothing is left. It waits as long as a robot may: the first look at a day's work takes its time."""
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        robot = await at_work(Hall(city, browser), other)
        await robot.works()
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

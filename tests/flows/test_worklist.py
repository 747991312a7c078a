"""作業一覧 in the browser: a robot that only uses the page enters ten cases into another system, is stopped twice, and
goes on: nothing is entered twice, and everything is what the cases say."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from handoff import messages as m
from handoff.case import Entry
from handoff.conversion import Target, convert
from handoff.ids import new_op
from server.ports.sheets import Accepted
from server.work import accounts, users
from server.work.cupboards import Actor
from tests.engines import Databases, Keyspaces
from tests.flows.axe import barriers
from tests.flows.people import Clerk, Hall
from tests.house import TANAKA, RunningHouse, running_house
from tests.households import households
from tests.papers import homes

MANY = 10
ROBOT = "U05"
GRANTS = ["form:*:rwpx", "item:*:rwpx"]
KAN = Actor("U08", "管", "main", roles=("admin",))
SCREEN = ("案件番号", "届出人氏名", "日中の連絡先", "使いみち・提出先")
OTHER = """<title>住民記録システム（まね）</title><input id=find><output id=found></output>
<form id=form></form><button id=save>登録</button><output id=given></output>"""
SYSTEM = """(screen) => {
  window.records = [];
  const of = (id) => document.getElementById(id);
  for (const name of screen) of('form').append(Object.assign(document.createElement('input'), { ariaLabel: name }));
  of('find').oninput = () => {
    const found = window.records.find((one) => one['案件番号'] === of('find').value);
    of('found').textContent = of('find').value ? (found ? found.given : 'なし') : '';
  };
  of('save').onclick = () => {
    const said = Object.fromEntries([...of('form').elements].map((one) => [one.ariaLabel, one.value]));
    window.records.push({ ...said, given: 'R-' + (window.records.length + 1) });
    of('given').textContent = window.records.at(-1).given;
    of('form').reset();
  };
}"""
OPENED = """(done) => {
  const record = document.querySelector('[data-testid=work-record]');
  if (!record) return document.querySelector('[data-testid=work-none]') !== null && done.length > 0;
  return !done.includes(record.dataset.case) && record.querySelector('[data-testid=work-enter]') !== null;
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def house(databases: Databases, keyspaces: Keyspaces) -> AsyncIterator[RunningHouse]:
    """A city hall in the test's own loop."""
    with databases.fresh() as database_url:
        async with running_house(database_url, keyspaces.fresh()) as made:
            yield made


async def finished_cases(house: RunningHouse) -> dict[str, dict[str, str]]:
    """Visitors who came for a certificate and have gone home; what each of them said."""
    c = house.web.cellar.cupboards
    client, voice = await house.clerk(TANAKA, "W01")
    said = {}
    for at in range(MANY):
        given = await voice.done(m.GiveNumber("S04"))
        row = given.row
        assert row is not None
        await voice.done(m.Call(row.visit))
        await voice.done(m.Serve(row.visit))
        mine = {"m_name": f"辻\U000e0100　𠮷男{at}", "cert_purpose": f"=銀行の手続き{at}", "m_tel": f"0900000{at:04}"}
        await enters(house, row.case, mine)
        await voice.done(m.Finish(row.visit, "done"))
        said[row.case] = mine
    assert c.city
    await client.leave()
    return said


async def enters(house: RunningHouse, case: str, mine: dict[str, str]) -> None:
    """A household that needs one paper, with these words of its own."""
    c, home = house.web.cellar.cupboards, homes()["S9"]
    values: dict[str, Any] = {**households()["S9"].entries, **home.entries, f"ev.{home.event}": True}
    values |= {f"q.{question}": yes for question, yes in households()["S9"].answers.items()}
    values |= {"p.p1.m_name": mine["m_name"], "p.p1.m_tel": mine["m_tel"], "cert_purpose": mine["cert_purpose"]}
    op = new_op(c.chance(16))
    facts = {key: Entry(value, op) for key, value in values.items()}
    sheet = await c.sheets.read(case)
    assert sheet is not None
    done = await c.sheets.change(
        case, op, c.chance(8), sheet.fence, lambda _: facts, by="U03", window="W01", kind="set"
    )
    assert isinstance(done, Accepted), done


async def may_export(house: RunningHouse) -> None:
    """An administrator lets the robot's account take out what cases say."""
    c = house.web.cellar.cupboards
    stands = accounts.of(await c.users.all(c.clock()), ROBOT)
    account = msgspec.structs.replace(stands.account, rights=GRANTS)
    await users.write(c, KAN, ROBOT, account, stands.rev)


class Robot:
    """A scripted robot: it presses keys on our page and pastes into the other system, and knows nothing else."""

    def __init__(self, work: Page, other: Page) -> None:
        self.work, self.other = work, other
        self.done: list[str] = []

    async def next(self) -> str | None:
        """次の1件: the number of its case; None when there is nothing to do."""
        await expect(self.work.get_by_test_id("work-next")).to_be_visible()
        await self.work.keyboard.press("Alt+n")
        await self.work.wait_for_function(OPENED, arg=self.done)
        record = self.work.get_by_test_id("work-record")
        return await record.get_attribute("data-case") if await record.count() else None

    async def known(self, case: str) -> str:
        """Under which number the other system has the case already, if it has."""
        await self.other.locator("#find").fill(case)
        found = await self.other.locator("#found").inner_text()
        return "" if found == "なし" else found

    async def pastes(self) -> str:
        """What the other system asks for, copied with one key and pasted; the number that it gave."""
        for heading in SCREEN:
            field = self.work.locator(f"[data-heading='{heading}']")
            await field.press("Enter")
            await expect(field).to_have_attribute("data-copied", "true")
            await self.other.get_by_label(heading).press("Control+v")
        await self.other.locator("#save").click()
        return await self.other.locator("#given").inner_text()

    async def tells(self, case: str, given: str) -> None:
        """入力済, with the other system's number."""
        await self.work.get_by_test_id("work-result").fill(given)
        await self.work.keyboard.press("Control+Enter")
        await expect(self.work.get_by_test_id("work-record")).to_have_attribute("data-state", "entered")
        self.done.append(case)

    async def works(self, most: int) -> int:
        """Record after record, `most` at most; how many."""
        for count in range(most):
            case = await self.next()
            if case is None:
                return count
            await self.tells(case, await self.known(case) or await self.pastes())
        return most


async def at_work(hall: Hall) -> Clerk:
    """The robot's account signs in and opens the page."""
    clerk = await hall.clerk("佐藤")
    await clerk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await clerk.at("seat-to-work").click()
    await expect(clerk.at("work-todo")).to_contain_text(str(MANY))
    return clerk


async def test_a_stopped_robot_enters_ten_cases_once_and_as_they_are(house: RunningHouse, browser: Browser) -> None:
    said = await finished_cases(house)
    await may_export(house)
    hall = Hall(house.address, browser)
    first = await at_work(hall)
    assert await barriers(first.page) == []
    other = await first.page.context.new_page()
    await other.set_content(OTHER)
    await other.evaluate(SYSTEM, SCREEN)
    robot = Robot(first.page, other)
    assert await robot.next() is not None
    values = first.page.locator(".work-value[data-heading]")
    await expect(values.first).to_be_focused()
    await first.page.keyboard.press("Enter")
    await expect(values.nth(1)).to_be_focused()
    assert await robot.works(3) == 3
    stopped = await robot.next()
    assert stopped is not None
    await robot.pastes()  # it stands in the other system, and nobody told 作業一覧
    await first.page.reload()
    robot = Robot(first.page, other)
    assert await robot.next() == stopped, "the same record again"
    await expect(first.at("work-again")).to_contain_text("先に確かめてください")
    assert await barriers(first.page) == []
    assert await robot.works(2) == 2
    assert stopped in robot.done
    await robot.next()  # in hand, and nothing of it stands in the other system
    await first.page.reload()
    robot = Robot(first.page, other)
    assert await robot.works(MANY) == 5
    await expect(first.at("work-empty")).to_contain_text("未処理の作業はありません")
    await expect(first.at("work-entered")).to_contain_text(str(MANY))

    records = await other.evaluate("window.records")
    assert sorted(one["案件番号"] for one in records) == sorted(said), "each once"
    for one in records:
        mine = said[one["案件番号"]]
        wanted = {key: convert(text, Target("cp932"))[0] for key, text in mine.items()}
        assert (one["届出人氏名"], one["使いみち・提出先"], one["日中の連絡先"]) == tuple(wanted.values())
    await hall.leave()

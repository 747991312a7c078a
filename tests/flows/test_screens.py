"""What people look at: a number from the machine is called on the television, greeted by the tablet, on the board."""

from __future__ import annotations

import re

from playwright.async_api import Page, expect

from tests.flows.people import NUMBER, Clerk, Hall


async def paired(hall: Hall, clerk: Clerk, kind: str, window: str | None = None) -> Page:
    """A screen that shows its code until staff type it, and its own page from then on."""
    page = await hall.page(f"/display/?kind={kind}", 1280, 800)
    code = await page.get_by_test_id("pairing-code").get_attribute("data-code")
    answer = await clerk.page.request.post(
        f"{hall.address}/api/displays/adopt",
        data={"code": code, "office": "main", "window": window, "name": f"試験 {kind}"},
        headers={"origin": hall.address},
    )
    assert answer.ok, await answer.text()
    return page


async def takes_number(page: Page, service: str) -> str:
    """A visitor presses a button, twice as people do, and reads the number."""
    await page.get_by_test_id(f"service-{service}").dblclick()
    given = page.get_by_test_id("given-number")
    await expect(given).to_have_text(NUMBER)
    return (await given.inner_text()).strip()


async def test_a_visitor_takes_a_number_is_called_and_greeted(hall: Hall) -> None:
    clerk = await hall.clerk("高田", "W25")
    manager = await hall.clerk("大野", None)
    television = await paired(hall, clerk, "hall")
    machine = await paired(hall, clerk, "number")
    tablet = await paired(hall, clerk, "tablet", "W25")
    await expect(tablet.get_by_test_id("tablet-welcome")).to_be_visible()
    await manager.page.goto(f"{hall.address}/board")

    number = await takes_number(machine, "S13")

    waiting = manager.at("board-waiting-G25")
    await expect(waiting).to_have_text("1")
    await expect(television.get_by_test_id("waiting-G25")).to_have_text(re.compile("^1"))

    await clerk.calls_next()

    await expect(television.get_by_test_id(f"call-{number}")).to_have_attribute("data-lit", "true")
    await expect(television.get_by_test_id(f"call-{number}")).to_contain_text("25")
    await expect(waiting).to_have_text("0")
    await expect(manager.at("board-window-W25")).to_contain_text(number)
    await expect(manager.at("board-window-W25")).to_contain_text("高田")

    await clerk.begins()

    await expect(tablet.get_by_test_id("tablet-number")).to_have_text(number)
    await expect(machine.get_by_test_id("service-S13")).to_be_visible()  # the next visitor finds the beginning

    await clerk.finishes()

    await expect(tablet.get_by_test_id("tablet-welcome")).to_be_visible()
    await expect(tablet.get_by_test_id("tablet-number")).to_have_count(0)


async def test_a_screen_comes_back_by_itself_and_goes_when_it_is_revoked(hall: Hall) -> None:
    clerk = await hall.clerk("高田", "W25")
    television = await paired(hall, clerk, "hall")
    await expect(television.get_by_text("あおばの市役所")).to_be_visible()

    await television.reload()

    await expect(television.get_by_text("あおばの市役所")).to_be_visible()
    listed = await (await clerk.page.request.get(f"{hall.address}/api/displays")).json()
    ours = max((one for one in listed["displays"] if one["kind"] == "hall"), key=lambda one: one["paired_at"])
    answer = await clerk.page.request.post(
        f"{hall.address}/api/displays/revoke", data={"id": ours["id"]}, headers={"origin": hall.address}
    )
    assert answer.ok

    await expect(television.get_by_test_id("pairing-code")).to_be_visible()

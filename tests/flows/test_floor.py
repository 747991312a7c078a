"""The floor manager: a window from the board, a whole line elsewhere, the day again, a plan by keys, the check and the
figures."""

from __future__ import annotations

from playwright.async_api import expect

from tests.flows.axe import barriers
from tests.flows.people import Hall


async def test_a_floor_manager_moves_a_line_closes_a_window_and_plans_by_keys(hall: Hall) -> None:
    clerk = await hall.clerk("高田", "W25")
    number = await clerk.gives_number("S13")
    await clerk.presses("w")
    await expect(clerk.at(f"why-{number}").first).to_contain_text("来庁の順")
    television = await hall.screen(clerk, "hall")
    await expect(television.get_by_test_id("waiting-G25")).to_be_visible()
    manager = await hall.clerk("大野", None)
    await manager.lamp_is("on")
    await manager.page.goto(f"{hall.address}/board")

    await manager.at("board-line-G25").get_by_role("button").first.click()
    await expect(manager.at("outlook").get_by_role("heading")).to_contain_text("の見込み")
    await expect(manager.at("outlook").locator(".note")).to_be_visible()  # a new city has nothing to foretell from yet
    await manager.presses("m")
    await manager.at("move-line-to").select_option("G26")
    await manager.at("ask-transfer-go").click()

    await expect(television.get_by_test_id("hall-news")).to_contain_text("番号はそのまま")
    await expect(clerk.at(f"why-{number}")).to_have_count(0)

    await manager.at("board-window-W25").click()
    await manager.at("window-closed").click()
    await expect(manager.at("window-sure")).to_contain_text("高田")
    await manager.at("window-sure-go").click()
    await expect(clerk.page.get_by_text("この窓口は閉じています").first).to_be_visible()

    waiting = await manager.at("board-waiting-G26").inner_text()
    await manager.presses("r")
    await expect(manager.at("replay-band")).to_contain_text("再生中")
    await manager.page.get_by_role("button", name="今日").click()
    await manager.at("replay-slider").press("Home")
    begins = str(await manager.at("replay-time").get_attribute("datetime"))
    await manager.at("replay-speed-300").click()
    await manager.presses("p")
    await expect(manager.at("replay-time")).not_to_have_attribute("datetime", begins)
    await manager.at("replay-slider").press("End")
    await expect(manager.at("board-waiting-G26")).to_have_text(waiting)
    await manager.page.get_by_role("button", name="すべて見る").click()
    await expect(manager.at("board-window-W25")).to_have_attribute("data-use", "closed")
    assert await barriers(manager.page) == []
    await manager.at("replay-back").click()  # Esc would first take away what was said of the line
    await expect(manager.at("board")).to_be_visible()

    await manager.page.goto(f"{hall.address}/floor/plan")
    await manager.page.get_by_label("25番窓口を終日開ける").click()
    edge = manager.at("plan-25-0-1")
    await edge.focus()
    await manager.presses("ArrowLeft")
    await expect(edge).to_have_attribute("aria-valuetext", "17:10")
    await expect(manager.at("plan-W25")).to_contain_text("大野")
    assert await barriers(manager.page) == []
    await manager.page.goto(f"{hall.address}/floor/opening")
    await expect(manager.at("light-plan")).to_have_attribute("data-state", "look")
    assert await barriers(manager.page) == []
    await manager.page.goto(f"{hall.address}/floor/figures")
    await expect(manager.at("figures-table")).to_contain_text("全体")
    assert await barriers(manager.page) == []

"""The floor manager speaks: to a window, which has read it with a key, and to everybody in the hall."""

from __future__ import annotations

from playwright.async_api import expect

from tests.flows.axe import barriers
from tests.flows.people import Hall


async def test_a_manager_speaks_to_a_window_and_to_the_hall_and_takes_it_back(hall: Hall) -> None:
    """By keys alone at the window; the hall shows it large, in plain Japanese too, until it is taken back."""
    clerk = await hall.clerk("高田", "W25")
    television = await hall.screen(clerk, "hall")
    await expect(television.get_by_test_id("hall-news")).to_be_visible()
    manager = await hall.clerk("大野", None)
    await manager.lamp_is("on")
    await manager.page.goto(f"{hall.address}/board")
    await expect(manager.at("say")).to_be_visible()

    await manager.presses("c")
    await manager.at("say-whom").select_option("window:W25")
    await manager.at("say-text").fill("26番の応援に入ってください")
    await manager.at("say-go").click()
    await expect(clerk.at("posted")).to_contain_text("26番の応援に入ってください")
    await expect(clerk.at("posted")).to_contain_text("大野")
    assert await barriers(clerk.page) == []
    await clerk.presses("Alt+q")
    await expect(clerk.at("posted")).to_have_count(0)
    await expect(manager.at("said-list")).to_contain_text("読んだ窓口：25")

    await manager.at("say-whom").select_option("halls")
    await manager.at("say-text").fill("2階のエレベーターは止まっています。階段をご利用ください。")
    await manager.at("say-easy").fill("2かいへ いく ときは かいだんを つかって ください。")
    assert await barriers(manager.page) == []
    await manager.at("say-go").click()
    notice = television.get_by_test_id("hall-notice")
    await expect(notice).to_contain_text("かいだんを つかって")
    assert await barriers(television) == []
    await manager.at("take-down-halls").click()
    await expect(notice).to_have_count(0)


async def test_a_manager_gives_a_window_to_another_line_and_looks_at_a_visit(hall: Hall) -> None:
    """Who sits there is asked about; the board and the window's own screen say whose visitors it takes now."""
    clerk = await hall.clerk("高田", "W25")
    number = await clerk.gives_number("S08")
    manager = await hall.clerk("大野", None)
    await manager.lamp_is("on")
    await manager.page.goto(f"{hall.address}/board")
    await manager.at("board-window-W25").click()
    await manager.at("assign-group").select_option("G20")
    assert await barriers(manager.page) == []
    await manager.at("assign-go").click()
    await expect(manager.at("window-sure")).to_contain_text("高田")
    await manager.at("window-sure-go").click()
    await expect(manager.at("board-line-G20").get_by_test_id("board-window-W25")).to_contain_text("応援")
    await expect(clerk.at(f"row-{number}")).to_be_visible()

    await manager.at("board-line-G20").get_by_role("button").first.click()
    await manager.at(f"look-{number}").click()
    await expect(manager.at("timeline")).to_contain_text("待ち")
    assert await barriers(manager.page) == []
    await manager.presses("Escape")
    await manager.at("board-window-W25").click()
    await manager.at("assign-group").select_option("G25")
    await manager.at("assign-go").click()
    await manager.at("window-sure-go").click()
    await expect(clerk.at(f"row-{number}")).to_have_count(0)


async def test_a_window_asks_another_to_come_and_then_calls_the_next_by_itself(hall: Hall) -> None:
    """Whoever is asked answers by a key and has the case at their own desk; the end of the visit ends it everywhere."""
    clerk, colleague = await hall.clerk("中村", "W05"), await hall.clerk("佐藤", "W20")
    first, second = [await clerk.gives_number("S01") for _ in range(2)]
    await clerk.at("menu").click()
    await clerk.at("auto-call-switch").click()
    await clerk.calls_next()
    await clerk.begins()
    await clerk.sees_case(first)
    await clerk.presses("Alt+h")
    await clerk.at("come-whom").select_option("group:G20")
    assert await barriers(clerk.page) == []
    await clerk.at("come-go").click()
    await expect(colleague.at("asked-to-come")).to_contain_text("5番窓口へ来てください")
    assert await barriers(colleague.page) == []
    await colleague.presses("Alt+y")
    await colleague.sees_case(first)
    await expect(clerk.at("asking-to-come")).to_contain_text("20番窓口の職員が来ます")
    await clerk.at("finish").first.click()
    await clerk.at("finish-done").click()
    await expect(clerk.at("finish-done")).to_have_count(0)  # what lies on top has the keys
    await clerk.presses("Control+b")
    signs = clerk.page.locator("[data-testid='auto-call-sign'], [data-testid='calling-sign']")
    await expect(signs).to_contain_text(second)
    await expect(clerk.at("calling-sign")).to_contain_text("呼出中")
    assert await barriers(clerk.page) == []
    await clerk.at("to-desk").click()
    await clerk.sees_case(second)
    await expect(colleague.at("going")).to_have_count(0)

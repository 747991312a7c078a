"""A slow line, a line that was cut until the house gave the clerk up, and an edit that came after its case was closed:
the lamp says so, nothing is lost, and what cannot be kept any more stands in the tray."""

from __future__ import annotations

import time

import pytest
from playwright.async_api import expect

from tests.flows.people import Hall
from tests.flows.slow import slow_line
from tests.flows.test_keystroke import two_on_one_case

LAMP_MS = 2_000
LATENCIES_MS = (150, 2_000)
PINGS_MS = 10_000
"""The library's own pings tell of a dead line later than that."""
TURNS = """() => {
  const lamp = document.querySelector("[data-testid=lamp]");
  window.turned = new Promise((done) => addEventListener("offline", () => {
    const cut = performance.now();
    const look = () => lamp.isConnected && document.querySelector("[data-testid=lamp]").dataset.state === "on"
      ? requestAnimationFrame(look) : done(performance.now() - cut);
    look();
  }, { once: true }));
}"""

OFF = """() => {
  const from = performance.now();
  window.turned = new Promise((done) => {
    const look = () => document.querySelector("[data-testid=lamp]").dataset.state === "off"
      ? done(performance.now() - from) : requestAnimationFrame(look);
    look();
  });
}"""


@pytest.mark.parametrize("latency_ms", LATENCIES_MS)
async def test_a_slow_line_loses_nothing(hall: Hall, latency_ms: int) -> None:
    async with slow_line(hall.address) as line:
        nakamura, sato, _ = await two_on_one_case(hall, line.address)
        line.delay_s = latency_ms / 1000
        begun = time.monotonic()
        await nakamura.types("new_town", "中央一丁目")
        await nakamura.types("new_banchi", "２番３号")
        await sato.types("new_katagaki", "あおばハイツ１０１")
        await sato.sees("new_town", "中央一丁目")
        assert time.monotonic() - begun >= line.delay_s  # the line was slow indeed
        await sato.sees("new_banchi", "２番３号")
        await nakamura.sees("new_katagaki", "あおばハイツ１０１")
        for key in ("new_town", "new_banchi", "new_katagaki"):
            await nakamura.sees_kept(key)
            await sato.sees_kept(key)
        line.delay_s = 0.0
        await nakamura.lamp_is("on")


async def test_a_line_that_carries_nothing_any_more_is_hung_up_and_another_one_found(hall: Hall) -> None:
    """Wi-Fi that is gone, a switch that fell: nobody is told, and the screen must find out. The library would take 20 s
    and a retry; until then only the line itself can know."""
    async with slow_line(hall.address) as line:
        nakamura, sato, _ = await two_on_one_case(hall, line.address)
        await nakamura.types("new_town", "中央一丁目")
        await nakamura.sees_kept("new_town")

        line.go_deaf()
        await nakamura.page.evaluate(OFF)
        await nakamura.types("new_banchi", "２番３号")

        await nakamura.lamp_is("look")
        assert await nakamura.page.evaluate("window.turned") < PINGS_MS
        await nakamura.lamp_is("on")
        await nakamura.sees_kept("new_banchi")
        await sato.sees("new_banchi", "２番３号")


async def test_a_cut_until_the_house_gave_the_clerk_up_loses_nothing(hall: Hall) -> None:
    nakamura, sato, number = await two_on_one_case(hall)
    await expect(sato.at("presence")).to_contain_text("中村")
    await nakamura.page.evaluate(TURNS)

    await nakamura.page.context.set_offline(True)

    assert await nakamura.page.evaluate("window.turned") < LAMP_MS
    await nakamura.lamp_is("off")
    await nakamura.types("new_town", "本町一丁目")
    await nakamura.types("new_banchi", "４番")
    await expect(nakamura.page.get_by_text("通信が戻ると自動で保存します")).to_be_visible()
    await expect(nakamura.page.get_by_text("未保存 2件")).to_be_visible()
    await expect(sato.at("presence")).not_to_contain_text("中村", timeout=60_000)
    await sato.types("new_katagaki", "切れているあいだの入力")

    await nakamura.page.context.set_offline(False)

    await nakamura.lamp_is("on")
    await nakamura.sees_case(number)
    for key in ("new_town", "new_banchi", "new_katagaki"):
        await nakamura.sees_kept(key)
    await sato.sees("new_town", "本町一丁目")
    await sato.sees("new_banchi", "４番")
    await nakamura.sees("new_katagaki", "切れているあいだの入力")


async def test_an_edit_that_comes_after_its_case_was_closed_stands_in_the_tray(hall: Hall) -> None:
    nakamura, sato, _ = await two_on_one_case(hall)
    await nakamura.page.context.set_offline(True)
    await nakamura.types("new_town", "本町一丁目")
    await sato.at("take-over").click()
    await expect(sato.at("finish").first).to_be_visible()
    await sato.finishes()

    await nakamura.page.context.set_offline(False)

    tray = nakamura.at("tray")
    await expect(tray).to_contain_text("本町一丁目")
    await expect(tray).to_contain_text("この案件は終わっています。")
    await nakamura.at("reopen").click()
    await expect(nakamura.at("finish").first).to_be_visible()
    await tray.get_by_role("button", name="メモに写す").click()
    await expect(tray).to_have_count(0)
    await expect(nakamura.at("memo-list")).to_contain_text("本町一丁目")

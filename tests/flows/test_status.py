"""状態 on one key: what stands, the same as one text, and what the screen knows by itself when nobody can be asked."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.flows.people import Hall


async def test_a_clerk_reads_out_what_stands_also_while_the_line_is_cut(hall: Hall) -> None:
    nakamura = await hall.clerk("中村", "W05")
    await nakamura.presses("F9")
    for part in ("line", "live", "record"):
        await expect(nakamura.at(f"status-{part}")).to_have_attribute("data-state", "stands")
    await expect(nakamura.at("status-text")).to_have_value(re.compile("^あおばの市の、つなぐ窓口の状態です。"))
    await nakamura.page.context.set_offline(True)
    await expect(nakamura.at("status-line")).to_have_attribute("data-state", "broken")
    await expect(nakamura.at("status-record")).to_have_attribute("data-state", "unknown")
    await expect(nakamura.at("status-verdict")).to_contain_text("止まっているものがあります")
    await expect(nakamura.at("status")).to_contain_text("情報システム課 内線1234")
    await nakamura.page.context.set_offline(False)
    await expect(nakamura.at("status-record")).to_have_attribute("data-state", "stands")
    await nakamura.presses("Escape")
    await expect(nakamura.at("status")).to_have_count(0)

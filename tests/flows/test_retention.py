"""保存期間 in the browser: days, what is due, the certificate into the printer; for everybody."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.flows.axe import barriers
from tests.flows.people import Hall


async def test_an_administrator_sees_what_is_kept_and_prints_the_certificate(hall: Hall) -> None:
    admin = await hall.clerk("管")
    await expect(admin.at("seat-to-admin")).to_be_visible()
    await admin.page.goto(hall.address + "/admin/-/retention")
    await expect(admin.at("retention-kept")).to_contain_text("1,095日")
    await expect(admin.at("retention-due")).to_contain_text("0件")
    await admin.at("retention-responsible").fill("情報政策課長")
    assert await barriers(admin.page) == []
    await admin.page.keyboard.press("Enter")
    await expect(admin.at("paper")).to_have_attribute("src", re.compile("^blob:"))
    await admin.at("retention-until").fill("2020-01-01")
    await admin.page.keyboard.press("Enter")
    await expect(admin.page.get_by_role("alert")).to_be_visible()
    assert admin.errors == []

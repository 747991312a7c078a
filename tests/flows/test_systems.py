"""連携 in the browser: a key made, shown once, used, its rights changed, ended; for everybody."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.flows.axe import barriers
from tests.flows.people import Hall

STATE = "/systems/v1/cases/0000000000000000"


async def test_an_administrator_makes_a_key_that_is_shown_once_and_ends_it(hall: Hall) -> None:
    admin = await hall.clerk("管")
    await expect(admin.at("seat-to-admin")).to_be_visible()
    await admin.page.goto(hall.address + "/admin/-/systems")
    await admin.at("systems-make").press("Enter")
    await admin.page.keyboard.press("Control+s")
    await expect(admin.page.get_by_text("名前を入れてください。")).to_be_visible()
    assert await barriers(admin.page) == []
    await admin.at("system-name").fill("給付システム")
    await admin.at("system-rights-read").check()
    await admin.page.keyboard.press("Control+s")
    key = await admin.at("systems-key-value").inner_text()
    assert re.fullmatch(r"[\w-]{43}", key)
    assert await barriers(admin.page) == []
    await admin.page.keyboard.press("Escape")
    await expect(admin.at("systems-key-value")).to_be_visible()
    await admin.at("systems-key-close").click()
    row = admin.at("system-給付システム")
    await expect(row).to_contain_text("使えます")
    head = {"authorization": f"Bearer {key}"}
    assert (await admin.page.request.get(hall.address + STATE, headers=head)).status == 404

    await row.get_by_test_id("system-change").click()
    await admin.at("system-rights-create").check()
    await admin.at("system-rights-read").uncheck()
    await admin.page.keyboard.press("Control+s")
    await expect(row).to_contain_text("案件を作る")
    assert (await admin.page.request.get(hall.address + STATE, headers=head)).status == 403
    await row.get_by_test_id("system-end").click()
    await admin.at("systems-end-ask-go").click()
    await expect(row).to_contain_text("終わり")
    assert (await admin.page.request.get(hall.address + STATE, headers=head)).status == 401
    await admin.page.reload()
    await expect(row).to_contain_text("終わり")
    assert key not in await admin.page.content()
    assert admin.errors == []

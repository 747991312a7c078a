"""監査 in the browser: who looked at what is found, the chain is checked, the analyses tell; nothing in an address."""

from __future__ import annotations

from playwright.async_api import expect

from tests.flows.axe import barriers
from tests.flows.people import Hall


async def test_an_administrator_reads_checks_and_analyses_the_audit(hall: Hall) -> None:
    tanaka = await hall.clerk("田中", "W01")
    await tanaka.page.keyboard.press("F2")
    await tanaka.at("find-input").fill("すずき")
    await tanaka.at("find-go").click()
    await expect(tanaka.at("find-panel")).to_contain_text("見つかりませんでした")
    admin = await hall.clerk("管")
    await expect(admin.at("login")).to_have_count(0)
    await admin.page.goto(hall.address + "/admin/-/audit")
    await expect(admin.at("audit")).to_be_visible()
    assert await barriers(admin.page) == []
    rows = admin.at("audit-rows")
    async with admin.page.expect_response("**/api/audit/find"):
        await admin.at("audit-find").click()
    await expect(rows).to_contain_text("ログイン")
    assert await barriers(admin.page) == []
    await admin.at("audit-check").click()
    await expect(admin.at("audit-whole")).to_contain_text("異常はありません")
    await admin.at("audit-analyse").click()
    await expect(admin.at("audit-findings")).to_be_visible()
    await admin.at("audit-ledger").click()
    await expect(admin.at("audit-ledger-lines")).to_contain_text("案件を検索した")
    assert await barriers(admin.page) == []
    async with admin.page.expect_download() as saved:
        await admin.at("audit-ledger-save").click()
    assert (await saved.value).suggested_filename.startswith("ledger-")
    assert admin.page.url.endswith("/admin/-/audit")
    async with admin.page.expect_download() as saved:
        await admin.at("audit-save").click()
    assert (await saved.value).suggested_filename.startswith("audit-")
    assert admin.errors == []

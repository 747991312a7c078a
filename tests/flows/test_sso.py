"""シングルサインオン in the browser: to the city's provider and back, with one key; whoever is refused reads why; for
what weighs more it is shown there again who sits here."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.engines import Databases, Keyspaces
from tests.flows.axe import barriers
from tests.flows.conftest import ROOT, end, new_city
from tests.flows.people import CLERKS, Clerk, Hall
from tests.flows.test_sessions import opens_own_sessions
from tests.provider import CLIENT, Provider, provider

PICTURES = os.environ.get("FLOW_PICTURES")
SUBJECT = "nakamura@example"
OUT_WITHIN_MS = 5_000


@dataclass
class Federated:
    """A city hall that has single sign-on, and its provider."""

    hall: Hall
    there: Provider

    async def comes(self) -> Page:
        """Somebody at the log-in page, where one key is for single sign-on."""
        page = await self.hall.page()
        await expect(page.get_by_test_id("sso")).to_be_focused()
        return page


@pytest_asyncio.fixture(loop_scope="session")
async def federated(
    databases: Databases, keyspaces: Keyspaces, browser: Browser, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Federated]:
    """The demo city with a provider of its own, over real HTTP on this machine."""
    async with provider(lambda: int(time.time() * 1000)) as there:
        there.secret, there.who = "", SUBJECT
        folder = tmp_path / "city"
        shutil.copytree(ROOT / "deploy/city/aobano", folder)
        settings = folder / "settings.toml"
        said, times = re.subn(
            r'issuer = ""\nclient = ""', f'issuer = "{there.issuer}"\nclient = "{CLIENT}"', settings.read_text("utf-8")
        )
        assert times == 1
        settings.write_text(said, "utf-8")
        with new_city(databases, keyspaces, folder) as made:
            hall = Hall(made.address, browser, made.record)
            yield Federated(hall, there)
            await end(hall, request)


async def is_known_there(hall: Hall, name: str) -> None:
    """An administrator, who has come by the password, writes who the provider says this is."""
    kan = await hall.clerk("管")
    await expect(kan.at("menu")).to_be_visible()
    users = (await (await kan.fetches("GET", "/api/users")).json())["users"]
    one = next(one for one in users if one["account"]["login"] == CLERKS[name])
    account = {**one["account"], "subject": SUBJECT}
    await kan.fetches("PUT", f"/api/users/{one['clerk']}", {"account": account, "base": one["rev"]})


async def test_a_clerk_comes_in_by_the_provider_and_who_is_unknown_reads_why(federated: Federated) -> None:
    hall, there = federated.hall, federated.there
    unknown = await federated.comes()
    assert await barriers(unknown) == []
    await unknown.keyboard.press("Enter")
    no = unknown.get_by_test_id("notice")
    await expect(no).to_contain_text("利用者に登録されていません。管理者に")
    assert await barriers(unknown) == []
    assert "code=" not in unknown.url and "state=" not in unknown.url
    await unknown.get_by_test_id("sso-leave").click()
    await expect(unknown.get_by_test_id("sso")).to_be_focused()

    await is_known_there(hall, "中村")
    clerk = Clerk(await federated.comes(), "中村")
    hall.clerks.append(clerk)
    if PICTURES:
        await hall.pictures(Path(PICTURES), "sso")
    await clerk.page.keyboard.press("Enter")
    await expect(clerk.at("menu")).to_contain_text("中村")
    assert [asked["prompt"] for asked in there.asked] == ["login", "login"]
    await clerk.sits_at("W05")

    # what weighs more is shown there again, in a window beside: nothing on this page is lost
    forgotten = await hall.clerk("中村")
    await expect(forgotten.at("start")).to_be_visible()
    await opens_own_sessions(clerk)
    await expect(clerk.at("session-here")).to_contain_text("シングルサインオン")
    await hall.showed_long_ago("中村")
    await clerk.at("end-session").click()
    await clerk.at("end-session-go").click()
    await expect(clerk.at("prove").get_by_test_id("sso")).to_be_focused()
    assert await barriers(clerk.page) == []
    await clerk.page.keyboard.press("Enter")
    await expect(clerk.at("sessions-said")).to_contain_text("1件終わらせました")
    await expect(clerk.at("session-other")).to_have_count(0)
    await expect(forgotten.at("cover")).to_contain_text("ほかの端末か管理者が", timeout=OUT_WITHIN_MS)
    if PICTURES:
        await forgotten.page.screenshot(path=Path(PICTURES) / "ended.png")
    await forgotten.sign_in()
    await expect(forgotten.at("cover")).to_have_count(0)
    await forgotten.lamp_is("on")

    # a provider that says something wrong lets nobody in
    there.claims = {"nonce": "x" * 43}
    liar = await federated.comes()
    await liar.keyboard.press("Enter")
    await expect(liar.get_by_test_id("notice")).to_contain_text("シングルサインオンでログインできませんでした。")

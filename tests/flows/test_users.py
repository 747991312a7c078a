"""利用者: an administrator makes a user in the browser; she chooses a password, sees what she may, is stopped, and is
out within seconds. Without a mouse, for everybody, and with what others write meanwhile."""

from __future__ import annotations

import os
import re
from pathlib import Path

from playwright.async_api import Page, expect

from tests.flows.axe import barriers
from tests.flows.people import Clerk, Hall
from tests.paper.look import text_of

FIRST = re.compile(r"\b[a-z2-9]{4}(?:-[a-z2-9]{4}){3}\b")
NEW = "むかしむかしあるところに"
LOGIN = "1000051"
PICTURES = os.environ.get("FLOW_PICTURES")
OUT_WITHIN_MS = 5_000
COPIED_WITHIN_MS = 60_000


async def administrator(hall: Hall) -> Clerk:
    """管 at the accounts."""
    kan = await hall.clerk("管")
    await kan.at("seat-to-users").click()
    await expect(kan.at("admin-list")).to_be_visible()
    return kan


async def makes_user(kan: Clerk, login: str, name: str) -> None:
    """A clerk of 市民課 who sees 要配慮."""
    await kan.at("row-new").click()
    await kan.at("user-login").fill(login)
    await kan.at("user-name").fill(name)
    await kan.at("user-department").fill("市民課")
    await kan.at("user-offices-main").check()
    await kan.at("user-sees-L3").check()
    await kan.at("user-save").click()
    await expect(kan.at("notice")).to_contain_text("保存しました")


async def takes_paper(kan: Clerk) -> str:
    """A paper is printed; the first password of the next one, which counts then. (What a browser prints from its
    memory cannot be read here, and it has no address.)"""
    await kan.at("user-paper").click()
    await kan.at("paper-ask-go").click()
    await expect(kan.at("paper-ask")).to_have_count(0)
    await expect(kan.at("paper")).to_have_attribute("src", re.compile("^blob:"))
    said = await (await kan.fetches("GET", "/api/users")).json()
    return await first_password(kan, next(one["clerk"] for one in said["users"] if one["account"]["login"] == LOGIN))


async def first_password(kan: Clerk, user: str) -> str:
    """What stands on a paper that is printed for this user now."""
    paper = await kan.fetches("POST", "/api/users/papers", {"users": [user]})
    found = FIRST.search(text_of(await paper.body()))
    assert found, "a paper without its password"
    return found[0]


async def first_log_in(page: Page, login: str, first: str) -> None:
    """With what stands on the paper; another password is chosen."""
    await page.get_by_test_id("login").fill(login)
    await page.get_by_test_id("password").fill(first)
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("choose-password")).to_be_visible()
    await expect(page.get_by_test_id("wanted")).to_be_focused()
    assert await barriers(page) == []
    await page.keyboard.type("x")
    await page.get_by_test_id("wanted").fill(NEW)
    await page.keyboard.press("Tab")
    await page.get_by_test_id("wanted-again").fill("ちがうもの")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("notice")).to_contain_text("2つのパスワードが違います")
    await page.get_by_test_id("wanted-again").fill(NEW)
    await page.keyboard.press("Enter")


async def test_a_user_is_made_works_is_stopped_and_is_out_within_seconds(hall: Hall) -> None:
    kan = await administrator(hall)
    await makes_user(kan, LOGIN, "森 さくら")
    first = await takes_paper(kan)

    mori = Clerk(await hall.page(), "森 さくら")
    hall.clerks.append(mori)
    await first_log_in(mori.page, LOGIN, first)
    await mori.sits_at("W06")
    await expect(mori.at("to-users")).to_have_count(0)
    await mori.gives_number("S01")
    await mori.calls_next()
    await mori.begins()
    await mori.page.keyboard.press("Alt+2")
    await mori.adds_person()
    await mori.types("m_name", "青葉 太郎")
    await mori.sees_kept("m_name")

    await kan.at("admin-search").fill(LOGIN)
    await kan.page.keyboard.press("ArrowDown")
    await kan.at("user-disabled").check()
    await kan.page.keyboard.press("Control+s")
    await expect(mori.at("cover")).to_be_visible(timeout=OUT_WITHIN_MS)
    await mori.at("login").fill(LOGIN)
    await mori.at("password").fill(NEW)
    await mori.page.keyboard.press("Enter")
    await expect(mori.at("notice").last).to_contain_text("職員番号かパスワードが違います")
    await expect(kan.at("user-log")).to_contain_text("利用の停止")


async def test_accounts_are_kept_without_a_mouse_and_every_page_is_for_everybody(hall: Hall) -> None:
    kan = await administrator(hall)
    press, type_ = kan.page.keyboard.press, kan.page.keyboard.type

    await press("F2")
    await type_("中村")
    await expect(kan.at("list-count")).to_have_text(re.compile(r"^1 / "))
    await press("ArrowDown")
    await press("Enter")
    await expect(kan.at("user-login")).to_be_focused()
    await press("Tab")
    await press("Tab")
    await expect(kan.at("user-kana")).to_be_focused()
    await type_("ナカムラ")
    await press("Control+s")
    await expect(kan.at("notice")).to_contain_text("保存しました")
    await expect(kan.at("user-log")).to_contain_text("ナカムラ")
    assert await barriers(kan.page) == []

    await kan.at("user-department").fill("")
    await kan.at("user-name").fill("=中村")
    await press("Control+s")
    await expect(kan.at("user-wrong")).to_contain_text("2か所")
    await expect(kan.at("user-name")).to_be_focused()
    await expect(kan.at("form")).to_contain_text("式として動くためです")
    assert await barriers(kan.page) == []

    await kan.at("grant-what").select_option("window")
    await kan.at("grant-of").fill("9番")
    await press("Enter")
    await expect(kan.at("grant-W09-r")).to_be_checked()
    await kan.at("grant-W09-w").check()
    await kan.at("user-department").fill("市民課")
    await kan.at("user-name").fill("中村")
    await kan.at("user-later").check()
    await kan.at("user-day").fill("2099-04-01")
    await press("Control+s")
    await expect(kan.at("plans")).to_contain_text("2099-04-01")
    await expect(kan.at("plans")).to_contain_text("9番窓口")
    assert await barriers(kan.page) == []

    for page in ("teams", "file", "see", "log"):
        await kan.at(f"nav-{page}").focus()
        await press("Enter")
        await expect(kan.at(f"nav-{page}")).to_have_attribute("aria-current", "page")
        await expect(kan.page.get_by_text("読み込んでいます")).to_have_count(0)
        assert await barriers(kan.page) == [], page
    await kan.at("nav-teams").click()
    await press("Alt+n")
    await kan.at("team-name").fill("委託（証明）")
    await press("Control+s")
    await expect(kan.at("notice")).to_contain_text("保存しました")
    await expect(kan.at("admin-list")).to_contain_text("委託（証明）")
    assert await barriers(kan.page) == []


async def test_two_administrators_never_overwrite_each_other(hall: Hall) -> None:
    one, other = await administrator(hall), await administrator(hall)
    for kan in (one, other):
        await kan.at("row-U03").click()
    await one.at("user-kana").fill("タナカ")
    await one.at("user-save").click()
    await expect(one.at("notice")).to_contain_text("保存しました")
    await other.at("user-kana").fill("タナカイチロウ")
    await other.at("user-save").click()
    await expect(other.at("user-refused")).to_contain_text("ほかの管理者が先に変えました")
    assert await barriers(other.page) == []


async def test_a_file_is_looked_at_first_and_a_turn_of_the_year_is_planned(hall: Hall) -> None:
    kan = await administrator(hall)
    await kan.at("nav-file").click()
    head = "職員番号,氏名,所属,役割,拠点,有効開始日\n"

    async def brings(text: str) -> None:
        file = {"name": "利用者.csv", "mimeType": "text/csv", "buffer": text.encode("utf-8-sig")}
        await kan.at("users-in").set_input_files(file)  # type: ignore[arg-type]
        await expect(kan.at("users-preview")).to_be_visible()

    await brings(head + "1000061,林,,王様,本庁,2026-01-01\n")
    await expect(kan.at("file-faults")).to_contain_text("王様")
    await expect(kan.at("users-go")).to_have_count(0)
    assert await barriers(kan.page) == []
    await kan.at("users-other").click()

    await kan.at("file-turn").check()
    await kan.at("file-day").fill("2099-04-01")
    await brings(
        head + "1000061,林,市民課,窓口職員,本庁,2026-01-01\n1000001,田中,保険年金課,窓口職員,本庁,2026-01-01\n"
    )
    await expect(kan.at("users-preview")).to_contain_text("新しい方 1人・変わる方 1人")
    await expect(kan.at("users-differences")).to_contain_text("保険年金課")
    assert await barriers(kan.page) == []
    await kan.at("users-go").click()
    await expect(kan.at("users-applied")).to_contain_text("2099-04-01")

    await kan.at("nav-turn").click()
    await kan.at("turn-day").fill("2099-04-01")
    for told in ("林", "用紙が要る", "田中", "保険年金課"):
        await expect(kan.at("turn-told")).to_contain_text(told)
    await kan.at("turn-copy-go").press("Enter")
    await expect(kan.at("turn-copy-same")).to_be_visible(timeout=COPIED_WITHIN_MS)
    assert await barriers(kan.page) == []
    if PICTURES:
        await hall.pictures(Path(PICTURES), "turn")
    await kan.at("turn-day").fill("2098-04-01")
    await expect(kan.at("turn-told").or_(kan.at("turn-nothing"))).to_be_visible()
    await expect(kan.at("turn")).not_to_contain_text("保険年金課")
    await kan.at("nav-file").click()

    async with kan.page.expect_download() as saving:
        await kan.at("users-out").click()  # the log-in was a moment ago: nothing is asked again
    assert (await saving.value).suggested_filename == "利用者.csv"
    await kan.at("nav-people").click()
    await kan.at("row-U03").click()
    await expect(kan.at("plans")).to_contain_text("保険年金課")

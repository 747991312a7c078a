"""自分のログイン: somebody forgot to log out at another PC; seen and ended from here, after the password again."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.async_api import expect

from tests.flows.axe import barriers
from tests.flows.people import Clerk, Hall

PICTURES = os.environ.get("FLOW_PICTURES")
OUT_WITHIN_MS = 5_000


async def opens_own_sessions(clerk: Clerk) -> None:
    """From the menu, with keys."""
    for key in ("menu", "to-sessions"):
        await clerk.at(key).focus()
        await clerk.page.keyboard.press("Enter")
    await expect(clerk.at("session-here")).to_contain_text("この端末")


async def test_a_session_at_another_pc_is_ended_from_here_after_the_password_again(hall: Hall) -> None:
    forgotten = await hall.clerk("石井", "W06")
    here = await hall.clerk("石井")
    press = here.page.keyboard.press
    await opens_own_sessions(here)
    await expect(here.at("session-here")).to_contain_text("Google Chrome")
    other = here.at("session-other").filter(has_text="6番")
    await expect(other).to_contain_text("ログイン 今日")
    assert await barriers(here.page) == []
    await hall.showed_long_ago("石井")
    await other.get_by_test_id("end-session").focus()
    await press("Enter")
    await expect(other.get_by_test_id("end-session-go")).to_be_focused()
    if PICTURES:
        await hall.pictures(Path(PICTURES), "sessions")
    await press("Enter")
    await here.shows_who_it_is()
    await expect(other).to_have_count(0)
    await expect(here.at("sessions-said")).to_contain_text("1件終わらせました")
    await expect(forgotten.at("cover")).to_contain_text("ほかの端末か管理者が", timeout=OUT_WITHIN_MS)
    assert await barriers(here.page) == []
    await press("Escape")
    await expect(here.at("sessions")).to_have_count(0)
    await expect(here.at("window-W06")).to_be_visible()

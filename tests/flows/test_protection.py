"""支援措置 at the counter: a family's visit over three windows, and the abuser's search at a fourth."""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path
from typing import Any

from playwright.async_api import expect

from tests.flows.axe import barriers
from tests.flows.contractor import Contractor
from tests.flows.people import Clerk, Hall
from tests.flows.test_forms import said
from tests.flows.test_users import administrator

PICTURES = os.environ.get("FLOW_PICTURES")
NAME, KANA, BIRTH = "綾小路　かほる", "アヤノコウジ　カホル", "S540909"
NEW = {"new_town": "中央一丁目", "new_banchi": "８番８号"}
FLAG: dict[str, Any] = {
    "known": {
        "number": "990001",
        "persons": [
            {"kind": "self", "name": NAME, "kana": KANA, "birth": "1979-09-09"},
            {"kind": "other", "name": "綾小路　剛", "kana": "アヤノコウジ　ツヨシ", "birth": "1975-05-05"},
        ],
        "addresses": [],
    },
    "state": "provisional",
    "begins": "2026-11-01",
}


async def asks(clerk: Clerk, path: str, said: Any) -> Any:
    """A question of this clerk's browser to the server."""
    return await (await clerk.fetches("POST", path, said)).json()


async def prints_with_the_address(oono: Clerk, code: str, number: str) -> None:
    """The key says that what is hidden goes on the paper; it asks why, and is off again at the next print."""
    await oono.scans(code)
    await oono.at("look-on").click()
    await oono.sees_case(number)
    for asks in (False, True):
        await oono.page.keyboard.press("Alt+i")
        await expect(oono.at("print-reveal")).not_to_be_checked()
        if asks:
            await oono.at("print-reveal").focus()
            await oono.page.keyboard.press("Space")
            await expect(oono.at("why-dialog")).to_be_visible()
            await oono.at("why-go").click()
            await expect(oono.at("print-reveal")).to_be_checked()
            assert await barriers(oono.page) == []
            if PICTURES:
                await oono.page.screenshot(path=Path(PICTURES) / "print-reveal.png")
        await oono.at("print-override").click()
        await oono.at("why-note").fill("あとで足す")
        await oono.at("why-go").click()
        paper = said(await asyncio.wait_for(oono.papers.get(), 30))
        assert (NEW["new_banchi"] in paper) is asks
    assert NEW["new_banchi"] not in await oono.page.content()


async def sees_mark(clerk: Clerk) -> None:
    """The city's own word, and not a word of why."""
    await expect(clerk.at("protected")).to_contain_text("個別対応")
    page = await clerk.page.locator("body").inner_text()
    for word in ("支援措置", "DV", "暴力", "ストーカー", "虐待"):
        assert word not in page, word


async def test_a_family_comes_over_three_windows_and_the_search_at_a_fourth_tells_nothing(new_hall: Hall) -> None:
    hall = new_hall
    ishii = await hall.clerk("石井", "W06")
    flag = await asks(ishii, "/api/protection/set", FLAG)
    assert flag["version"] == 1

    # the first window types who it is: the mark stands at once; the address is this counter's duty
    nakamura = await hall.clerk("中村", "W05")
    number = await nakamura.gives_number("S01")
    await nakamura.calls_next()
    await nakamura.begins()
    await nakamura.adds_person()
    await expect(nakamura.page.get_by_role("tab", name=re.compile(r"申請書 \d"))).to_be_visible()
    await expect(nakamura.item("m_name")).to_be_visible()
    await nakamura.types("m_name", NAME)
    await sees_mark(nakamura)
    await nakamura.types("m_kana", KANA)
    await nakamura.types("m_birth", BIRTH)
    for key, value in NEW.items():
        await nakamura.types(key, value)
    await sees_mark(nakamura)
    code = await nakamura.prints_slip()

    # the second window: marked, hidden; it comes out with a reason, and goes again
    sato = await hall.clerk("佐藤", "W20")
    await sato.scans(code)
    await sato.at("look-on").click()
    await sato.sees_case(number)
    await sees_mark(sato)
    assert NEW["new_banchi"] not in await sato.page.content()
    await sato.page.keyboard.press("Alt+u")
    await expect(sato.at("handling")).to_be_visible()
    await sato.at("handling-go").click()
    await expect(sato.at("handling-met")).to_contain_text("ご本人")
    await expect(sato.at("handling-values")).to_contain_text(NEW["new_banchi"])
    assert await barriers(sato.page) == []
    await sato.page.keyboard.press("Escape")
    await expect(sato.at("handling")).to_have_count(0)
    assert NEW["new_banchi"] not in await sato.page.content()

    # on the paper of a counter that may not see it: masked, and for a reason not
    await prints_with_the_address(await hall.clerk("大野", "W21"), code, number)

    # the third window: handed on, in no voice and on no board
    await nakamura.hands_off_to("G25")
    takada = await hall.clerk("高田", "W25")
    await takada.scans(code)
    await takada.sees_case(number)
    await sees_mark(takada)
    assert NEW["new_banchi"] not in await takada.page.content()

    # the fourth: somebody asks after her
    tanaka = await hall.clerk("田中", "W01")
    await tanaka.page.keyboard.press("F2")
    await tanaka.at("find-input").fill("あやのこうじ")
    await tanaka.at("find-go").click()
    hit = tanaka.at(f"hit-{number}")
    await expect(hit).to_contain_text("個別対応")
    found = await asks(tanaka, "/api/find", {"text": "あやのこうじ"})
    assert all(value not in str(found) for value in NEW.values())

    # the fifth: somebody of a contractor, who may see names alone, as long as the contract goes
    await takada.hands_off_to("G01")
    contractor = Contractor(hall, await administrator(hall))
    hanako = await contractor.sits_at("W02")
    await hanako.scans(code)
    await hanako.sees_case(number)
    await sees_mark(hanako)
    await hanako.page.keyboard.press("Alt+u")
    await hanako.at("handling-go").click()
    await expect(hanako.at("handling-none")).to_contain_text("あなたの権限で開ける項目は")
    assert await barriers(hanako.page) == []
    assert NEW["new_banchi"] not in await hanako.page.content()
    await hanako.page.keyboard.press("Escape")
    await contractor.is_told_no(hanako)
    await contractor.is_written("login", "open", "reveal")
    await contractor.ends(hanako)
    for clerk in hall.clerks:
        assert clerk.errors == []

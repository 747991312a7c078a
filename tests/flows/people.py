"""The people of the flow tests: what a clerk does, in the words of the counter, on a real page."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pypdfium2
from playwright.async_api import APIResponse, Browser, BrowserContext, Locator, Page, Response, expect
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.flows.axe import barriers

PASSWORD = "aobano-demo-2027"
CLERKS = {
    "中村": "1000005",
    "石井": "1000006",
    "田中": "1000001",
    "小川": "1000000",
    "佐藤": "1000020",
    "高田": "1000025",
    "大野": "2000001",
    "管": "9000001",
}
NUMBER = re.compile(r"[A-Z]\d{3}")
CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4}")
expect.set_options(timeout=15_000)


class Clerk:
    """Somebody at a window, with a browser of their own, and a tray for the papers that it prints."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.name = name
        self.papers: asyncio.Queue[bytes] = asyncio.Queue()
        self.printed: set[str] = set()
        self.errors: list[str] = []
        self.typed: list[str] = []
        """What was entered, and what slips said: it may stand in no address."""
        page.on("response", self._paper)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    async def _paper(self, response: Response) -> None:
        if "/api/documents/" in response.url and response.ok and response.url not in self.printed:
            self.printed.add(response.url)  # the viewer asks for its file once more
            again = await self.page.request.get(response.url)  # what the browser's viewer shows is not the file itself
            self.papers.put_nowait(await again.body())

    async def fetches(self, way: str, path: str, body: Any = None, kind: str = "application/json") -> APIResponse:
        """What this browser's session may ask of the city past the screens; it must be answered."""
        parts = urlsplit(self.page.url)
        city = f"{parts.scheme}://{parts.netloc}"
        headers = {"origin": city, "content-type": kind}
        answer = await self.page.request.fetch(city + path, method=way, data=body, headers=headers)
        assert answer.ok, (path, await answer.text())
        return answer

    def at(self, test_id: str) -> Locator:
        """What stands on the page under this name."""
        return self.page.get_by_test_id(test_id)

    def item(self, key: str) -> Locator:
        """The field of an item; of a person's item the first person's."""
        return self.page.locator(f"[data-testid='field-{key}'], [data-testid^='field-p.'][data-testid$='.{key}']").first

    def mark(self, key: str) -> Locator:
        """The save mark of an item."""
        return self.page.locator(f"[data-testid='mark-{key}'], [data-testid^='mark-p.'][data-testid$='.{key}']").first

    async def shows_who_it_is(self) -> None:
        """The password once more, with keys: a wrong one says so, the right one goes on."""
        await expect(self.at("prove-password")).to_be_focused()
        await self.page.keyboard.insert_text("違います")
        await self.page.keyboard.press("Enter")
        await expect(self.at("prove")).to_contain_text("職員番号かパスワードが違います")
        await expect(self.at("prove-password")).to_have_value("")
        assert await barriers(self.page) == []
        await expect(self.at("prove-password")).to_be_focused()
        await self.page.keyboard.insert_text(PASSWORD)
        await self.page.keyboard.press("Enter")
        await expect(self.at("prove")).to_have_count(0)

    # ---- coming and going

    async def sign_in(self) -> None:
        """Number and password."""
        await self.at("login").fill(CLERKS[self.name])
        await self.at("password").fill(PASSWORD)
        await self.at("sign-in").click()

    async def sits_at(self, window: str) -> None:
        """Choose a window and open it."""
        await self.at(f"window-{window}").click()
        await self.at("start").click()
        await self.lamp_is("on")
        await expect(self.page.get_by_role("heading", level=1)).to_contain_text("空いています")

    async def lamp_is(self, state: str) -> None:
        """The lamp of the line."""
        await expect(self.at("lamp").first).to_have_attribute("data-state", state)

    # ---- visitors

    async def gives_number(self, service: str) -> str:
        """A visitor comes: a number for a service. Gives the number."""
        await self.at("give-number").click()
        await self.at(f"service-{service}").click()
        number = self.at("given-number")
        await expect(number).to_have_text(NUMBER)
        given = NUMBER.search(await number.inner_text())
        assert given
        await asyncio.wait_for(self.papers.get(), 15)  # the 番号札, so that nobody takes it for the slip
        await self.page.keyboard.press("Escape")
        return given[0]

    async def calls_next(self) -> None:
        """次の方を呼ぶ."""
        await self.page.keyboard.press("F4")

    async def begins(self) -> None:
        """The visitor sits down: Enter."""
        await expect(self.at("serve").first).to_be_visible()
        await self.page.keyboard.press("Enter")
        await expect(self.at("serve")).to_have_count(0)
        await expect(self.at("case-number")).to_be_visible()

    async def scans(self, code: str, pace_ms: float = 8) -> None:
        """A wedge scanner types the digits and Enter, wherever the cursor is. The keys carry the times at which the
        hardware sent them, as an operating system's do, however busy the machine is that reads them."""
        line = await self.page.context.new_cdp_session(self.page)
        digits = code.replace(" ", "")
        self.typed.append(digits)
        keys = [{"key": d, "code": f"Digit{d}", "windowsVirtualKeyCode": ord(d), "text": d} for d in digits]
        keys.append({"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"})
        begun = time.time()
        events = [
            {**key, "type": kind, "timestamp": begun + place * pace_ms / 1000}
            for place, key in enumerate(keys)
            for kind in ("keyDown", "keyUp")
        ]
        await asyncio.gather(*(line.send("Input.dispatchKeyEvent", event) for event in events))
        await line.detach()

    async def sees_case(self, number: str) -> None:
        """The case with this number is open here."""
        await expect(self.at("case-number")).to_contain_text(number)

    # ---- the sheet

    async def adds_person(self) -> None:
        """人を追加: in the tab 入力, where a new case does not begin."""
        await self.page.keyboard.press("Alt+2")
        await expect(self.at("person-add").first).to_be_visible()
        await self.page.keyboard.press("Alt+p")

    async def types(self, key: str, text: str) -> None:
        """An entry, and Enter: in the tab 入力, where a new case does not begin."""
        await self.page.keyboard.press("Alt+2")
        self.typed.append(text)
        await self.item(key).fill(text)
        await self.item(key).press("Enter")

    async def sees(self, key: str, text: str) -> None:
        """An entry stands there."""
        await expect(self.item(key)).to_have_value(text)

    async def sees_kept(self, key: str) -> None:
        """保存済."""
        await expect(self.mark(key)).to_have_attribute("data-state", "kept")

    async def chooses(self, *procedures: str) -> None:
        """手続きを足す."""
        await self.at("procedure-add").click()
        for procedure in procedures:
            await self.at(f"procedure-{procedure}").click()
        await self.page.keyboard.press("Escape")

    # ---- the guidance

    async def asks(self) -> None:
        """手続案内."""
        await self.page.keyboard.press("Alt+1")
        await expect(self.at("questions")).to_be_visible()

    async def presses(self, *keys: str) -> None:
        """Keys, one after the other."""
        for key in keys:
            await self.page.keyboard.press(key)

    async def in_hand(self) -> str | None:
        """The question that waits for an answer; none when all have theirs."""
        asking = self.at("asking")
        return await asking.get_attribute("data-question") if await asking.count() else None

    async def keys_for_yes(self) -> dict[str, str]:
        """The open questions of the group in hand, each with the key that says yes to it."""
        rows = await self.page.locator(".ask-yes").evaluate_all(
            "all => all.map(one => [one.dataset.testid.slice(4), one.querySelector('kbd').textContent.toLowerCase()])"
        )
        now = await self.in_hand()
        return {**({now: "y"} if now else {}), **dict(rows)}

    async def answers_all(self, yes: Collection[str]) -> list[str]:
        """Every question: one key for each yes of these, and one for all noes of a group. The keys that it took."""
        keys: list[str] = []
        while await self.in_hand():
            wanted = [key for question, key in (await self.keys_for_yes()).items() if question in yes]
            keys.append(wanted[0] if wanted else "x")
            await self.page.keyboard.press(keys[-1])
        return keys

    async def sees_answer(self, question: str, state: str) -> None:
        """Whether a question is open, or answered yes or no, as its row says."""
        await expect(self.at(f"question-{question}")).to_have_attribute("data-state", state)

    async def sees_procedures(self, *procedures: str) -> None:
        """These procedures are to be done, and no others."""
        listed = self.page.locator("[data-testid^='chosen-']")
        await expect(listed).to_have_count(len(procedures))
        for procedure in procedures:
            await expect(self.at(f"chosen-{procedure}")).to_be_visible()

    async def prints_slip(self) -> str:
        """案内票を印刷; gives the code that stands on it."""
        while not self.papers.empty():
            self.papers.get_nowait()
        await self.page.keyboard.press("F3")
        await self.at("print-slip").click()
        paper = await asyncio.wait_for(self.papers.get(), 30)
        return code_on(paper)

    async def hands_off_to(self, group: str, memo: str = "") -> None:
        """次の窓口へ引き継ぐ."""
        await self.page.keyboard.press("F12")
        await self.at(f"to-{group}").click()
        if memo:
            await self.at("hand-off-memo").fill(memo)
        await self.at("hand-off-go").click()
        await expect(self.at("case-number")).to_have_count(0)

    async def finishes(self) -> None:
        """終える, 完了."""
        await self.at("finish").first.click()
        await self.at("finish-done").click()
        await expect(self.at("case-number")).to_have_count(0)


def code_on(paper: bytes) -> str:
    """The 手続番号 in figures on a printed paper."""
    text = pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range()
    found = CODE.search(text)
    assert found, "a paper without its code"
    return found[0]


class Hall:
    """The city hall and who is in it."""

    def __init__(self, address: str, browser: Browser, record: str = "") -> None:
        self.address = address
        self.browser = browser
        self.record = record
        self.contexts: list[BrowserContext] = []
        self.clerks: list[Clerk] = []
        self.addresses: list[str] = []
        """Every address that any of their browsers asked for, sockets too."""

    async def page(self, path: str = "/", width: int = 1366, height: int = 768, way: str = "") -> Page:
        """A browser of its own at an address of the city hall, by its own or by another `way` there."""
        context = await self.browser.new_context(
            locale="ja-JP", timezone_id="Asia/Tokyo", viewport={"width": width, "height": height}
        )
        self.contexts.append(context)
        context.on("request", lambda request: self.addresses.append(unquote(request.url)))
        page = await context.new_page()
        page.on("websocket", lambda line: self.addresses.append(unquote(line.url)))
        await page.goto((way or self.address) + path)
        return page

    async def clerk(self, name: str, window: str | None = None, way: str = "") -> Clerk:
        """A clerk signs in, and sits down when a window is named."""
        clerk = Clerk(await self.page(way=way), name)
        self.clerks.append(clerk)
        await clerk.sign_in()
        if window:
            await clerk.sits_at(window)
        return clerk

    async def showed_long_ago(self, name: str) -> None:
        """Since somebody logged in so much time went by that what weighs more asks once more who sits there."""
        engine = create_async_engine(self.record)
        past = "UPDATE sessions SET proved = 0 FROM clerks WHERE clerks.clerk = sessions.clerk AND login = :login"
        async with engine.begin() as connection:
            await connection.execute(text(past), {"login": CLERKS[name]})
        await engine.dispose()

    async def screen(self, admin: Clerk, kind: str, office: str = "main") -> Page:
        """A paired screen of the hall: it shows its code, somebody of the staff types it."""
        page = await self.page("/display/", 1920, 1080)
        await page.get_by_test_id(f"kind-{kind}").click()
        code = page.get_by_test_id("pairing-code")
        await expect(code).to_have_text(re.compile(r"\d[\d ]+\d"))
        digits = re.sub(r"\D", "", await code.inner_text())
        await admin.fetches("POST", "/api/displays/adopt", {"code": digits, "office": office, "name": "試験の画面"})
        return page

    async def pictures(self, folder: Path, name: str) -> None:
        """What everybody has on the screen now."""
        for number, context in enumerate(self.contexts):
            for page in context.pages:
                await page.screenshot(path=folder / f"{name}-{number}.png")

    async def leave(self) -> None:
        """Everybody logs out and goes home; nobody's page broke, and no address told what was entered."""
        for context in self.contexts:
            await context.set_offline(False)
            await context.request.delete(f"{self.address}/api/session", headers={"origin": self.address}, data={})
            await context.close()
        assert [error for clerk in self.clerks for error in clerk.errors] == []
        assert self.told_by_addresses() == []

    def told_by_addresses(self) -> list[str]:
        """What somebody typed or scanned and a browser then named in an address, where proxies write it down. A postal
        code is a part of a town, and is looked up by its address; what is shorter than four letters is no canary."""
        words = {word for clerk in self.clerks for word in clerk.typed if len(word) > 3}
        asked = [address for address in self.addresses if "/api/postal/" not in address]
        return [word for word in sorted(words) if any(word in address for address in asked)]

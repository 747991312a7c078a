"""The people of the flow tests: what a clerk does, in the words of the counter, on a real page."""

from __future__ import annotations

import re

from playwright.async_api import Browser, BrowserContext, Page, expect

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
expect.set_options(timeout=10_000)


class Clerk:
    """Somebody at a window, with a browser of their own."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.name = name

    def at(self, test_id: str):  # type: ignore[no-untyped-def]
        """What stands on the page under this name."""
        return self.page.get_by_test_id(test_id)

    async def sign_in(self) -> None:
        """Number and password."""
        await self.at("login").fill(CLERKS[self.name])
        await self.at("password").fill(PASSWORD)
        await self.at("sign-in").click()

    async def sit(self, window: str) -> None:
        """Choose a window and open it."""
        await self.at(f"window-{window}").click()
        await self.at("start").click()
        await expect(self.at("lamp")).to_have_attribute("data-state", "on")

    async def give_number(self, service: str) -> str:
        """A visitor comes: a number for a service. Gives the number."""
        await self.at("give-number").click()
        await self.at(f"service-{service}").click()
        number = self.at("given-number")
        await expect(number).to_have_text(re.compile(r"[A-Z]\d{3}"))
        given = (await number.inner_text()).strip()
        await self.page.keyboard.press("Escape")
        return given

    async def call_next(self) -> str:
        """次の方を呼ぶ; the number that is called."""
        await self.page.keyboard.press("F4")
        number = self.at("case-number")
        await expect(number).to_have_text(re.compile(r"[A-Z]\d{3}"))
        return (await number.inner_text()).strip()

    async def scan(self, code: str, pace_ms: float = 8) -> None:
        """A wedge scanner types the digits and Enter, wherever the cursor is."""
        await self.page.keyboard.type(code, delay=pace_ms)
        await self.page.keyboard.press("Enter")

    async def sees_case(self, number: str) -> None:
        """The case with this number is open here."""
        await expect(self.at("case-number")).to_have_text(number)

    async def types(self, key: str, text: str) -> None:
        """An entry, and Enter."""
        field = self.at(f"field-{key}")
        await field.fill(text)
        await field.press("Enter")

    async def sees(self, key: str, text: str) -> None:
        """An entry stands there."""
        await expect(self.at(f"field-{key}")).to_have_value(text)

    async def sees_kept(self, key: str) -> None:
        """保存済."""
        await expect(self.at(f"mark-{key}")).to_have_attribute("data-state", "kept")


class Hall:
    """The city hall and who is in it."""

    def __init__(self, address: str, browser: Browser) -> None:
        self.address = address
        self.browser = browser
        self.contexts: list[BrowserContext] = []

    async def page(self, path: str = "/", width: int = 1366, height: int = 768) -> Page:
        """A browser of its own at an address of the city hall."""
        context = await self.browser.new_context(
            locale="ja-JP", timezone_id="Asia/Tokyo", viewport={"width": width, "height": height}
        )
        self.contexts.append(context)
        page = await context.new_page()
        await page.goto(self.address + path)
        return page

    async def clerk(self, name: str, window: str | None = None) -> Clerk:
        """A clerk signs in, and sits down when a window is named."""
        clerk = Clerk(await self.page(), name)
        await clerk.sign_in()
        if window:
            await clerk.sit(window)
        return clerk

    async def leave(self) -> None:
        """Everybody goes home."""
        for context in self.contexts:
            await context.close()

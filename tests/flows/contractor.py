"""委託の一日: somebody of a contractor, who may work on names and nothing else, from the first log-in to the last
day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from playwright.async_api import expect

from handoff.calendar import TOKYO
from tests.flows.people import Clerk, Hall
from tests.flows.test_users import OUT_WITHIN_MS, first_log_in, first_password
from tests.work.town import eventually

LOGIN = "8000001"
CLOSED_PAGES = ("/flags", "/users", "/imports", "/exports", "/work")


def account(**more: Any) -> dict[str, Any]:
    """As an administrator's form says it: to a last day, at one counter, names alone."""
    return {
        "login": LOGIN,
        "name": "委託 花子",
        "sort": "contractor",
        "department": "窓口委託",
        "roles": ["clerk"],
        "offices": ["main"],
        "groups": ["G01"],
        "rights": ["item:m_name:rw", "item:m_kana:rw", "item:m_birth:rw"],
        "valid_from": "2026-01-01",
        "valid_to": (datetime.now(TOKYO) + timedelta(days=30)).date().isoformat(),
        **more,
    }


class Contractor:
    """The account and, once she has logged in, the clerk."""

    def __init__(self, hall: Hall, kan: Clerk) -> None:
        self.hall, self.kan, self.id = hall, kan, ""

    async def sits_at(self, window: str) -> Clerk:
        """Made, given a paper, logged in with it."""
        self.id = (await (await self.kan.fetches("POST", "/api/users", {"account": account()})).json())["clerk"]
        first = await first_password(self.kan, self.id)
        clerk = Clerk(await self.hall.page(), "委託 花子")
        self.hall.clerks.append(clerk)
        await first_log_in(clerk.page, LOGIN, first)
        await clerk.sits_at(window)
        return clerk

    async def is_told_no(self, clerk: Clerk) -> None:
        """Pages that are not hers have no key in her menu, and by their address they say so."""
        await clerk.at("menu").click()
        await expect(clerk.at("to-morning")).to_be_visible()
        for page in CLOSED_PAGES:
            await expect(clerk.at(f"to-{page[1:]}")).to_have_count(0)
        for page in CLOSED_PAGES:
            await clerk.page.goto(self.hall.address + page)
            await expect(clerk.at("no-right")).to_be_visible()

    async def is_written(self, *looks: str) -> None:
        """The audit has these looks of hers; the keeper writes them down within a moment."""
        await eventually(lambda: self._has(looks))

    async def _has(self, looks: Iterable[str]) -> bool:
        today = datetime.now(TOKYO).date().isoformat()
        sought = {"since": today, "until": today, "clerk": self.id}
        rows = (await (await self.kan.fetches("POST", "/api/audit/find", sought)).json())["rows"]
        return set(looks) <= {row["what"] for row in rows}

    async def ends(self, clerk: Clerk) -> None:
        """Her last day was yesterday: within seconds she is out, and comes in no more."""
        users = (await (await self.kan.fetches("GET", "/api/users")).json())["users"]
        rev = next(one["rev"] for one in users if one["clerk"] == self.id)
        yesterday = (datetime.now(TOKYO) - timedelta(days=1)).date().isoformat()
        await self.kan.fetches("PUT", f"/api/users/{self.id}", {"account": account(valid_to=yesterday), "base": rev})
        await expect(clerk.at("cover")).to_be_visible(timeout=OUT_WITHIN_MS)

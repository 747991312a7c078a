"""人事異動 in the browser: what is planned on the eve, and what everybody meets on the day. 石井 leaves, 林 comes, 農林
ends and 環境 goes on with its line and its case, and a window has another name."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta

from playwright.async_api import expect

from handoff.calendar import TOKYO
from tests.flows.people import Clerk, Hall
from tests.flows.test_users import first_log_in, first_password

LEAVER, COMES = "1000006", "1000061"
NEW_NAME, NEW_NUMBER = "51番窓口（くらし環境）", "51"
EVENING_H = 18
"""Every place of that day is over by then."""


def eve() -> datetime:
    """The evening of the next last day of a month: everything turns with the first of the next one."""
    now = datetime.now(TOKYO)
    at = now.replace(hour=EVENING_H, minute=0, second=0, microsecond=0)
    while at < now or (at + timedelta(days=1)).day != 1:
        at += timedelta(days=1)
    return at


def ahead(at_ms: float) -> dict[str, str]:
    """The environment of a city whose clock says this moment."""
    return {"MADOGUCHI_AHEAD_MINUTES": str(round((at_ms - time.time() * 1000) / 60_000))}


class Turn:
    """A turn of the year, planned by an administrator on the eve."""

    def __init__(self, kan: Clerk, address: str, day: date) -> None:
        self.kan, self.address, self.day = kan, address, day.isoformat()
        self.password = self.code = ""

    async def planned(self, clerk: Clerk) -> None:
        """Accounts and windows change with the day; a case waits at the counter that ends, its paper in a hand."""
        await self._accounts()
        await self._windows()
        self.code = await self._case(clerk)

    async def _accounts(self) -> None:
        table = (
            "職員番号,氏名,所属,役割,拠点,有効開始日,有効終了日\n"
            f"{COMES},林,環境課,窓口職員,本庁,{self.day},\n"
            f"{LEAVER},石井,市民課,窓口職員,本庁,2026-01-01,{date.fromisoformat(self.day) - timedelta(days=1)}\n"
        )
        brought = await self.kan.fetches("POST", f"/api/users/csv?day={self.day}", table.encode(), "text/csv")
        await self.kan.fetches("POST", f"/api/users/csv/{(await brought.json())['upload']}", {})
        everybody = (await (await self.kan.fetches("GET", "/api/users")).json())["users"]
        new = next(one["clerk"] for one in everybody if one["account"]["login"] == COMES)
        self.password = await first_password(self.kan, new)

    async def _windows(self) -> None:
        made = await self.kan.fetches("POST", "/api/catalog/drafts", {"name": "四月"})
        at = f"/api/catalog/drafts/{(await made.json())['draft']}"
        tables = (await (await self.kan.fetches("GET", at)).json())["tables"]
        for table, one, said in (
            ("windows", "W38", {"retired": "1"}),
            ("windows", "W35", {"name": NEW_NAME, "window_no": NEW_NUMBER}),
            ("counters", "main.G38", {"heir": "G35"}),
        ):
            row = next(each for each in tables[table] if each["id"] == one)
            await self.kan.fetches("PUT", f"{at}/{table}/{one}", {"row": row["row"] | said, "base": row["rev"]})
        await self.kan.fetches("POST", f"{at}/publish", {"from": f"{self.day}T00:00", "note": "組織改正"})

    async def _case(self, clerk: Clerk) -> str:
        await clerk.gives_number("S01")
        await clerk.calls_next()
        await clerk.begins()
        await clerk.adds_person()
        await clerk.types("m_name", "青葉 太郎")
        await clerk.sees_kept("m_name")
        code = await clerk.prints_slip()
        await clerk.hands_off_to("G38")
        return code

    async def has_come(self, hall: Hall) -> None:
        """On the day: who left is out, who came chooses a password and finds the case by its slip at the heir's window,
        which bears its new name."""
        gone = Clerk(await hall.page(), "石井")
        await gone.sign_in()
        await expect(gone.at("notice").last).to_contain_text("職員番号かパスワードが違います")
        hayashi = Clerk(await hall.page(), "林")
        hall.clerks.append(hayashi)
        await first_log_in(hayashi.page, COMES, self.password)
        await expect(hayashi.at("window-W35")).to_contain_text(NEW_NUMBER)
        await expect(hayashi.at("window-W38")).to_have_count(0)
        await hayashi.at("window-W35").click()
        await expect(hayashi.page.get_by_text(NEW_NAME)).to_be_visible()
        await hayashi.sits_at("W35")
        await expect(hayashi.at("posted")).to_contain_text("「農林」の番号札の列は、今日からこちらの窓口で受け持ちます")
        await hayashi.presses("Alt+q")
        await hayashi.scans(self.code)
        await hayashi.sees("m_name", "青葉 太郎")
        await hayashi.finishes()

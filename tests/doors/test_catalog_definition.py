"""The book of procedures at its doors: of a draft, of a version."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from tests.doors.keeping import Desk
from tests.house import NAKAMURA, Client, RunningHouse
from tests.paper.look import text_of

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def book(client: Client, path: str) -> tuple[str, str]:
    """How it is called, and what it says."""
    async with client.http.get(f"/api/catalog/{path}/definition.pdf") as answer:
        assert answer.status == 200
        assert answer.content_type == "application/pdf"
        assert answer.headers["cache-control"] == "no-store"
        return unquote(answer.headers["content-disposition"]), text_of(await answer.read())


async def test_a_draft_prints_what_stands_in_it(city_hall: RunningHouse) -> None:
    admin = Desk(city_hall, await city_hall.admin())
    await admin.begins("印刷する下書き")
    await admin.changes("procedures", "P001", name="転入届（印刷の試し）", trigger="Q013==False")
    name, said = await book(admin.client, f"drafts/{admin.draft}")
    assert name == "inline; filename*=UTF-8''手続定義書_印刷する下書き.pdf"
    assert "転入届（印刷の試し）" in said
    assert "印刷する下書き" in said


async def test_a_version_prints_itself_for_all_staff(city_hall: RunningHouse) -> None:
    clerk, _ = await city_hall.clerk(NAKAMURA)
    name, said = await book(clerk, "versions/1")
    assert name == "inline; filename*=UTF-8''手続定義書_第1版.pdf"
    assert "2. 手続" in said
    assert (await clerk.ask("/api/catalog/versions/999/definition.pdf"))[1]["reason"] == "no_such_version"
    assert (await city_hall.browser().ask("/api/catalog/versions/1/definition.pdf"))[0] == 401

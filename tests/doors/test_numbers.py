"""個人番号: on no screen and no paper by itself; opened by who has the right, for a reason, after the password again,
and each time a row."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from handoff import messages as m
from server.ports.archive import Look
from tests.doors.serving import Serving, an_op
from tests.house import NAKAMURA, PASSWORD, Client, RunningHouse
from tests.paper.look import text_of

pytestmark = pytest.mark.asyncio(loop_scope="session")
NUMBER = "123456789018"
PERSON = "00000000"
KEY = f"p.{PERSON}.m_mynumber"
CODE, ITS_CODE = f"p.{PERSON}.m_code", "00000007358"
WHY = {"reason": "reveal-2"}


@pytest_asyncio.fixture(loop_scope="session")
async def desk(city_hall: RunningHouse) -> AsyncIterator[Serving]:
    """中村, who has the right, at window 5 with somebody whose number was just typed."""
    made = await Serving.open(city_hall, NAKAMURA, "W05")
    await made.edits(m.AddPerson(PERSON, {"m_name": "早苗　番子"}))
    await made.edits(m.Set({KEY: NUMBER}))
    yield made
    await made.close()


async def proved_long_ago(house: RunningHouse) -> None:
    async with house.web.cellar.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE sessions SET proved = 0 WHERE clerk = 'U01'")


async def looks(desk: Serving, what: str) -> list[tuple[str, bool]]:
    """Why this case was looked at so, and whether numbers were asked for."""
    c, case = desk.house.web.cellar.cupboards, desk.row.case
    waiting: list[Look] = [look for _, _, look in await c.audit.waiting(10_000)]
    found = {(one.at, one.purpose, one.number) for one in waiting if (one.what, one.case) == (what, case)}
    day = c.business_day()
    sought: Any = {"since": day, "until": day, "what": what, "case": case}
    rows = (await (await desk.house.admin()).posts("/api/audit/find", sought))["rows"]
    found |= {(row["at"], row["purpose"], row["number"]) for row in rows}  # on its way it may be met at both places
    return [(purpose, number) for _, purpose, number in sorted(found)]


async def on_paper(client: Client, case: str, **asked: Any) -> tuple[int, dict[str, Any], str]:
    """The application, as it comes out of the printer."""
    body = {"request": an_op(), "case": case, "forms": ["F001"], "override": {"reason": "override-1"}, **asked}
    status, made = await client.ask("/api/forms", body)
    text = ""
    for job in made.get("jobs", []):
        text += text_of((await client.ask(job["url"]))[1])
    return status, made, "".join(text.split())


async def test_a_number_is_on_no_screen_also_of_who_has_the_right(desk: Serving) -> None:
    case = desk.row.case
    view = await desk.joins(desk.clerk)
    assert (view.entries[KEY].masked, view.entries[KEY].value) == (True, None)
    told = ""
    for path, body in (
        ("/api/history", {"case": case, "key": KEY}),
        ("/api/forms/list", {"case": case, "fit": True}),
        ("/api/find", {"text": "早苗"}),
    ):
        told += str(await desk.client.ask(path, body))
    assert NUMBER not in told + str([one for one in desk.clerk.heard if isinstance(one, m.Changed)])
    assert all(not number for _, number in await looks(desk, "open"))


async def test_it_is_opened_for_a_reason_after_the_password_again_and_each_time_is_a_row(desk: Serving) -> None:
    asked = {"case": desk.row.case, "keys": [KEY], **WHY}
    await proved_long_ago(desk.house)
    assert await desk.client.ask("/api/protection/reveal", asked) == (403, {"reason": "prove_again"})
    await desk.client.posts("/api/session/proof", {"password": PASSWORD})
    no = await desk.client.ask("/api/protection/reveal", {**asked, "reason": ""})
    assert no[1]["reason"] == "reason_needed"
    assert await looks(desk, "reveal") == []
    shown = await desk.client.posts("/api/protection/reveal", asked)
    assert shown == {"values": {KEY: NUMBER}, "seconds": 60}
    assert await looks(desk, "reveal") == [("reveal-2", True)]


async def test_a_juminhyo_code_is_as_closed_and_seen_it_is_a_row_of_its_own_kind(desk: Serving) -> None:
    """Not one of 個人番号: an auditor finds either by itself."""
    await desk.edits(m.Set({CODE: ITS_CODE}))
    await desk.edits(m.Choose(["P001"], "procedure-1"))
    view, case = await desk.joins(desk.clerk), desk.row.case
    assert (view.entries[CODE].masked, view.entries[CODE].value) == (True, None)
    await proved_long_ago(desk.house)
    asked = {"case": case, "keys": [CODE], **WHY}
    assert await desk.client.ask("/api/protection/reveal", asked) == (403, {"reason": "prove_again"})
    assert await looks(desk, "code") == []
    await desk.client.posts("/api/session/proof", {"password": PASSWORD})
    assert (await desk.client.posts("/api/protection/reveal", asked))["values"] == {CODE: ITS_CODE}
    assert (await looks(desk, "reveal"), await looks(desk, "code")) == ([("reveal-2", False)], [("reveal-2", False)])
    _, _, text = await on_paper(desk.client, case)
    assert ITS_CODE not in text and len(await looks(desk, "code")) == 1
    _, _, text = await on_paper(desk.client, case, numbers=WHY)
    assert ITS_CODE in text and len(await looks(desk, "code")) == 2


async def test_it_is_printed_when_it_was_asked_for_and_else_masked(desk: Serving) -> None:
    await desk.edits(m.Choose(["P001"], "procedure-1"))
    case = desk.row.case
    _, made, text = await on_paper(desk.client, case)
    assert made["masked"] > 0 and NUMBER not in text
    await proved_long_ago(desk.house)
    assert (await on_paper(desk.client, case, numbers=WHY))[:2] == (403, {"reason": "prove_again"})
    await desk.client.posts("/api/session/proof", {"password": PASSWORD})
    status, _, text = await on_paper(desk.client, case, numbers=WHY)
    assert status == 200 and NUMBER in text
    assert sorted(number for _, number in await looks(desk, "print")) == [False, True]


async def test_who_has_not_the_right_opens_none(desk: Serving) -> None:
    tanaka, _ = await desk.house.clerk("1000001")
    for path, body in (
        ("/api/protection/reveal", {"case": desk.row.case, "keys": [KEY], **WHY}),
        ("/api/forms", {"request": an_op(), "case": desk.row.case, "numbers": WHY}),
    ):
        status, no = await tanaka.ask(path, body)
        assert (status, json.dumps(no)) == (403, json.dumps({"reason": "not_allowed", "at": "L4"})), path
    await tanaka.leave()

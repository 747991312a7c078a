"""The accounts at their doors: made, given a first password on paper, signed in, disabled, and out within seconds."""

from __future__ import annotations

import asyncio
import io
import re
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import update

from handoff import messages as m
from handoff.refusal import Reason
from server.record.tables import clerks
from tests.house import NAKAMURA, Client, RunningHouse, Voice

pytestmark = pytest.mark.asyncio(loop_scope="session")
CLOSED_WITHIN_S = 5
FIRST = re.compile(r"\b[a-z2-9]{4}(?:-[a-z2-9]{4}){3}\b")
NEW = "むかしむかしあるところに"


def account(login: str, **more: Any) -> dict[str, Any]:
    """An account as an administrator's form says it."""
    return {
        "login": login,
        "name": "森 さくら",
        "department": "市民課",
        "roles": ["clerk"],
        "offices": ["main"],
        "valid_from": "2026-01-01",
        **more,
    }


async def asks(client: Client, method: str, path: str, body: Any) -> tuple[int, Any]:
    headers = {"origin": client.house.address}
    async with client.http.request(method, path, json=body, headers=headers) as answer:
        return answer.status, await answer.json()


async def first_password(admin: Client, *clerks: str) -> str:
    """What stands on the paper of the first of them."""
    pdf = await admin.posts("/api/users/papers", {"users": list(clerks)})
    paper = pypdfium2.PdfDocument(io.BytesIO(pdf))
    assert len(paper) == len(clerks)
    found = FIRST.search(paper[0].get_textpage().get_text_range())
    assert found, "a paper without its password"
    return found[0]


async def made(house: RunningHouse, login: str, **more: Any) -> tuple[Client, str, str]:
    """The administrator, a new user's id and first password."""
    admin = await house.admin()
    clerk = (await admin.posts("/api/users", {"account": account(login, **more)}))["clerk"]
    return admin, clerk, await first_password(admin, clerk)


async def kept(admin: Client, clerk: str) -> dict[str, Any]:
    _, said = await admin.ask("/api/users")
    found: dict[str, Any] = next(one for one in said["users"] if one["clerk"] == clerk)
    return found


async def signed_in(house: RunningHouse, login: str, first: str) -> tuple[Client, Voice]:
    client = house.browser()
    await client.posts("/api/session/password", {"login": login, "password": first, "wanted": NEW})
    voice = await client.stands_at("/staff")
    await voice.greets()
    return client, voice


async def test_a_new_user_chooses_a_password_works_is_disabled_and_is_out_within_seconds(
    city_hall: RunningHouse,
) -> None:
    admin, clerk, first = await made(city_hall, "1000041")
    client = city_hall.browser()
    asked = {"login": "1000041", "password": first}
    assert await client.ask("/api/session", asked) == (401, {"reason": "password_due", "more": {"length": 10}})
    short = await client.ask("/api/session/password", {**asked, "wanted": "short"})
    assert short[1]["reason"] == Reason.password_short
    easy = await client.ask("/api/session/password", {**asked, "wanted": "1000041-1000041"})
    assert easy[1]["reason"] == Reason.password_easy
    same = await client.ask("/api/session/password", {**asked, "wanted": first})
    assert same[1]["reason"] == Reason.password_used
    client, voice = await signed_in(city_hall, "1000041", first)
    assert (await client.ask("/api/me"))[1]["me"]["name"] == "森 さくら"
    one = await kept(admin, clerk)
    body = {"account": {**one["account"], "disabled": True}, "base": one["rev"]}
    assert (await asks(admin, "PUT", f"/api/users/{clerk}", body))[0] == 200
    async with asyncio.timeout(CLOSED_WITHIN_S):
        await voice.closed.wait()
    assert [heard.why for heard in voice.heard if isinstance(heard, m.Bye)] == [Reason.signed_out]
    heard = len(voice.heard)
    assert (await client.ask("/api/me"))[0] == 401
    again = city_hall.browser()
    assert (await again.ask("/api/session", {"login": "1000041", "password": NEW}))[0] == 401
    assert len(voice.heard) == heard, "a frame after the end"


async def test_after_the_midnight_of_the_last_day_a_leaver_is_hung_up_on_though_nobody_does_anything(
    city_hall: RunningHouse,
) -> None:
    """It is as if the day had turned: no door is told of a change, the account's last day is yesterday."""
    _, clerk, first = await made(city_hall, "7800071")
    client, voice = await signed_in(city_hall, "7800071", first)
    beside = await client.stands_at("/staff")
    await beside.greets()
    cellar = city_hall.web.cellar
    yesterday = date.fromisoformat(cellar.cupboards.business_day()) - timedelta(days=1)
    async with cellar.engine.begin() as line:
        await line.execute(update(clerks).where(clerks.c.clerk == clerk).values(valid_to=yesterday.isoformat()))
    async with asyncio.timeout(CLOSED_WITHIN_S):
        await asyncio.gather(voice.closed.wait(), beside.closed.wait())
    assert [heard.why for heard in voice.heard if isinstance(heard, m.Bye)] == [Reason.signed_out]
    assert (await client.ask("/api/me"))[0] == 401
    assert (await city_hall.browser().ask("/api/session", {"login": "7800071", "password": NEW}))[0] == 401


async def test_a_right_that_is_withdrawn_closes_the_sockets_that_had_it(city_hall: RunningHouse) -> None:
    admin, clerk, first = await made(city_hall, "1000042", sees=["L3"])
    client, voice = await signed_in(city_hall, "1000042", first)
    one = await kept(admin, clerk)
    body = {"account": {**one["account"], "sees": []}, "base": one["rev"]}
    assert (await asks(admin, "PUT", f"/api/users/{clerk}", body))[0] == 200
    async with asyncio.timeout(CLOSED_WITHIN_S):
        await voice.closed.wait()
    assert "sees" not in (await client.ask("/api/me"))[1]["me"]


async def test_a_role_that_is_given_reaches_the_open_screen(city_hall: RunningHouse) -> None:
    """The editor's role is given here; the session goes on."""
    admin, clerk, first = await made(city_hall, "1000043")
    client, _ = await signed_in(city_hall, "1000043", first)
    one = await kept(admin, clerk)
    body = {"account": {**one["account"], "roles": ["clerk", "editor"]}, "base": one["rev"]}
    assert (await asks(admin, "PUT", f"/api/users/{clerk}", body))[0] == 200
    assert (await client.ask("/api/me"))[1]["me"]["roles"] == ["clerk", "editor"]
    draft = (await client.posts("/api/catalog/drafts", {"name": "編集担当の下書き"}))["draft"]
    assert (await asks(client, "DELETE", f"/api/catalog/drafts/{draft}", {}))[0] == 200


async def test_a_lock_is_taken_away_and_a_new_paper_ends_the_old_password(city_hall: RunningHouse) -> None:
    admin, clerk, first = await made(city_hall, "1000044")
    thief = city_hall.browser()
    for _ in range(11):
        await thief.ask("/api/session", {"login": "1000044", "password": "wrong"})
    said = await thief.ask("/api/session", {"login": "1000044", "password": first})
    assert said == (429, {"reason": "locked_out", "more": {"seconds": 900}})
    assert clerk in (await admin.ask("/api/users"))[1]["locked"]
    await admin.posts(f"/api/users/{clerk}/unlock", {})
    assert clerk not in (await admin.ask("/api/users"))[1]["locked"]
    assert (await thief.ask("/api/session", {"login": "1000044", "password": first}))[1]["reason"] == "password_due"
    await first_password(admin, clerk)
    assert (await thief.ask("/api/session", {"login": "1000044", "password": first}))[1]["reason"] == "wrong_password"


async def test_what_is_wrong_is_said_by_field_and_nothing_is_written(city_hall: RunningHouse) -> None:
    admin = await city_hall.admin()
    wrong = account("=1", name="", offices=["west"], rights=["item:APP"])
    status, said = await admin.ask("/api/users", {"account": wrong})
    assert (status, said["reason"]) == (400, "bad_row")
    assert {fault["column"] for fault in said["faults"]} == {"login", "name", "offices", "rights"}
    more = {"account": {**account("1000049"), "password": "x"}}
    assert await admin.ask("/api/users", more) == (400, {"reason": "bad_message"})
    assert not any(one["account"]["login"] == "1000049" for one in (await admin.ask("/api/users"))[1]["users"])


async def test_nobody_but_an_administrator_comes_in(city_hall: RunningHouse) -> None:
    clerk, _ = await city_hall.clerk(NAKAMURA)
    for path in ("/api/users", "/api/users/log", "/api/users/U01/log"):
        assert (await clerk.ask(path))[0] == 403
    for path in ("/api/users", "/api/users/papers", "/api/users/teams", "/api/users/U01/unlock"):
        assert (await clerk.ask(path, {}))[0] == 403
    for method, path in (
        ("PUT", "/api/users/U01"),
        ("DELETE", "/api/users/teams/x"),
        ("DELETE", "/api/users/plans/1"),
        ("DELETE", "/api/users/U01/factor"),
    ):
        assert (await asks(clerk, method, path, {}))[0] == 403
    stranger = city_hall.browser()
    assert (await stranger.ask("/api/users"))[0] == 401


async def test_an_administrator_reads_no_case(city_hall: RunningHouse) -> None:
    """管理者は案件を見られない: not by search, not by its id, not by its papers, not by a seat."""
    _, voice = await city_hall.clerk(NAKAMURA, "W10")
    row = (await voice.done(m.GiveNumber("S01"))).row
    assert row is not None
    await voice.done(m.Claim(number=row.number))
    admin = await city_hall.admin()
    assert (await admin.ask("/api/find", {"text": row.number}))[0] == 403
    assert (await admin.ask("/api/history", {"case": row.case, "key": "m_name"}))[0] == 403
    seat = await admin.stands_at("/staff")
    await seat.greets()
    await seat.say(m.Join(case=row.case))
    answer = await seat.hears(m.Answer)
    assert (answer.result, answer.reason) == ("refused", "not_allowed")
    assert not any(isinstance(heard, m.CaseView) for heard in seat.heard)
    refused = await seat.moves(m.Sit("W05"))
    assert (refused.result, refused.reason) == ("refused", "not_allowed")
    await voice.done(m.Finish(row.visit, "done"))

"""A session ends: its sockets are closed within seconds, and what it had opened opens no more."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import json

import pytest
import socketio

from handoff import messages as m
from handoff.refusal import Reason
from server.live.keys import Keys
from server.ports.audit import Sought
from server.work import clerks
from tests.house import NAKAMURA, PASSWORD, SATO, Client, RunningHouse, Voice

pytestmark = pytest.mark.asyncio(loop_scope="session")
CLOSED_WITHIN_S = 5
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"
_logins = (f"781{number:04}" for number in itertools.count(1))


def sha(client: Client) -> bytes:
    return hashlib.sha256(client.cookie("session").encode()).digest()


async def sent_off(voice: Voice) -> None:
    """It is told why, and closed."""
    async with asyncio.timeout(CLOSED_WITHIN_S):
        await voice.closed.wait()
    assert [heard.why for heard in voice.heard if isinstance(heard, m.Bye)] == [Reason.signed_out]


async def opens_nothing(house: RunningHouse, cookie: str) -> None:
    """Neither HTTP nor a socket."""
    thief = house.browser()
    assert await thief.ask("/api/me", headers={"Cookie": f"session={cookie}"}) == (401, {"reason": "signed_out"})
    voice = Voice(house, "/staff")
    with pytest.raises(socketio.exceptions.ConnectionError):
        await voice.connect({"Cookie": f"session={cookie}"})


async def test_a_log_out_closes_every_socket_of_the_session_and_no_other(city_hall: RunningHouse) -> None:
    client, one = await city_hall.clerk(NAKAMURA)
    two = await client.stands_at("/staff")
    await two.greets()
    _, other = await city_hall.clerk(SATO)
    _, same_clerk = await city_hall.clerk(NAKAMURA)
    cookie = client.cookie("session")
    async with client.http.delete("/api/session", json={}, headers={"origin": city_hall.address}) as answer:
        assert answer.status == 200
    await sent_off(one)
    await sent_off(two)
    await opens_nothing(city_hall, cookie)
    await other.greets()
    await same_clerk.greets()


async def test_a_session_that_ends_by_itself_closes_its_sockets(city_hall: RunningHouse) -> None:
    """Its absolute end has come, in the record and in the doors' store."""
    client, voice = await city_hall.clerk(NAKAMURA)
    cellar, cookie = city_hall.web.cellar, client.cookie("session")
    await cellar.cupboards.clerks.end(sha(client), cellar.cupboards.clock())
    await cellar.live.redis.delete(Keys(cellar.cupboards.city).session(sha(client)))
    await sent_off(voice)
    await opens_nothing(city_hall, cookie)


async def test_a_session_that_the_live_store_forgot_goes_on(city_hall: RunningHouse) -> None:
    client, voice = await city_hall.clerk(NAKAMURA)
    cellar = city_hall.web.cellar
    await cellar.live.redis.delete(Keys(cellar.cupboards.city).session(sha(client)))
    assert (await client.ask("/api/me"))[0] == 200
    await voice.greets()


@pytest.mark.parametrize("_", range(5))
async def test_an_end_is_an_end_while_sockets_ask_for_the_session(city_hall: RunningHouse, _: int) -> None:
    """Nobody who looks it up in that instant brings it back."""
    client, voice = await city_hall.clerk(NAKAMURA)
    c, one = city_hall.web.cellar.cupboards, sha(client)
    await asyncio.gather(*(clerks.who(c, one) for _ in range(5)), clerks.log_out(c, one), clerks.resume(c, one))
    assert await clerks.who(c, one) is None
    await sent_off(voice)


async def test_what_the_window_holds_stays_when_its_clerk_is_sent_off(city_hall: RunningHouse) -> None:
    client, voice = await city_hall.clerk(NAKAMURA, "W10")
    given = (await voice.done(m.GiveNumber("S01"))).row
    assert given is not None
    await voice.done(m.Claim(number=given.number))
    await clerks.log_out(city_hall.web.cellar.cupboards, sha(client))
    await sent_off(voice)
    found = await city_hall.web.cellar.cupboards.visits.get(given.visit)
    assert found is not None
    assert (found.stage, found.window) == ("serving", "W10")
    _, colleague = await city_hall.clerk(SATO)
    await colleague.done(m.Sit("W10"))
    await colleague.done(m.OpenWindow())
    await colleague.done(m.Finish(given.visit, "done"))


# ---- one's own


async def somebody(house: RunningHouse) -> tuple[str, str]:
    """An account that nobody else signs in with: its id, its number."""
    admin, c, login = await house.admin(), house.web.cellar.cupboards, next(_logins)
    said = {"login": login, "name": "試験", "department": "試験課", "roles": ["clerk"], "offices": ["main"]}
    clerk = (await admin.posts("/api/users", {"account": {**said, "valid_from": "2026-01-01"}}))["clerk"]
    await c.clerks.set_password(clerk, await c.passwords.hash(PASSWORD), c.clock())
    return clerk, login


async def mine(client: Client) -> list[dict[str, object]]:
    """My sessions, as the door tells them."""
    status, said = await client.ask("/api/session/own")
    assert status == 200
    found: list[dict[str, object]] = said["sessions"]
    return found


async def ended(house: RunningHouse, clerk: str) -> list[object]:
    """Which sessions of theirs this user ended, as the audit has it."""
    c = house.web.cellar.cupboards
    looks = [look for _, _, look in await c.audit.waiting(10_000)]
    under_way = [look.about["session"] for look in looks if (look.what, look.clerk) == ("session_end", clerk)]
    day = c.business_day()
    rows = await c.ledger.find(Sought(since=day, until=day, clerk=clerk, what="session_end"), 10)
    found = [json.loads(row.about)["session"] for row in reversed(rows)]
    return list(dict.fromkeys([*found, *under_way]))  # a row on its way may be met at both places


async def test_everybody_sees_their_own_sessions_and_ends_them_after_showing_who_they_are(
    city_hall: RunningHouse,
) -> None:
    """The other terminals are out within 5 s, this one stays; each is a row."""
    clerk, login = await somebody(city_hall)
    here, voice = await city_hall.clerk(login)
    there = city_hall.browser()
    await there.posts("/api/session", {"login": login, "password": PASSWORD}, {"User-Agent": EDGE})
    away = await there.stands_at("/staff")
    await away.greets()
    await away.done(m.Sit("W10"))
    _, third = await city_hall.clerk(login)

    seen = await mine(here)
    assert [one["here"] for one in seen] == [True, False, False]
    assert {one["session"] for one in seen} >= {sha(here)[:8].hex(), sha(there)[:8].hex()}
    named = next(one for one in seen if one["session"] == sha(there)[:8].hex())
    assert (named["browser"], named["window"], named["sso"]) == ("edge/windows", "W10", False)
    assert sha(there).hex() not in str(seen) and there.cookie("session") not in str(seen)

    end = {"session": named["session"]}
    async with city_hall.web.cellar.engine.begin() as connection:
        await connection.exec_driver_sql(f"UPDATE sessions SET proved = 0 WHERE clerk = '{clerk}'")
    for path, said in (("end", end), ("others", {})):
        assert await here.ask(f"/api/session/own/{path}", said) == (403, {"reason": "prove_again"})
    await away.greets()
    assert await ended(city_hall, clerk) == []
    await here.posts("/api/session/proof", {"password": PASSWORD})
    cookie = there.cookie("session")
    left = (await here.posts("/api/session/own/end", end))["sessions"]
    assert len(left) == 2 and end["session"] not in {one["session"] for one in left}
    await sent_off(away)
    await opens_nothing(city_hall, cookie)
    await third.greets()
    assert len((await here.posts("/api/session/own/end", end))["sessions"]) == 2, "once more does nothing"

    left = (await here.posts("/api/session/own/others", {}))["sessions"]
    assert [one["here"] for one in left] == [True]
    await sent_off(third)
    await voice.greets()
    assert (await ended(city_hall, clerk))[0] == end["session"]
    assert len(await ended(city_hall, clerk)) == 2


async def test_nobody_sees_or_ends_the_session_of_another(city_hall: RunningHouse) -> None:
    _, login = await somebody(city_hall)
    client, _ = await city_hall.clerk(login)
    other, voice = await city_hall.clerk(SATO)
    name = sha(other)[:8].hex()
    assert name not in {one["session"] for one in await mine(client)}
    await client.posts("/api/session/own/end", {"session": name})
    await client.posts("/api/session/own/others", {})
    await voice.greets()
    assert (await other.ask("/api/me"))[0] == 200


async def test_a_session_that_lies_idle_for_too_long_is_none_of_mine(city_hall: RunningHouse) -> None:
    """The record still has it; nobody is let in by it."""
    _, login = await somebody(city_hall)
    client, _ = await city_hall.clerk(login)
    idle = city_hall.browser()
    await idle.posts("/api/session", {"login": login, "password": PASSWORD})
    assert len(await mine(client)) == 2
    c, one = city_hall.web.cellar.cupboards, sha(idle)
    await c.clerks.seen([one], c.clock() - c.catalogs.settings().sessions.idle_minutes * 60_000 - 1)
    await city_hall.web.cellar.live.redis.delete(Keys(c.city).session(one))
    assert [entry["here"] for entry in await mine(client)] == [True]

"""A session ends: its sockets are closed within seconds, and what it had opened opens no more."""

from __future__ import annotations

import asyncio
import hashlib

import pytest
import socketio

from handoff import messages as m
from handoff.refusal import Reason
from server.live.keys import Keys
from server.work import clerks
from tests.house import NAKAMURA, SATO, Client, RunningHouse, Voice

pytestmark = pytest.mark.asyncio(loop_scope="session")
CLOSED_WITHIN_S = 5


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

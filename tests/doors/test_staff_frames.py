"""What a socket may send that is no message: odd frames, forged events, floods. The sender is told, or hung up on; the
house and everybody else go on as if nothing had been said."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress

import aiohttp
import pytest
import pytest_asyncio
import socketio
import websockets

from handoff.messages import Kept
from handoff.visibility import NOBODY, show
from server.realtime import guard
from server.realtime.handshake import COME_IN_S
from server.realtime.rooms import MOST_WAITING
from tests.doors.wire import Wire
from tests.house import NAKAMURA, SATO, Client, RunningHouse, Voice

pytestmark = pytest.mark.asyncio(loop_scope="session")
HELLO = '42/staff,["say",{"t":"hello","wire":1}]'


@pytest_asyncio.fixture(loop_scope="session")
async def wire(city_hall: RunningHouse) -> AsyncIterator[Wire]:
    """A clerk's socket in the raw; afterwards the house still stands, and a bystander's socket with it."""
    client, _ = await city_hall.clerk(NAKAMURA)
    _, bystander = await city_hall.clerk(SATO)
    raw = await Wire.inside(city_hall, client)
    yield raw
    await raw.close()
    assert not bystander.closed.is_set(), "another's socket was closed"
    await bystander.greets()


ODD = {
    "an unknown event": '42/staff,["delete",{"all":true}]',
    "a private name": '42/staff,["__init__",{}]',
    "a number for a name": "42/staff,[5]",
    "null for a name": "42/staff,[null,{}]",
    "an array for a name": '42/staff,[["say"],{}]',
    "an empty array": "42/staff,[]",
    "an object": '42/staff,{"say":1}',
    "no JSON": "42/staff,{bad",
    "NaN": '42/staff,["say",{"t":"beat","cases":[NaN]}]',
    "infinity": '42/staff,["say",{"t":"beat","cases":[Infinity]}]',
    "a number without end": '42/staff,["say",{"t":"hello","wire":1e400}]',
    "5,000 digits": '42/staff,["say",{"t":"hello","wire":' + "9" * 5000 + "}]",
    "5,000 arrays deep": '42/staff,["say",' + "[" * 5_000 + "]" * 5_000 + "]",
    "30,000 arrays deep": '42/staff,["say",' + "[" * 30_000 + "]" * 30_000 + "]",
    "a prototype": '42/staff,["say",{"t":"hello","wire":1,"__proto__":{"admin":true}}]',
    "a say of null": '42/staff,["say",null]',
    "a say of nothing": '42/staff,["say"]',
    "a say of two things": '42/staff,["say",{"t":"hello","wire":1},{"t":"hello","wire":1}]',
    "an acknowledgement of nothing": '43/staff,7["x"]',
    "a door for administrators": "40/admin,",
    "an unknown packet": "49/staff,[]",
    "an attachment that never comes": '451-/staff,["say",{"_placeholder":true,"num":0}]',
}


@pytest.mark.parametrize("frame", ODD.values(), ids=ODD.keys())
async def test_an_odd_frame_opens_nothing_and_harms_nobody(city_hall: RunningHouse, wire: Wire, frame: str) -> None:
    before = len(city_hall.web.rooms.screens)
    await wire.frame(frame)
    assert await wire.works(), "a slip of a client closes no socket"
    assert len(city_hall.web.rooms.screens) == before


async def test_forged_connect_and_disconnect_events_do_nothing(city_hall: RunningHouse, wire: Wire) -> None:
    """They bear the names of python-socketio's own handlers, and bring a cookie that is good."""
    client, _ = await city_hall.clerk(NAKAMURA)
    screens, lanes = dict(city_hall.web.rooms.screens), dict(city_hall.web.staff.lanes)
    environ = json.dumps({"HTTP_COOKIE": f"session={client.cookie('session')}"})
    for name in ("connect", "disconnect"):
        for forged in ("", f",{environ}", f',"sid",{environ}', ",null"):
            await wire.frame(f'42/staff,["{name}"{forged}]')
    assert await wire.works()
    assert (city_hall.web.rooms.screens, city_hall.web.staff.lanes) == (screens, lanes)
    await wire.say({"t": "join", "case": "0" * 16})
    assert (await wire.answers("join:" + "0" * 16))["reason"] == "no_such_case", "it is still greeted, still somebody"


async def test_who_comes_in_with_a_forged_connect_is_nobody(city_hall: RunningHouse) -> None:
    wire = await Wire.open(city_hall)
    before = dict(city_hall.web.rooms.screens)
    await wire.frame('42/staff,["connect",{"HTTP_COOKIE":"session=x"}]')
    await wire.frame(HELLO)
    await wire.frame("40/staff,")
    assert (await wire.next()).startswith("44/staff,"), "refused"
    assert city_hall.web.rooms.screens == before
    await wire.close()


async def test_a_frame_of_64_kb_is_taken_and_one_byte_more_closes_the_socket(
    city_hall: RunningHouse, wire: Wire
) -> None:
    around = len('42/staff,["say",""]')
    fits = "x" * (guard.MOST_BYTES - around)
    await wire.frame(f'42/staff,["say","{fits}"]')
    assert (await wire.hears("answer"))["reason"] == "bad_message"
    await wire.frame(f'42/staff,["say","{fits}x"]')
    assert await wire.is_closed(5)


@pytest.mark.parametrize("size", [1_000_000, 15_000_000])
async def test_a_huge_frame_closes_its_own_socket_alone(wire: Wire, size: int) -> None:
    await wire.frame("42/staff," + json.dumps(["say", "漢" * (size // 6)]))
    assert await wire.is_closed(10)


async def test_a_thousand_messages_at_once_are_slowed_and_never_refused(city_hall: RunningHouse, wire: Wire) -> None:
    """`slow` ends nothing: the sender sends it again later."""
    for n in range(1_000):
        await wire.say({"t": "ask_kept", "ask": f"a{n}", "case": "0" * 16, "ops": []})
    said = [(await wire.hears("answer"))["result"] for _ in range(1_000)]
    assert set(said) <= {"kept", "slow", "full"}
    assert said.count("kept") >= guard.BURST * 0.9, "what is within the allowance is answered"
    assert said.count("slow") > 500, "the rest is slowed"
    async with asyncio.timeout(10):
        while True:
            await wire.say({"t": "ask_kept", "ask": "later", "case": "0" * 16, "ops": []})
            if (await wire.answers("later"))["result"] == "kept":
                return


async def test_a_flood_at_one_socket_does_not_slow_another(city_hall: RunningHouse, wire: Wire) -> None:
    _, other = await city_hall.clerk(SATO)
    for n in range(500):
        await wire.say({"t": "ask_kept", "ask": f"a{n}", "case": "0" * 16, "ops": []})
    async with asyncio.timeout(3):
        await other.greets()


async def test_who_does_not_come_in_is_hung_up_on_and_who_has_come_in_stays(
    city_hall: RunningHouse, wire: Wire
) -> None:
    silent, refused = await Wire.open(city_hall), await Wire.open(city_hall, "session=nobody")
    await refused.frame("40/staff,")
    assert "signed_out" in await refused.next()
    closed = await asyncio.gather(*(one.is_closed(COME_IN_S + 1) for one in (silent, refused, wire)))
    assert closed == [True, True, False]


async def test_a_screen_that_reads_too_slowly_is_let_go_and_the_others_hear_all(city_hall: RunningHouse) -> None:
    client, voice = await city_hall.clerk(NAKAMURA)
    _, other = await city_hall.clerk(SATO)
    slow = next(one for one in city_hall.web.rooms.screens.values() if one.sid == voice.socket.get_sid("/staff"))
    for n in range(MOST_WAITING + 10):  # faster than any line
        slow.tell(show(Kept(cases={"c": n}), NOBODY, {}, False))
    async with asyncio.timeout(5):
        await voice.closed.wait()
    assert slow.sid not in city_hall.web.rooms.screens
    await other.greets()
    again = await client.stands_at("/staff")
    await again.greets()


ORIGINS = {
    "another site": {"Origin": "https://evil.example"},
    "null": {"Origin": "null"},
    "another site that names itself as forwarded": {
        "Origin": "http://evil.example",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "http",
    },
    "our name in front of another's": {"Origin": "http://127.0.0.1.evil.example"},
}


@pytest.mark.parametrize("headers", ORIGINS.values(), ids=ORIGINS.keys())
async def test_a_page_of_another_site_opens_no_socket(city_hall: RunningHouse, headers: dict[str, str]) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    with pytest.raises(websockets.InvalidStatus) as no:
        await Wire.open(city_hall, f"session={client.cookie('session')}", **headers)
    assert no.value.response.status_code in (400, 403)


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "PUT"])
async def test_there_is_no_polling(city_hall: RunningHouse, method: str) -> None:
    client, voice = await city_hall.clerk(NAKAMURA)
    for stolen in ("", f"&sid={voice.socket.eio.sid}"):
        address = f"/socket.io/?EIO=4&transport=polling{stolen}"
        async with client.http.request(method, address, data=b"40/staff," if method != "GET" else None) as answer:
            body = await answer.text()
        assert answer.status == 400 or not body.strip("OK"), (answer.status, body)
        assert '"sid"' not in body
    await voice.greets()


async def test_the_house_still_says_that_it_is_well(city_hall: RunningHouse) -> None:
    async with aiohttp.ClientSession(city_hall.address) as http, http.get("/health/ready") as answer:
        assert answer.status == 200


async def test_acknowledgements_that_nobody_asked_for_are_nothing(wire: Wire) -> None:
    """The house says nothing that waits for one."""
    for number in range(2_000):
        await wire.frame(f"43/staff,{number}[]")
    await wire.frame("43/staff,99999999999999999999[]")
    assert await wire.works()


async def test_a_session_has_so_many_sockets_and_no_more(city_hall: RunningHouse) -> None:
    """200 sockets of one session: the others are told to slow down, and the first ones go on."""
    client, voice = await city_hall.clerk(NAKAMURA)
    more = [await client.stands_at("/staff") for _ in range(guard.MOST_SCREENS - 1)]
    for _ in range(5):
        late = await Wire.open(city_hall, f"session={client.cookie('session')}")
        await late.frame("40/staff,")
        assert "slow_down" in await late.next()
        await late.close()
    await voice.greets()
    await more[0].leave()
    await (await comes_in(client)).greets()


async def comes_in(client: Client) -> Voice:
    """As soon as the house has seen that another one left."""
    async with asyncio.timeout(5):
        while True:
            with suppress(socketio.exceptions.ConnectionError):
                return await client.stands_at("/staff")
            await asyncio.sleep(0.02)

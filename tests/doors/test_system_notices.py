"""What other systems are told of visits: signed, with the move itself, again when it failed, and nobody else."""

from __future__ import annotations

import asyncio
import base64
import dataclasses
import hashlib
import hmac
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import pytest
from aiohttp import web

from handoff import messages as m
from server.work import system_notices
from tests.doors.systems import Other, kept, other
from tests.house import PATIENCE_S, TANAKA, RunningHouse
from tests.listening import listening

pytestmark = pytest.mark.asyncio(loop_scope="session")


class Listening:
    """Another system that hears what it is told; `status`: how it answers from now on."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, bytes]] = []
        self.status = 200
        self.url = ""
        self._news = asyncio.Event()

    async def hear(self, request: web.Request) -> web.Response:
        """A notice."""
        self.heard.append((request.headers["madoguchi-signature"], await request.read()))
        self._news.set()
        return web.Response(status=self.status)

    async def of(self, case: str, stage: str, times: int = 1) -> list[tuple[str, bytes]]:
        """What was said so often of a case at a stage."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                self._news.clear()
                said = [one for one in self.heard if is_of(one[1], case, stage)]
                if len(said) >= times:
                    return said
                await self._news.wait()


def is_of(body: bytes, case: str, stage: str) -> bool:
    said = msgspec.json.decode(body)
    return bool(said["case"] == case and said["stage"] == stage)


@asynccontextmanager
async def hook() -> AsyncIterator[Listening]:
    made, app = Listening(), web.Application()
    app.router.add_post("/hook", made.hear)
    async with listening(app) as address:
        made.url = f"{address}/hook"
        yield made


async def numbered(house: RunningHouse) -> str:
    """A visitor who waits; the case."""
    client, voice = await house.clerk(TANAKA)
    row = (await voice.done(m.GiveNumber("S04"))).row
    assert row is not None
    await client.leave()
    return row.case


async def until(house: RunningHouse, system: Other, such: Any) -> dict[str, Any]:
    """What the administrators' page says of it, once it says that."""
    async with asyncio.timeout(PATIENCE_S):
        for _ in itertools.count():
            if such(said := await kept(house, system.name)):
                return said
            await asyncio.sleep(0.05)
    raise AssertionError("never")


async def test_a_move_is_told_with_a_signature_and_names_nobody(city_hall: RunningHouse) -> None:
    async with hook() as there:
        system = await other(city_hall, "read", target=there.url)
        case = await numbered(city_hall)
        ((signed, body), *_) = await there.of(case, "waiting")
        at, value = (part.partition("=")[2] for part in signed.split(","))
        secret = base64.urlsafe_b64decode(system.secret + "=")
        assert hmac.new(secret, f"{at}.".encode() + body, hashlib.sha256).hexdigest() == value
        said = msgspec.json.decode(body)
        assert (said["system"], said["office"], said["version"]) == (system.name, "main", 1)
        await until(city_hall, system, lambda now: now["waiting"] == 0)
        await system.ends()


async def test_what_failed_is_told_again_and_the_page_says_why(city_hall: RunningHouse) -> None:
    c = city_hall.web.cellar.cupboards
    async with hook() as there:
        there.status = 500
        system = await other(city_hall, "read", target=there.url)
        case = await numbered(city_hall)
        await there.of(case, "waiting")
        said = await until(city_hall, system, lambda now: now["why"])
        assert (said["waiting"], said["given_up"], said["why"]) == (1, 0, "http_500")
        there.status = 200
        later = dataclasses.replace(c, clock=lambda: c.clock() + 60_000)
        await system_notices.walk(later)
        first, again = await there.of(case, "waiting", 2)
        assert msgspec.json.decode(first[1]) == msgspec.json.decode(again[1])
        await until(city_hall, system, lambda now: (now["waiting"], now["why"]) == (0, ""))
        await system.ends()


async def test_no_notice_goes_into_a_network_that_the_city_did_not_name(city_hall: RunningHouse) -> None:
    system = await other(city_hall, "read", target="https://10.1.2.3/hook")
    await numbered(city_hall)
    said = await until(city_hall, system, lambda now: now["why"])
    assert (said["waiting"], said["why"]) == (1, "place")
    await system.ends()
    assert (await kept(city_hall, system.name))["waiting"] == 0


async def test_who_waits_for_no_notice_and_whose_key_ended_is_told_nothing(city_hall: RunningHouse) -> None:
    async with hook() as there:
        system = await other(city_hall, "read", target=there.url)
        await system.ends()
        quiet = await other(city_hall, "read")
        hears = await other(city_hall, "read", target=there.url)
        case = await numbered(city_hall)
        ((_, body), *_) = await there.of(case, "waiting")
        assert msgspec.json.decode(body)["system"] == hears.name
        assert (await kept(city_hall, quiet.name))["waiting"] == 0
        assert {msgspec.json.decode(body)["system"] for _, body in there.heard} == {hears.name}
        await hears.ends()

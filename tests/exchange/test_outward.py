"""The way out of the house, with real sockets: told once, refused where no notice goes, a word for each failure."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_network

import pytest
from aiohttp import web

from handoff.system_notice import Target, target_of
from server.exchange.outward import Posting
from server.ports.outward import NotTold

HERE = [ip_network("127.0.0.0/8"), ip_network("::1/128")]


@asynccontextmanager
async def listening(status: int) -> AsyncIterator[tuple[Target, list[tuple[str, bytes]]]]:
    """Another system that answers so, and what it heard: (Host, body)."""
    heard: list[tuple[str, bytes]] = []

    async def hear(request: web.Request) -> web.Response:
        heard.append((request.host, await request.read()))
        return web.Response(status=status, headers={"location": "http://127.0.0.1:1/"})

    app = web.Application()
    app.router.add_post("/hook", hear)
    runner = web.AppRunner(app)
    await runner.setup()
    with socket.create_server(("127.0.0.1", 0)) as line:
        await web.SockSite(runner, line).start()
        target = target_of(f"http://localhost:{line.getsockname()[1]}/hook")
        assert target is not None
        try:
            yield target, heard
        finally:
            await runner.cleanup()


async def why(target: Target, own: list = HERE) -> str:  # type: ignore[type-arg]
    with pytest.raises(NotTold) as no:
        await Posting().tell(target, b"{}", {}, own)
    return no.value.why


async def test_a_notice_is_posted_under_the_targets_own_name() -> None:
    async with listening(204) as (target, heard):
        await Posting().tell(target, b'{"a": 1}', {"Content-Type": "application/json"}, HERE)
        assert heard == [(f"localhost:{target.port}", b'{"a": 1}')]


async def test_a_machine_of_the_house_hears_nothing_unless_the_city_names_its_network() -> None:
    async with listening(200) as (target, heard):
        assert await why(target, []) == "place"
        assert await why(target, [ip_network("10.0.0.0/8")]) == "place"
        assert heard == []


@pytest.mark.parametrize("status", [302, 404, 500])
async def test_another_status_is_a_failure_and_nothing_is_followed(status: int) -> None:
    async with listening(status) as (target, heard):
        assert await why(target) == f"http_{status}"
        assert len(heard) == 1


async def test_a_line_that_does_not_stand_and_a_name_that_nobody_has_have_their_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as line:
        port = line.getsockname()[1]
    assert await why(Target(False, "127.0.0.1", port, "/")) == "line"
    assert await why(Target(True, "no-such-host.invalid", 443, "/")) == "name"


async def test_who_speaks_no_tls_gets_nothing() -> None:
    async with listening(200) as (target, heard):
        assert await why(Target(True, target.host, target.port, target.path)) == "line"
        assert heard == []

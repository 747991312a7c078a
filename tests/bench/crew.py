"""Terminals with clerks in front of them: logged in, at a window of their own, the window open."""

from __future__ import annotations

import asyncio
import http.client
import json
from collections.abc import Callable
from typing import Any

from handoff import messages as m
from tests.bench.city import HOST, PASSWORD, City
from tests.bench.terminal import Terminal

Heard = Callable[[Terminal, Any], None]
AT_ONCE = 4


def log_in(port: int, login: str) -> str:
    """The session cookie of a clerk. An AssertionError when the city does not know the password."""
    line = http.client.HTTPConnection(HOST, port, timeout=20)
    try:
        headers = {"content-type": "application/json", "origin": f"http://{HOST}:{port}"}
        line.request("POST", "/api/session", json.dumps({"login": login, "password": PASSWORD}), headers)
        answer = line.getresponse()
        assert answer.status == http.HTTPStatus.OK, answer.read()
        return str(answer.getheader("set-cookie")).split(";", 1)[0]
    finally:
        line.close()


async def gather(city: City, count: int, heard: Heard | None = None, one_process: bool = False) -> list[Terminal]:
    """So many terminals, turn and turn about on the web processes (or all on the first), each at an open window."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def come(number: int) -> Terminal:
        port = city.ports[0] if one_process else city.port(number)
        async with gate:
            cookie = await asyncio.to_thread(log_in, port, city.login(number))
            terminal = Terminal(city.window(number), heard)
            await terminal.come(port, cookie)
            await terminal.move(m.Sit(window=city.window(number)))
            await terminal.move(m.OpenWindow())
        return terminal

    return await asyncio.gather(*(come(number) for number in range(count)))


async def beat(terminals: list[Terminal]) -> None:
    """What every screen says each 5 s, for ever."""
    while True:
        for terminal in terminals:
            terminal.say(m.Beat(cases=list(terminal.cases)))
            await asyncio.sleep(5 / len(terminals))

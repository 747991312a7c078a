"""Logging in, over HTTP: what the right password takes, and what a wrong one and an unknown user take; in ms.

Goal: 100 to 250 ms each, and a user who is not there within 20 ms of one who is (`apart`: the medians), so that nobody
learns who works here. `ended`: a user ends the session of another terminal of theirs; how long until its socket is
closed (goal: 5 s), and how many messages it still heard after that was answered.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import random
from collections.abc import Iterator
from contextlib import suppress
from time import perf_counter

from handoff import messages as m
from tests.bench import crew
from tests.bench.city import CLERKS, HOST, PASSWORD, SERVICE, City, in_city
from tests.bench.figures import percentile
from tests.bench.terminal import Terminal

TIMES = 6
"""Of each clerk, and of as many who are not there. Ten wrong passwords would lock an account."""
ENDED = 9
"""Of other clerks than the one who gives numbers meanwhile."""
CLOSED_S = 10.0


def run(times: int = TIMES, ended: int = ENDED, city: City | None = None) -> Iterator[dict[str, object]]:
    """Two lines."""
    with in_city(city) as here:
        # first: many wrong passwords make strange browsers wait
        closed, after = asyncio.run(sent_off(here, ended))
        yield {
            "bench": "login",
            "case": "ended",
            "n": len(closed),
            "p50": percentile(closed, 50),
            "p95": percentile(closed, 95),
            "heard_after": after,
        }
        right, wrong, unknown = tried(here, times)
        yield {
            "bench": "login",
            "case": "password",
            "n": len(right),
            "p50": percentile(right, 50),
            "p95": percentile(right, 95),
            "wrong_p50": percentile(wrong, 50),
            "unknown_p50": percentile(unknown, 50),
            "apart": round(abs(percentile(wrong, 50) - percentile(unknown, 50)), 2),
        }


def tried(city: City, times: int) -> tuple[list[float], list[float], list[float]]:
    """What the right password, a wrong one, and any password of nobody took, turn and turn about."""
    right, wrong, unknown = list[float](), list[float](), list[float]()
    known = known_browser(city)  # a strange one would have to wait after so many wrong ones
    order = [(number, turn) for turn in range(times) for number in range(CLERKS)]
    for number, turn in order:
        asked = [(right, city.login(number), PASSWORD), (wrong, city.login(number), "違います")]
        asked.append((unknown, f"66{turn:02}{number:03}", "違います"))
        for took, login, password in random.sample(asked, len(asked)):
            status, spent = post(city.port(number), known, "/api/session", {"login": login, "password": password})
            assert (status == http.HTTPStatus.OK) is (took is right), status
            took.append(spent)
    return right, wrong, unknown


def known_browser(city: City) -> str:
    """The cookie of a browser in which somebody has logged in."""
    line = http.client.HTTPConnection(HOST, city.port(0), timeout=20)
    try:
        headers = {"content-type": "application/json", "origin": f"http://{HOST}:{city.port(0)}"}
        line.request("POST", "/api/session", json.dumps({"login": city.login(0), "password": PASSWORD}), headers)
        given = line.getresponse().headers.get_all("set-cookie", [])
        return next(one.split(";", 1)[0] for one in given if not one.startswith("session="))
    finally:
        line.close()


def post(port: int, cookie: str, path: str, said: object) -> tuple[int, float]:
    """The status, and what it took in ms."""
    line = http.client.HTTPConnection(HOST, port, timeout=20)
    try:
        headers = {"content-type": "application/json", "origin": f"http://{HOST}:{port}", "cookie": cookie}
        begun = perf_counter()
        line.request("POST", path, json.dumps(said), headers)
        answer = line.getresponse()
        answer.read()
        return answer.status, (perf_counter() - begun) * 1000
    finally:
        line.close()


async def sent_off(city: City, times: int) -> tuple[list[float], int]:
    """What it took in ms until the other terminals' sockets were closed, each on the other web process; and what they
    heard meanwhile, while numbers are given before their eyes."""
    giver, took, after = (await crew.gather(city, 1))[0], list[float](), 0
    for turn in range(1, times + 1):
        mine = crew.log_in(city.port(0), city.login(turn % CLERKS))
        other = Leaver(crew.log_in(city.port(1), city.login(turn % CLERKS)))
        await other.come(city.port(1))
        status, _ = await asyncio.to_thread(post, city.port(0), mine, "/api/session/own/others", {})
        assert status == http.HTTPStatus.OK, status
        begun = perf_counter()
        await giver.move(m.GiveNumber(service=SERVICE))
        async with asyncio.timeout(CLOSED_S):
            await other.gone()
        took.append((perf_counter() - begun) * 1000)
        after += sum(at > begun for at in other.heard)
    giver.leave()
    return took, after


class Leaver:
    """A terminal whose session somebody ends. `heard`: when each message came."""

    def __init__(self, cookie: str) -> None:
        self.heard: list[float] = []
        self._cookie = cookie
        self._terminal = Terminal("", lambda *_: self.heard.append(perf_counter()))

    async def come(self, port: int) -> None:
        """Its socket is open."""
        await self._terminal.come(port, self._cookie)
        self._end = self._terminal.waiting["end"] = asyncio.get_running_loop().create_future()

    async def gone(self) -> None:
        """Until the server hangs up."""
        with suppress(ConnectionError):
            await self._end

"""A scanner at the serial port of a window's PC: what it reads opens at the screen of that window, and nowhere else."""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path

import pytest

from devices import words
from devices.agent import Agent
from devices.scanning import Scanning
from devices.simulator import Simulator
from devices.standing import Standing
from handoff import messages as m
from handoff import ticket
from handoff.ids import OP_BYTES, new_op
from tests.devices.port import plugged
from tests.house import ISHII, NAKAMURA, RunningHouse, Voice, one_more

pytestmark = pytest.mark.asyncio(loop_scope="session")
CITY = "999989"
SCANS = 6
CODE = ticket.make("123456789012345", CITY)


async def scans(reader: Voice, **said: object) -> m.Answer:
    """A scan; the answer."""
    message = m.Scan(read=new_op(secrets.token_bytes(OP_BYTES)), **said)  # type: ignore[arg-type]
    await reader.say(message)
    answer: m.Answer = await reader.hears(m.Answer, lambda heard: heard.re == message.read)
    return answer


def heard(voice: Voice) -> list[m.ToClient]:
    """The scans that a screen heard of."""
    return [one for one in voice.heard if isinstance(one, m.Scanned)]


async def test_a_scan_goes_to_the_screen_of_its_window_that_was_used_last(city_hall: RunningHouse) -> None:
    client, first = await city_hall.clerk(NAKAMURA, "W05")
    _, elsewhere = await city_hall.clerk(ISHII, "W07")
    second = await client.stands_at("/staff")
    await second.greets()
    reader = await city_hall.agent(await city_hall.reader("W05"))
    assert (await scans(reader, code=CODE)).result == "ok"
    assert (await second.hears(m.Scanned)).code == CODE
    assert heard(first) == heard(elsewhere) == []


async def test_of_screens_at_two_web_processes_one_alone_takes_each_scan(city_hall: RunningHouse) -> None:
    async with one_more(city_hall) as beside:
        _, here = await city_hall.clerk(NAKAMURA, "W05")
        _, there = await beside.clerk(ISHII, "W05")
        reader = await city_hall.agent(await city_hall.reader("W05"))
        for _ in range(SCANS):
            assert (await scans(reader, code=CODE)).result == "ok"
        row = (await here.done(m.GiveNumber("S01"))).row
        for screen in (here, there):  # what comes after the scans, in the river's order
            await screen.hears(m.Moved, lambda heard: heard.row.visit == row.visit)
        assert len(heard(here)) + len(heard(there)) == SCANS


async def test_what_is_no_ticket_reaches_the_screen_as_its_fault_alone(city_hall: RunningHouse) -> None:
    _, clerk = await city_hall.clerk(NAKAMURA, "W05")
    reader = await city_hall.agent(await city_hall.reader("W05"))
    assert (await scans(reader, fault="short", n=12)).result == "ok"
    assert await clerk.hears(m.Scanned) == m.Scanned(code="", fault="short", n=12)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"code": "1234567890123456"}, "bad_ticket"),
        ({"code": "9" * 200}, "bad_ticket"),
        ({"fault": "a sentence"}, "bad_message"),
        ({"fault": "short", "n": -1}, "bad_message"),
    ],
)
async def test_what_no_agent_says_is_refused(city_hall: RunningHouse, said: dict[str, object], reason: str) -> None:
    await city_hall.clerk(NAKAMURA, "W05")
    reader = await city_hall.agent(await city_hall.reader("W05"))
    assert (await scans(reader, **said)).reason == reason


async def test_where_nobody_sits_the_agent_says_so(city_hall: RunningHouse) -> None:
    reader = await city_hall.agent(await city_hall.reader("W14"))
    assert (await scans(reader, code=CODE)).reason == "no_window"


async def test_a_line_of_a_port_opens_at_the_window_through_the_agent(city_hall: RunningHouse, tmp_path: Path) -> None:
    _, clerk = await city_hall.clerk(NAKAMURA, "W05")
    told: list[str] = []
    standing = Standing()
    key = await city_hall.reader("W05")
    agent = Agent(city_hall.address, key, Simulator([], asyncio.Event().wait), told.append, standing)
    with plugged(tmp_path) as port:
        tasks = [
            asyncio.create_task(agent.link.run()),
            asyncio.create_task(Scanning((str(port.name),), agent.scan, told.append, standing).run()),
        ]
        ready = asyncio.Event()

        def look() -> None:
            if standing.place and standing.scanners.get(str(port.name)):
                ready.set()

        standing.heard.append(look)
        async with asyncio.timeout(20):
            await ready.wait()
        port.scans(f"{CODE}\r".encode())
        assert (await clerk.hears(m.Scanned)).code == CODE
        place = clerk.heard.index(next(one for one in clerk.heard if isinstance(one, m.Scanned))) + 1
        port.scans(b"M1:123456789012\r\n")
        assert await clerk.hears(m.Scanned, after=place) == m.Scanned(fault="letters", n=15)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    assert CODE not in "".join(told)


async def test_a_scan_while_the_line_is_away_is_said_and_not_sent_later(city_hall: RunningHouse) -> None:
    key = await city_hall.reader("W05")
    agent = Agent(city_hall.address, key, Simulator([], asyncio.Event().wait), print)
    assert await agent.scan(CODE) == words.SCAN_LOST
    agent.city = CITY
    assert await agent.scan(CODE) == words.SCAN_LOST

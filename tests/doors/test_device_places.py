"""A paired agent under another name, at another window, or none any more: its line is closed at once, by the change
itself and not by a walk of the clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import socketio

from devices import words
from devices.agent import Agent
from devices.simulator import Simulator
from handoff import messages as m
from server.schedule import SESSIONS_S, every, stop
from tests.house import NAKAMURA, PATIENCE_S, Client, RunningHouse, Voice

pytestmark = pytest.mark.asyncio(loop_scope="session")


@asynccontextmanager
async def nobody_walks(house: RunningHouse) -> AsyncIterator[None]:
    """The walk over sessions rests meanwhile: what is closed is closed by what happened."""
    tasks = house.web.tasks
    walk = next(task for task in tasks if task.get_name() == "sessions")
    await stop([walk])
    try:
        yield
    finally:
        again = asyncio.create_task(every(SESSIONS_S, house.web._sessions), name="sessions")
        tasks[tasks.index(walk)] = again


async def placed(house: RunningHouse, window: str, name: str) -> tuple[str, Voice, Client, dict[str, Any]]:
    """A paired agent on its line; who keeps it; and how it stands in the list."""
    key = await house.reader(window, name)
    voice = await house.agent(key)
    admin = await house.admin()
    _, listed = await admin.ask("/api/devices")
    (one,) = [device for device in listed["devices"] if device["name"] == name]
    return key, voice, admin, one


async def closed(voice: Voice) -> str:
    """It is closed although nobody walks, so by the change itself; why."""
    async with asyncio.timeout(PATIENCE_S):
        await voice.closed.wait()
    return next(heard.why for heard in voice.heard if isinstance(heard, m.Bye))


async def test_a_revoked_agent_is_cut_off_at_once_and_stays_outside(city_hall: RunningHouse) -> None:
    key, voice, admin, one = await placed(city_hall, "W13", "消すリーダー")
    async with nobody_walks(city_hall):
        await admin.posts("/api/devices/revoke", {"id": one["id"]})
        assert await closed(voice) == "unknown_device"
    with pytest.raises(socketio.exceptions.ConnectionError):
        await city_hall.agent(key)
    assert (await admin.ask("/api/devices/place", {"id": one["id"], "window": "W13", "name": "また"}))[0] == 400


@pytest.mark.parametrize(("window", "name"), [("W13", "新しい名前"), ("W14", "移すリーダー")])
async def test_a_renamed_or_moved_agent_comes_back_at_once_as_what_it_is_now(
    city_hall: RunningHouse, window: str, name: str
) -> None:
    key, voice, admin, one = await placed(city_hall, "W13", f"前の{name}")
    assert [heard.window for heard in voice.heard if isinstance(heard, m.Placed)] == ["W13"]
    async with nobody_walks(city_hall):
        await admin.posts("/api/devices/place", {"id": one["id"], "window": window, "name": name})
        assert await closed(voice) == "other_place"
        again = await city_hall.agent(key)
    told = await again.hears(m.Placed)
    assert (told.window, told.name) == (window, name)


async def test_a_moved_tablet_comes_back_at_once_at_its_new_window(city_hall: RunningHouse) -> None:
    screen = await city_hall.screen("tablet", "W13", "移るタブレット")
    voice = await screen.stands_at("/display")
    await voice.greets()
    admin = await city_hall.admin()
    _, listed = await admin.ask("/api/displays")
    (one,) = [display for display in listed["displays"] if display["name"] == "移るタブレット"]
    async with nobody_walks(city_hall):
        place = {"id": one["id"], "office": "main", "window": "W14", "name": "移ったタブレット"}
        await admin.posts("/api/displays/place", place)
        assert await closed(voice) == "other_place"
        again = await (await screen.stands_at("/display")).greets()
    assert (again.me.window, again.me.name) == ("W14", "移ったタブレット")


async def test_the_agent_itself_comes_back_and_says_where_it_is(city_hall: RunningHouse) -> None:
    key, _, admin, one = await placed(city_hall, "W13", "移る本物")
    told: list[str] = []
    agent = Agent(city_hall.address, key, Simulator([], asyncio.Event().wait), told.append)
    places: asyncio.Queue[str] = asyncio.Queue()
    agent.standing.heard.append(lambda: places.put_nowait(agent.standing.place))
    line = asyncio.create_task(agent.link.run())
    async with asyncio.timeout(20):
        while "（移る本物）" not in await places.get():
            pass
        await admin.posts("/api/devices/place", {"id": one["id"], "window": "W14", "name": "移った本物"})
        while "（移った本物）" not in await places.get():
            pass
    assert words.OTHER_PLACE in told
    assert agent.standing.known
    line.cancel()
    await asyncio.gather(line, return_exceptions=True)


async def test_only_who_keeps_the_office_places_its_agents(city_hall: RunningHouse) -> None:
    _, voice, admin, one = await placed(city_hall, "W13", "人のリーダー")
    clerk, _ = await city_hall.clerk(NAKAMURA)
    there = next(w.window for w in city_hall.web.cellar.cupboards.catalogs.house().windows if w.office != "main")
    place = {"id": one["id"], "window": there, "name": "ほかの拠点"}
    assert await clerk.ask("/api/devices/place", place) == (403, {"reason": "not_allowed"})
    assert (await admin.ask("/api/devices/place", {**place, "window": "W99"}))[1]["reason"] == "no_such_window"
    assert not voice.closed.is_set()


async def listed_as(admin: Client, name: str, stands: dict[str, Any] | None) -> None:
    """It is listed so by now or in a moment."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            _, said = await admin.ask("/api/devices")
            if next(one["stands"] for one in said["devices"] if one["name"] == name) == stands:
                return


async def test_how_a_pc_stands_is_in_the_list_as_long_as_it_holds_its_line(city_hall: RunningHouse) -> None:
    key, admin = await city_hall.reader("W14", "立っているリーダー"), await city_hall.admin()
    await listed_as(admin, "立っているリーダー", None)
    agent = Agent(city_hall.address, key, Simulator([], asyncio.Event().wait), lambda _: None)
    agent.standing.reader("ACS ACR122U 00 00", True)
    line = asyncio.create_task(agent.link.run())
    stands = {"service": True, "readers": {"ACS ACR122U 00 00": True}, "scanners": {}, "last": "", "went": False}
    await listed_as(admin, "立っているリーダー", stands)
    agent.standing.reader("ACS ACR122U 00 00", False)
    agent.standing.clock = lambda: "10:12"
    agent.standing.read(True)
    out = {**stands, "readers": {"ACS ACR122U 00 00": False}, "last": "10:12", "went": True}
    await listed_as(admin, "立っているリーダー", out)
    await stop([line])
    await listed_as(admin, "立っているリーダー", None)


async def test_what_no_agent_would_say_of_itself_is_refused(city_hall: RunningHouse) -> None:
    voice = await city_hall.agent(await city_hall.reader("W14", "うその読み取り"))
    many = {f"reader {number}": True for number in range(17)}
    for wrong in (m.Stands(True, last="25:00"), m.Stands(True, many), m.Stands(True, {"a" * 121: True})):
        place = len(voice.heard)
        await voice.say(wrong)
        await voice.hears(m.Answer, lambda heard: heard.reason == "bad_message", place)

"""The demo hour over a house of its own: visitors come and go, and a live store that is emptied loses nothing kept."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

import msgspec
import redis
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.calendar import business_day
from handoff.replay import Move, Post, standing
from handoff.stage import ENDS
from server.ports.audit import Sought
from server.record.engine import open_engine
from tests.demo.desk import Hall
from tests.demo.hour import Hour
from tests.demo.page import app_of
from tests.demo.people import NEWCOMER, RECEPTION, places
from tests.demo.yesterday import Yesterday, fill
from tests.engines import Databases, Keyspaces
from tests.house import OONO, RunningHouse, running_house

CLERKS = 4
PACE = 400.0
WAITING = 8
PATIENCE_S = 120.0
VISITORS = 90


def test_a_window_is_left_to_the_newcomer() -> None:
    windows = [place.window for place in places()]
    assert len(set(windows)) == len(windows) == 29
    assert NEWCOMER[1] not in windows and RECEPTION not in windows
    assert all(place.login != NEWCOMER[0] for place in places())


async def test_an_hour_goes_on_over_an_emptied_live_store_and_nothing_that_was_kept_is_lost(
    databases: Databases, keyspaces: Keyspaces
) -> None:
    """The page shows it live, and its button hurts once at a time."""
    with databases.fresh() as database_url:
        redis_url = keyspaces.fresh()

        async def emptied() -> None:
            with redis.Redis.from_url(redis_url) as line:
                line.flushdb()

        async with running_house(database_url, redis_url) as house:
            engine = open_engine(database_url, size=2)
            await a_day_stands_behind_it(house, engine)
            hall = Hall(urlsplit(house.address).port or 0, places()[:CLERKS], PACE)
            hour = Hour(hall, engine, emptied, waiting=WAITING)
            working = asyncio.create_task(hour.run())
            try:
                async with TestClient(TestServer(app_of(hour))) as page, asyncio.timeout(PATIENCE_S):
                    assert "にぎやかな1時間" in await (await page.get("/")).text()
                    await until(working, hour, served=2, checked=5)
                    await each_view_has_its_row(house, hour)
                    before = hour.shown()
                    assert (await page.post("/kill", data={})).status == 415
                    assert (await page.post("/kill", json={})).status == 200
                    await until(working, hour, served=before.served + 2, checked=before.count.checked + 5)
                    shown = await (await page.get("/state")).json()
                    assert (shown["faults"], shown["down"], shown["count"]["lost"]) == (1, False, 0)
                    assert shown["clerks"] == CLERKS + 1 and shown["came"] >= WAITING
            finally:
                working.cancel()
                await asyncio.gather(working, return_exceptions=True)
                await hour.ledger.check()
                await engine.dispose()
            assert hour.ledger.count().lost == 0


async def each_view_has_its_row(house: RunningHouse, hour: Hour) -> None:
    """Of all cases that were shown so far, how often each was: the audit knows it, in the chain or on its way there."""
    c, views = house.web.cellar.cupboards, hour.ledger.views()
    rows = Counter(look.case for _, _, look in await c.audit.waiting(100_000) if look.what == "open")
    rows += Counter(row.case for row in await c.ledger.find(Sought("2000-01-01", "2999-12-31", what="open"), 100_000))
    assert views.total() > 0 and rows >= views


async def a_day_stands_behind_it(house: RunningHouse, engine: AsyncEngine) -> None:
    """Yesterday is made up, and shown again to its end: all who came are through, and the windows are closed."""
    c = house.web.cellar.cupboards
    day = Yesterday(c.catalogs.house(), business_day(c.clock()) - timedelta(days=1), VISITORS)
    day.play()
    await fill(engine, day)
    manager, _ = await house.clerk(OONO)
    told = await manager.posts("/api/floor/replay", {})
    moves, posts = msgspec.convert(told["moves"], list[Move]), msgspec.convert(told["posts"], list[Post])
    noon, night = (standing(moves, posts, at) for at in (told["opens"] + 3_600_000, told["ends"]))
    assert told["day"] == day.day.isoformat() and len(night.visits) == VISITORS and night.calls >= VISITORS
    assert {one.stage for one in night.visits.values()} <= ENDS
    assert {one.state for one in night.windows.values()} == {"closed"}
    assert {"done", "serving"} <= {one.stage for one in noon.visits.values()}


async def until(working: asyncio.Task[None], hour: Hour, served: int, checked: int) -> None:
    """So many visitors are served and so many edits found in PostgreSQL; what breaks the hour is raised."""
    while hour.shown().served < served or hour.shown().count.checked < checked:
        await asyncio.wait({working}, timeout=0.1)
        if working.done():
            working.result()

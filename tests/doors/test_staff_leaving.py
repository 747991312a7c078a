"""Whoever hangs up is gone from the house, also while Redis cannot be told."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from server.embedded.valkey import Valkey
from server.realtime.lanes import Lane
from tests.doors.wire import Wire
from tests.engines import Own
from tests.house import NAKAMURA, running_house

GONE_WITHIN_S = 10


async def test_a_screen_that_hangs_up_while_redis_is_away_leaves_nothing_behind(
    database_url: str, redis_server: Own[Valkey]
) -> None:
    async with running_house(database_url, redis_server.engine.url()) as house:
        client, _ = await house.clerk(NAKAMURA)
        wire = await Wire.inside(house, client)
        for n in range(2):
            request = f"two-cases-are-open-{n}"
            await wire.say({"t": "move", "request": request, "do": {"kind": "give_number", "service": "S01"}})
            await wire.say({"t": "join", "case": (await wire.answers(request))["row"]["case"]})
            await wire.hears("case")
        rooms = house.web.rooms
        screens = len(rooms.screens)
        assert len(rooms.cases()) == 2
        redis_server.kill()
        await wire.close()
        async with asyncio.timeout(GONE_WITHIN_S):
            while len(rooms.screens) == screens or rooms.cases():  # noqa: ASYNC110 (nothing tells of it)
                await asyncio.sleep(0.05)
        redis_server.start()


async def test_a_lane_ends_though_its_work_swallowed_that_it_was_told_to() -> None:
    """As `asyncio.wait_for` of Python 3.11 may: whoever closes the lane, the tail among them, would wait for ever."""
    begun = asyncio.Event()

    async def work(_: object) -> None:
        begun.set()
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()

    lane = Lane(work)
    lane.put("")
    await begun.wait()
    closing = asyncio.create_task(lane.close())
    ended, _ = await asyncio.wait({closing}, timeout=GONE_WITHIN_S)  # which cancels nobody, as a time-out would
    lane.task.cancel()
    await closing
    assert ended

"""列ごと移す at the doors: said once to staff and to the hall, and to no hall where a quiet counter is in it."""

from __future__ import annotations

import pytest

from handoff import messages as m
from tests.house import NAKAMURA, OONO, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_line_that_moved_is_told_once_and_never_of_quiet_counters(city_hall: RunningHouse) -> None:
    """Two visitors, one announcement; the quiet counter's line is told to staff alone."""
    hall = await (await city_hall.screen("hall")).stands_at("/display")
    await hall.greets()
    _, clerk = await city_hall.clerk(NAKAMURA, "W05")
    _, manager = await city_hall.clerk(OONO)
    loud = [(await clerk.done(m.GiveNumber("S13"))).row for _ in range(2)]
    refused = await clerk.moves(m.MoveLine("G25", "G26"))
    assert (refused.result, refused.reason) == ("refused", "not_allowed")
    done = await manager.done(m.MoveLine("G25", "G26"))
    assert done.more is not None and done.more["moved"] >= 2
    for row in loud:
        await hall.hears(m.Moved, lambda heard, row=row: (heard.row.number, heard.row.line) == (row.number, "G26"))
    told = await hall.hears(m.LineMoved)
    assert (told.line, told.to) == ("G25", "G26")
    assert await clerk.hears(m.LineMoved) == told

    await clerk.done(m.GiveNumber("S06"))
    await manager.done(m.MoveLine("G12", "G26"))
    await clerk.hears(m.LineMoved, lambda heard: heard.line == "G12")
    await manager.done(m.MoveLine("G26", "G25"))
    await hall.hears(m.LineMoved, lambda heard: heard.line == "G26")
    assert [heard.line for heard in hall.heard if isinstance(heard, m.LineMoved)] == ["G25", "G26"]


async def test_screens_hear_how_the_city_speaks(city_hall: RunningHouse) -> None:
    screen = await city_hall.screen("hall")
    _, sent = await screen.ask("/api/catalog")
    assert sent["voice"] == {"voice": ["ja", "en"], "number": "whole", "rate": 0.9}

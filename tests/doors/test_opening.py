"""始業点検 at its door: each light stands on a fact of this house."""

from __future__ import annotations

from typing import Any

import pytest

from handoff import messages as m
from server.work.opening_check import PARTS
from tests.house import NAKAMURA, Client, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def lights(client: Client) -> dict[str, dict[str, Any]]:
    """By what they are of."""
    status, found = await client.ask("/api/opening")
    assert status == 200
    return {one["what"]: one for one in found["lights"]}


async def test_a_screen_that_holds_its_line_is_alive_and_one_that_does_not_is_named(city_hall: RunningHouse) -> None:
    """As the house's own round has it; numbers that are given are counted, plans that nobody entered are missing."""
    clerk, voice = await city_hall.clerk(NAKAMURA, "W05")
    catalogs = city_hall.web.cellar.cupboards.catalogs
    bright = await city_hall.screen("hall", name="点検で明るい画面")
    await city_hall.screen("hall", name="点検で暗い画面")
    await (await bright.stands_at("/display")).greets()
    before = await lights(clerk)
    await city_hall.web._boards()
    found = await lights(clerk)
    assert found["halls"]["state"] == "look"
    assert "点検で暗い画面" in found["halls"]["names"] and "点検で明るい画面" not in found["halls"]["names"]
    assert found["house"]["all"] == len(PARTS) and set(found) >= {"backup", "night", "forecast", "readers"}
    assert found["plan"]["all"] == len([one for one in catalogs.house().windows if one.office == "main"])
    assert found["catalog"]["all"] == catalogs.current().version
    await voice.done(m.GiveNumber("S01"))
    assert (await lights(clerk))["numbers"]["all"] == before["numbers"].get("all", 0) + 1

"""始業点検 at its door: each light stands on a fact of this house."""

from __future__ import annotations

from typing import Any, Literal

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


async def test_a_hall_that_is_heard_and_a_printer_whose_paper_was_seen_have_lights_of_their_own(
    city_hall: RunningHouse,
) -> None:
    """The chime alone is not what this city wants to be heard; paper is what somebody saw, at a window or a screen."""
    clerk, _ = await city_hall.clerk(NAKAMURA, "W05")
    display = await city_hall.screen("hall", name="点検で鳴る画面")
    await city_hall.screen("number", name="点検の発券")
    hall = await display.stands_at("/display")
    await hall.greets()
    tongues: list[tuple[list[Literal["ja", "en"]], bool]] = [(["ja"], False), (["ja", "en"], True)]
    for voices, heard in tongues:
        await hall.say(m.Sounding(chime=True, voices=voices))
        await hall.greets()  # answered in the order of what was said
        await city_hall.web._boards()
        assert ("点検で鳴る画面" not in (await lights(clerk))["voice"].get("names", [])) is heard
    assert "点検の発券" in (await lights(clerk))["printers"]["names"]
    assert "点検の発券" in (await clerk.ask("/api/opening/kiosks"))[1]["kiosks"]
    await clerk.posts("/api/opening/printed", {"kiosk": "点検の発券"})
    await clerk.posts("/api/opening/printed", {"kiosk": ""})
    named = (await lights(clerk))["printers"].get("names", [])
    assert "点検の発券" not in named and "5" not in named
    _, no = await clerk.ask("/api/opening/printed", {"kiosk": "ない画面"})
    assert no["reason"] == "unknown_device"

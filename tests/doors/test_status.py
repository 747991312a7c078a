"""状態 at its door: for staff alone, from real facts, and the boards by their lines."""

from __future__ import annotations

from typing import Any

import pytest

from tests.house import NAKAMURA, Client, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def standing(client: Client) -> dict[str, Any]:
    code, said = await client.ask("/api/status")
    assert code == 200
    return {one["part"]: one for one in said["standing"]}


async def test_staff_see_what_stands(city_hall: RunningHouse) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    await city_hall.web._look()
    await city_hall.web._watch()
    parts = await standing(client)
    assert {name: parts[name]["state"] for name in ("live", "record")} == {"live": "stands", "record": "stands"}
    _, said = await client.ask("/api/status")
    assert said["contacts"] and said["backup"] is None
    refused = await client.ask("/api/status/told", {"part": "record", "whom": "情報システム課"})
    assert refused == (400, {"reason": "bad_message", "at": "part"})


async def test_nobody_else_does(city_hall: RunningHouse) -> None:
    assert (await city_hall.browser().ask("/api/status"))[0] == 401
    assert (await city_hall.browser().ask("/api/status/told", {"part": "record", "whom": "x"}))[0] == 401
    screen = await city_hall.screen("hall", name="状態の前のモニター")
    assert (await screen.ask("/api/status"))[0] == 401


async def test_a_board_that_holds_its_line_is_lit_and_one_without_is_named(city_hall: RunningHouse) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    lit = await city_hall.screen("hall", name="光っているモニター")
    await city_hall.screen("hall", name="消えているモニター")
    await lit.stands_at("/display")
    await city_hall.web._boards()
    dark = (await standing(client))["boards"]["names"]
    assert "消えているモニター" in dark and "光っているモニター" not in dark

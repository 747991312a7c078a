"""状態 at its door: for staff alone, from real facts, and the boards by their lines."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from tests.house import NAKAMURA, PATIENCE_S, Client, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def comes(client: Client, such: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The page as soon as it says so: the house looks every second, and a store that is slow for once is broken."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            code, said = await client.ask("/api/status")
            assert code == 200
            parts = {one["part"]: one for one in said["standing"]}
            if such(parts):
                return {**said, "parts": parts}
            await asyncio.sleep(0.1)


async def test_staff_see_what_stands_and_whom_to_call(city_hall: RunningHouse) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    said = await comes(client, lambda parts: {parts[one]["state"] for one in ("live", "record")} == {"stands"})
    assert said["contacts"]
    refused = await client.ask("/api/status/told", {"part": "boards", "whom": "情報システム課"})
    assert refused == (400, {"reason": "bad_message", "at": "part"})


async def is_shut(client: Client) -> None:
    """The page says nothing to this one; while the house cannot ask who it is, only what stands (a house that has just
    opened, or a store that is slow for once)."""
    async with asyncio.timeout(PATIENCE_S):
        while (answer := await client.ask("/api/status"))[0] != 401:
            assert not (answer[1]["contacts"] or answer[1]["outages"] or answer[1]["month"]), answer
            await asyncio.sleep(0.1)


async def test_nobody_else_does(city_hall: RunningHouse) -> None:
    await is_shut(city_hall.browser())
    assert (await city_hall.browser().ask("/api/status/told", {"part": "record", "whom": "x"}))[0] == 401
    screen = await city_hall.screen("hall", name="状態の前のモニター")
    await is_shut(screen)


async def test_a_board_that_holds_its_line_is_lit_and_one_without_is_named(city_hall: RunningHouse) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    lit = await city_hall.screen("hall", name="光っているモニター")
    await city_hall.screen("hall", name="消えているモニター")
    await lit.stands_at("/display")
    await city_hall.web._boards()
    said = await comes(client, lambda parts: "boards" in parts and "消えているモニター" in parts["boards"]["names"])
    assert "光っているモニター" not in said["parts"]["boards"]["names"]

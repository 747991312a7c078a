"""流れ and 再生 at their addresses: of numbers and windows, and nobody by name."""

from __future__ import annotations

import json

import pytest

from handoff import messages as m
from tests.house import NAKAMURA, OONO, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_floor_manager_sees_where_a_visit_was_and_nobody_by_name(city_hall: RunningHouse) -> None:
    client, clerk = await city_hall.clerk(NAKAMURA, "W05")
    manager, _ = await city_hall.clerk(OONO)
    row = (await clerk.done(m.GiveNumber("S01"))).row
    assert row is not None
    await clerk.done(m.Call(row.visit))
    await clerk.done(m.Serve(row.visit))
    told = await manager.posts("/api/floor/timeline", {"visit": row.visit})
    assert (told["number"], told["arrived"]) == (row.number, row.arrived)
    assert [(one["stage"], one.get("window")) for one in told["stops"]] == [
        ("waiting", None),
        ("calling", "W05"),
        ("serving", "W05"),
    ]
    said = json.dumps(told, ensure_ascii=False)
    assert "中村" not in said
    assert row.case not in said
    status, no = await client.ask("/api/floor/timeline", {"visit": row.visit})
    assert (status, no["reason"]) == (403, "not_allowed")
    status, no = await manager.ask("/api/floor/timeline", {"visit": "nobody"})
    assert no["reason"] == "no_such_visit"


async def test_whoever_sees_the_board_sees_it_again_of_a_day_without_anybody_s_name(city_hall: RunningHouse) -> None:
    """What the board of this visit's own day showed is in it; a day that is none is refused."""
    client, clerk = await city_hall.clerk(NAKAMURA, "W05")
    row = (await clerk.done(m.GiveNumber("S01"))).row
    assert row is not None
    called = (await clerk.done(m.Call(row.visit))).row
    assert called is not None
    told = await client.posts("/api/floor/replay", {"day": row.day})
    seen = [move[3] for move in told["moves"] if move[3] and move[3]["number"] == row.number]
    assert [(one["stage"], one.get("window")) for one in seen] == [("waiting", None), ("calling", "W05")]
    assert any(post["window"] == "W05" and post["state"] == "open" for post in told["posts"])
    said = json.dumps(told, ensure_ascii=False)
    assert not any(word in said for word in ("中村", row.case, row.visit, called.clerk or NAKAMURA))
    status, no = await client.ask("/api/floor/replay", {"day": "2027-02-30"})
    assert (status, no["reason"]) == (400, "no_such_date")
    nobody = city_hall.browser()
    assert (await nobody.ask("/api/floor/replay", {}))[0] == 401

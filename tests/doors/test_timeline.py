"""流れ at its address: a floor manager's alone, of numbers and windows."""

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

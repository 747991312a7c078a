"""目安の点検 at its address: what was foretold, beside what it became."""

from __future__ import annotations

import pytest

from handoff import messages as m
from server.ports.waits import Foretold
from tests.house import NAKAMURA, OONO, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_floor_manager_sees_what_forecasts_became_and_a_clerk_does_not(city_hall: RunningHouse) -> None:
    """One more call is one more in its line; of a few nothing else is said."""
    client, clerk = await city_hall.clerk(NAKAMURA, "W05")
    manager, _ = await city_hall.clerk(OONO)
    c = city_hall.web.cellar.cupboards
    row = (await clerk.done(m.GiveNumber("S01"))).row
    assert row is not None
    said = [1.0, 5.0, 8.0, 9.0]
    await c.waits.foretell([Foretold(row.visit, f"main/{row.line}", row.arrived, 5.0, said, said, [], told=True)])
    await clerk.done(m.Call(row.visit))
    await c.waits.settle(row.arrived)
    status, told = await manager.ask("/api/floor/accuracy")
    assert status == 200
    assert sum(one["count"] for one in told["qualities"] if one["queue"] == f"main/{row.line}") >= 1
    assert told["names"][f"main/{row.line}"].startswith("住民異動")
    status, no = await client.ask("/api/floor/accuracy")
    assert (status, no["reason"]) == (403, "not_allowed")

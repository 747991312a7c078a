"""窓口の予定 at its doors: floor managers write, everybody else looks."""

from __future__ import annotations

import pytest

from handoff.calendar import business_day, midnight
from tests.house import NAKAMURA, OONO, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_floor_manager_writes_a_plan_and_a_clerk_only_looks(city_hall: RunningHouse) -> None:
    """The answer to a write is the day as it is then; a clerk's try is refused."""
    manager, _ = await city_hall.clerk(OONO)
    clerk, _ = await city_hall.clerk(NAKAMURA)
    today = midnight(business_day(city_hall.web.cellar.cupboards.clock()))
    day = business_day(today + 40 * 86_400_000).isoformat()
    asked = {"day": day, "window": "W13", "spans": [[540, 720], [780, 1020]], "revision": 0}
    assert (await clerk.ask("/api/plans/write", asked))[0] == 403
    written = await manager.posts("/api/plans/write", asked)
    found = await clerk.posts("/api/plans", {"day": day})
    assert found == written
    mine = next(one for one in found["windows"] if one["window"] == "W13")
    assert (mine["spans"], mine["source"], mine["revision"]) == ([[540, 720], [780, 1020]], "entered", 1)
    assert (await clerk.ask("/api/plans/copy", {"day": day}))[0] == 403
    for wrong in ({**asked, "spans": [["9:00", 720]]}, {**asked, "day": "soon"}, {**asked, "revision": -1.5}):
        assert (await manager.ask("/api/plans/write", wrong))[0] in (400, 422), wrong

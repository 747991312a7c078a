"""統計 and 日報 at their doors."""

from __future__ import annotations

import pytest

from handoff.calendar import business_day
from tests.house import NAKAMURA, OONO, RunningHouse
from tests.paper.look import text_of

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_floor_manager_reads_the_figures_and_prints_the_day(city_hall: RunningHouse) -> None:
    """A clerk does neither; the paper is a PDF of one page that names nobody."""
    manager, _ = await city_hall.clerk(OONO)
    clerk, _ = await city_hall.clerk(NAKAMURA)
    today = business_day(city_hall.web.cellar.cupboards.clock()).isoformat()
    asked = {"by": "hour", "since": today, "until": today}
    found = await manager.posts("/api/reports", asked)
    assert found["by"] == "hour" and sum(one.get("visitors", 0) for one in found["rows"]) == found["total"].get(
        "visitors", 0
    )
    pdf = await manager.posts("/api/reports/day", {"day": today})
    assert pdf.startswith(b"%PDF") and "窓口日報" in text_of(pdf) and "中村" not in text_of(pdf)
    assert (await clerk.ask("/api/reports", asked))[0] == 403
    assert (await clerk.ask("/api/reports/day", {"day": today}))[0] == 403

"""The sample households at their door: the version in force and a draft, side by side."""

from __future__ import annotations

from typing import Any

import pytest

from tests.doors.keeping import Desk
from tests.house import NAKAMURA, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def compared(desk: Desk) -> dict[str, Any]:
    found = await desk.done("GET", f"drafts/{desk.draft}/households")
    return {one["household"]: one for one in found["households"]}


async def test_a_new_draft_changes_nothing_for_anybody_and_a_changed_one_does(city_hall: RunningHouse) -> None:
    admin = Desk(city_hall, await city_hall.admin())
    await admin.begins("世帯で確かめる")
    before = await compared(admin)
    assert list(before) == ["S1", "S1b", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9"]
    assert all(one["published"] == one["draft"] for one in before.values())
    await admin.changes("procedures", "P030", name="国保の新しい届")
    after = await compared(admin)
    differing = {name for name, one in after.items() if one["published"] != one["draft"]}
    assert "S1b" in differing
    assert "S9" not in differing
    assert after["S1b"]["published"] == before["S1b"]["published"]
    assert "P030 国保の新しい届" in after["S1b"]["draft"]["procedures"]


async def test_only_staff_look_and_only_at_drafts_that_are_there(city_hall: RunningHouse) -> None:
    clerk, _ = await city_hall.clerk(NAKAMURA)
    assert (await clerk.ask("/api/catalog/drafts/no-such/households"))[0] == 404
    assert (await city_hall.browser().ask("/api/catalog/drafts/no-such/households"))[0] == 401

"""What staff and screens read of the catalog: the published version, another one, what is kept, a draft."""

from __future__ import annotations

import pytest

from handoff.catalog_columns import COLUMNS
from handoff.catalog_rows import KEYS
from tests.house import KAN, NAKAMURA, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_staff_get_the_version_that_a_case_stands_on(city_hall: RunningHouse) -> None:
    clerk, _ = await city_hall.clerk(NAKAMURA)
    status, published = await clerk.ask("/api/catalog")
    assert status == 200
    assert await clerk.ask("/api/catalog?version=1") == (200, {**published, "version": 1})
    for none in ("99", "0", "x", "1%00", "-1", "99999999999"):
        assert await clerk.ask(f"/api/catalog?version={none}") == (404, {"reason": "no_such_version"})


async def test_nobody_reads_what_is_kept_without_a_session(city_hall: RunningHouse) -> None:
    for path in ("columns", "kept", "log", "drafts/abc", "drafts/abc/changes"):
        assert await city_hall.browser().ask(f"/api/catalog/{path}") == (401, {"reason": "signed_out"})


async def test_what_the_columns_are_is_told_without_a_draft(city_hall: RunningHouse) -> None:
    admin, _ = await city_hall.clerk(KAN)
    status, columns = await admin.ask("/api/catalog/columns")
    assert status == 200 and columns.keys() == COLUMNS.keys()
    assert columns["events"][0] == {**columns["events"][0], "name": "event", "label": "番号", "key": True}


async def test_a_new_draft_holds_all_rows_of_the_published_version(city_hall: RunningHouse) -> None:
    admin, _ = await city_hall.clerk(KAN)
    draft = (await admin.posts("/api/catalog/drafts", {"name": "四月の改正"}))["draft"]
    _, kept = await admin.ask("/api/catalog/kept")
    mine = next(one for one in kept["drafts"] if one["draft"] == draft)
    assert (mine["name"], mine["by"], mine["changes"]) == ("四月の改正", "管", 0)
    _, read = await admin.ask(f"/api/catalog/drafts/{draft}")
    assert read["based_on"] == kept["published"]["version"] and read["columns"].keys() == COLUMNS.keys()
    assert read["tables"].keys() == set(KEYS)
    assert len(read["tables"]["questions"]) == 107 and len(read["tables"]["windows"]) == 38
    first = read["tables"]["procedures"][0]
    assert (first["id"], first["row"]["name"]) == ("P001", "転入届")
    assert await admin.ask(f"/api/catalog/drafts/{draft}/changes") == (200, [])
    assert await admin.ask("/api/catalog/drafts/none") == (404, {"reason": "no_such_draft"})

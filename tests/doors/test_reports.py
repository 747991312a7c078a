"""統計 and 日報 at their doors."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

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
    for path, said in (("baseline", {}), ("table", {"sheet": "a", "title": "", "head": [], "rows": []})):
        assert (await clerk.ask(f"/api/reports/{path}", said))[0] == 403
    assert (await clerk.ask("/api/reports/day", {"day": today}))[0] == 403


async def test_what_it_was_like_before_is_entered_and_stands_beside_the_figures(city_hall: RunningHouse) -> None:
    """With who entered it; a figure out of reach, or a field that is none, is refused."""
    manager, _ = await city_hall.clerk(OONO)
    said = {"wait": 24.5, "written": 31, "how": "令和8年12月の体験調査、20組"}
    kept = await manager.posts("/api/reports/baseline", said)
    assert kept["name"].startswith("大野")
    found = await manager.posts("/api/reports", {"by": "all", "since": "2027-01-01", "until": "2027-01-01"})
    assert found["baseline"] == kept and found["baseline"]["baseline"] == {**said, "service": None}
    for wrong in ({"wait": -1}, {"service": 1e9}, {"how": "あ" * 201}, {"mood": 3}):
        assert (await manager.ask("/api/reports/baseline", wrong))[0] == 400, wrong


async def test_what_stands_on_the_screen_is_an_excel_workbook(city_hall: RunningHouse) -> None:
    """Figures are figures, and nothing is a formula."""
    manager, _ = await city_hall.clerk(OONO)
    rows = [["証明", 12, 3.5], ["=1+1", 0, None]]
    table = {"sheet": "統計", "title": "統計 2027-04", "head": ["列", "来庁", "待ち"], "rows": rows}
    sheet = load_workbook(io.BytesIO(await manager.posts("/api/reports/table", table)))["統計"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)] == [table["head"], *rows]
    assert sheet["A1"].value == "統計 2027-04" and sheet["A5"].data_type == "s"
    assert (await manager.ask("/api/reports/table", {**table, "rows": [["short"]]}))[0] == 400
    assert (await manager.ask("/api/reports/table", {**table, "sheet": "a/b"}))[0] == 400

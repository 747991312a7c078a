"""What a department works with at its own desk: the workbook out and in, the book of procedures, sample households, the
postal file; all in the browser."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from playwright.async_api import expect

from handoff.catalog_rows import Tables
from server.exchange.workbook_read import read
from tests.exchange.books import cell, foreign
from tests.flows.axe import barriers
from tests.flows.people import Clerk, Hall

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
POSTAL = '99999,"999  ","999{at:04}","ｶｸｳｹﾝ","ﾄﾅﾘｼ","ﾏﾁ","架空県","となり市","町{at}",0,0,0,0,0,0\r\n'


async def at_page(hall: Hall, page: str) -> Clerk:
    """管 with a new draft, at a page of it."""
    kan = await hall.clerk("管")
    await kan.at("seat-to-admin").click()
    await kan.at("draft-name-new").fill("課の見直し")
    await kan.at("draft-make").click()
    await expect(kan.at("admin-list")).to_be_visible()
    await kan.at(f"nav-{page}").click()
    return kan


async def downloaded(kan: Clerk, button: str) -> bytes:
    """What a button gives to be kept."""
    async with kan.page.expect_download() as waiting:
        await kan.at(button).click()
    file = Path(await (await waiting.value).path())
    return await asyncio.to_thread(file.read_bytes)


async def chooses(kan: Clerk, place: str, name: str, kind: str, file: bytes) -> None:
    """A file from the own machine."""
    await kan.at(place).set_input_files({"name": name, "mimeType": kind, "buffer": file})


def row_of(tables: Tables, procedure: str) -> int:
    """The row of the sheet on which a procedure stands."""
    return 3 + [row["proc_id"] for row in tables["procedures"]].index(procedure)


async def test_a_workbook_of_another_library_goes_in_and_changes_what_households_get(hall: Hall) -> None:
    kan = await at_page(hall, "exchange")
    tables = read(await downloaded(kan, "workbook-out")).tables
    row = row_of(tables, "P030")
    edits = {cell("procedures", "name", row): "国保の新しい届", cell("procedures", "deadline", row): "001日以内"}
    await chooses(kan, "workbook-in", "国保課.xlsx", XLSX, foreign(tables, edits))
    await expect(kan.at("workbook-preview")).to_be_visible()
    await expect(kan.at("workbook-differences")).to_contain_text("P030")
    await expect(kan.at("workbook-differences")).to_contain_text("001日以内")
    await expect(kan.at("file-faults")).to_have_count(0)
    assert await barriers(kan.page) == []
    await kan.at("workbook-go").click()
    await expect(kan.at("workbook-applied")).to_be_visible()
    await expect(kan.at("change-count")).to_have_text("1")

    book = await downloaded(kan, "definition")
    assert book.startswith(b"%PDF-")
    await kan.at("nav-households").click()
    await expect(kan.at("household-S1b")).to_contain_text("国保の新しい届")
    await expect(kan.at("household-S9")).not_to_contain_text("国保の新しい届")
    await kan.at("whole-S9").locator("summary").click()
    await expect(kan.at("whole-S9").get_by_role("cell").first).to_have_text("P013 住民票の写し等の請求")


async def test_a_broken_workbook_is_refused_whole_with_its_cells_named(hall: Hall) -> None:
    kan = await at_page(hall, "exchange")
    tables = read(await downloaded(kan, "workbook-out")).tables
    row = row_of(tables, "P030")
    edits = {
        cell("procedures", "name", row): "入らない名前",
        cell("procedures", "trigger", row): "Q030 ==",
        cell("rules", "effect", 4): "とめる",
    }
    await chooses(kan, "workbook-in", "こわれた表.xlsx", XLSX, foreign(tables, edits))
    faults = kan.at("file-faults").locator("tbody tr")
    await expect(faults).to_have_count(2)
    await expect(faults.nth(0)).to_contain_text(re.compile(rf"手続.*{row}.*必要になる条件（E{row}）"))
    await expect(faults.nth(1)).to_contain_text("働き（D4）")
    await expect(kan.at("workbook-go")).to_have_count(0)
    assert await barriers(kan.page) == []
    await kan.at("workbook-other").click()
    await chooses(kan, "workbook-in", "写真.xlsx", XLSX, b"no workbook at all")
    await expect(kan.at("file-faults").locator("tbody tr")).to_have_count(1)
    await expect(kan.at("change-count")).to_have_text("0")


async def test_the_postal_file_is_looked_at_and_put_into_use(changing_hall: Hall) -> None:
    kan = await at_page(changing_hall, "postal")
    await expect(kan.at("postal-in-use")).to_contain_text("まだ入っていません")
    file = "".join(POSTAL.format(at=at) for at in range(30))
    await chooses(kan, "postal-in", "KEN_ALL.CSV", "text/csv", file.encode("cp932"))
    await expect(kan.at("postal-preview")).to_contain_text("30")
    assert await barriers(kan.page) == []
    await kan.at("postal-go").click()
    await expect(kan.at("postal-applied")).to_be_visible()
    await expect(kan.at("postal-in-use")).to_contain_text("30件")
    await kan.at("postal-applied").get_by_role("button").click()
    await chooses(kan, "postal-in", "KEN_ALL.CSV", "text/csv", (file + "1,2\r\n").encode("cp932"))
    await expect(kan.at("file-faults")).to_contain_text("列の数が違います")
    await expect(kan.at("postal-go")).to_have_count(0)

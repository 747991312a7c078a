"""A draft as a workbook at its door: out, edited in a spreadsheet, looked at, in as a whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
import sqlalchemy as sa

from handoff.catalog_rows import Tables, tables_of
from server.exchange.workbook_read import read
from server.record.tables import clerks
from tests.doors.keeping import Desk
from tests.exchange.books import cell, foreign
from tests.house import NAKAMURA, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")
TAKADA = "1000025"


async def desk(house: RunningHouse, name: str) -> Desk:
    made = Desk(house, await house.admin())
    await made.begins(name)
    return made


def published(house: RunningHouse) -> Tables:
    """The rows in force, whatever other tests have published."""
    catalogs = house.web.cellar.cupboards.catalogs
    return tables_of(catalogs.current(), catalogs.house())


async def exported(desk: Desk) -> bytes:
    async with desk.client.http.get(f"/api/catalog/drafts/{desk.draft}/workbook.xlsx") as answer:
        assert answer.status == 200
        assert answer.headers["cache-control"] == "no-store"
        return await answer.read()


def edited(file: bytes, change: Callable[[Any], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(file))
    change(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


async def brings(desk: Desk, file: bytes) -> Any:
    headers = {"origin": desk.house.address, "content-type": "application/octet-stream"}
    path = f"/api/catalog/drafts/{desk.draft}/workbook"
    async with desk.client.http.post(path, data=io.BytesIO(file), headers=headers) as answer:
        said = await answer.json()
        assert answer.status == 200, said
        return said


async def applies(desk: Desk, upload: str) -> tuple[int, Any]:
    return await desk.asks("POST", f"drafts/{desk.draft}/workbook/{upload}")


def changes(preview: Any) -> list[tuple[str, str, str]]:
    return [(one["what"], one["table"], one["id"]) for one in preview["differences"]]


async def test_out_and_in_again_changes_nothing(city_hall: RunningHouse) -> None:
    admin = await desk(city_hall, "春の改正／窓口")
    async with admin.client.http.get(f"/api/catalog/drafts/{admin.draft}/workbook.xlsx") as answer:
        assert (
            unquote(answer.headers["content-disposition"])
            == "attachment; filename*=UTF-8''手続マスタ_春の改正／窓口.xlsx"
        )
        file = await answer.read()
    assert await brings(admin, file) == {"upload": None, "differences": [], "faults": []}
    assert (await admin.reads())["name"] == "春の改正／窓口"


async def test_rows_are_changed_added_removed_and_moved_together(city_hall: RunningHouse) -> None:
    admin = await desk(city_hall, "まとめて")

    def change(book: Any) -> None:
        phrases, procedures = book["定型文"], book["手続"]
        procedures["G3"].value = "14日以内"
        phrases.delete_rows(4)
        phrases.insert_rows(3)
        for column, text in enumerate(("T900", "申し送り", "", "001のままです", "いいえ"), start=1):
            phrases.cell(3, column, text).number_format = "@"

    preview = await brings(admin, edited(await exported(admin), change))
    assert preview["faults"] == []
    assert changes(preview) == [
        ("changed", "procedures", "P001"),
        ("added", "phrases", "T900"),
        ("removed", "phrases", "T002"),
    ]
    assert preview["differences"][0]["columns"] == [
        {"column": "deadline", "before": published(city_hall)["procedures"][0]["deadline"], "after": "14日以内"}
    ]
    before = await admin.reads()
    assert await applies(admin, preview["upload"]) == (200, {"rows": 3})
    after = await admin.reads()
    assert [row["id"] for row in after["tables"]["phrases"]][:2] == ["T900", "T001"]
    assert after["tables"]["phrases"][0]["row"]["text_ja"] == "001のままです"
    assert len(after["tables"]["phrases"]) == len(before["tables"]["phrases"])
    assert (await admin.row("procedures", "P001"))["row"]["deadline"] == "14日以内"
    assert {one["what"] for one in await admin.done("GET", "log")} >= {"workbook", "order"}
    assert await applies(admin, preview["upload"]) == (409, {"reason": "upload_gone"}), "once"


async def test_a_file_of_another_library_goes_in(city_hall: RunningHouse) -> None:
    admin = await desk(city_hall, "よその表計算")
    tables = published(city_hall)
    preview = await brings(admin, foreign(tables, {cell("reasons", "text_ja", 3): "休憩"}))
    assert (changes(preview), preview["faults"]) == ([("changed", "reasons", tables["reasons"][0]["reason_id"])], [])
    assert (await applies(admin, preview["upload"]))[0] == 200


async def test_a_broken_file_is_refused_whole_with_its_cells_named(city_hall: RunningHouse) -> None:
    admin = await desk(city_hall, "こわれた表")
    cells = {
        cell("procedures", "trigger", 4): "Q001 == ",
        cell("procedures", "name", 5): "直した名前",
        cell("rules", "effect", 3): "とめる",
    }
    preview = await brings(admin, foreign(published(city_hall), cells))
    assert (preview["upload"], preview["differences"]) == (None, [])
    assert {(one["sheet"], one["row"], one["column"]) for one in preview["faults"]} == {
        ("手続", 4, "必要になる条件（E4）"),
        ("決まり", 3, "働き（D3）"),
    }
    assert any(one["text"].startswith("8文字目") for one in preview["faults"])
    assert await admin.done("GET", f"drafts/{admin.draft}/changes") == []


@pytest.mark.parametrize("file", [b"", b"no workbook", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0" + bytes(600)])
async def test_what_is_no_workbook_is_said_so(city_hall: RunningHouse, file: bytes) -> None:
    admin = await desk(city_hall, "ちがうファイル")
    preview = await brings(admin, file)
    assert preview["upload"] is None
    assert len(preview["faults"]) == 1


async def test_what_others_changed_meanwhile_is_kept(city_hall: RunningHouse) -> None:
    admin = await desk(city_hall, "ふたりで")
    file = await exported(admin)
    await admin.changes("procedures", "P003", note="画面で直した")
    await admin.puts("phrases", "T901", {"phrase_id": "T901", "kind": "memo", "text_ja": "画面で足した"}, 0)
    preview = await brings(admin, edited(file, lambda book: book["手続"].__setitem__("M3", "表で直した")))
    assert changes(preview) == [("changed", "procedures", "P001")]
    await applies(admin, preview["upload"])
    assert (await admin.row("procedures", "P003"))["row"]["note"] == "画面で直した"
    assert (await admin.row("procedures", "P001"))["row"]["note"] == "表で直した"
    assert (await admin.row("phrases", "T901"))["row"]["text_ja"] == "画面で足した"


async def test_a_row_that_both_changed_stops_the_workbook(city_hall: RunningHouse) -> None:
    admin = await desk(city_hall, "同じ行")
    file = edited(await exported(admin), lambda book: book["手続"].__setitem__("M3", "表で直した"))
    await admin.changes("procedures", "P001", note="画面で直した")
    preview = await brings(admin, file)
    assert preview["upload"] is None
    (fault,) = preview["faults"]
    assert (fault["sheet"], fault["row"], fault["level"]) == ("手続", 3, "error")
    assert "画面で変えています" in fault["text"]
    assert (await admin.row("procedures", "P001"))["row"]["note"] == "画面で直した"


async def test_what_was_looked_at_is_what_is_done(city_hall: RunningHouse) -> None:
    """Somebody writes into the draft between the look and the deed: it would do something else by now."""
    admin = await desk(city_hall, "見たとおりに")
    file = edited(await exported(admin), lambda book: book["手続"].__setitem__("M3", "表で直した"))
    preview = await brings(admin, file)
    await admin.changes("procedures", "P001", note="画面で直した")
    assert await applies(admin, preview["upload"]) == (409, {"reason": "upload_gone"})
    other = await desk(city_hall, "別の下書き")
    assert (await applies(other, preview["upload"]))[0] == 409


async def test_what_would_stop_the_publishing_is_said_and_does_not_stop_the_workbook(city_hall: RunningHouse) -> None:
    admin = await desk(city_hall, "つながらない")
    file = edited(await exported(admin), lambda book: book["手続"].__setitem__("L3", "F999"))
    preview = await brings(admin, file)
    assert preview["upload"]
    assert [(one["sheet"], one["row"], one["column"], one["level"]) for one in preview["faults"]] == [
        ("手続", 3, "様式", "warning")
    ]


async def test_a_workbook_is_for_administrators_and_editors(city_hall: RunningHouse) -> None:
    admin = await desk(city_hall, "権限")
    clerk, _ = await city_hall.clerk(NAKAMURA)
    assert (await clerk.ask(f"/api/catalog/drafts/{admin.draft}/workbook.xlsx"))[0] == 403
    assert (await clerk.ask(f"/api/catalog/drafts/{admin.draft}/workbook/x", {}))[0] == 403
    assert (await admin.asks("GET", "drafts/no-such/workbook.xlsx"))[0] == 404


async def test_an_editor_brings_rows_of_the_own_department_and_leaves_the_order(city_hall: RunningHouse) -> None:
    admin = await desk(city_hall, "課の編集")
    async with city_hall.web.cellar.engine.begin() as line:
        await line.execute(sa.update(clerks).where(clerks.c.login == TAKADA).values(roles=["clerk", "editor"]))
    client, _ = await city_hall.clerk(TAKADA)
    editor = Desk(city_hall, client)
    await editor.opens(admin.draft)
    places = {row["proc_id"]: number for number, row in enumerate(published(city_hall)["procedures"], start=3)}
    mine, others = f"M{places['P055']}", f"M{places['P001']}"
    file = await exported(editor)
    preview = await brings(editor, edited(file, lambda book: book["手続"].__setitem__(others, "よその課")))
    assert preview["upload"] is None
    assert [(one["sheet"], one["row"]) for one in preview["faults"]] == [("手続", places["P001"])]
    assert "ほかの課" in preview["faults"][0]["text"]

    def change(book: Any) -> None:
        sheet = book["手続"]
        sheet[mine].value = "子育て給付課が直しました"
        sheet.move_range(f"A{places['P055']}:Q{places['P055']}", rows=len(places))

    preview = await brings(editor, edited(file, change))
    assert changes(preview) == [("changed", "procedures", "P055")]
    assert (await applies(editor, preview["upload"])) == (200, {"rows": 1})
    assert [row["id"] for row in (await admin.reads())["tables"]["procedures"]] == list(places)


async def test_the_exported_file_is_the_drafts_own(city_hall: RunningHouse) -> None:
    admin = await desk(city_hall, "下書きの中身")
    await admin.changes("procedures", "P001", note="下書きだけ")
    assert read(await exported(admin)).tables["procedures"][0]["note"] == "下書きだけ"

"""Forms' own layouts at their doors: begun from our page or on a PDF, written, tried, copied, dropped, in force."""

from __future__ import annotations

import base64
import io
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa
from PIL import Image, ImageChops

from server.record.tables import clerks
from tests.doors.keeping import Desk
from tests.doors.test_http_forms import certificate
from tests.engines import Databases, Keyspaces
from tests.exchange.test_pdf_fields import fillable
from tests.exchange.test_pdf_page import drawn, hidden, locked, opens, with_object
from tests.exchange.test_sheet_names import form as sheet
from tests.house import NAKAMURA, TANAKA, RunningHouse, running_house

pytestmark = pytest.mark.asyncio(loop_scope="session")
FORM = "F010"


async def desk(house: RunningHouse, name: str) -> Desk:
    made = Desk(house, await house.admin())
    await made.begins(name)
    return made


async def brings(desk: Desk, file: bytes, form: str = FORM, page: str = "1") -> tuple[int, Any]:
    headers = {"origin": desk.house.address, "content-type": "application/pdf"}
    path = f"/api/catalog/drafts/{desk.draft}/forms/{form}/page?page={page}&name=%E6%A7%98%E5%BC%8F.pdf"
    async with desk.client.http.post(path, data=io.BytesIO(file), headers=headers) as answer:
        return answer.status, await answer.json()


async def tries(desk: Desk, filled: str = "empty", form: str = FORM, sheet: int = 1) -> Any:
    body = {"filled": filled, "sheet": sheet, "width": 600}
    return await desk.done("POST", f"drafts/{desk.draft}/forms/{form}/try", body)


def seen(trial: Any) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(trial["png"])))


def differ(one: Any, other: Any) -> tuple[int, int, int, int] | None:
    return ImageChops.difference(seen(one), seen(other)).getbbox()


async def fields(desk: Desk, form: str = FORM) -> list[Any]:
    return [row for row in (await desk.reads())["tables"]["layout_fields"] if row["row"]["form_id"] == form]


async def errors(desk: Desk) -> list[str]:
    found = await desk.done("GET", f"drafts/{desk.draft}/faults")
    return [one["text"] for one in found if one["level"] == "error"]


async def test_our_own_page_is_taken_over_as_it_is_and_a_field_that_moves_prints_elsewhere(
    city_hall: RunningHouse,
) -> None:
    one = await desk(city_hall, "配置")
    before = await tries(one, "usual")
    made = await one.done("POST", f"drafts/{one.draft}/forms/{FORM}/layout")
    assert made["fields"] == len(await fields(one)) > 40
    assert differ(before, await tries(one, "usual")) is None, "the same page as before"
    assert await errors(one) == []
    purpose = next(row for row in await fields(one) if row["row"]["items"] == "cert_purpose")
    moved = {**purpose["row"], "y": str(round(float(purpose["row"]["y"]) - 3, 2))}
    await one.puts("layout_fields", purpose["id"], moved, purpose["rev"])
    box = differ(before, await tries(one, "usual"))
    assert box is not None, "the value stands three millimetres higher"
    _, top, _, low = box
    y = float(moved["y"]) / 297 * seen(before).height
    assert y - 12 < top < low < y + 60


async def test_a_pdf_is_the_page_and_its_fields_stay(city_hall: RunningHouse) -> None:
    one = await desk(city_hall, "持ち込み")
    await one.done("POST", f"drafts/{one.draft}/forms/{FORM}/layout")
    placed = await fields(one)
    status, page = await brings(one, drawn(pages=2), page="2")
    assert status == 200 and page["faults"] == [] and (page["width"], page["height"]) == (210.0, 297.0)
    assert await fields(one) == placed
    row = (await one.row("layouts", FORM))["row"]
    assert (row["base"], row["source"]) == (page["base"], "様式.pdf")
    assert differ(await tries(one), await tries(one, "long")) is not None
    assert (await brings(one, drawn(pages=2), page="2"))[1]["base"] == page["base"], "the same page is kept once"


async def names_cells(desk: Desk, file: bytes, form: str = FORM) -> tuple[int, Any]:
    path = f"/api/catalog/drafts/{desk.draft}/forms/{form}/cells?page=1"
    headers = {"origin": desk.house.address, "content-type": "application/octet-stream"}
    async with desk.client.http.post(path, data=io.BytesIO(file), headers=headers) as answer:
        return answer.status, await answer.json()


async def test_a_pdfs_own_fields_are_proposed_and_nothing_is_placed(city_hall: RunningHouse) -> None:
    one = await desk(city_hall, "提案")
    _, page = await brings(one, fillable())
    said = {each["name"]: (each["how"], each["row"]["items"], each["row"]["kind"]) for each in page["proposals"]}
    assert said["届出人氏名"] == ("label", "app_name", "text")
    assert said["memo"] == ("", "", "text")
    assert await fields(one) == []


async def test_a_sheets_named_cells_are_proposed_and_another_paper_is_said(city_hall: RunningHouse) -> None:
    one = await desk(city_hall, "セル")
    assert await names_cells(one, sheet()) == (404, {"reason": "no_such_row", "at": "layouts"})
    await brings(one, drawn())
    status, said = await names_cells(one, sheet())
    assert (status, said["sheet"], said["left"], said["faults"]) == (200, "様式", [], [])
    assert {each["name"] for each in said["proposals"]} == {"氏名", "住所", "番号"}
    assert await fields(one) == []
    _, other = await names_cells(one, sheet(lambda _, paper: paper.set_landscape()))
    assert "シートの用紙は 297×210 mm、様式のページは 210×297 mm" in other["left"][0]["text"]
    _, refused = await names_cells(one, drawn())
    assert "Excel" in refused["faults"][0]["text"] and refused["proposals"] == []


def swollen() -> bytes:
    return drawn() + b"%" * (12 << 20)


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (lambda: with_object(opens), "動くしくみ"),
        (lambda: with_object(hidden), "動くしくみ"),
        (lambda: with_object(locked), "鍵"),
        (lambda: drawn(pages=61), "ページが多すぎます"),
        (lambda: drawn(size=(14_000, 14_000)), "用紙の大きさ"),
        (lambda: drawn()[:700], "読めません"),
    ],
)
async def test_a_hostile_pdf_is_refused_with_its_reason_and_changes_nothing(
    city_hall: RunningHouse, file: Callable[[], bytes], why: str
) -> None:
    one = await desk(city_hall, "敵")
    status, said = await brings(one, file())
    assert status == 200 and why in said["faults"][0]["text"] and said["base"] == ""
    assert await one.done("GET", f"drafts/{one.draft}/changes") == []


async def test_what_is_no_request_is_refused(city_hall: RunningHouse) -> None:
    one = await desk(city_hall, "断る")
    assert (await brings(one, swollen()))[0] == 413
    assert (await brings(one, drawn(), form="F999")) == (404, {"reason": "no_such_row", "at": "F999"})
    for page in ("0", "x", "99999999999", "-1"):
        assert (await brings(one, drawn(), page=page))[0] == 400
    for body in ({"filled": "S99"}, {"sheet": 9}, {"width": 9}, {"width": 99_999}):
        assert (await one.asks("POST", f"drafts/{one.draft}/forms/{FORM}/try", body))[0] in (400, 404)
    assert (await one.asks("POST", f"drafts/{one.draft}/rows", {"rows": []}))[0] == 413


async def test_rows_are_written_together_or_not_at_all(city_hall: RunningHouse) -> None:
    one = await desk(city_hall, "まとめて")
    await one.done("POST", f"drafts/{one.draft}/forms/{FORM}/layout")
    first, second, third = (await fields(one))[:3]
    rows = [
        {"table": "layout_fields", "id": first["id"], "row": {**first["row"], "x": "11"}, "base": first["rev"]},
        {"table": "layout_fields", "id": second["id"], "row": None, "base": second["rev"]},
    ]
    stale = {"table": "layout_fields", "id": third["id"], "row": third["row"] | {"x": "9"}, "base": 999_999_999}
    status, said = await one.asks("POST", f"drafts/{one.draft}/rows", {"rows": [*rows, stale]})
    assert status == 409 and said["reason"] == "overtaken"
    assert (await fields(one))[:3] == [first, second, third]
    done = await one.done("POST", f"drafts/{one.draft}/rows", {"rows": rows})
    assert len(done["revs"]) == 2
    again = {row["id"]: row["row"] for row in await fields(one)}
    assert again[first["id"]]["x"] == "11" and second["id"] not in again


async def test_a_form_is_copied_with_its_places_and_dropped_with_all_of_them(city_hall: RunningHouse) -> None:
    one = await desk(city_hall, "写す")
    await one.done("POST", f"drafts/{one.draft}/forms/{FORM}/layout")
    count = len(await fields(one))
    made = await one.done("POST", f"drafts/{one.draft}/forms/{FORM}/copy", {"name": "支所用の請求書"})
    new = made["form"]
    assert (await one.row("forms", new))["row"]["name"] == "支所用の請求書"
    assert len(await fields(one, new)) == count
    assert (await one.row("signatures", f"{new}.1"))["row"]["medium"] == "tablet"
    assert await errors(one) == []
    assert (await one.done("DELETE", f"drafts/{one.draft}/forms/{FORM}/all"))["rows"] > count
    left = (await one.reads())["tables"]
    for table in ("forms", "signatures", "layouts", "layout_fields"):
        assert not [row for row in left[table] if row["row"]["form_id"] == FORM], table
    assert not [row for row in left["procedures"] if FORM in row["row"]["forms"].split("|")]
    assert await errors(one) == []
    assert (await one.asks("POST", f"drafts/{one.draft}/forms/{new}/copy", {"name": " "}))[0] == 400


async def test_a_layout_is_given_up(city_hall: RunningHouse) -> None:
    one = await desk(city_hall, "戻す")
    before = await tries(one, "usual")
    await one.done("POST", f"drafts/{one.draft}/forms/{FORM}/layout")
    await brings(one, drawn())
    assert differ(before, await tries(one, "usual")) is not None
    await one.done("DELETE", f"drafts/{one.draft}/forms/{FORM}/layout")
    assert await one.done("GET", f"drafts/{one.draft}/changes") == []
    assert differ(before, await tries(one, "usual")) is None


async def test_a_page_that_nobody_brought_stops_publishing(city_hall: RunningHouse) -> None:
    one = await desk(city_hall, "ない紙")
    await one.done("POST", f"drafts/{one.draft}/forms/{FORM}/layout")
    await one.changes("layouts", FORM, base="0" * 32)
    assert any("PDFがありません" in text for text in await errors(one))
    status, said = await one.publishes(note="x")
    assert status == 409 and said["reason"] == "catalog_faults"


async def test_an_editor_lays_out_the_forms_of_the_own_department_alone(city_hall: RunningHouse) -> None:
    one = await desk(city_hall, "編集担当")
    async with city_hall.web.cellar.engine.begin() as connection:
        before = (await connection.execute(sa.select(clerks).where(clerks.c.login == NAKAMURA))).mappings().one()
        mine = sa.update(clerks).where(clerks.c.login == NAKAMURA)
        await connection.execute(mine.values(roles=["clerk", "editor"]))
    try:
        client, _ = await city_hall.clerk(NAKAMURA)
        theirs = Desk(city_hall, client)
        await theirs.opens(one.draft)
        counters = (await one.reads())["tables"]["counters"]
        groups = {row["row"]["group_id"] for row in counters if row["row"]["department"] == before["department"]}
        forms = (await one.reads())["tables"]["forms"]
        own = next(row["id"] for row in forms if row["row"]["group_id"] in groups)
        other = next(row["id"] for row in forms if row["row"]["group_id"] not in groups)
        assert (await theirs.done("POST", f"drafts/{one.draft}/forms/{own}/layout"))["fields"] > 0
        assert (await theirs.done("POST", f"drafts/{one.draft}/forms/{own}/copy", {"name": "写し"}))["form"]
        status, said = await theirs.asks("POST", f"drafts/{one.draft}/forms/{other}/layout")
        assert (status, said["reason"]) == (403, "other_department")
    finally:
        async with city_hall.web.cellar.engine.begin() as connection:
            back = sa.update(clerks).where(clerks.c.login == NAKAMURA)
            await connection.execute(back.values(roles=before["roles"]))


@pytest_asyncio.fixture(loop_scope="session")
async def town_hall(databases: Databases, keyspaces: Keyspaces) -> AsyncIterator[RunningHouse]:
    """A house whose catalog may be published."""
    with databases.fresh() as database_url:
        async with running_house(database_url, keyspaces.fresh()) as made:
            yield made


async def test_what_is_published_is_the_page_that_prints_in_every_process(town_hall: RunningHouse) -> None:
    one = await desk(town_hall, "本番")
    catalogs = town_hall.web.cellar.cupboards.catalogs
    ours = catalogs.forms(catalogs.current().version)
    assert FORM not in ours.pages or ours.pages[FORM].upload is None
    await one.done("POST", f"drafts/{one.draft}/forms/{FORM}/layout")
    await brings(one, drawn())
    status, said = await one.publishes(note="様式を持ち込む")
    assert status == 200, said
    now = catalogs.forms(catalogs.current().version)
    assert now.pages[FORM].upload is not None and len(now.pages[FORM].fields) > 40
    await catalogs.refresh()
    again = catalogs.forms(catalogs.current().version)
    assert again.pages[FORM].upload is now.pages[FORM].upload, "read once"


async def test_a_form_that_is_for_some_counters_is_made_there_alone(town_hall: RunningHouse) -> None:
    one = await desk(town_hall, "窓口を限る")
    await one.changes("forms", FORM, counters="G05")
    status, said = await one.publishes(note="住民異動だけ")
    assert status == 200, said
    case = await certificate(town_hall)
    for clerk, window, may in ((TANAKA, "W01", False), (NAKAMURA, "W05", True)):
        client, _ = await town_hall.clerk(clerk, window)
        listed = (await client.posts("/api/forms/list", {"case": case}))["forms"]
        assert [each["may_print"] for each in listed if each["form"] == FORM] == [may], clerk

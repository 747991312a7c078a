"""作業一覧, CSV and the table of letters at their doors: by a grant alone, after the password, whole."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any

import msgspec
import pypdfium2
import pytest

from handoff import messages as m
from handoff.case import Entry
from handoff.ids import new_op
from server.exchange import out
from server.ports.sheets import Accepted
from tests.doors.test_users import NEW, made
from tests.house import TANAKA, Client, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")
GRANTS = ["form:*:rwpx", "item:*:rwpx"]
MAP = {"content": [{"MJ文字図形名": "MJ006989", "辞書類等による関連字": [{"UCS": "U+5409"}]}]}
LIST = "MJ文字図形名,対応するUCS,実装したMoji_JohoコレクションIVS\nMJ006989,U+20BB7,\n"
_logins = iter(range(7_700_000, 7_700_100))


async def exporter(house: RunningHouse) -> Client:
    """Somebody of the back office who may take out everything."""
    login = str(next(_logins))
    _, _, first = await made(house, login, rights=GRANTS, sees=["L3"])
    client = house.browser()
    await client.posts("/api/session/password", {"login": login, "password": first, "wanted": NEW})
    return client


async def finished(house: RunningHouse) -> str:
    """A visitor for a certificate who has gone home; the case."""
    client, voice = await house.clerk(TANAKA, "W01")
    row = (await voice.done(m.GiveNumber("S04"))).row
    assert row is not None
    await voice.done(m.Call(row.visit))
    await voice.done(m.Serve(row.visit))
    c, op = house.web.cellar.cupboards, new_op(house.web.cellar.cupboards.chance(16))
    values = {"q.Q180": True, "role.todokede": "p1", "p.p1": {"order": 0}, "p.p1.m_name": "𣘺本　光"}
    facts = {key: Entry(value, op) for key, value in values.items()}  # type: ignore[arg-type]
    sheet = await c.sheets.read(row.case)
    assert sheet is not None
    done = await c.sheets.change(
        row.case, op, c.chance(8), sheet.fence, lambda _: facts, by="U03", window="W01", kind="set"
    )
    assert isinstance(done, Accepted), done
    await voice.done(m.Finish(row.visit, "done"))
    await client.leave()
    return row.case


def sought(house: RunningHouse) -> dict[str, Any]:
    """Today's certificates."""
    today = house.web.cellar.cupboards.business_day()
    return {"since": today, "until": today, "forms": ["F010"]}


async def listed(house: RunningHouse, client: Client, case: str) -> dict[str, Any]:
    """The case in the list: of a hall in which many visits ended before, not at the first look."""
    for _ in range(200):
        found = await client.posts("/api/work", sought(house))
        if mine := [one for one in found["tasks"] if one["case"] == case]:
            return dict(mine[0])
    raise AssertionError("never listed")


async def test_csv_goes_out_in_a_zip_to_who_has_shown_the_password(city_hall: RunningHouse) -> None:
    case = await finished(city_hall)
    client = await exporter(city_hall)
    task = await listed(city_hall, client, case)
    assert "seen" not in task
    wanted = {"sought": sought(city_hall), "encoding": "cp932"}
    packed = await client.posts("/api/exports/csv", wanted)
    with zipfile.ZipFile(io.BytesIO(packed)) as bundle:
        files = {name: bundle.read(name) for name in bundle.namelist()}
    (name, report) = sorted(files)
    rows = out.read(files[name])
    mine = [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if case in row]
    assert [one["届出人氏名"] for one in mine] == ["〓本　光"]
    assert any(case in row and "𣘺" in row for row in out.read(files[report]))
    assert (await client.ask("/api/exports/folder", wanted))[1]["at"] == "folder", "this city has none"

    c = city_hall.web.cellar.cupboards
    await c.clerks.proved(hashlib.sha256(client.cookie("session").encode()).digest(), 1)
    assert (await client.ask("/api/exports/csv", wanted))[1]["reason"] == "prove_again"
    assert (await client.ask("/api/exports/folder", wanted))[1]["reason"] == "prove_again"


async def test_without_the_grant_every_door_stays_shut(city_hall: RunningHouse) -> None:
    client, _ = await city_hall.clerk(TANAKA)
    wanted = {"sought": sought(city_hall), "encoding": "cp932"}
    which = {"case": "none", "form": "F010"}
    for path, body in (
        ("/api/work", sought(city_hall)),
        ("/api/work/next", sought(city_hall)),
        ("/api/work/record", which),
        ("/api/work/do", {**which, "version": 1, "deed": "take"}),
        ("/api/exports", None),
        ("/api/exports/csv", wanted),
        ("/api/exports/folder", wanted),
        ("/api/exports/layouts.pdf", None),
        ("/api/exports/letters", None),
        ("/api/exports/letters.csv", None),
    ):
        status, said = await client.ask(path, body)
        assert (status, said["reason"]) == (403, "not_allowed"), path


async def test_the_book_of_layouts_says_what_the_files_hold(city_hall: RunningHouse) -> None:
    admin = await city_hall.admin()
    status, pdf = await admin.ask("/api/exports/layouts.pdf")
    assert status == 200
    paper = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in paper).replace("\r\n", "").replace(" ", "")
    for word in (
        "CSVレイアウト定義書",
        "F001-1",
        "住民異動届",
        "氏名_フリガナ",
        "特例転出_一部",
        "案件番号",
        "式の無害化",
    ):
        assert word in text, word


async def bring(client: Client, which: str, file: bytes) -> tuple[int, Any]:
    headers = {"origin": client.house.address, "content-type": "application/octet-stream"}
    async with client.http.post(f"/api/exports/letters/{which}", data=file, headers=headers) as answer:
        return answer.status, await answer.json()


def packed(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as bundle:
        for name, file in files.items():
            bundle.writestr(name.replace("_", "."), file)
    return made.getvalue()


async def test_the_public_map_and_the_citys_table_come_in_whole_or_not_at_all(city_hall: RunningHouse) -> None:
    admin = await city_hall.admin()
    good = packed(map_json=msgspec.json.encode(MAP), list_csv=LIST.encode())
    for bad in (b"", b"PK", b"{}", packed(map_json=b"{}"), packed(map_json=b"{", list_csv=LIST.encode())):
        status, said = await bring(admin, "public", bad)
        assert (status, len(said["faults"])) == (200, 1), bad[:4]
    assert await bring(admin, "public", good) == (200, {"faults": []})
    assert await bring(admin, "own", "もとの文字,書く文字,備考\n髙,高,\n".encode()) == (200, {"faults": []})
    _, said = await admin.ask("/api/exports/letters")
    assert said["brought"]["public"]["letters"] == 1
    assert [one["letter"] for one in said["own"]] == ["髙"]
    assert await bring(admin, "own", "もとの文字,書く文字,備考\n".encode()) == (200, {"faults": []}), "taken back"
    _, said = await admin.ask("/api/exports/letters")
    assert said["own"] == []

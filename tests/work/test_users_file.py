"""利用者のCSV: out and in again, all of it or nothing, every fault by its row; with a day it is a 人事異動."""

from __future__ import annotations

import csv
import io

from handoff.refusal import Reason
from server.exchange.accounts import write
from server.ports.users import UserKept
from server.work import clerks, rerighting, turns, users, users_file
from server.work.cupboards import Actor
from tests.work.town import CITY, Town, refused

KAN = Actor("U08", "管", "main", roles=("admin",))
HEADS = "職員番号,氏名,フリガナ,所属,役割,拠点,有効開始日,有効終了日,見てよい情報\n"
NEW = "1000040,森 さくら,モリ サクラ,市民課,窓口職員,本庁|東支所,2027-03-01,,要配慮\n"


async def kept(town: Town, login: str) -> UserKept | None:
    listed = await users.listed(town.c, KAN)
    return next((one for one in listed.users if one.account.login == login), None)


async def bring(town: Town, text: str, day: str | None = None, encoding: str = "utf-8-sig") -> users_file.UsersPreview:
    return await users_file.bring(town.c, KAN, text.encode(encoding), day)


def told(preview: users_file.UsersPreview) -> list[tuple[int, str]]:
    return [(fault.row, fault.column) for fault in preview.faults]


async def test_what_goes_out_comes_in_again_as_it_was(town: Town) -> None:
    file = await users_file.out(town.c, KAN)
    lines = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
    assert [one["職員番号"] for one in lines] == sorted(user.login for user in CITY.users)
    assert next(one for one in lines if one["氏名"] == "高田")["役割"] == "窓口職員|編集担当"
    assert next(one for one in lines if one["氏名"] == "原")["権限"] == "form:*:rwpx|item:*:rwpx"
    preview = await users_file.bring(town.c, KAN, file, None)
    assert (preview.upload, preview.differences, preview.same, preview.faults) == (None, [], len(CITY.users), [])


async def test_a_file_is_looked_at_then_done_whole(town: Town) -> None:
    text = HEADS + NEW + "１００００01,田中,タナカ,保険年金課,窓口職員,main|east,2026-01-01,2027-12-31,\n"
    preview = await bring(town, text, encoding="cp932")
    assert told(preview) == [] and preview.upload is not None
    assert [(one.row, one.what, one.login) for one in preview.differences] == [
        (2, "new", "1000040"),
        (3, "changed", "1000001"),
    ]
    assert preview.differences[1].fields["department"] == ("市民課", "保険年金課") and preview.leaving == 1
    assert await kept(town, "1000040") is None
    assert await users_file.apply(town.c, KAN, preview.upload) == 2
    mori, tanaka = await kept(town, "1000040"), await kept(town, "1000001")
    assert mori is not None and mori.account.sees == ["L3"] and mori.account.offices == ["main", "east"]
    assert tanaka is not None and (tanaka.account.kana, tanaka.account.valid_to) == ("タナカ", "2027-12-31")
    assert tanaka.account.groups == ["G01"], "what the file does not say stays"
    await refused(Reason.upload_gone, users_file.apply(town.c, KAN, preview.upload))


async def test_every_fault_is_told_by_row_and_column_and_nothing_goes_in(town: Town) -> None:
    text = (
        HEADS
        + NEW.replace("森 さくら", "=HYPERLINK(1)")
        + "1000042,林,,市民課,王様,西支所,2027-03-01,,\n"
        + "1000043,森田,,,窓口職員,本庁,きのう,,\n"
        + "1000040,森,,市民課,窓口職員,本庁,2027-03-01,,\n"
        + "1000044,短い\n"
    )
    before = (await users.listed(town.c, KAN)).users
    preview = await bring(town, text)
    assert preview.upload is None
    assert set(told(preview)) == {(2, "氏名"), (3, "役割"), (3, "拠点"), (4, "所属"), (5, "職員番号"), (6, "")}
    assert all(fault.text.endswith("。") for fault in preview.faults)
    assert told(await bring(town, HEADS + "1000043,森田,,市民課,窓口職員,本庁,きのう,,\n")) == [(2, "有効開始日")]
    assert (await bring(town, "番号,氏名\n1,x\n")).upload is None
    assert told(await bring(town, "氏名\nx\n")) == [(1, "職員番号")]
    assert (await users_file.bring(town.c, KAN, b"PK\x03\x04", None)).upload is None
    assert (await users_file.bring(town.c, KAN, "職員番号\n".encode() + b"\xff\xfe\x81", None)).upload is None
    assert (await bring(town, "職員番号\n" + "1\n" * 20_001)).upload is None
    assert (await users.listed(town.c, KAN)).users == before


async def test_nobody_gives_the_own_account_rights_by_a_file(town: Town) -> None:
    preview = await bring(town, "職員番号,役割\n9000001,管理者|窓口職員\n")
    assert preview.upload is None and "自分の" in preview.faults[0].text


async def test_what_changed_since_the_look_stops_the_file(town: Town) -> None:
    preview = await bring(town, "職員番号,所属\n1000001,課税課\n")
    assert preview.upload is not None
    await bring(town, "職員番号,フリガナ\n1000001,タナカ\n")
    again = await bring(town, "職員番号,フリガナ\n1000001,タナカ\n")
    assert again.upload is not None
    await users_file.apply(town.c, KAN, again.upload)
    await refused(Reason.upload_gone, users_file.apply(town.c, KAN, preview.upload))


async def test_a_turn_begins_at_midnight_with_new_people_changes_and_leavers(town: Town) -> None:
    """人事異動: rehearsed first; until its day nothing is so, and from then on all of it is."""
    await refused(Reason.past_time, bring(town, HEADS + NEW, "2027-03-29"))
    text = "職員番号,氏名,所属,役割,拠点,有効開始日,有効終了日\n" + (
        "1000040,森 さくら,市民課,窓口職員,本庁,2027-03-01,\n"
        "1000001,田中,保険年金課,窓口職員,本庁|東支所,2026-01-01,\n"
        "1000006,石井,市民課,窓口職員,本庁|東支所,2026-01-01,2027-03-29\n"
    )
    preview = await bring(town, text, "2027-04-01")
    assert [one.what for one in preview.differences] == ["new", "changed", "changed"] and preview.upload
    await users_file.apply(town.c, KAN, preview.upload)
    mori, tanaka = await kept(town, "1000040"), await kept(town, "1000001")
    assert mori is not None and mori.account.valid_from == "2027-04-01"
    assert tanaka is not None and tanaka.account.department == "市民課"
    assert (await clerks.log_in(town.c, "1000006", CITY.password))[1].name == "石井"
    town.clock.turn(days=1)
    await rerighting.walk(town.c)
    await refused(Reason.wrong_password, clerks.log_in(town.c, "1000006", CITY.password))  # the last day was before
    assert (await kept(town, "1000001")).account.department == "市民課"  # type: ignore[union-attr]
    town.clock.turn(days=2)
    await rerighting.walk(town.c)
    tanaka, ishii = await kept(town, "1000001"), await kept(town, "1000006")
    assert tanaka is not None and tanaka.account.department == "保険年金課"
    assert ishii is not None and ishii.account.valid_to == "2027-03-29"
    await refused(Reason.wrong_password, clerks.log_in(town.c, "1000006", CITY.password))


def test_nothing_that_goes_out_is_a_formula() -> None:
    """What begins like one never comes in, so that it cannot go out (handoff/account.py)."""
    assert write([]).startswith(b"\xef\xbb\xbf")


async def test_a_table_of_department_codes_changes_everybody_of_them_at_once_and_with_the_day(town: Town) -> None:
    """A becomes B and B becomes C on the same day; the rehearsal knows it; a fault stops all of it."""
    codes = await bring(town, "職員番号,所属コード\n1000001,A01\n1000005,A01\n1000006,B02\n")
    assert codes.upload is not None
    await users_file.apply(town.c, KAN, codes.upload)
    table = "旧所属コード,新所属コード,新所属\nA01,B02,くらしの窓口課\nB02,C03,市民総務課\n"

    wrong = await bring(town, table + "A01,D04,二重\nZ99,D04,だれもいない課\n", "2027-04-01")
    assert wrong.upload is None and told(wrong) == [(2, "旧所属コード"), (4, "旧所属コード"), (5, "旧所属コード")]
    assert told(await bring(town, "旧所属コード,新所属\nA01,x\n")) == [(1, "")]

    preview = await bring(town, table, "2027-04-01")
    assert preview.upload is not None and preview.faults == []
    assert {one.login: one.row for one in preview.differences} == {"1000001": 2, "1000005": 2, "1000006": 3}
    assert await users_file.apply(town.c, KAN, preview.upload) == 3
    before = await kept(town, "1000001")
    assert before is not None and before.account.department_code == "A01", "not before its day"
    changing = (await turns.rehearse(town.c, KAN, "2027-04-01")).changing
    assert {one.login: one.fields["department_code"] for one in changing} == {
        "1000001": ("A01", "B02"),
        "1000005": ("A01", "B02"),
        "1000006": ("B02", "C03"),
    }
    town.clock.turn(days=3)
    await rerighting.walk(town.c)
    found = {one.account.login: one.account for one in (await users.listed(town.c, KAN)).users}
    assert [found[login].department for login in ("1000001", "1000005", "1000006")] == [
        "くらしの窓口課",
        "くらしの窓口課",
        "市民総務課",
    ]
    assert found["1000006"].department_code == "C03" and found["1000000"].department_code == ""


async def test_a_file_that_still_carries_an_old_code_is_refused_by_name_from_the_tables_day_on(town: Town) -> None:
    """A becomes B and B becomes C: B is in use again, A is not. Before the day nothing is so."""
    codes = await bring(town, "職員番号,所属コード\n1000001,A01\n1000005,B02\n")
    assert codes.upload is not None
    await users_file.apply(town.c, KAN, codes.upload)
    table = "旧所属コード,新所属コード,新所属\nA01,B02,くらしの窓口課\nB02,C03,市民総務課\n"
    preview = await bring(town, table, "2027-04-01")
    assert preview.upload is not None
    await users_file.apply(town.c, KAN, preview.upload)

    old = "職員番号,所属コード\n1000006,A01\n1000020,B02\n"
    assert (await bring(town, old)).faults == []
    (fault,) = (await bring(town, old, "2027-04-01")).faults
    assert (fault.row, fault.column) == (2, "所属コード")
    assert fault.text == "所属コード「A01」は、2027-04-01から「B02」（くらしの窓口課）です。"
    town.clock.turn(days=3)
    await rerighting.walk(town.c)
    assert told(await bring(town, old)) == [(2, "所属コード")]
    back = await bring(town, "旧所属コード,新所属コード,新所属\nB02,A01,市民課\n")
    assert back.upload is not None
    await users_file.apply(town.c, KAN, back.upload)
    assert told(await bring(town, old)) == [(3, "所属コード")], "what a later table gives is in use again"

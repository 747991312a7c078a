"""The city's own data at work: in as a whole, found, and into a case; erased when the city says."""

from __future__ import annotations

import os
from typing import Any

import msgspec
import pytest

from deploy.residents import files
from handoff import ids
from handoff.case import person_key, persons
from handoff.import_kind import KINDS
from handoff.import_profile import STANDARD
from handoff.refusal import Reason, Refused
from server.exchange.city import read_own_data
from server.ports.imports import RESIDENTS, CityDifference
from server.work import find, flags, imports, residents
from server.work.cupboards import Actor
from tests.households import FOLDER
from tests.residents import CITY, TAKAHASHI, WATANABE, YAMADA, file_of
from tests.work.test_protection import NEW, OFFICER
from tests.work.town import Town

ADMIN = Actor("U09", "管", "main", roles=("admin",), session=bytes(32))
CLERK = Actor("U01", "中村", "main", "W05", "G05", roles=("clerk",), session=b"c" * 32)
CHANGES = msgspec.structs.replace(STANDARD, profile="changes", name="差分", extent="differences")


async def looked(town: Town, file: bytes, profile: str = "standard") -> imports.ImportPreview:
    """A file, looked at."""
    return await imports.bring(town.c, ADMIN, profile, file)


async def loaded(town: Town, rows: Any = CITY, profile: str = "standard", **more: Any) -> imports.ImportPreview:
    """The same, in use."""
    preview = await looked(town, file_of(rows, **more), profile)
    assert preview.upload, preview.faults
    await imports.use(town.c, ADMIN, preview.upload)
    return preview


async def names(town: Town, text: str, who: Actor = CLERK) -> list[str]:
    """The names of who is found."""
    return [hit["name"] for hit in (await residents.search(town.c, who, text))["hits"]]


async def refusal(awaited: Any) -> Reason:
    with pytest.raises(Refused) as no:
        await awaited
    return no.value.reason


async def home(town: Town, text: str, case: str, who: Actor = CLERK, seen: bool = False) -> dict[str, Any]:
    """The household of the first hit."""
    hits = (await residents.search(town.c, who, text))["hits"]
    return await residents.household(town.c, who, hits[0]["household"], case, seen)


def op() -> str:
    return ids.new_op(os.urandom(16))


# ---- in


async def test_a_file_is_looked_at_first_and_counts_only_when_it_is_put_into_use(town: Town) -> None:
    assert await residents.search(town.c, CLERK, "やまだ") == {"loaded": False, "hits": [], "more": False}
    preview = await looked(town, file_of(CITY, more={"備考": ["x"] * len(CITY)}))
    assert preview.difference == CityDifference(added=5, changed=0, removed=0, same=0)
    assert (preview.columns["氏名"], preview.columns["備考"]) == ("氏名", "")
    assert {one["name"] for one in preview.samples} == {row[2] for row in CITY}
    assert not (await residents.search(town.c, CLERK, "やまだ"))["loaded"]
    assert preview.upload
    assert (await imports.use(town.c, ADMIN, preview.upload)).rows == 5
    assert await names(town, "やまだ") == ["山田　一郎", "山田　太郎", "山田　花子"]
    for row in await town.c.imports.first(preview.upload, 9):
        assert "山田".encode() not in row.body
        assert b"1984" not in row.body, "nothing lies open in the record"


async def test_the_demo_city_has_its_own_data_from_the_first_day(town: Town) -> None:
    assert read_own_data(FOLDER) == files(), "python -m deploy.residents"
    for _ in range(2):
        await imports.found(town.c, read_own_data(FOLDER))
        assert all([await town.c.imports.in_use(kind) for kind in KINDS])
        used = await town.c.imports.in_use(RESIDENTS)
        assert used is not None
        assert (used.rows, used.by) == (2_000, imports.FOUNDER)
        assert await names(town, "やまだ 1984-04-12") == ["山田　太郎"]
    again = (await residents.search(town.c, CLERK, "さとう"))["hits"]
    assert again == sorted(again, key=lambda hit: (hit["kana"], hit["birth"]))


async def test_one_bad_row_keeps_the_whole_file_out(town: Town) -> None:
    rows = [*CITY, ("9", "9", "", "", "1990-01-01", "", "", "", "", "")]
    preview = await looked(town, file_of(rows))
    assert preview.upload is None
    assert [(fault.row, fault.column) for fault in preview.faults] == [(7, "氏名")]
    assert await town.c.imports.old(2**60) == []


async def test_a_whole_file_takes_the_place_of_the_one_before_and_the_old_key_is_gone(town: Town) -> None:
    await loaded(town)
    before = await town.c.imports.in_use(RESIDENTS)
    rows = [YAMADA[0], (*YAMADA[1][:2], "山本　花子", "ヤマモト　ハナコ", *YAMADA[1][4:])]
    preview = await loaded(town, rows)
    assert preview.difference == CityDifference(added=0, changed=1, removed=3, same=1)
    assert [fault.level for fault in preview.faults] == ["warning"], "far fewer than before"
    assert await names(town, "やまもと") == ["山本　花子"]
    assert await names(town, "たかはし") == []
    assert before is not None
    assert not town.c.sealing.destroy(before.box), "it was destroyed already"
    assert await town.c.imports.old(2**60) == []


async def test_differences_change_only_whom_they_name(town: Town) -> None:
    assert await imports.put_profile(town.c, ADMIN, CHANGES, 0) == []
    first = await looked(town, file_of(CITY), "changes")
    assert (first.upload, first.faults[0].text) == (None, "はじめの取込は、全件のファイルで行ってください。")
    await loaded(town)
    moved = (*TAKAHASHI[:7], "中央二丁目", "１番１号", "")
    new = ("8", "3", "渡邉　陽菜", "ワタナベ　ヒナ", "2013-06-15", "2", "子", "みどり台三丁目", "５番１号", "")
    rows, gone = [moved, new, YAMADA[2]], {"消除フラグ": ["0", "", "1"]}
    preview = await loaded(town, rows, "changes", more=gone)
    assert preview.difference == CityDifference(added=1, changed=1, removed=1, same=3)
    assert await names(town, "やまだ") == ["山田　太郎", "山田　花子"]
    assert await names(town, "中央二丁目1-1") == ["髙橋　𠮷男"]
    assert await names(town, "わたなべ") == ["渡邉󠄀　葛󠄀子", "渡邉　陽菜"]
    used = await town.c.imports.in_use(RESIDENTS)
    assert used is not None
    assert used.rows == 5


async def test_of_two_files_only_one_takes_the_place(town: Town) -> None:
    one, two = await looked(town, file_of(CITY)), await looked(town, file_of(YAMADA))
    assert one.upload
    assert two.upload
    await imports.use(town.c, ADMIN, two.upload)
    assert await refusal(imports.use(town.c, ADMIN, one.upload)) is Reason.upload_gone
    assert await names(town, "たかはし") == []


async def test_what_the_city_erases_is_gone_with_its_key(town: Town) -> None:
    await loaded(town)
    used = await town.c.imports.in_use(RESIDENTS)
    assert used is not None
    await imports.erase(town.c, ADMIN, RESIDENTS)
    assert not (await residents.search(town.c, CLERK, "やまだ"))["loaded"]
    assert not town.c.sealing.destroy(used.box)
    await loaded(town)
    assert await names(town, "たかはし") == ["髙橋　𠮷男"], "and may come in again"


async def test_a_profile_changes_only_from_what_was_on_the_screen(town: Town) -> None:
    fresh = [(one.profile.profile, one.rev) for one in await imports.profiles(town.c, ADMIN)]
    assert fresh == [("standard", 0), ("eligibility", 0), ("moving", 0)]
    mine = msgspec.structs.replace(STANDARD, encoding="cp932")
    assert await imports.put_profile(town.c, ADMIN, mine, 0) == []
    assert await refusal(imports.put_profile(town.c, ADMIN, STANDARD, 0)) is Reason.overtaken
    (kept, *_) = await imports.profiles(town.c, ADMIN)
    assert (kept.profile, kept.rev) == (mine, 1)
    assert await imports.put_profile(town.c, ADMIN, msgspec.structs.replace(mine, columns={}), 1)


# ---- found


async def test_a_resident_is_found_by_all_that_a_clerk_may_know(town: Town) -> None:
    items = ("m_atena_no", "hh_setai_no", "m_name", "m_kana", "m_birth", "m_tsusho", "m_romaji")
    binh = ("10", "4", "TRAN THI BINH", "チャン　ティ　ビン", "1997-03-05", "佐々木　明子", "TRAN THI BINH")
    rows = [(*row[:5], "", "", *row[7:]) for row in CITY]
    await loaded(
        town, [*rows, (*binh, "中央一丁目", "９番１０号", "")], items=(*items, "at_town", "at_banchi", "at_katagaki")
    )
    for text in ("タカハシ", "たかはしよし", "ﾀｶﾊｼ", "高橋", "髙橋", "takahashi", "Takahasi yosio", "S22.2.28", "5"):
        assert await names(town, text) == ["髙橋　𠮷男"], text
    for text in ("みどり台三丁目12番地", "みどり台3-12", "000000000000002"):
        assert "髙橋　𠮷男" in await names(town, text), text
    assert await names(town, "やまだ 1984-04-12") == ["山田　太郎"]
    assert await names(town, "山田花") == ["山田　花子"]
    assert await names(town, "佐々木") == ["TRAN THI BINH"] == await names(town, "tran thi")
    assert await names(town, "渡辺") == ["渡邉󠄀　葛󠄀子"] == await names(town, "1979-09-09")
    assert await names(town, "すずき") == [] == await names(town, "やまだ 1999-01-01")
    for text in ("%", "_", "\\", "'; DROP TABLE import_rows; --", "(a+)+$", "*", "渡%"):
        assert await names(town, text) == [], text
    assert await refusal(residents.search(town.c, CLERK, " ")) is Reason.bad_message
    assert await refusal(residents.search(town.c, CLERK, "あ" * 101)) is Reason.too_long


async def test_every_search_and_look_is_written_down_without_the_words(town: Town) -> None:
    await loaded(town)
    row = await town.visitor(await town.at("W05"))
    await home(town, "やまだ", row.case)
    looks = [look for *_, look in await town.c.audit.waiting() if look.what.startswith("resident")]
    assert [(look.what, look.case) for look in looks] == [
        ("resident_search", None),
        ("resident_compare", row.case),
        ("resident", row.case),
    ]
    assert looks[0].about == {"kinds": "kana,name"}


# ---- protected


async def test_of_a_protected_household_only_the_alert_is_shown_until_it_was_seen(town: Town) -> None:
    await loaded(town)
    row = await town.visitor(await town.at("W05"))
    await flags.put(town.c, OFFICER, NEW)
    (hit,) = (await residents.search(town.c, CLERK, "わたなべ"))["hits"]
    assert (hit["protected"], hit["address"]) == (True, None)
    assert await residents.household(town.c, CLERK, hit["household"], row.case, False) == {
        "protected": True,
        "members": [],
        "differs": {},
    }
    found = await residents.household(town.c, CLERK, hit["household"], row.case, True)
    assert [(one["name"], one["address"]) for one in found["members"]] == [("渡邉󠄀　葛󠄀子", None)]
    officer = msgspec.structs.replace(OFFICER, roles=("clerk",))
    (hit,) = (await residents.search(town.c, officer, "わたなべ"))["hits"]
    assert hit["address"] == "みどり台三丁目５番１号"


async def test_who_is_protected_is_not_found_by_where_they_live(town: Town) -> None:
    await loaded(town)
    assert await names(town, "みどり台三丁目５番１号") == ["渡邉󠄀　葛󠄀子"]
    await flags.put(town.c, OFFICER, NEW)
    assert await names(town, "みどり台三丁目５番１号") == []
    assert await names(town, "みどり台三丁目５番１号", OFFICER) == ["渡邉󠄀　葛󠄀子"]
    assert await names(town, "渡邉") == ["渡邉󠄀　葛󠄀子"]


async def test_a_flag_is_met_by_the_residents_number_whatever_the_name_is_now(town: Town) -> None:
    await flags.put(town.c, OFFICER, NEW)
    married = (*WATANABE[:2], "海野　葛子", "ウンノ　カツコ", "1979-09-10", *WATANABE[5:7], "中央二丁目", "１番", "")
    await loaded(town, [*YAMADA, married])
    (hit,) = (await residents.search(town.c, CLERK, "うんの"))["hits"]
    assert (hit["protected"], hit["address"]) == (True, None)


# ---- into a case


async def test_a_household_goes_into_a_case_in_one_edit_marked_as_taken_over(town: Town) -> None:
    await loaded(town)
    who = await town.at("W05")
    row = await town.visitor(who)
    found = await home(town, "やまだ はなこ", row.case, who)
    assert [one["name"] for one in found["members"]] == ["山田　太郎", "山田　花子", "山田　一郎"], "the head first"
    ticked = [one["resident"] for one in found["members"]]
    mine = op()
    answer = await residents.take(town.c, who, row.case, mine, 0, ticked)
    assert (answer["result"], answer["differing"], answer["left_out"]) == ("ok", [], {})
    sheet = await town.c.sheets.read(row.case)
    assert sheet is not None
    assert persons(sheet) == answer["persons"]
    taro = answer["persons"][0]
    entry = sheet.entries[person_key(taro, "m_name")]
    assert (entry.value, entry.source, entry.op) == ("山田　太郎", "import", mine)
    assert sheet.value(person_key(taro, "m_head")) is True
    assert sheet.value(person_key(taro, "m_addr")) == "中央一丁目２番３号あおばハイツ１０１"
    assert sheet.value("role.todokede") == taro
    assert (await residents.take(town.c, who, row.case, mine, 0, ticked))["result"] == "done", "asked again"
    assert persons((await town.c.sheets.read(row.case)) or sheet) == answer["persons"]
    assert [hit.value["number"] for hit in await find.search(town.c, who, "やまだいちろう")] == [row.number]


async def test_where_another_value_stands_nothing_is_overwritten_and_both_are_shown(town: Town) -> None:
    await loaded(town)
    who = await town.at("W05")
    row = await town.visitor(who)
    there: Any = {"p__00000001": {"order": 0}}
    await town.write(row.case, **there, p__00000001__m_name="山田　太郎", p__00000001__m_birth="1984-04-12")
    await town.write(row.case, p__00000001__m_kana="ヤマタ　タロウ")
    found = await home(town, "やまだ たろう", row.case, who)
    taro, hanako, _ = found["members"]
    assert (taro["person"], hanako["person"]) == ("00000001", None)
    assert taro["differs"] == {"m_kana": {"here": "ヤマタ　タロウ", "city": "ヤマダ　タロウ"}}
    answer = await residents.take(town.c, who, row.case, op(), 0, [taro["resident"]])
    assert (answer["persons"], answer["differing"]) == (["00000001"], ["p.00000001.m_kana"])
    sheet = await town.c.sheets.read(row.case)
    assert sheet is not None
    assert sheet.value("p.00000001.m_kana") == "ヤマタ　タロウ"
    assert sheet.value("p.00000001.m_zokugara") == "世帯主"
    assert len(persons(sheet)) == 1


async def test_numbers_of_level_4_come_only_with_whoever_may_write_them(town: Town) -> None:
    items = ("m_atena_no", "hh_setai_no", "m_name", "m_kana", "m_birth", "m_mynumber")
    await loaded(town, [(*YAMADA[0][:5], "000000000132")], items=items)
    who = await town.at("W05")
    for sees, number in ((frozenset[str](), None), (frozenset({"L4"}), "000000000132")):
        row = await town.visitor(who)
        clerk = msgspec.structs.replace(who, sees=sees)
        found = await home(town, "やまだ", row.case, clerk)
        assert "000000000132" not in str(found)
        answer = await residents.take(town.c, clerk, row.case, op(), 0, [found["members"][0]["resident"]])
        sheet = await town.c.sheets.read(row.case)
        assert sheet is not None
        assert sheet.value(person_key(answer["persons"][0], "m_mynumber")) == number


async def test_who_is_no_resident_goes_nowhere_and_only_administrators_bring_and_only_clerks_search(town: Town) -> None:
    await loaded(town)
    row = await town.visitor(await town.at("W05"))
    for rows, reason in (
        (["0" * 32], Reason.no_such_person),
        (["nowhere"], Reason.bad_message),
        ([], Reason.bad_message),
        (["0" * 32] * 2, Reason.bad_message),
    ):
        assert await refusal(residents.take(town.c, CLERK, row.case, op(), 0, rows)) is reason
    assert await refusal(residents.household(town.c, CLERK, "0" * 32, row.case, True)) is Reason.no_such_person
    assert await refusal(imports.bring(town.c, CLERK, "standard", b"")) is Reason.not_allowed
    assert await refusal(imports.erase(town.c, CLERK, RESIDENTS)) is Reason.not_allowed
    assert await refusal(residents.search(town.c, ADMIN, "やまだ")) is Reason.not_allowed
    assert await refusal(imports.bring(town.c, ADMIN, "nowhere", b"")) is Reason.no_such_row

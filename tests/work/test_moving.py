"""特例転入: who moves in is known before they come, from the notice that the other city sent."""

from __future__ import annotations

from typing import Any

from server.ports.imports import MOVING
from server.work import flags, imports, residents
from tests.residents import MIURA, moving_of
from tests.work.test_protection import NEW, OFFICER
from tests.work.test_residents import ADMIN, CLERK, loaded, looked, op
from tests.work.town import Town


async def sent(town: Town, rows: Any = MIURA) -> None:
    """Notices, in use."""
    preview = await looked(town, moving_of(rows), "moving")
    assert preview.upload, preview.faults
    await imports.use(town.c, ADMIN, preview.upload)


async def test_those_who_move_are_found_by_name_birth_and_the_notices_number_and_only_among_them(town: Town) -> None:
    await loaded(town)
    assert (await residents.search(town.c, CLERK, "みうら", MOVING))["loaded"] is False
    await sent(town)
    for text in ("みうら まこと", "三浦", "1985-02-11", "77"):
        hits = (await residents.search(town.c, CLERK, text, MOVING))["hits"]
        assert "三浦　誠" in [hit["name"] for hit in hits], text
        assert hits[0]["address"] == "となり市港町"
    await sent(town, [("20260402", *row[1:]) for row in MIURA])
    assert len((await residents.search(town.c, CLERK, "20260402", MOVING))["hits"]) == 2, "no day of birth, a number"
    assert (await residents.search(town.c, CLERK, "みうら"))["hits"] == [], "they are no residents yet"
    assert (await residents.search(town.c, CLERK, "やまだ", MOVING))["hits"] == []


async def test_a_notice_fills_the_move_in_with_its_persons_its_addresses_and_its_source(town: Town) -> None:
    await sent(town)
    who = await town.at("W05")
    row = await town.visitor(who)
    await town.write(row.case, old_town="浜町")
    (hit, *_) = (await residents.search(town.c, who, "77", MOVING))["hits"]
    found = await residents.household(town.c, who, hit["household"], row.case, False, MOVING)
    assert found["differs"] == {"old_town": {"here": "浜町", "city": "港町"}}
    ticked = [one["resident"] for one in found["members"]]
    answer = await residents.take(town.c, who, row.case, op(), 0, ticked, MOVING)
    assert (answer["result"], answer["differing"], answer["left_out"]) == ("ok", ["old_town"], {})
    sheet = await town.c.sheets.read(row.case)
    assert sheet is not None
    assert [sheet.value(f"p.{person}.m_name") for person in answer["persons"]] == ["三浦　誠", "三浦　湊"]
    said = {key: sheet.value(key) for key in ("old_city", "old_town", "new_town", "new_banchi", "form_biko")}
    assert said == {
        "old_city": "となり市",
        "old_town": "浜町",
        "new_town": "中央一丁目",
        "new_banchi": "９番９号",
        "form_biko": "特例転入（転出証明書情報 整理番号77 となり市）",
    }
    assert sheet.entries["new_town"].source == "import"
    assert sheet.value(f"p.{answer['persons'][0]}.m_kokuho") is True


async def test_a_notice_counts_whom_it_names_once(town: Town) -> None:
    preview = await looked(town, moving_of([*MIURA, MIURA[1]]), "moving")
    assert preview.upload is None
    assert [(fault.row, fault.column) for fault in preview.faults] == [(4, "整理番号")]


async def test_of_a_protected_person_who_moves_in_the_alert_comes_first(town: Town) -> None:
    await sent(town, [("78", "1", "渡邉　葛子", "ワタナベ　カツコ", "1979-09-09", "2", "世帯主", *MIURA[0][7:])])
    await flags.put(town.c, OFFICER, NEW)
    row = await town.visitor(await town.at("W05"))
    (hit,) = (await residents.search(town.c, CLERK, "わたなべ", MOVING))["hits"]
    assert (hit["protected"], hit["address"]) == (True, None)
    first = await residents.household(town.c, CLERK, hit["household"], row.case, False, MOVING)
    assert first == {"protected": True, "members": [], "differs": {}}

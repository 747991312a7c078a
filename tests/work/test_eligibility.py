"""What the city knows of its residents: one list of a household, and answers that nobody has to ask for."""

from __future__ import annotations

from typing import Any

import msgspec

from handoff.refusal import Reason
from server.ports.imports import ELIGIBILITY
from server.work import eligibility, flags, guidance, imports, residents
from server.work.cupboards import Actor
from tests.residents import ELIGIBLE, eligibility_of
from tests.work.test_protection import NEW, OFFICER
from tests.work.test_residents import ADMIN, CLERK, home, loaded, looked, op, refusal
from tests.work.town import Town

CARE = msgspec.structs.replace(CLERK, sees=frozenset({"L3"}))
DEATH = {"ev__SHIBO": True, "dec_date": "2027-03-20"}


async def able(town: Town, rows: Any = ELIGIBLE) -> None:
    """Residents and what they are eligible for, in use."""
    await loaded(town)
    preview = await looked(town, eligibility_of(rows), "eligibility")
    assert preview.upload, preview.faults
    await imports.use(town.c, ADMIN, preview.upload)


async def listed(town: Town, text: str, who: Actor = CLERK, seen: bool = False) -> dict[str, Any]:
    """The list of the household of the first hit."""
    hits = (await residents.search(town.c, who, text))["hits"]
    return await eligibility.of_household(town.c, who, hits[0]["household"], seen)


async def test_a_household_stands_on_one_list_and_what_may_not_be_seen_is_told_of_nobody(town: Town) -> None:
    assert (await imports.in_use(town.c, ADMIN))[ELIGIBILITY] is None
    await able(town)
    found = await listed(town, "やまだ たろう")
    assert [one["name"] for one in found["members"]] == ["山田　太郎", "山田　花子", "山田　一郎"]
    taro, hanako, ichiro = (one["items"] for one in found["members"])
    assert (taro["m_kokuho"], taro["m_kotei"], taro["m_zei"]) == (True, True, True)
    assert (hanako["m_kouki"], hanako["m_zei"], ichiro) == (False, False, {})
    assert {"m_techo", "m_kaigo_lv"} <= set(found["masked"])
    assert "身体" not in str(found)
    assert "m_techo" not in hanako, "not even that there is something"
    wide = await listed(town, "やまだ たろう", CARE)
    assert wide["masked"] == []
    assert wide["members"][1]["items"]["m_techo"] == "身体1級 第5号"


async def test_what_lies_in_the_record_is_sealed_and_found_by_nothing_but_its_resident(town: Town) -> None:
    await able(town)
    used = await town.c.imports.in_use(ELIGIBILITY)
    assert used is not None
    rows = await town.c.imports.first(used.file, 9)
    assert len(rows) == len(ELIGIBLE)
    assert not any("身体".encode() in row.body or b"m_kokuho" in row.body for row in rows)
    await imports.erase(town.c, ADMIN, ELIGIBILITY)
    assert not town.c.sealing.destroy(used.box), "its key is gone"
    assert (await listed(town, "やまだ たろう"))["loaded"] is False
    assert (await residents.search(town.c, CLERK, "やまだ"))["loaded"], "residents stay"


async def test_a_family_that_takes_over_its_data_is_not_asked_what_the_city_knows(town: Town) -> None:
    await able(town)
    who = await town.at("W05")
    row = await town.visitor(who)
    await town.write(row.case, **DEATH)
    found = await home(town, "たかはし", row.case, who)
    answer = await residents.take(town.c, who, row.case, op(), 0, [found["members"][0]["resident"]])
    (dead,) = answer["persons"]
    await town.write(row.case, role__dec=dead)
    sheet = await town.c.sheets.read(row.case)
    assert sheet is not None
    owns = sheet.entries[f"p.{dead}.m_kotei"]
    assert (owns.value, owns.source, owns.by) == (True, "import", who.name)
    assert sheet.value(f"p.{dead}.m_kaigo_lv") is None, "care needs the right"
    known = guidance.known_of(town.c, sheet, who.office, "")
    assert (known.facts["any_kotei"], known.facts["dec_tax"], known.facts["dec_kouki"]) == (True, True, True)
    mine = await eligibility.of_case(town.c, who, row.case)
    assert [(one["person"], one["name"]) for one in mine["members"]] == [(dead, "髙橋　𠮷男")]


async def test_each_look_is_written_down_and_of_a_protected_household_the_alert_comes_first(town: Town) -> None:
    await able(town)
    await flags.put(town.c, OFFICER, NEW)
    first = await listed(town, "わたなべ")
    assert (first["protected"], first["members"]) == (True, [])
    assert (await listed(town, "わたなべ", seen=True))["members"][0]["items"] == {}
    row = await town.visitor(await town.at("W05"))
    await eligibility.of_case(town.c, CLERK, row.case)
    looks = [look for *_, look in await town.c.audit.waiting() if look.what in ("resident_alert", "eligibility")]
    assert [(look.what, look.case) for look in looks] == [
        ("resident_alert", None),
        ("eligibility", None),
        ("eligibility", row.case),
    ]
    assert await refusal(eligibility.of_case(town.c, ADMIN, row.case)) is Reason.not_allowed
    assert await refusal(eligibility.of_household(town.c, ADMIN, "0" * 32, True)) is Reason.not_allowed
    assert await refusal(eligibility.of_household(town.c, CLERK, "0" * 32, True)) is Reason.no_such_person


async def test_one_wrong_cell_keeps_all_of_it_out_and_the_preview_shows_rows_as_they_may_be_seen(town: Town) -> None:
    await loaded(town)
    wrong = await looked(town, eligibility_of([*ELIGIBLE, ("7", "たぶん", "", "要介護9", "", "", "")]), "eligibility")
    assert wrong.upload is None
    assert [(fault.row, fault.column) for fault in wrong.faults] == [
        (5, "国民健康保険_該当"),
        (5, "介護保険_要介護度"),
    ]
    seen = await looked(town, eligibility_of(), "eligibility")
    assert seen.difference is not None
    assert (seen.difference.added, seen.columns["税_市税の納税"]) == (3, "税_市税の納税")
    assert {one["number"] for one in seen.samples} == {f"{number:015}" for number in (1, 2, 5)}
    assert "身体" not in str(seen.samples)

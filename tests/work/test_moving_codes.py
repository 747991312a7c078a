"""QR of a moving-out certificate at the counter: read where the city says how, into the case like anybody of its own
data, known to its clerk alone, and written down nowhere."""

from __future__ import annotations

import os

import msgspec
from sqlalchemy import update

from handoff import ids
from handoff.case import person_key
from handoff.moving_code import CodeSettings
from handoff.refusal import Reason
from server.record.tables import settings
from server.work import residents
from server.work.cupboards import Actor
from tests.work.town import Town, refused

MINE = CodeSettings("TS01:", items=["m_name", "m_kana", "m_birth", "m_zokugara", "old_city", "new_town"])
CODE = (
    "TS01:三浦　誠|ミウラ　マコト|1985-02-11|世帯主|となり市|中央一丁目"
    "/三浦　湊|ミウラ　ミナト|2016-06-18|子|となり市|中央一丁目"
)


async def reads(town: Town) -> None:
    """The city says how such codes are read."""
    async with town.engine.begin() as connection:
        said = update(settings).where(settings.c.key == "moving_code").values(value=msgspec.to_builtins(MINE))
        await connection.execute(said)
    await town.c.catalogs.refresh()


def op() -> str:
    """A new one."""
    return ids.new_op(os.urandom(16))


async def test_whom_a_code_names_goes_into_the_case_with_the_addresses(town: Town) -> None:
    await reads(town)
    who = await town.at("W05")
    row = await town.visitor(who)
    found = await residents.search(town.c, who, CODE)
    assert [one["name"] for one in found["hits"]] == ["三浦　誠", "三浦　湊"]
    (home,) = {one["household"] for one in found["hits"]}
    members = (await residents.household(town.c, who, home, row.case, False))["members"]
    done = await residents.take(town.c, who, row.case, op(), 0, [one["resident"] for one in members])
    assert (done["result"], done["differing"]) == ("ok", [])
    sheet = await town.c.sheets.read(row.case)
    assert sheet is not None
    first = sheet.entries[person_key(done["persons"][0], "m_birth")]
    assert (first.value, first.source) == ("1985-02-11", "import")
    assert (sheet.value("old_city"), sheet.value("new_town")) == ("となり市", "中央一丁目")
    assert sheet.value("form_biko") == "転出証明書のQR（となり市）"


async def test_one_of_them_may_come_alone(town: Town) -> None:
    await reads(town)
    who = await town.at("W05")
    row = await town.visitor(who)
    found = await residents.search(town.c, who, CODE)
    minato = found["hits"][1]["resident"]
    done = await residents.take(town.c, who, row.case, op(), 0, [minato])
    sheet = await town.c.sheets.read(row.case)
    assert sheet is not None
    assert sheet.value(person_key(done["persons"][0], "m_name")) == "三浦　湊"


async def test_a_code_is_its_clerks_alone_and_no_word_of_it_is_written_down(town: Town) -> None:
    await reads(town)
    who = await town.at("W05")
    row = await town.visitor(who)
    found = await residents.search(town.c, who, CODE)
    other = Actor("U02", "石井", "main", "W06", "G05", roles=("clerk",), session=b"d" * 32)
    home, one = found["hits"][0]["household"], found["hits"][0]["resident"]
    await refused(Reason.no_such_person, residents.household(town.c, other, home, row.case, False))
    await refused(Reason.no_such_person, residents.take(town.c, other, row.case, op(), 0, [one]))
    no = await refused(Reason.wrong_pattern, residents.search(town.c, who, CODE.replace("1985", "まだ")[:40]))
    assert (no.at, no.more) == ("code", {})
    looks = [look for *_, look in await town.c.audit.waiting()]
    assert {"kinds": "code"} in [look.about for look in looks if look.what == "resident_search"]
    assert not any(word in str(looks) for word in ("三浦", "ミウラ", "1985"))


async def test_a_city_that_says_nothing_reads_no_code(town: Town) -> None:
    who = await town.at("W05")
    assert (await residents.search(town.c, who, CODE))["hits"] == []

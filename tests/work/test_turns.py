"""人事異動 with the catalog of its day: played beforehand without a trace, and begun in the right order."""

from __future__ import annotations

import msgspec

from handoff import messages as m
from handoff.refusal import Reason
from server.ports.users import UserKept
from server.work import drafts, publishing, rerighting, turns, users, users_file, versions, visits
from server.work.cupboards import Actor
from server.work.drafts import Wanted
from tests.work.town import Town, refused

KAN = Actor("U08", "管", "main", roles=("admin",))
DAY = "2027-04-01"
TURN = "職員番号,氏名,所属,役割,拠点,有効開始日,有効終了日,権限\n" + (
    "1000040,森 さくら,市民課,窓口職員,本庁,2027-03-01,,\n"
    "1000001,田中,保険年金課,窓口職員,本庁|東支所,2026-01-01,,window:W41:rw\n"
    "1000006,石井,市民課,窓口職員,本庁|東支所,2026-01-01,2027-03-31,\n"
)


async def window(town: Town, key: str) -> dict[str, str]:
    rows = versions.rows_of(town.c, town.c.catalogs.current().version)["windows"]
    return next(one for one in rows if one["window_id"] == key)


async def planned(town: Town, *wanted: Wanted, name: str = "四月") -> int:
    """A version of the catalog that begins with the day."""
    draft = await drafts.make(town.c, KAN, name)
    await drafts.write(town.c, KAN, draft, list(wanted))
    return (await publishing.publish(town.c, KAN, draft, f"{DAY}T00:00", "新年度"))[0]


async def new_window(town: Town) -> int:
    """W41 is new, and W10 is on another floor."""
    w10 = await window(town, "W10")
    w41 = w10 | {"window_id": "W41", "name": "41番窓口（住民異動）", "window_no": "41"}
    return await planned(town, Wanted("windows", "W10", w10 | {"floor": "2F"}, 1), Wanted("windows", "W41", w41, 0))


async def user(town: Town, login: str) -> UserKept | None:
    return next((one for one in (await users.listed(town.c, KAN)).users if one.account.login == login), None)


async def test_a_turn_is_played_beforehand_with_the_windows_of_its_day_and_leaves_no_trace(town: Town) -> None:
    version = await new_window(town)
    early = await users_file.bring(town.c, KAN, TURN.encode(), "2027-03-31")
    assert [(fault.row, fault.column) for fault in early.faults] == [(3, "権限")], "W41 is none yet on that day"
    preview = await users_file.bring(town.c, KAN, TURN.encode(), DAY)
    assert preview.faults == [] and preview.upload is not None
    await users_file.apply(town.c, KAN, preview.upload)

    before = msgspec.json.encode(await users.listed(town.c, KAN))
    turn = await turns.rehearse(town.c, KAN, DAY)
    assert (turn.day, turn.version, turn.wrong, turn.ending) == (DAY, version, [], [])
    assert [(one.name, one.paper) for one in turn.coming] == [("森 さくら", True)]
    (tanaka,) = turn.changing
    assert (tanaka.name, tanaka.fields["department"]) == ("田中", ("市民課", "保険年金課"))
    assert [one.name for one in turn.leaving] == ["石井"]
    told = {one.window: (one.before and one.before["floor"], one.after and one.after["floor"]) for one in turn.windows}
    assert told == {"W10": ("1F", "2F"), "W41": (None, "1F")}
    assert msgspec.json.encode(await users.listed(town.c, KAN)) == before
    await refused(Reason.past_time, turns.rehearse(town.c, KAN, "2027-03-29"))
    await refused(Reason.not_allowed, turns.rehearse(town.c, msgspec.structs.replace(KAN, roles=("clerk",)), DAY))


async def test_the_catalog_of_the_day_begins_before_the_accounts_that_name_it(town: Town) -> None:
    await new_window(town)
    preview = await users_file.bring(town.c, KAN, TURN.encode(), DAY)
    assert preview.upload is not None
    await users_file.apply(town.c, KAN, preview.upload)
    town.clock.turn(days=3)
    assert town.c.business_day() == DAY
    await rerighting.walk(town.c)
    waiting = await user(town, "1000001")
    assert waiting is not None and waiting.account.department == "市民課", "its window is none yet"
    assert await versions.switch(town.c) == 1
    await rerighting.walk(town.c)
    tanaka = await user(town, "1000001")
    assert tanaka is not None and tanaka.account.department == "保険年金課"
    assert tanaka.account.rights == ["window:W41:rw"]
    assert (await users.listed(town.c, KAN)).plans == []


async def test_what_would_be_left_behind_is_told_with_whose_it_is(town: Town) -> None:
    """The version goes again, the account's window with it; a counter ends with a visitor in its line."""
    version = await new_window(town)
    preview = await users_file.bring(town.c, KAN, TURN.encode(), DAY)
    assert preview.upload is not None
    await users_file.apply(town.c, KAN, preview.upload)
    await publishing.withdraw(town.c, KAN, version)
    (wrong,) = (await turns.rehearse(town.c, KAN, DAY)).wrong
    assert (wrong.login, wrong.name) == ("1000001", "田中") and "window:W41:rw" in wrong.text

    who = await town.at("W05")
    visit = await town.visitor(who)
    await town.do(visits.call, who, m.Call(visit.visit))
    await town.do(visits.serve, who, m.Serve(visit.visit))
    await town.do(visits.hand_off, who, m.HandOff(visit.visit, to="G38"))
    w38 = await window(town, "W38")
    await planned(town, Wanted("windows", "W38", w38 | {"group_id": "G35"}, 1), name="農林の終わり")
    (ending,) = (await turns.rehearse(town.c, KAN, DAY)).ending
    assert (ending.group, ending.name, ending.open, ending.booked) == ("G38", "農林", 1, 0)

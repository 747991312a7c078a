"""人事異動 with the catalog of its day: played beforehand without a trace, and begun in the right order."""

from __future__ import annotations

import msgspec

from handoff import messages as m
from handoff.messages import Row
from handoff.refusal import Reason
from server.ports.users import UserKept
from server.work import drafts, inheriting, publishing, rerighting, turns, users, users_file, versions, visits
from server.work.cupboards import Actor
from server.work.drafts import Wanted
from tests.work.town import Town, refused, request

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


async def planned(town: Town, *wanted: Wanted, name: str = "四月", at: str | None = f"{DAY}T00:00") -> int:
    """A version of the catalog that begins with the day, or (None) at once."""
    draft = await drafts.make(town.c, KAN, name)
    await drafts.write(town.c, KAN, draft, list(wanted))
    return (await publishing.publish(town.c, KAN, draft, at, "新年度"))[0]


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
    assert (ending.group, ending.name, ending.open, ending.booked, ending.heir) == ("G38", "農林", 1, 0, "")


async def ends(town: Town, group: str, heir: str, at: str | None = f"{DAY}T00:00") -> None:
    """A counter and its only window end, and another one goes on."""
    tables = versions.rows_of(town.c, town.c.catalogs.current().version)
    counter = next(one for one in tables["counters"] if one["group_id"] == group)
    (last,) = [one for one in tables["windows"] if one["group_id"] == group]
    await planned(
        town,
        Wanted("windows", last["window_id"], last | {"retired": "1"}, 1),
        Wanted("counters", f"main.{group}", counter | {"heir": heir}, 1),
        name=f"{group}の終わり",
        at=at,
    )


async def handed_to_norin(town: Town) -> Row:
    """A visitor waits at 農林, sent there by the first window; the paper has its code."""
    who = await town.at("W05")
    visit = await town.visitor(who)
    await town.do(visits.call, who, m.Call(visit.visit))
    await town.do(visits.serve, who, m.Serve(visit.visit))
    return await town.do(visits.hand_off, who, m.HandOff(visit.visit, to="G38"))


async def test_a_department_that_ends_leaves_its_cases_and_appointments_to_its_heir(town: Town) -> None:
    """Told with counts beforehand and on the day; its slip opens there; nobody has lost a place."""
    row = await handed_to_norin(town)
    slip = (await visits.slip(town.c, await town.at("W06", "U02"), request(), None, m.Slip(row.visit))).code
    await ends(town, "G38", "G35")
    (ending,) = (await turns.rehearse(town.c, KAN, DAY)).ending
    assert (ending.group, ending.open, ending.heir) == ("G38", 1, "環境")
    town.clock.turn(days=3)
    assert await visits.midnight(town.c) == 0, "the catalog of the day is first"
    assert await versions.switch(town.c) == 1

    (said,) = await town.c.bulletins.of_office("main", town.c.clock())
    assert (said.group, said.to) == ("G35", "windows") and "「農林」" in said.text and "案件 1件・予約 0件" in said.text
    assert await visits.midnight(town.c) == 1
    (told,) = await visits.morning(town.c, "main")
    assert town.c.catalogs.house().line("main", told.line).group == "G35"  # type: ignore[union-attr]
    heir = await town.at("W35", "U03")
    opened = await town.do(visits.claim, heir, m.Claim(code=slip))
    assert (opened.case, opened.stage, opened.window) == (row.case, "serving", "W35")
    assert (await turns.rehearse(town.c, KAN, "2027-05-01")).ending == []


async def test_what_waits_while_a_counter_ends_is_called_by_its_heir_with_its_number_and_arrival(town: Town) -> None:
    """In the middle of a day: new visitors of its service too, and what is sent to it. A window that comes back has
    its line again."""
    row, who = await handed_to_norin(town), await town.at("W06", "U02")
    next_one = await town.visitor(who)
    await town.do(visits.call, who, m.Call(next_one.visit))
    await town.do(visits.serve, who, m.Serve(next_one.visit))
    before = await town.stored(row.visit)
    await ends(town, "G38", "G35", at=None)

    heir = await town.at("W35", "U03")
    passed = await town.do(visits.hand_off, who, m.HandOff(next_one.visit, to="G38"))
    assert (passed.line, passed.way) == ("G35", ["G35"])
    called = await town.do(visits.call, heir, m.Call())
    assert (called.visit, called.number, called.arrived) == (row.visit, before.number, before.arrived)
    assert town.c.catalogs.book(1).procedures["P101"].group == "G35", "also for cases of the version before"
    await planned(town, Wanted("windows", "W38", await window(town, "W38") | {"retired": "0"}, 2), at=None)
    assert town.c.catalogs.house().line("main", "G38").group == "G38"  # type: ignore[union-attr]


async def test_appointments_of_a_counter_that_ends_are_its_heirs(town: Town) -> None:
    """Who was booked is found there, comes, and is called there; its way names the heir; the day is full for others."""
    who, kan = await town.at("W05"), {"m_name": "山田　花子", "m_tel": "0999123456"}
    booked = (await visits.book(town.c, who, request(), None, m.Book("S06", "2027-04-02", "10:30", kan))).row
    assert booked is not None and booked.way == ["G12"]
    await ends(town, "G12", "G11")
    (ending,) = (await turns.rehearse(town.c, KAN, DAY)).ending
    assert (ending.open, ending.booked, ending.heir) == (0, 1, "戸籍届出")
    town.clock.turn(days=4)
    assert await versions.switch(town.c) == 1
    assert await inheriting.walk(town.c) == 1 and await inheriting.walk(town.c) == 0
    on_board = await town.on_board(booked)
    assert on_board is not None and on_board.way == ["G11"]
    assert (await town.c.appointments.taken("main", "G11", "2027-04-02", "2027-04-02"))["2027-04-02"] != []

    koseki = await town.at("W11", "U03")
    arrived = await town.do(visits.arrive, koseki, m.Arrive(booked.visit))
    assert (await town.do(visits.call, koseki, m.Call())).visit == arrived.visit == booked.visit

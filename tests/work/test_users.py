"""Accounts kept by administrators: written, planned, withdrawn; who may change what; sessions follow at once."""

from __future__ import annotations

import hashlib

import pytest
from msgspec.structs import replace

from handoff import messages as m
from handoff.account import Account, Team
from handoff.catalog_faults import BadRows
from handoff.refusal import Reason
from server.ports.users import UserKept
from server.work import clerks, rerighting, users, windows
from server.work.cupboards import Actor
from tests.work.town import CITY, Town, refused

KAN = Actor("U08", "管", "main", roles=("admin",))
CLERK = Actor("U01", "中村", "main", roles=("clerk",))
MORI = Account(
    login="1000040", name="森 さくら", department="市民課", roles=["clerk"], offices=["main"], valid_from="2027-03-01"
)


async def kept(town: Town, clerk: str) -> UserKept:
    """The account as the list has it."""
    return next(one for one in (await users.listed(town.c, KAN)).users if one.clerk == clerk)


async def signed_in(town: Town, login: str = "1000005") -> bytes:
    """The SHA-256 of a session."""
    secret, _ = await clerks.log_in(town.c, login, CITY.password)
    return hashlib.sha256(secret.encode()).digest()


async def faults_of(deed: object) -> set[str]:
    with pytest.raises(BadRows) as no:
        await deed  # type: ignore[misc]
    return {one.column for one in no.value.faults}


async def test_a_new_account_stands_in_the_list_and_the_log_and_has_no_password(town: Town) -> None:
    clerk, rev = await users.write(town.c, KAN, None, replace(MORI, login="１００００４０"), 0)
    one = await kept(town, clerk)
    assert (one.account, one.rev, rev, one.password, one.seen) == (MORI, 1, 1, False, None)
    await refused(Reason.wrong_password, clerks.log_in(town.c, "1000040", ""))
    [line] = await users.log(town.c, KAN, clerk, None)
    assert (line.what, line.name, line.before) == ("new", "管", None)
    assert line.after is not None and line.after["login"] == "1000040"


async def test_a_change_names_what_was_on_the_screen_and_the_log_says_from_what_to_what(town: Town) -> None:
    before = await kept(town, "U01")
    after = replace(before.account, department="保険年金課")
    await users.write(town.c, KAN, "U01", after, before.rev)
    await refused(Reason.overtaken, users.write(town.c, KAN, "U01", before.account, before.rev))
    assert (await kept(town, "U01")).account == after
    line = (await users.log(town.c, KAN, "U01", None))[0]
    assert line.before is not None and line.after is not None
    assert (line.before["department"], line.after["department"]) == ("市民課", "保険年金課")


async def test_only_administrators_keep_accounts(town: Town) -> None:
    await refused(Reason.not_allowed, users.listed(town.c, CLERK))
    await refused(Reason.not_allowed, users.write(town.c, CLERK, None, MORI, 0))
    await refused(Reason.not_allowed, users.plan(town.c, CLERK, "U01", MORI, 1, "2027-04-01"))
    await refused(Reason.not_allowed, users.put_team(town.c, CLERK, Team("", "x"), True))
    await refused(Reason.not_allowed, users.drop_team(town.c, CLERK, "x"))
    await refused(Reason.not_allowed, users.withdraw(town.c, CLERK, 1))
    await refused(Reason.not_allowed, users.log(town.c, CLERK, None, None))


async def test_nobody_gives_rights_to_the_own_account_and_the_last_administrator_stays(town: Town) -> None:
    own = await kept(town, "U08")
    for change in ({"roles": ["admin", "clerk"]}, {"sees": ["L4"]}, {"disabled": True}, {"rights": ["form:*:x"]}):
        await refused(Reason.own_account, users.write(town.c, KAN, "U08", replace(own.account, **change), own.rev))
    await users.write(town.c, KAN, "U08", replace(own.account, kana="カン"), own.rev)
    other = Actor("U99", "別", "main", roles=("admin",))
    now = await kept(town, "U08")
    await refused(Reason.last_admin, users.write(town.c, other, "U08", replace(now.account, roles=["clerk"]), now.rev))
    await refused(Reason.last_admin, users.write(town.c, other, "U08", replace(now.account, disabled=True), now.rev))


async def test_a_number_belongs_to_one_account(town: Town) -> None:
    assert await faults_of(users.write(town.c, KAN, None, replace(MORI, login="1000005"), 0)) == {"login"}
    assert await faults_of(users.write(town.c, KAN, None, replace(MORI, offices=["west"], name=""), 0)) == {
        "name",
        "offices",
    }
    await refused(Reason.no_such_user, users.write(town.c, KAN, "U77", MORI, 3))


async def test_a_disabled_users_sessions_end_and_the_seat_is_free(town: Town) -> None:
    who = await town.at("W05")
    one = await kept(town, "U01")
    await users.write(town.c, KAN, "U01", replace(one.account, disabled=True), one.rev)
    assert await clerks.who(town.c, who.session) is None
    assert [seat.clerks for seat in await town.c.visits.seats("main") if seat.window == "W05"] == [[]]
    await refused(Reason.wrong_password, clerks.log_in(town.c, "1000005", CITY.password))


async def test_a_right_that_is_taken_is_gone_from_the_session_that_goes_on(town: Town) -> None:
    sha, other = await signed_in(town), await signed_in(town, "1000006")
    one = await kept(town, "U01")
    await users.write(town.c, KAN, "U01", replace(one.account, sees=["L3"], rights=["item:DEC:r"]), one.rev)
    me = await clerks.who(town.c, sha)
    assert me is not None
    assert set(me.sees) == {
        "L3",
        *(f"item:{key}:r" for key in ("dec_name", "dec_kana", "dec_birth", "dec_addr", "dec_date")),
    }
    untouched = await clerks.who(town.c, other)
    assert untouched is not None and "S" in untouched.sees
    assert await rerighting.enforce(town.c) == 0


async def test_whoever_may_not_sit_there_any_more_loses_the_seat_and_stays_signed_in(town: Town) -> None:
    who = await town.at("W05")
    one = await kept(town, "U01")
    await users.write(town.c, KAN, "U01", replace(one.account, rights=["window:W09:rw"]), one.rev)
    me = await clerks.who(town.c, who.session)
    assert me is not None and me.window is None
    await refused(Reason.not_allowed, windows.sit(town.c, who, "request-000000-one", None, m.Sit("W05")))
    await windows.sit(town.c, who, "request-000000-two", None, m.Sit("W09"))


async def test_a_group_gives_its_rights_to_all_in_it_and_takes_them_away(town: Town) -> None:
    sha = await signed_in(town, "1000001")
    team = await users.put_team(town.c, KAN, Team("", "要配慮", ["L3"]), True)
    one = await kept(town, "U03")
    await users.write(town.c, KAN, "U03", replace(one.account, teams=[team]), one.rev)

    async def sees() -> set[str]:
        me = await clerks.who(town.c, sha)
        assert me is not None
        return set(me.sees)

    assert await sees() == {"L3"}
    await users.put_team(town.c, KAN, Team(team, "要配慮", [], ["form:F001:rp"]), False)
    assert await sees() == {"form:F001:rp"}
    await users.drop_team(town.c, KAN, team)
    assert await sees() == set()
    assert (await kept(town, "U03")).account.teams == []


async def test_a_planned_change_begins_with_its_day_and_keeps_what_was_changed_meanwhile(town: Town) -> None:
    town.clock.turn(minutes=14 * 60 + 55)
    sha, one = await signed_in(town), await kept(town, "U01")
    await refused(Reason.past_time, users.plan(town.c, KAN, "U01", one.account, one.rev, "2027-03-29"))
    await refused(Reason.nothing_changed, users.plan(town.c, KAN, "U01", one.account, one.rev, "2027-03-30"))
    moved = replace(one.account, department="課税課", sees=[], groups=["G31"])
    await users.plan(town.c, KAN, "U01", moved, one.rev, "2027-03-30")
    await users.write(town.c, KAN, "U01", replace(one.account, kana="ナカムラ"), one.rev)
    assert await rerighting.walk(town.c) == 0
    town.clock.turn(minutes=6)
    assert await rerighting.walk(town.c) == 2  # the plan, and the session that it is about
    assert (await kept(town, "U01")).account == replace(moved, kana="ナカムラ")
    assert await rerighting.walk(town.c) == 0
    me = await clerks.who(town.c, sha)
    assert me is not None and me.sees == []
    assert [line.what for line in await users.log(town.c, KAN, "U01", None)] == ["begun", "change", "plan"]


async def test_a_withdrawn_plan_never_begins_and_one_that_is_wrong_by_then_is_refused(town: Town) -> None:
    one = await kept(town, "U01")
    await users.plan(town.c, KAN, "U01", replace(one.account, department="課税課"), one.rev, "2027-03-30")
    [plan] = (await users.listed(town.c, KAN)).plans
    await users.withdraw(town.c, KAN, plan.plan)
    await refused(Reason.no_such_plan, users.withdraw(town.c, KAN, plan.plan))
    team = await users.put_team(town.c, KAN, Team("", "後で消える"), True)
    await users.plan(town.c, KAN, "U01", replace(one.account, teams=[team]), one.rev, "2027-03-30")
    await users.drop_team(town.c, KAN, team)
    town.clock.turn(days=1)
    await rerighting.walk(town.c)
    assert (await kept(town, "U01")).account == one.account
    assert [line.what for line in await users.log(town.c, KAN, "U01", None)] == ["refused", "plan", "withdrawn", "plan"]


async def test_an_account_that_runs_out_at_midnight_is_out(town: Town) -> None:
    town.clock.turn(minutes=14 * 60 + 55)
    sha, one = await signed_in(town), await kept(town, "U01")
    await users.write(town.c, KAN, "U01", replace(one.account, valid_to="2027-03-29"), one.rev)
    assert await clerks.who(town.c, sha) is not None
    town.clock.turn(minutes=6)
    await rerighting.walk(town.c)
    assert await clerks.who(town.c, sha) is None

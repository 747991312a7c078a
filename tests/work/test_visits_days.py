"""終える, 閉庁処理, midnight, and the morning after."""

from __future__ import annotations

from handoff import messages as m
from handoff.refusal import Reason
from server.work import visits
from server.work.cupboards import Actor
from tests.work.town import Town, refused, request


async def test_each_result_has_its_reason(town: Town) -> None:
    """中断, 取下げ and 他機関 ask why; 完了 does not; another word is refused."""
    who = await town.at("W05")
    for result, reason, stage in (
        ("done", "", "done"),
        ("referred", "refer-1", "done"),
        ("suspended", "suspend-1", "suspended"),
        ("withdrawn", "withdraw-1", "withdrawn"),
    ):
        row = await town.visitor(who)
        await town.do(visits.claim, who, m.Claim(number=row.number))
        if reason:
            finish = visits.finish(town.c, who, request(), None, m.Finish(row.visit, result))
            await refused(Reason.reason_needed, finish)
        end = await town.do(visits.finish, who, m.Finish(row.visit, result, reason))
        assert (end.stage, end.result, end.reason) == (stage, result, reason or None)
    row = await town.visitor(who)
    await refused(Reason.not_a_choice, visits.finish(town.c, who, request(), None, m.Finish(row.visit, "perhaps")))


async def test_only_the_holder_or_a_floor_manager_ends_a_visit(town: Town) -> None:
    """What another window has is theirs; the manager settles what is left at closing."""
    who, colleague = await town.at("W05"), await town.at("W06", "U02")
    row = await town.visitor(who)
    await town.do(visits.claim, who, m.Claim(number=row.number))
    finish = visits.finish(town.c, colleague, request(), None, m.Finish(row.visit, "done"))
    await refused(Reason.not_holder, finish)
    boss = Actor("U07", "大野", "main", roles=("manager", "clerk"))
    assert (await town.do(visits.finish, boss, m.Finish(row.visit, "suspended", "suspend-4"))).stage == "suspended"


async def test_the_closing_list_holds_what_is_unfinished_today(town: Town) -> None:
    """In the order of arrival; each settled one is gone from it."""
    who = await town.at("W05")
    rows = [await town.visitor(who) for _ in range(3)]
    await town.do(visits.claim, who, m.Claim(number="A002"))
    await town.do(visits.finish, who, m.Finish(rows[1].visit, "done"))
    assert [row.number for row in await visits.closing_list(town.c, "main")] == ["A001", "A003"]
    assert await visits.closing_list(town.c, "east") == []
    await visits.settle(town.c, who, request(), rows[0].visit, "suspended", "suspend-4")
    assert [row.number for row in await visits.closing_list(town.c, "main")] == ["A003"]


async def test_midnight_interrupts_what_was_forgotten_and_says_so_in_the_morning(town: Town) -> None:
    """Whatever its stage; what somebody wrote is kept; asked twice it does nothing more."""
    who = await town.at("W05")
    waiting, serving, held = [await town.visitor(who) for _ in range(3)]
    await town.do(visits.claim, who, m.Claim(number=held.number))
    await town.do(visits.hold, who, m.Hold(held.visit))
    await town.do(visits.claim, who, m.Claim(number=serving.number))
    await town.write(serving.case, new_town="中央一丁目")
    assert await visits.midnight(town.c) == 0
    town.clock.turn(days=1)
    fresh = await town.visitor(who)
    assert await visits.midnight(town.c) == 3 and await visits.midnight(town.c) == 0
    morning = await visits.morning(town.c, "main")
    assert {row.visit for row in morning} == {waiting.visit, serving.visit, held.visit}
    assert {(row.stage, row.reason) for row in morning} == {("suspended", "suspend-4")}
    assert (await town.stored(serving.visit)).sheet_rev == 1 and (await town.stored(fresh.visit)).stage == "waiting"
    assert await visits.morning(town.c, "east") == []


async def test_who_was_interrupted_at_night_comes_in_the_morning(town: Town) -> None:
    """The slip opens the case with a number of today, and it is in the report no more only when it goes on itself."""
    who = await town.at("W05")
    done = await town.number(who)
    town.clock.turn(days=1)
    await visits.midnight(town.c)
    who = await town.at("W05")
    again = await visits.claim(town.c, who, request(), None, m.Claim(code=done.code))
    assert again.row is not None and again.row.number == "A001" and again.row.day == "2027-03-30"
    assert again.more == {"new_number": 1}


async def test_a_forgotten_visit_is_claimed_before_midnight_has_walked(town: Town) -> None:
    """The house was off over night: the slip still opens the case, with a number of today."""
    who = await town.at("W05")
    done = await town.number(who)
    town.clock.turn(days=1)
    again = await visits.claim(town.c, who, request(), None, m.Claim(code=done.code))
    assert again.row is not None and again.row.day == "2027-03-30"
    assert [visit.stage.value for visit in await town.c.visits.history(again.row.case)] == ["suspended", "serving"]

"""受け付ける: every way in, every refusal with its own reason, and exactly one winner."""

from __future__ import annotations

import asyncio

import pytest

from handoff import messages as m
from handoff import ticket
from handoff.refusal import Reason, Refused
from server.work import visits, windows
from server.work.cupboards import Actor
from tests.work.town import CODE, Town, refused, request


async def claim(town: Town, who: Actor, **how: object) -> m.Row:
    """Claim, and the row."""
    row = (await visits.claim(town.c, who, request(), None, m.Claim(**how))).row
    assert row is not None
    return row


async def coded(town: Town, who: Actor, **more: object) -> tuple[m.Row, str]:
    """A visitor with a slip."""
    done = await town.number(who, **more)
    assert done.row is not None and done.code is not None
    return done.row, done.code


@pytest.mark.parametrize("shape", ["{}", "TK{}", "{} ", "wide", "groups", "hyphens"])
async def test_a_code_opens_the_case_however_it_is_typed(town: Town, shape: str) -> None:
    """As the scanner sends it, in groups, in full width."""
    who = await town.at("W05")
    row, code = await coded(town, who)
    typed = {
        "wide": code.translate({ord(one): chr(ord(one) + 0xFEE0) for one in "0123456789"}),
        "groups": ticket.groups(code),
        "hyphens": ticket.groups(code).replace(" ", "-"),
    }.get(shape, shape.format(code))
    if shape == "TK{}":
        await refused(Reason.bad_ticket, claim(town, who, code=typed))
        return
    assert (await claim(town, who, code=typed)).visit == row.visit


async def test_a_code_that_is_none_is_refused_with_its_fault(town: Town) -> None:
    """Mistyped, of another city, too short, letters, unknown: each its own."""
    who = await town.at("W05")
    _, code = await coded(town, who)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    foreign = next(
        other for at in range(50) if (other := ticket.make(f"{at:015d}", "131016")) != ticket.make(f"{at:015d}", CODE)
    )
    for text, fault in ((wrong, "check"), (foreign, "check"), (code[:-3], "short"), ("こんにちは", "letters")):
        assert (await refused(Reason.bad_ticket, claim(town, who, code=text))).more["fault"] == fault
    await refused(Reason.ticket_unknown, claim(town, who, code=ticket.make("123456789012345", CODE)))


async def test_the_number_opens_it_at_the_counter_of_today(town: Town) -> None:
    """a1, full width; an unknown one is named."""
    who = await town.at("W05")
    row = await town.visitor(who)
    await refused(Reason.no_such_visit, claim(town, who, number="A999"))
    await refused(Reason.no_such_visit, claim(town, who, number="受付"))
    assert (await claim(town, who, number="ａ１")).visit == row.visit


async def test_a_replaced_slip_says_when_and_opens_after_a_look_at_the_name(town: Town) -> None:
    """A paper jam never leaves a visitor with a dead slip."""
    who = await town.at("W05")
    row, old = await coded(town, who)
    printed = await visits.slip(town.c, who, request(), None, m.Slip(row.visit, "reprint-1"))
    assert printed.code is not None and printed.code != old and printed.more["reprint"] == 1
    again = await refused(Reason.ticket_replaced, claim(town, who, code=old))
    assert (again.at, again.more["number"], again.more["case"]) == ("code", "A001", row.case)
    assert town.clock.now - 100 < int(again.more["when"]) <= town.clock.now
    assert (await claim(town, who, code=old, look=True)).window == "W05"
    await visits.hold(town.c, who, request(), None, m.Hold(row.visit))
    assert (await claim(town, who, code=printed.code)).window == "W05"


async def test_a_slip_request_asked_twice_never_says_a_code_twice(town: Town) -> None:
    """The code is on paper only: nobody can ask for it again, and the record has its digest."""
    who = await town.at("W05")
    row = await town.visitor(who)
    first = await visits.slip(town.c, who, "print-once-000001", None, m.Slip(row.visit))
    second = await visits.slip(town.c, who, "print-once-000001", None, m.Slip(row.visit))
    assert first.code is not None and second.code is None and second.row == first.row
    found = await town.c.visits.ticket(ticket.digest(first.code))
    assert found is not None and found.replaced_at is None


async def test_after_a_search_a_reason_is_asked_and_the_lost_slip_ends(town: Town) -> None:
    """Written down before anything is opened; the new code works, the lost one says it was replaced."""
    who = await town.at("W05")
    row, lost = await coded(town, who)
    await refused(Reason.reason_needed, claim(town, who, case=row.case))
    await refused(Reason.reason_needed, claim(town, who, case=row.case, reason="find-5"))
    await refused(Reason.not_a_choice, claim(town, who, case=row.case, reason="pause-1"))
    await refused(Reason.no_such_case, claim(town, who, case="nobody", reason="find-1"))
    done = await visits.claim(town.c, who, request(), None, m.Claim(case=row.case, reason="find-1"))
    assert done.code is not None
    looks = [look for *_, look in await town.c.audit.waiting() if look.what == "open_by_search"]
    assert [(look.case, look.about["reason"]) for look in looks] == [(row.case, "find-1")]
    await visits.hold(town.c, who, request(), None, m.Hold(row.visit))
    await refused(Reason.ticket_replaced, claim(town, who, code=lost))
    assert (await claim(town, who, code=done.code)).visit == row.visit


async def test_i8_of_two_windows_one_has_it_and_the_other_is_told_who(town: Town) -> None:
    """Look on, or take over; the fence tells the first window that the case has moved on."""
    who, other = await town.at("W05"), await town.at("W06", "U02")
    row, code = await coded(town, who)
    mine = await claim(town, who, code=code)
    told = await refused(Reason.taken, claim(town, other, code=code))
    assert (told.more["by"], told.more["window"], told.more["since"]) == ("中村", "W05", mine.since)
    theirs = await claim(town, other, code=code, take_over=True)
    assert (theirs.window, theirs.fence) == ("W06", mine.fence + 1)
    await refused(Reason.not_holder, visits.hold(town.c, who, request(), None, m.Hold(row.visit)))


async def test_who_has_it_is_told_at_once_even_while_nothing_is_kept(town: Town) -> None:
    """A refusal waits for no keeper: the second scanner's clerk must not look at an empty screen."""
    who, other = await town.at("W05"), await town.at("W06", "U02")
    row, code = await coded(town, who)
    await claim(town, who, code=code)
    await town.keeper_stops()
    await town.write(row.case, new_town="本町")
    await refused(Reason.taken, claim(town, other, code=code))


async def test_i8_sixteen_scans_of_one_slip_have_one_winner(town: Town) -> None:
    """Five slips, six windows, sixteen scans of each at once."""
    seated = [await town.at(f"W{at:02d}", "U01") for at in range(5, 11)]
    for _ in range(5):
        row, code = await coded(town, seated[0])
        scans = [
            visits.claim(town.c, seated[at % 6], request(), None, m.Claim(code=code, early=True)) for at in range(16)
        ]
        done = await asyncio.gather(*scans, return_exceptions=True)
        won = [one.row for one in done if not isinstance(one, BaseException)]
        assert len(won) == 1 and won[0] is not None and won[0].fence == 1
        lost = [one for one in done if isinstance(one, BaseException)]
        assert all(isinstance(one, Refused) and one.reason in (Reason.taken, Reason.already_claimed) for one in lost)
        holder = next(one for one in seated if one.window == won[0].window)
        await visits.finish(town.c, holder, request(), None, m.Finish(row.visit, "done"))


async def test_the_next_counter_may_take_it_early_after_a_question(town: Town) -> None:
    """引継ぎ予定: it sees the case coming; taking it says whose turn it is."""
    who, later = await town.at("W05"), await town.at("W20", "U05")
    row, code = await coded(town, who)
    early = await refused(Reason.early, claim(town, later, code=code))
    assert early.more["where"] == "G05"
    taken = await claim(town, later, code=code, early=True)
    assert (taken.line, taken.way) == ("G20", ["G05"]) and taken.visit == row.visit


async def test_a_scan_while_another_case_is_open_here_mixes_nothing(town: Town) -> None:
    """The open one is named by its number; put on hold, the new one opens."""
    who = await town.at("W05")
    first, second = await coded(town, who), await coded(town, who)
    await claim(town, who, code=first[1])
    told = await refused(Reason.case_open_here, claim(town, who, code=second[1]))
    assert (told.at, told.more["number"]) == ("serving", "A001")
    await visits.hold(town.c, who, request(), None, m.Hold(first[0].visit))
    assert (await claim(town, who, code=second[1])).number == "A002"
    await refused(Reason.case_open_here, visits.back(town.c, who, request(), None, m.Back(first[0].visit)))


async def test_a_closed_or_resting_window_takes_nobody(town: Town) -> None:
    """And somebody who sits nowhere neither."""
    who = await town.at("W05")
    _, code = await coded(town, who)
    await windows.pause(town.c, who, request(), None, m.Pause("pause-1"))
    assert (await refused(Reason.window_closed, claim(town, who, code=code))).more["state"] == "paused"
    await refused(Reason.window_closed, visits.call(town.c, who, request(), None, m.Call()))
    await windows.close_window(town.c, who, request(), None, m.CloseWindow())
    await refused(Reason.window_closed, claim(town, who, code=code))
    await refused(Reason.no_window, claim(town, Actor("U01", "中村", "main", roles=("clerk",)), code=code))


async def test_the_wrong_person_goes_back_to_place_and_stage(town: Town) -> None:
    """取り違い: the visitor waits again where they waited."""
    who = await town.at("W05")
    await coded(town, who)
    row, code = await coded(town, who)
    mine = await claim(town, who, code=code)
    done = await town.do(visits.give_back, who, m.GiveBack(row.visit), version=mine.version)
    assert (done.stage, done.window, done.line, done.way) == ("waiting", None, "G05", ["G05"])
    assert (await town.do(visits.call, who, m.Call())).number == "A001"


async def test_the_same_claim_asked_again_gives_the_same(town: Town) -> None:
    """A lost answer."""
    who = await town.at("W05")
    _, code = await coded(town, who)
    first = await visits.claim(town.c, who, "claim-again-00001", None, m.Claim(code=code))
    assert await visits.claim(town.c, who, "claim-again-00001", None, m.Claim(code=code)) == first


# ---- later days


async def interrupted(town: Town, who: Actor, code: str, result: str = "suspended", reason: str = "suspend-1") -> m.Row:
    """A visit that ended today."""
    mine = await claim(town, who, code=code)
    return await town.do(visits.finish, who, m.Finish(mine.visit, result, reason))


async def test_interrupted_today_the_same_number_goes_on(town: Town) -> None:
    """お昼でいったん外出: the visitor keeps the number."""
    who = await town.at("W05")
    row, code = await coded(town, who)
    end = await interrupted(town, who, code)
    again = await claim(town, who, code=code)
    assert (again.visit, again.number, again.stage) == (row.visit, "A001", "serving") and again.fence == end.fence + 1


async def test_on_a_later_day_the_slip_opens_the_case_with_a_number_of_that_day(town: Town) -> None:
    """The old number stays in the history; the way goes on where it stopped."""
    who = await town.at("W05")
    row, code = await coded(town, who)
    await interrupted(town, who, code)
    town.clock.turn(days=3)
    await town.visitor(who)
    again = await claim(town, who, code=code)
    assert (again.case, again.day, again.number) == (row.case, "2027-04-01", "A002")
    assert again.version > row.version and again.fence == 2
    assert [visit.number for visit in await town.c.visits.history(row.case)] == ["A001", "A002"]
    assert await town.on_board(again) == again


async def test_finished_yesterday_it_opens_and_finished_today_it_says_so(town: Town) -> None:
    """A finished case of today is reopened with a key, not by a scan."""
    who = await town.at("W05")
    row, code = await coded(town, who)
    end = await interrupted(town, who, code, "done", "")
    told = await refused(Reason.ticket_ended, claim(town, who, code=code))
    assert (told.more["number"], told.more["visit"]) == ("A001", row.visit)
    again = await town.do(visits.reopen, who, m.Reopen(row.visit), version=end.version)
    assert again.stage == "serving"
    await town.do(visits.finish, who, m.Finish(row.visit, "done"))
    town.clock.turn(days=1)
    assert (await claim(town, who, code=code)).case == row.case
    await refused(Reason.illegal_move, visits.reopen(town.c, who, request(), None, m.Reopen(row.visit)))


async def test_after_thirty_days_a_slip_is_old(town: Town) -> None:
    """The city's days."""
    who = await town.at("W05")
    _, code = await coded(town, who)
    await interrupted(town, who, code)
    town.clock.turn(days=31)
    assert (await refused(Reason.ticket_old, claim(town, who, code=code))).more["days"] == 30


async def test_a_withdrawn_case_opens_no_more(town: Town) -> None:
    """取下げ ends its slip."""
    who = await town.at("W05")
    _, code = await coded(town, who)
    await interrupted(town, who, code, "withdrawn", "withdraw-1")
    await refused(Reason.ticket_ended, claim(town, who, code=code))


async def test_two_windows_show_an_old_slip_in_one_instant(town: Town) -> None:
    """One new visit, one holder; the other is told who."""
    who, other = await town.at("W05"), await town.at("W06", "U02")
    row, code = await coded(town, who)
    await interrupted(town, who, code)
    town.clock.turn(days=1)
    tries = [visits.claim(town.c, one, request(), None, m.Claim(code=code)) for one in (who, other)]
    done = await asyncio.gather(*tries, return_exceptions=True)
    lost = [one for one in done if isinstance(one, Refused)]
    assert len(lost) == 1 and lost[0].reason is Reason.taken
    assert len(await town.c.visits.history(row.case)) == 2

"""Numbers and lines: giving, calling, absent and back, transfer, delivery."""

from __future__ import annotations

import asyncio

import pytest

from handoff import messages as m
from handoff.refusal import Reason
from server.work import visits
from tests.work.town import DAY, Town, refused, request


async def test_a_number_comes_with_its_line_its_code_and_how_many_are_ahead(town: Town) -> None:
    """番号札: and the line's letter is the service's."""
    who = await town.at("W00", "U04")
    first, second = await town.number(who), await town.number(who)
    assert first.row is not None and second.row is not None
    assert (first.row.number, first.more["ahead"], second.row.number, second.more["ahead"]) == ("A001", 0, "A002", 1)
    assert (await town.visitor(who, "S04")).number == "B001" and (await town.visitor(who, "S12")).number == "J001"
    assert first.code is not None and len(first.code) == 16 and first.row.day == DAY and first.row.way == ["G05"]
    assert await town.on_board(first.row) == first.row


async def test_a_new_case_is_awake_at_once(town: Town) -> None:
    """Somebody can write into it before anybody has joined."""
    row = await town.visitor(await town.at("W05"))
    sheet = await town.c.sheets.read(row.case)
    assert sheet is not None and (sheet.rev, sheet.stage, sheet.version, sheet.catalog) == (0, "open", 1, 1)
    assert await town.write(row.case, new_town="中央一丁目") == 1


async def test_a_number_for_nothing_is_refused(town: Town) -> None:
    """No such service, an unknown channel, a case that is served already, a case that is not there."""
    who = await town.at("W05")
    await refused(Reason.no_such_counter, town.number(who, "S99"))
    await refused(Reason.no_such_counter, town.number(who, "S08", office="east"))
    await refused(Reason.not_a_choice, town.number(who, channel="pigeon"))
    row = await town.visitor(who)
    await refused(Reason.already_claimed, town.number(who, case=row.case))
    await refused(Reason.no_such_case, town.number(who, case="0123456789abcdef"))


async def test_a_case_by_post_has_a_number_and_nobody_at_the_window(town: Town) -> None:
    """支所, 郵送, 電話."""
    done = await town.number(await town.at("W05"), channel="post")
    assert done.row is not None and (done.row.channel, done.row.stage) == ("post", "waiting")


async def test_i13_thirty_two_terminals_give_numbers_at_once(town: Town) -> None:
    """Through the whole work, each number once; the board has every one of them."""
    who = await town.at("W05")
    rows = [done.row for done in await asyncio.gather(*(town.number(who) for _ in range(64)))]
    numbers = sorted(row.number for row in rows if row)
    assert numbers == [f"A{at:03d}" for at in range(1, 65)]
    assert {row.number for row in await town.c.board.rows("main", DAY)} == set(numbers)


async def test_the_same_request_gives_one_number(town: Town) -> None:
    """Pressed twice, sent twice."""
    who = await town.at("W05")
    asked = [visits.give_number(town.c, who, "number-once-0000001", None, m.GiveNumber("S01")) for _ in range(8)]
    done = await asyncio.gather(*asked)
    assert {one.row.number for one in done if one.row} == {"A001"} and sum(one.code is not None for one in done) == 1
    assert (await town.visitor(who)).number == "A002"


async def test_the_next_is_who_came_first(town: Town) -> None:
    """And the window calls one at a time."""
    who = await town.at("W05")
    first, second = await town.visitor(who), await town.visitor(who)
    called = await town.do(visits.call, who, m.Call())
    assert called.visit == first.visit
    told = await refused(Reason.case_open_here, visits.call(town.c, who, request(), None, m.Call()))
    assert (told.at, told.more["number"]) == ("calling", "A001")
    again = await town.do(visits.call_again, who, m.CallAgain(called.visit))
    assert (again.calls, again.since) == (2, called.since)
    await town.do(visits.serve, who, m.Serve(first.visit))
    assert (await refused(Reason.case_open_here, visits.call(town.c, who, request(), None, m.Call()))).at == "serving"
    await town.do(visits.process, who, m.Process(first.visit))
    assert (await town.do(visits.call, who, m.Call())).visit == second.visit


async def test_an_empty_line_says_so_and_other_lines_are_not_mine(town: Town) -> None:
    """A window calls its own counter's line."""
    who = await town.at("W05")
    await town.visitor(who, "S04")
    await refused(Reason.line_empty, visits.call(town.c, who, request(), None, m.Call()))


async def test_a_visitor_is_called_by_number(town: Town) -> None:
    """番号を指定して呼ぶ; one whom a colleague is calling is theirs."""
    who, colleague = await town.at("W05"), await town.at("W06", "U02")
    _, second = await town.visitor(who), await town.visitor(who)
    assert (await town.do(visits.call, who, m.Call(second.visit))).number == "A002"
    told = await refused(Reason.taken, visits.call(town.c, colleague, request(), None, m.Call(second.visit)))
    assert told.more["window"] == "W05"


async def test_absent_after_enough_calls_and_back_to_the_place(town: Town) -> None:
    """Two calls or five minutes in the demo city; back before those who came later."""
    who = await town.at("W05")
    first, _ = await town.visitor(who), await town.visitor(who)
    await town.do(visits.call, who, m.Call())
    told = await refused(Reason.not_now, visits.absent(town.c, who, request(), None, m.Absent(first.visit)))
    assert told.at == "absent" and told.more["calls"] == 1
    await town.do(visits.call_again, who, m.CallAgain(first.visit))
    absent = await town.do(visits.absent, who, m.Absent(first.visit))
    assert (absent.stage, absent.window) == ("absent", None)
    back = await town.do(visits.back, who, m.Back(first.visit))
    assert back.stage == "waiting"
    assert (await town.do(visits.call, who, m.Call())).visit == first.visit


async def test_a_transfer_keeps_number_and_arrival(town: Town) -> None:
    """In the other line the visitor stands by their arrival."""
    who, proof = await town.at("W05"), await town.at("W01", "U03")
    first = await town.visitor(who)
    await town.visitor(who, "S04")
    moved = await town.do(visits.transfer, who, m.Transfer(first.visit, "G01"))
    assert (moved.number, moved.line, moved.arrived) == ("A001", "G01", first.arrived)
    assert (await town.do(visits.call, proof, m.Call())).visit == first.visit
    await refused(Reason.no_such_counter, visits.transfer(town.c, who, request(), None, m.Transfer(first.visit, "G99")))


async def test_delivery_at_another_window(town: Town) -> None:
    """処理中, 交付待ち at the certificates' line, called there as 交付呼出中."""
    who, proof = await town.at("W05"), await town.at("W01", "U03")
    row = await town.visitor(who)
    await town.do(visits.claim, who, m.Claim(number=row.number))
    ready = await town.do(visits.ready, who, m.Ready(row.visit, "G01"))
    assert (ready.stage, ready.line, ready.from_window) == ("ready", "G01", "W05")
    called = await town.do(visits.call, proof, m.Call())
    assert (called.stage, called.window) == ("delivering", "W01")
    assert (await town.do(visits.serve, proof, m.Serve(row.visit))).fence == 2


@pytest.mark.parametrize(("reason", "no"), [("hold-6", Reason.reason_needed), ("pause-1", Reason.not_a_choice)])
async def test_a_reason_is_of_its_list(town: Town, reason: str, no: Reason) -> None:
    """その他 asks for a sentence; a reason of another list is none."""
    who = await town.at("W05")
    row = await town.visitor(who)
    await town.do(visits.claim, who, m.Claim(number=row.number))
    await refused(no, visits.hold(town.c, who, request(), None, m.Hold(row.visit, reason)))
    held = await town.do(visits.hold, who, m.Hold(row.visit, "hold-6", "上司を待っています"))
    assert (held.stage, held.reason) == ("held", "hold-6")


async def test_long_notes_are_refused(town: Town) -> None:
    """201 characters."""
    who = await town.at("W05")
    row = await town.visitor(who)
    await refused(Reason.too_long, visits.hold(town.c, who, request(), None, m.Hold(row.visit, "hold-6", "あ" * 201)))

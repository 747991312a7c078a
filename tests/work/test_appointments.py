"""予約: made by telephone, prepared before the day, moved, cancelled, missed, and the visitor who comes."""

from __future__ import annotations

import asyncio

from handoff import messages as m
from handoff.appointment import instant, read_day, read_time
from handoff.messages import Row
from handoff.refusal import Reason
from server.work import appointments, find, visits
from server.work.cupboards import Actor, Done
from tests.work.town import DAY, Town, refused, request

THURSDAY = "2027-04-01"
WHO = {"m_name": "山田　花子", "m_kana": "ヤマダ　ハナコ", "m_tel": "0999123456", "m_birth": "1955-02-03"}


async def booked(town: Town, who: Actor, day: str = THURSDAY, time: str = "10:30", **more: str) -> Done:
    """Somebody telephones about somebody who died."""
    return await visits.book(town.c, who, request(), None, m.Book("S06", day, time, dict(WHO), **more))


async def row(town: Town, who: Actor, day: str = THURSDAY, time: str = "10:30") -> Row:
    done = await booked(town, who, day, time)
    assert done.row is not None
    return done.row


def arrive(town: Town, who: Actor, visit: str, **more: str) -> object:
    return visits.arrive(town.c, who, request(), None, m.Arrive(visit, **more))


async def test_a_case_is_there_from_the_telephone_call_on_and_can_be_prepared(town: Town) -> None:
    """It has its persons, its note and its way; a window of another counter writes into it; nobody can call it."""
    who = await town.at("W05")
    done = await booked(town, who, note="車いすで来られます。")
    assert done.row is not None and done.code is None and done.url is None
    assert (done.row.stage, done.row.day, done.row.due) == ("booked", THURSDAY, instant(read_day(THURSDAY), 630))
    assert done.row.number == f"予{done.more['appointment']}"
    sheet = await town.c.sheets.read(done.row.case)
    assert sheet is not None
    values = {key.rsplit(".", 1)[-1]: entry.value for key, entry in sheet.entries.items()}
    assert WHO.items() <= values.items()
    assert [entry.value for key, entry in sheet.entries.items() if key.startswith("note.")] == [
        {"text": "車いすで来られます。", "to": None}
    ]
    rev = await town.write(done.row.case, window="W20", new_town="中央一丁目")
    assert rev == sheet.rev + 1
    await town.do(visits.plan, who, m.Plan(done.row.case))
    way = (await town.stored(done.row.visit)).way
    assert way[0] == "G12"
    okuyami = await town.at("W12", "U02")
    await refused(Reason.line_empty, visits.call(town.c, okuyami, request(), None, m.Call()))
    claim = visits.claim(town.c, okuyami, request(), None, m.Claim(case=done.row.case, reason="find-4"))
    await refused(Reason.only_booked, claim)


async def test_the_board_holds_appointments_apart_until_the_visitor_comes(town: Town) -> None:
    who = await town.at("W05")
    first = await row(town, who)
    assert [one.visit for one in await town.c.board.booked("main")] == [first.visit]
    assert await town.c.board.rows("main", THURSDAY) == [] == await town.c.board.rows("main", DAY)
    moved = await town.do(visits.rebook, who, m.Rebook(first.visit, "2027-04-02", "10:30", "rebook-1"))
    assert [(one.visit, one.day) for one in await town.c.board.booked("main")] == [(first.visit, "2027-04-02")]
    assert moved.number == first.number
    town.clock.turn(days=4)
    here = await visits.arrive(town.c, who, request(), None, m.Arrive(first.visit))
    assert await town.c.board.booked("main") == []
    assert here.row is not None
    assert [one.visit for one in await town.c.board.rows("main", here.row.day)] == [first.visit]


async def test_at_arrival_it_gets_the_next_number_of_that_day_and_its_line(town: Town) -> None:
    """I13: a number of the line's series, in the same transaction; asked twice it is the same."""
    who = await town.at("W05")
    first = await row(town, who)
    town.clock.turn(days=3)
    who = await town.at("W05")
    walk_in = await town.visitor(who, "S06")
    asked = request()
    done = await visits.arrive(town.c, who, asked, None, m.Arrive(first.visit))
    again = await visits.arrive(town.c, who, asked, None, m.Arrive(first.visit))
    assert done.row is not None and (done.row.stage, done.row.number) == ("waiting", "C002")
    assert again.row == done.row and again.code is None and done.code is not None and done.more["ahead"] == 1
    assert walk_in.number == "C001" and (await town.visitor(who, "S06")).number == "C003"
    assert (done.row.day, done.row.channel, done.row.fence) == (THURSDAY, "counter", 0)
    await refused(Reason.illegal_move, arrive(town, who, first.visit))  # type: ignore[arg-type]
    found = await town.c.visits.by_number("main", THURSDAY, "C002")
    assert found is not None and found.case == first.case


async def test_a_due_appointment_is_called_before_the_walk_ins_and_an_early_one_is_not(town: Town) -> None:
    who = await town.at("W05")
    first = await row(town, who)
    town.clock.turn(days=3)
    who, okuyami = await town.at("W05"), await town.at("W12", "U02")
    walk_ins = [await town.visitor(who, "S06") for _ in range(2)]
    await arrive(town, who, first.visit)  # type: ignore[misc]
    called = await town.do(visits.call, okuyami, m.Call())
    assert called.visit == walk_ins[0].visit, "at nine, an appointment of half past ten waits as all do"
    await town.do(visits.back, okuyami, m.Back(called.visit))
    town.clock.turn(minutes=91)
    called = await town.do(visits.call, okuyami, m.Call())
    assert called.visit == first.visit


async def test_who_comes_on_another_day_gets_a_number_of_that_day_and_the_place_is_free(town: Town) -> None:
    who = await town.at("W05")
    first = await row(town, who)
    done = await visits.arrive(town.c, who, request(), None, m.Arrive(first.visit))
    assert done.row is not None and (done.row.day, done.row.number) == (DAY, "C001")
    await row(town, who)


async def test_two_at_once_never_get_one_place(town: Town) -> None:
    """Twenty telephones at the same moment: as many as fit, and everybody else is told."""
    who = await town.at("W05")

    async def telephone(time: str) -> str:
        try:
            done = await booked(town, who, time=time)
        except Exception as no:  # noqa: BLE001 (told apart below)
            return str(no)
        return str(done.more["appointment"])

    said = await asyncio.gather(*(telephone(time) for time in ("10:30", "10:45", "10:00", "11:00") * 5))
    numbers = [one for one in said if one.isdigit()]
    assert set(said) - set(numbers) == {"place_taken"}
    spans = (await town.c.appointments.taken("main", "G12", THURSDAY, THURSDAY))[THURSDAY]
    assert len(numbers) == len(set(numbers)) == len(spans)
    assert not any(one.meets(other) for one in spans for other in spans if one is not other)


async def test_what_cannot_be_booked(town: Town) -> None:
    """Each with its reason, and nothing is left behind."""
    who = await town.at("W05")
    for day, time, why in (
        ("2027-04-03", "10:30", Reason.closed_day),
        ("2027-04-29", "10:30", Reason.closed_day),
        ("2027-12-20", "10:30", Reason.too_far_ahead),
        (THURSDAY, "08:00", Reason.outside_hours),
        (THURSDAY, "16:30", Reason.outside_hours),
        (DAY, "08:45", Reason.past_time),
        ("2027-04-31", "10:30", Reason.no_such_date),
        (THURSDAY, "1030", Reason.no_such_time),
    ):
        await refused(why, booked(town, who, day, time))
    book = visits.book(town.c, who, request(), None, m.Book("S01", THURSDAY, "10:30"))
    await refused(Reason.not_by_appointment, book)
    book = visits.book(town.c, who, request(), None, m.Book("S99", THURSDAY, "10:30"))
    await refused(Reason.no_such_counter, book)
    bad = m.Book("S06", THURSDAY, "10:30", {**WHO, "m_birth": "2099-01-01"})
    no = await refused(Reason.future_date, visits.book(town.c, who, request(), None, bad))
    assert no.at == "m_birth"
    assert await town.c.appointments.between("main", "2027-01-01", "2027-12-31") == []
    assert await town.c.board.booked("main") == []


async def test_the_same_telephone_call_asked_twice_is_one_appointment(town: Town) -> None:
    who, asked, deed = await town.at("W05"), request(), m.Book("S06", THURSDAY, "10:30", dict(WHO), note="一度だけ")
    first, again = [await visits.book(town.c, who, asked, None, deed) for _ in range(2)]
    assert first.row == again.row and first.more == again.more
    sheet = await town.c.sheets.read(first.row.case if first.row else "")
    assert sheet is not None and sum(key.startswith("p.") and key.count(".") == 1 for key in sheet.entries) == 1


async def test_an_appointment_is_moved_with_a_reason_and_its_old_place_is_free(town: Town) -> None:
    who = await town.at("W05")
    first = await row(town, who)
    other = await row(town, who, time="11:30")
    move = m.Rebook(first.visit, THURSDAY, "12:00", "")
    await refused(Reason.reason_needed, visits.rebook(town.c, who, request(), None, move))
    move = m.Rebook(first.visit, THURSDAY, "12:00", "rebook-1")
    await refused(Reason.place_taken, visits.rebook(town.c, who, request(), None, move))
    later = await town.do(visits.rebook, who, m.Rebook(first.visit, THURSDAY, "10:15", "rebook-2"))
    assert later.due == instant(read_day(THURSDAY), read_time("10:15")), "it may overlap with its own old place"
    await town.do(visits.rebook, who, m.Rebook(first.visit, "2027-04-02", "10:30", "rebook-4", "喪主の都合"))
    await row(town, who)
    stale = visits.rebook(town.c, who, request(), 1, m.Rebook(other.visit, THURSDAY, "13:00", "rebook-1"))
    await town.do(visits.rebook, who, m.Rebook(other.visit, THURSDAY, "14:00", "rebook-1"))
    await refused(Reason.visit_changed, stale)


async def test_a_cancelled_appointment_frees_its_place_and_comes_no_more(town: Town) -> None:
    who = await town.at("W05")
    first = await row(town, who)
    await refused(Reason.reason_needed, visits.finish(town.c, who, request(), None, m.Finish(first.visit, "withdrawn")))
    end = await town.do(visits.finish, who, m.Finish(first.visit, "withdrawn", "withdraw-1"))
    assert end.stage == "withdrawn"
    assert await town.c.board.booked("main") == []
    await refused(Reason.illegal_move, arrive(town, who, first.visit))  # type: ignore[arg-type]
    move = m.Rebook(first.visit, THURSDAY, "12:00", "rebook-1")
    await refused(Reason.illegal_move, visits.rebook(town.c, who, request(), None, move))
    await row(town, who)
    states = [one.value["state"] for one in await appointments.listed(town.c, who, THURSDAY, THURSDAY)]
    assert sorted(states) == ["booked", "cancelled"]


async def test_to_whom_nobody_came_is_said_in_the_morning_and_the_case_is_kept(town: Town) -> None:
    """来庁なし at the day's end; one of a later day stays; who comes after all gets a number of the day."""
    who = await town.at("W05")
    missed, later = await row(town, who, DAY), await row(town, who)
    assert await visits.midnight(town.c) == 0
    town.clock.turn(days=1)
    assert await visits.midnight(town.c) == 1
    morning = await visits.morning(town.c, "main")
    assert [(one.visit, one.stage, one.reason) for one in morning] == [(missed.visit, "suspended", "noshow-1")]
    assert (await town.stored(later.visit)).stage == "booked"
    [listed] = await appointments.listed(town.c, who, DAY, DAY)
    assert listed.value["state"] == "missed"
    okuyami = await town.at("W12", "U02")
    claim = m.Claim(case=missed.case, reason="find-2")
    again = await visits.claim(town.c, okuyami, request(), None, claim)
    assert again.row is not None and (again.row.stage, again.row.number) == ("serving", "C001")


async def test_at_closing_a_missed_one_is_settled_by_hand(town: Town) -> None:
    who = await town.at("W05")
    first = await row(town, who, DAY)
    assert [one.visit for one in await visits.closing_list(town.c, "main")] == [first.visit]
    wrong = visits.finish(town.c, who, request(), None, m.Finish(first.visit, "suspended", "suspend-4"))
    await refused(Reason.not_a_choice, wrong)
    end = await town.do(visits.finish, who, m.Finish(first.visit, "suspended", "noshow-1"))
    assert (end.stage, end.reason) == ("suspended", "noshow-1")
    okuyami = await town.at("W12", "U02")
    await refused(Reason.illegal_move, visits.reopen(town.c, okuyami, request(), None, m.Reopen(first.visit)))
    late = m.Claim(case=first.case, reason="find-2")
    again = await visits.claim(town.c, okuyami, request(), None, late)
    assert again.row is not None and again.row.number == "C001", "who comes after all gets a number of today"


async def test_it_is_found_by_name_by_number_and_in_the_list_of_the_day(town: Town) -> None:
    who = await town.at("W05")
    done = await booked(town, who)
    assert done.row is not None
    number = str(done.more["appointment"])
    for words in ("やまだ はなこ", "山田花子", "S300203", number, f"予 {number[:3]}-{number[3:]}"):
        [hit] = await find.search(town.c, who, words)
        assert (hit.value["case"], hit.value["stage"]) == (done.row.case, "booked"), words
    assert await find.search(town.c, who, "000000") == []
    [listed] = await appointments.listed(town.c, who, THURSDAY, THURSDAY)
    said = [listed.value[name] for name in ("name", "appointment", "state")]
    assert said == ["山田　花子", number, "booked"]
    await visits.arrive(town.c, who, request(), None, m.Arrive(done.row.visit))
    [hit] = await find.search(town.c, who, number)
    assert hit.value["number"] == "C001", "the number said on the telephone still finds it"


async def test_the_free_places_of_a_counter(town: Town) -> None:
    who = await town.at("W05")
    await row(town, who)
    days = await appointments.free(town.c, who, "S06", "2027-03-31", "2027-04-04")
    assert [(one.day[-2:], one.open, len(one.places)) for one in days] == [
        ("31", True, 8), ("01", True, 8), ("02", True, 8), ("03", False, 0), ("04", False, 0),
    ]  # fmt: skip
    assert [one.time for one in days[1].places if one.left == 0] == ["10:30"]
    await refused(Reason.not_by_appointment, appointments.free(town.c, who, "S01", THURSDAY, THURSDAY))
    await refused(Reason.bad_message, appointments.free(town.c, who, "S06", THURSDAY, DAY))


async def test_a_slip_that_is_printed_while_preparing_opens_the_case_after_the_arrival(town: Town) -> None:
    who = await town.at("W05")
    first = await row(town, who)
    slip = await visits.slip(town.c, who, request(), None, m.Slip(first.visit))
    okuyami = await town.at("W12", "U02")
    claim = m.Claim(code=slip.code)
    await refused(Reason.only_booked, visits.claim(town.c, okuyami, request(), None, claim))
    assert (await town.stored(first.visit)).stage == "booked", "a slip shown too early interrupts nothing"

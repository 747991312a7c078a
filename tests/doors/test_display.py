"""What halls, number screens and tablets hear: numbers and windows, at once, and nothing of a case."""

from __future__ import annotations

import json

import msgspec
import pytest

from handoff import messages as m
from tests.house import ISHII, NAKAMURA, SATO, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")
MOVING, FAMILY, MOURNING, INSURANCE = "S01", "S03", "S06", "S08"
ADDRESS = {"new_town": "中央一丁目"}


async def test_the_hall_hears_a_call_at_once_and_nothing_of_the_case(city_hall: RunningHouse) -> None:
    hall = await (await city_hall.screen("hall")).stands_at("/display")
    welcome = await hall.greets()
    assert welcome.me.roles == ["hall"]
    _, clerk = await city_hall.clerk(NAKAMURA, "W05")
    given = await clerk.done(m.GiveNumber(MOVING))
    called = await clerk.done(m.Call(given.row.visit))
    told = await hall.hears(
        m.Moved, lambda moved: moved.row.number == given.row.number and moved.row.stage == "calling"
    )
    assert (told.row.window, told.row.called_at) == ("W05", called.row.called_at)
    everything = json.dumps([msgspec.to_builtins(heard) for heard in hall.heard], ensure_ascii=False)
    assert given.row.case not in everything
    assert "U01" not in everything
    await clerk.done(m.Serve(given.row.visit))
    await clerk.done(m.Finish(given.row.visit, "done"))


async def test_a_hall_that_comes_late_gets_the_same_rows(city_hall: RunningHouse) -> None:
    screen = await city_hall.screen("hall")
    _, clerk = await city_hall.clerk(NAKAMURA, "W06")
    given = await clerk.done(m.GiveNumber(FAMILY))
    await clerk.done(m.Call(given.row.visit))
    welcome = await (await screen.stands_at("/display")).greets()
    row = next(row for row in welcome.rows if row.number == given.row.number)
    assert (row.window, row.stage, row.case, row.clerk, row.service) == ("W06", "calling", "", None, "")
    seat = next(seat for seat in welcome.seats if seat.window == "W06")
    assert (seat.state, seat.clerks) == ("open", [])
    await clerk.done(m.Serve(given.row.visit))
    await clerk.done(m.Finish(given.row.visit, "done"))


async def test_a_visit_that_goes_to_a_quiet_counter_leaves_the_boards(city_hall: RunningHouse) -> None:
    hall = await (await city_hall.screen("hall")).stands_at("/display")
    await hall.greets()
    _, clerk = await city_hall.clerk(NAKAMURA, "W08")
    given = await clerk.done(m.GiveNumber(MOVING))
    await clerk.done(m.Call(given.row.visit))
    await clerk.done(m.Serve(given.row.visit))
    handed = await clerk.done(m.HandOff(given.row.visit, "G12"))
    assert handed.row.quiet
    told = await hall.hears(m.Moved, lambda moved: moved.row.visit == given.row.visit and not moved.row.number)
    assert told.row.line == ""


async def test_a_quiet_counters_number_is_never_on_a_board(city_hall: RunningHouse) -> None:
    hall = await (await city_hall.screen("hall")).stands_at("/display")
    await hall.greets()
    _, clerk = await city_hall.clerk(SATO)
    quiet = await clerk.done(m.GiveNumber(MOURNING))
    loud = await clerk.done(m.GiveNumber(INSURANCE))
    await hall.hears(m.Moved, lambda moved: moved.row.number == loud.row.number)
    assert quiet.row.visit not in {heard.row.visit for heard in hall.heard if isinstance(heard, m.Moved)}
    assert quiet.row.visit not in {row.visit for row in (await hall.greets()).rows}


async def test_a_tablet_follows_its_own_window_and_knows_when_nobody_is_there(city_hall: RunningHouse) -> None:
    _, clerk = await city_hall.clerk(ISHII, "W07")
    tablet = await (await city_hall.screen("tablet", "W07")).stands_at("/display")
    welcome = await tablet.greets()
    assert [seat.window for seat in welcome.seats] == ["W07"]
    given = await clerk.done(m.GiveNumber(MOVING))
    await clerk.done(m.Call(given.row.visit))
    await clerk.done(m.Serve(given.row.visit))
    await tablet.hears(m.Moved, lambda moved: moved.row.stage == "serving" and moved.row.window == "W07")
    await clerk.done(m.Away())
    away = await tablet.hears(m.Seats, lambda told: told.seats[0].state == "away")
    assert away.seats[0].clerks == []
    await clerk.done(m.Return())
    await clerk.done(m.HandOff(given.row.visit, "G20"))
    await tablet.hears(m.Moved, lambda moved: moved.row.visit == given.row.visit and moved.row.stage == "passing")
    others = {heard.row.visit for heard in tablet.heard if isinstance(heard, m.Moved)} - {given.row.visit}
    assert others == set()


async def test_a_number_screen_gives_a_number_and_its_paper(city_hall: RunningHouse) -> None:
    client = await city_hall.screen("number")
    screen = await client.stands_at("/display")
    await screen.greets()
    given = await screen.done(m.GiveNumber(MOURNING))
    assert given.row is not None
    assert given.row.number
    assert given.row.case == ""
    assert given.code is None
    assert given.url is not None
    status, paper = await client.ask(given.url)
    assert status == 200
    assert paper.startswith(b"%PDF")
    assert (await city_hall.browser().ask(given.url))[0] == 401


async def test_a_number_screen_cannot_give_another_offices_number(city_hall: RunningHouse) -> None:
    screen = await (await city_hall.screen("number")).stands_at("/display")
    await screen.greets()
    given = await screen.done(m.GiveNumber(MOVING, office="east"))
    assert given.row is not None
    assert given.row.office == "main"


@pytest.mark.parametrize("kind", ["number", "hall"])
@pytest.mark.parametrize(
    "deed", [m.Call(), m.Sit("W05"), m.Claim(number="A001", reason="x"), m.GiveNumber(MOVING, case="0" * 16)]
)
async def test_screens_do_nothing_else(city_hall: RunningHouse, kind: str, deed: m.MoveDeed) -> None:
    screen = await (await city_hall.screen(kind)).stands_at("/display")
    await screen.greets()
    answer = await screen.moves(deed)
    assert (answer.result, answer.reason) == ("refused", "not_allowed")


async def test_a_hall_gives_no_numbers(city_hall: RunningHouse) -> None:
    hall = await (await city_hall.screen("hall")).stands_at("/display")
    await hall.greets()
    assert (await hall.moves(m.GiveNumber(MOVING))).reason == "not_allowed"


async def test_no_screen_opens_a_case_or_edits_one(city_hall: RunningHouse) -> None:
    _, clerk = await city_hall.clerk(NAKAMURA)
    case = (await clerk.done(m.GiveNumber(MOVING))).row.case
    hall = await (await city_hall.screen("hall")).stands_at("/display")
    await hall.greets()
    await hall.say(m.Join(case))
    answer = await hall.hears(m.Answer, lambda heard: heard.re == f"join:{case}")
    assert answer.reason == "not_allowed"
    await hall.say(m.Change(op="0" * 26, case=case, fence=0, do=m.Set(ADDRESS)))
    assert (await hall.hears(m.Answer, lambda heard: heard.re == "0" * 26)).reason == "not_allowed"


async def test_a_paired_screen_gets_the_catalog(city_hall: RunningHouse) -> None:
    hall = await city_hall.screen("hall")
    assert (await hall.ask("/api/catalog"))[0] == 200
    assert (await city_hall.browser().ask("/api/catalog"))[0] == 401

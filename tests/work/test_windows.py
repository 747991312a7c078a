"""Windows and seats: who sits where, open, paused, closed, away."""

from __future__ import annotations

from handoff import messages as m
from handoff.messages import Seat
from handoff.refusal import Reason
from server.work import visits, windows
from server.work.cupboards import Actor
from tests.work.test_moving_lines import manager_of
from tests.work.town import DAY, Town, refused, request


async def seat(town: Town, window: str) -> Seat:
    """The window as boards show it."""
    return next(one for one in await town.c.board.seats("main") if one.window == window)


async def test_a_clerk_sits_down_and_the_session_says_so(town: Town) -> None:
    """The doors find the clerk at the window; the board shows who sits there."""
    who = await town.at("W05")
    me = await town.c.sessions.find(who.session)
    assert me is not None and (me.window, me.group, me.office) == ("W05", "G05", "main")
    shown = await seat(town, "W05")
    assert (shown.state, shown.clerks) == ("open", ["中村"])


async def test_moving_to_another_window_leaves_the_first(town: Town) -> None:
    """One browser, one seat."""
    who = await town.at("W05")
    done = await windows.sit(town.c, who, request(), None, m.Sit("W06"))
    assert done.me is not None and done.me.window == "W06"
    assert ((await seat(town, "W05")).clerks, (await seat(town, "W06")).clerks) == ([], ["中村"])


async def test_two_clerks_at_one_window_and_one_clerk_at_two_browsers(town: Town) -> None:
    """Both are seen; the window is away only when all of them are, and closes behind the last."""
    one, two, other = await town.at("W05"), await town.at("W05", "U02"), await town.at("W05")
    assert (await seat(town, "W05")).clerks == ["中村", "石井"]
    for at, (who, state) in enumerate(((one, "open"), (two, "open"), (other, "away"))):
        done = await windows.away(town.c, who, request(), None, m.Away())
        assert done.seat is not None and done.seat.state == state, at
    assert (await windows.come_back(town.c, two, request(), None, m.Return())).seat == await seat(town, "W05")
    assert (await seat(town, "W05")).state == "open"
    for who, state in ((one, "open"), (two, "away"), (other, "closed")):
        await windows.leave(town.c, who, request(), None, m.Leave())
        assert (await seat(town, "W05")).state == state


async def test_what_a_window_has_stays_with_it(town: Town) -> None:
    """離席 and a new clerk on the same seat: the case is still claimed by the window."""
    who = await town.at("W05")
    row = await town.visitor(who)
    await town.do(visits.claim, who, m.Claim(number=row.number))
    await windows.away(town.c, who, request(), None, m.Away())
    colleague = await town.at("W05", "U02")
    assert (await town.do(visits.hold, colleague, m.Hold(row.visit))).window == "W05"


async def test_a_rest_has_a_reason(town: Town) -> None:
    """受付休止: which is shown; no reason, or one of another list, is refused."""
    who = await town.at("W05")
    await refused(Reason.reason_needed, windows.pause(town.c, who, request(), None, m.Pause("")))
    await refused(Reason.not_a_choice, windows.pause(town.c, who, request(), None, m.Pause("hold-1")))
    done = await windows.pause(town.c, who, request(), None, m.Pause("pause-1"))
    assert done.seat is not None and (done.seat.state, done.seat.reason) == ("paused", "pause-1")
    opened = await windows.open_window(town.c, who, request(), None, m.OpenWindow())
    assert opened.seat is not None and opened.seat.reason is None and opened.seat.version > done.seat.version


async def test_nobody_sits_where_there_is_no_window_or_no_right(town: Town) -> None:
    """An unknown window; another office; no session; no window to open."""
    who = await town.at("W00", "U04")
    await refused(Reason.no_such_window, windows.sit(town.c, who, request(), None, m.Sit("W99")))
    await refused(Reason.not_allowed, windows.sit(town.c, who, request(), None, m.Sit("E01")))
    stranger = Actor("U01", "中村", "main", session=b"unknown")
    await refused(Reason.signed_out, windows.sit(town.c, stranger, request(), None, m.Sit("W05")))
    await refused(Reason.no_window, windows.open_window(town.c, stranger, request(), None, m.OpenWindow()))
    await refused(Reason.no_window, windows.away(town.c, stranger, request(), None, m.Away()))


async def test_a_seat_whose_session_ran_out_is_free_in_the_morning(town: Town) -> None:
    """Nobody logged out; the window is closed, and nobody is shown at it."""
    await town.at("W05")
    town.clock.turn(minutes=13 * 60)
    await visits.midnight(town.c)
    shown = await seat(town, "W05")
    assert (shown.state, shown.clerks) == ("closed", [])


async def test_an_administrator_sits_at_no_window(town: Town) -> None:
    """Who may not read cases does not take them either."""
    await refused(Reason.not_allowed, town.at("W05", "U08"))


async def test_the_next_is_called_by_itself_once_however_many_browsers_ask(town: Town) -> None:
    """Only where the switch is on and somebody sits; it is off again behind the last who sits there."""
    who, other = await town.at("W05"), await town.at("W05", "U02")
    first, second, _ = [await town.visitor(who) for _ in range(3)]
    await town.do(visits.claim, who, m.Claim(number=first.number))
    gone = await town.do(visits.finish, who, m.Finish(first.visit, "done"))
    deed = m.Call(after=gone.visit)
    await refused(Reason.not_now, visits.call(town.c, who, request(), gone.version, deed))
    switched = await windows.auto_call(town.c, who, request(), None, m.AutoCall(True))
    assert switched.seat == await seat(town, "W05") and switched.seat.auto
    called = [await town.do(visits.call, one, deed, gone.version) for one in (who, other)]
    assert [row.visit for row in called] == [second.visit] * 2
    await town.do(visits.back, who, m.Back(second.visit))
    await town.do(visits.call, other, deed, gone.version)
    waiting = await town.c.visits.unfinished("main", DAY)
    assert [one.stage for one in waiting] == ["waiting", "waiting"], "it was done, and is not done again"
    for one in (who, other):
        await windows.away(town.c, one, request(), None, m.Away())
    await refused(Reason.not_now, visits.call(town.c, who, request(), gone.version + 1, deed))
    for one in (who, other):
        await windows.leave(town.c, one, request(), None, m.Leave())
    assert not (await seat(town, "W05")).auto


async def test_what_a_manager_does_with_a_window_stands_in_the_audit(town: Town) -> None:
    """Which window, and what became of it."""
    clerk = await town.at("W05")
    boss = await manager_of(town, clerk)
    await windows.set_window(town.c, boss, request(), None, m.SetWindow("W05", "paused", "pause-1", sure=True))
    looks = [look for _, _, look in await town.c.audit.waiting() if look.what == "set_window"]
    assert [look.about for look in looks] == [{"window": "W05", "state": "paused", "reason": "pause-1"}]
    assert looks[0].clerk == boss.clerk

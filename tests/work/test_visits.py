"""Visits at work: numbers, calls, claims, hand-offs, ends."""

from __future__ import annotations

from handoff import messages as m
from server.work import visits
from tests.work.town import Town


async def test_a_visitor_goes_through_two_windows_with_one_number(town: Town) -> None:
    """Number, call, serve, hand off, claim by the slip, finish: the board shows what the record decided."""
    idou, kokuho = await town.at("W05"), await town.at("W20", "U05")
    given = await town.number(idou)
    assert given.row is not None and given.code is not None and given.row.number == "A001"
    called = await town.do(visits.call, idou, m.Call())
    assert (called.stage, called.window, called.calls) == ("calling", "W05", 1)
    serving = await town.do(visits.serve, idou, m.Serve(called.visit))
    assert serving.fence == 1
    await town.write(serving.case, new_town="中央一丁目")
    passed = await town.do(visits.hand_off, idou, m.HandOff(called.visit, "G20", memo="国保の加入"))
    assert (passed.stage, passed.line, passed.window, passed.sheet_rev) == ("passing", "G20", None, 1)
    done = await visits.claim(town.c, kokuho, "claim-by-slip-000001", None, m.Claim(code=given.code))
    assert done.row is not None and (done.row.window, done.row.fence, done.row.number) == ("W20", 2, "A001")
    end = await town.do(visits.finish, kokuho, m.Finish(called.visit, "done"))
    assert end.stage == "done" and await town.on_board(end) == end
    assert (await town.stored(end.visit)).waits.keys() == {"G05", "G20"}

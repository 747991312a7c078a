"""Which deed of the work a move asks for, and the paper that comes with it. One table; the doors know nothing else
of visits."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

import msgspec

from handoff import ids
from handoff import messages as m
from server.ports.paper import Ink
from server.work import papers, sheets, visits, windows
from server.work.cupboards import Actor, Cupboards, Done

Work = Callable[[Cupboards, Actor, str, "int | None", Any], Awaitable[Done]]

TABLE: Final[dict[type[m.Deed], Work]] = {
    m.GiveNumber: visits.give_number,
    m.Call: visits.call,
    m.CallAgain: visits.call_again,
    m.Serve: visits.serve,
    m.Hold: visits.hold,
    m.Absent: visits.absent,
    m.Back: visits.back,
    m.Process: visits.process,
    m.Ready: visits.ready,
    m.Transfer: visits.transfer,
    m.Claim: visits.claim,
    m.HandOff: visits.hand_off,
    m.TakeBack: visits.take_back,
    m.GiveBack: visits.give_back,
    m.Finish: visits.finish,
    m.Reopen: visits.reopen,
    m.Slip: visits.slip,
    m.Sit: windows.sit,
    m.OpenWindow: windows.open_window,
    m.Pause: windows.pause,
    m.CloseWindow: windows.close_window,
    m.Leave: windows.leave,
    m.Away: windows.away,
    m.Return: windows.come_back,
}


async def perform(c: Cupboards, who: Actor, asked: m.MoveIt) -> Done:
    """Do it. What belongs into the sheet is written before the visit goes on; a paper waits under the answer's
    address."""
    request, deed = ids.check_op(asked.request), asked.do
    match deed:
        case m.HandOff(visit=visit, memo=memo, to=to) if memo.strip():
            await sheets.pass_on(c, who, request, visit, memo, to)
        case m.GiveBack(visit=visit) if await c.visits.known(request) is None:
            await sheets.take_back(c, who, request, visit)
    done = await TABLE[type(deed)](c, who, request, asked.version, deed)
    if done.row is None or done.code is None:
        return done
    match deed:
        case m.GiveNumber():
            ahead = done.more.get("ahead")
            ink = await papers.number(c, done.row, done.code, None if ahead is None else int(ahead))
            return await _with_paper(c, who, done, ink)
        case m.Claim():  # opened by a search: the new slip ends the lost one
            return await _with_paper(c, who, done, await papers.slip(c, who, done.row, done.code, reprint=True))
        case m.Slip(notes=notes):
            again = bool(done.more.get("reprint"))
            return await _with_paper(c, who, done, await papers.slip(c, who, done.row, done.code, notes, reprint=again))
    return done


async def _with_paper(c: Cupboards, who: Actor, done: Done, ink: Ink) -> Done:
    document = await c.documents.put(who.clerk, ink.pdf)
    more = {**done.more, **({"missing": "、".join(ink.missing)} if ink.missing else {})}
    return msgspec.structs.replace(done, url=f"/api/documents/{document}", code=None, more=more)

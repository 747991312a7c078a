"""Which deed of the work a move asks for, and the paper that comes with it. One table; the doors know nothing else
of visits."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, cast

import msgspec

from handoff import ids
from handoff import messages as m
from handoff.words import Language
from server.ports.paper import Ink
from server.ports.visits import Unsure
from server.work import assigning, bulletins, coming, papers, sheets, visits, windows
from server.work.cupboards import Actor, Cupboards, Done

PAPER_TRIES: Final = 5
NO_WAITS: Final[Mapping[str, m.Waits]] = MappingProxyType({})
Work = Callable[[Cupboards, Actor, str, "int | None", Any], Awaitable[Done]]

TABLE: Final[dict[type[m.Deed], Work]] = {
    m.GiveNumber: visits.give_number,
    m.Book: visits.book,
    m.Rebook: visits.rebook,
    m.Arrive: visits.arrive,
    m.Call: visits.call,
    m.CallAgain: visits.call_again,
    m.Serve: visits.serve,
    m.Hold: visits.hold,
    m.Absent: visits.absent,
    m.Back: visits.back,
    m.Process: visits.process,
    m.Ready: visits.ready,
    m.Transfer: visits.transfer,
    m.MoveLine: visits.move_line,
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
    m.AutoCall: windows.auto_call,
    m.CloseWindow: windows.close_window,
    m.SetWindow: windows.set_window,
    m.Assign: assigning.assign,
    m.Post: bulletins.post,
    m.AskToCome: coming.ask_to_come,
    m.AnswerCome: coming.answer_come,
    m.TakeDown: bulletins.take_down,
    m.HaveRead: bulletins.have_read,
    m.Leave: windows.leave,
    m.Away: windows.away,
    m.Return: windows.come_back,
}


async def perform(c: Cupboards, who: Actor, asked: m.MoveIt, waits: Mapping[str, m.Waits] = NO_WAITS) -> Done:
    """Do it. What belongs into the sheet is written before the visit goes on; a paper waits under the answer's
    address. `waits`: by office, the wait times that visitors are told now."""
    request, deed = ids.check_op(asked.request), asked.do
    match deed:
        case m.HandOff(visit=visit, memo=memo, to=to) if memo.strip():
            await sheets.pass_on(c, who, request, visit, memo, to)
        case m.GiveBack(visit=visit) if await c.visits.known(request) is None:
            await sheets.take_back(c, who, request, visit)
    done = await TABLE[type(deed)](c, who, request, asked.version, deed)
    if done.code is None and done.row is not None and _prints(deed):
        return await _asked_again(c, who, request, deed, done, waits)
    return await _printed(c, who, request, deed, done, waits)


def _prints(deed: m.MoveDeed) -> bool:
    match deed:
        case m.GiveNumber() | m.Arrive() | m.Slip():
            return True
        case m.Claim(case=case):
            return case is not None  # opened by a search
        case _:
            return False


async def _asked_again(
    c: Cupboards, who: Actor, request: str, deed: m.MoveDeed, done: Done, waits: Mapping[str, m.Waits]
) -> Done:
    """The same request once more, because its answer was lost: the paper that it made, or, where none was made (the
    machine was too slow, the power went), a new code for one. Nobody is told of a paper that there is not."""
    assert done.row is not None, "what prints has a visit"
    for times in range(PAPER_TRIES):
        if (document := await c.documents.made(who.clerk, request)) is not None:
            return msgspec.structs.replace(done, url=f"/api/documents/{document}")
        request = ids.again(request, times)
        new = await visits.slip(c, who, request, None, m.Slip(done.row.visit))
        if new.code is not None:
            row, code = new.row, new.code
            return await _printed(c, who, request, deed, msgspec.structs.replace(done, row=row, code=code), waits)
    raise Unsure(request)


async def _printed(
    c: Cupboards, who: Actor, request: str, deed: m.MoveDeed, done: Done, waits: Mapping[str, m.Waits]
) -> Done:
    if done.row is None or done.code is None:
        return done
    match deed:
        case m.GiveNumber(language=language) | m.Arrive(language=language):
            ahead = done.more.get("ahead")
            spoken = cast("Language", language)
            before = None if ahead is None else int(ahead)
            ink = await papers.number(c, done.row, done.code, before, spoken, waits.get(done.row.office))
            return await _with_paper(c, who, request, done, ink)
        case m.Claim():  # opened by a search: the new slip ends the lost one
            ink = await papers.slip(c, who, done.row, done.code, reprint=True)
            return await _with_paper(c, who, request, done, ink)
        case m.Slip(notes=notes, language=language):
            again = bool(done.more.get("reprint"))
            spoken = cast("Language", language)
            told = waits.get(done.row.office)
            ink = await papers.slip(c, who, done.row, done.code, notes, reprint=again, language=spoken, told=told)
            return await _with_paper(c, who, request, done, ink)
    return done


async def _with_paper(c: Cupboards, who: Actor, request: str, done: Done, ink: Ink) -> Done:
    document = await c.documents.put(who.clerk, request, ink.pdf)
    more = {**done.more, **({"missing": "、".join(ink.missing)} if ink.missing else {})}
    return msgspec.structs.replace(done, url=f"/api/documents/{document}", code=None, more=more)

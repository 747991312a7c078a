"""「12番へ来てください」: a window asks a counter, or one window, to come to its visitor; one of them comes.

Whoever comes has the case by joining it, from any desk: whoever has joined may edit, and only the window that serves
the visit may hand it on. So nothing is claimed, and the visitor keeps their seat.
"""

from __future__ import annotations

from typing import Final

from handoff import messages as m
from handoff.refusal import Reason, Refused
from handoff.stage import Stage
from server.ports.archive import Look
from server.work import bulletins, moves
from server.work.cupboards import Actor, Cupboards, Done
from server.work.visits.asking import visit_of

LASTS_MS: Final = 30 * 60_000
"""So long it is asked: whoever has not come by then will not."""


async def ask_to_come(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.AskToCome) -> Done:
    """It stands at the windows that are asked until one of them comes. Noted in the audit.

    Refused: `no_window`, `no_such_visit`, `not_holder` (the visit is not served at this window), `no_such_counter`,
    `no_such_window`, `not_a_choice` (nobody is asked, or the window itself).
    """
    at = moves.at_a_window(c, who)
    visit = await visit_of(c, deed.visit)
    if visit.window is None or visit.window != at.window or visit.stage is not Stage.serving:
        raise Refused(Reason.not_holder, number=visit.number)
    if (deed.group is None) == (deed.window is None) or deed.window == at.window:
        raise Refused(Reason.not_a_choice, at="window")
    bulletins.must_be_there(c, who, deed.group, deed.window)
    now = c.clock()
    come = m.Come(visit.window, visit.visit, visit.number, visit.case)
    asked = m.Bulletin(
        request, "windows", "", now, now + LASTS_MS, group=deed.group, window=deed.window, by=who.name, come=come
    )
    await _note(c, who, "ask_to_come", asked, to=deed.window or deed.group or "")
    await c.bulletins.keep(who.office, asked, who.clerk, now)
    await bulletins.tell(c, who.office)
    return Done(more={"bulletin": request})


async def answer_come(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.AnswerCome) -> Done:
    """行きます or 行けません, seen where it was asked. Noted in the audit.

    Refused: `no_window`, `not_now` (taken back meanwhile, or never asked here), `taken` (`window`: which one comes).
    """
    at = moves.at_a_window(c, who)
    here = at.window or ""
    asked = next((one for one in await _standing(c, who) if one.bulletin == deed.bulletin), None)
    if asked is None or asked.come is None or not _asks(asked, who, here):
        raise Refused(Reason.not_now, at="bulletin")
    answer = "coming" if deed.coming else "cannot"
    stands = await c.bulletins.answer(who.office, deed.bulletin, here, answer, c.clock())
    if stands != here:
        raise Refused(Reason.taken, window=stands or "")
    await _note(c, who, answer, asked)
    await bulletins.tell(c, who.office)
    return Done()


async def _standing(c: Cupboards, who: Actor) -> list[m.Bulletin]:
    return await c.bulletins.of_office(who.office, c.clock())


def _asks(asked: m.Bulletin, who: Actor, window: str) -> bool:
    """Whether this window is asked."""
    if asked.come is None or asked.come.window == window:
        return False
    return asked.window == window if asked.window is not None else asked.group == who.group


async def _note(c: Cupboards, who: Actor, what: str, asked: m.Bulletin, **more: str) -> None:
    assert asked.come is not None
    about: dict[str, str | int] = {"window": asked.come.window, "number": asked.come.number, **more}
    await c.audit.note(Look(c.clock(), who.clerk, who.window or "", who.office, what, asked.come.case, about))

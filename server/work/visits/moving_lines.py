"""列ごと移す: all who wait in a line go to another one, each with number and arrival. Said once to all, not visitor by
visitor."""

from __future__ import annotations

from typing import Final

from handoff import messages as m
from handoff import visit as rules
from handoff.refusal import Reason, Refused
from handoff.stage import Move, Stage
from handoff.visit import Visit
from server.ports.visits import AtWindow, Step
from server.work import moves, reasons
from server.work.cupboards import Actor, Cupboards, Done
from server.work.visits.handing import must_be_line

MOVES: Final = frozenset({Stage.waiting, Stage.passing})
NOTICE: Final = "line_moved"


async def move_line(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.MoveLine) -> Done:
    """Each visit is moved by itself, so that whoever is called meanwhile is called; asked again, it goes on where it
    stopped. `more.moved`: how many went.

    Refused: `not_allowed` (floor managers alone), `no_such_counter`, `not_a_choice` (the same line, a reason that is
    none).
    """
    if "manager" not in who.roles:
        raise Refused(Reason.not_allowed)
    for line in (deed.line, deed.to):
        must_be_line(c, who.office, line)
    if deed.line == deed.to:
        raise Refused(Reason.not_a_choice, at="to")
    reasons.check(c, deed.reason, "transfer")
    waiting = [one for one in await c.visits.unfinished(who.office, c.business_day()) if _goes(one, deed.line)]
    moved = sum([await _moved(c, who, f"{request}-{one.visit}", one, deed) for one in waiting])
    if moved:
        about = {"office": who.office, "line": deed.line, "to": deed.to, "at": str(c.clock())}
        await c.tail.notice(NOTICE, about)
    return Done(more={"moved": moved})


def _goes(visit: Visit, line: str) -> bool:
    return visit.line == line and visit.stage in MOVES


async def _moved(c: Cupboards, who: Actor, request: str, visit: Visit, deed: m.MoveLine) -> bool:
    """False: somebody was quicker, and it stands there no more."""
    at = moves.place(c, who)

    def rule(found: Visit, here: AtWindow) -> Step:
        if not _goes(found, deed.line):
            raise Refused(Reason.visit_changed, version=found.version)
        return Step(rules.transferred(found, at, c.clock(), deed.to, deed.reason), Move.transfer)

    told = moves.story(who, deed.reason)
    try:
        await moves.run(c, request, visit.visit, rule, told, case=visit.case)
    except Refused as no:
        if no.reason in (Reason.visit_changed, Reason.illegal_move):
            return False
        raise
    return True

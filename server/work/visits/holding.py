"""At the window: service begins, 保留, 処理中."""

from __future__ import annotations

from handoff import messages as m
from handoff import visit as rules
from handoff.stage import Move, Stage
from handoff.visit import Visit
from server.ports.visits import AtWindow, Step
from server.work import moves, reasons
from server.work.cupboards import Actor, Cupboards, Done
from server.work.visits.asking import visit_of
from server.work.visits.calling import must_be_free


async def serve(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Serve) -> Done:
    """Service begins with Enter, at the window that called."""
    case = (await visit_of(c, deed.visit)).case

    def rule(visit: Visit, here: AtWindow) -> Step:
        moves.must_be_open(here, who)
        must_be_free(here, (Stage.serving,), visit)
        at = moves.at_a_window(c, who, visit)
        return Step(rules.served(visit, at, c.clock(), here.rev), Move.serve)

    return await moves.run(c, request, deed.visit, rule, moves.story(who), version=version, case=case)


async def hold(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Hold) -> Done:
    """保留: the window keeps the case, and may take another visitor."""
    reasons.check(c, deed.reason, "hold", deed.note)
    at = moves.at_a_window(c, who)

    def rule(visit: Visit, here: AtWindow) -> Step:
        return Step(rules.held(visit, at, c.clock(), deed.reason), Move.hold)

    told = moves.story(who, deed.reason, deed.note)
    return await moves.run(c, request, deed.visit, rule, told, version=version)


async def process(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Process) -> Done:
    """処理中: the visitor sits in the hall; the window takes the next."""
    at = moves.at_a_window(c, who)

    def rule(visit: Visit, here: AtWindow) -> Step:
        return Step(rules.processed(visit, at, c.clock()), Move.process)

    return await moves.run(c, request, deed.visit, rule, moves.story(who), version=version)

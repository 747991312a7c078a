"""次の窓口へ: hand off, take back, transfer to another line, 交付待ち."""

from __future__ import annotations

from handoff import messages as m
from handoff import visit as rules
from handoff.refusal import Reason, Refused
from handoff.stage import Move, Stage
from handoff.visit import Target, Visit
from server.ports.visits import AtWindow, Step
from server.work import moves, reasons
from server.work.cupboards import Actor, Cupboards, Done
from server.work.visits.asking import visit_of
from server.work.visits.calling import must_be_free

URGENCIES = frozenset({"normal", "urgent"})


async def hand_off(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.HandOff) -> Done:
    """次の窓口へ引き継ぐ. The memo stands in the sheet already (the door puts it there first); the event keeps it too.

    Refused: `no_such_counter`, `no_such_window` (none of that counter), `not_a_choice` (urgency), `not_holder`.
    """
    if deed.urgency not in URGENCIES:
        raise Refused(Reason.not_a_choice, at="urgency")
    at = moves.at_a_window(c, who)
    to = target(c, deed.office or at.office, deed.to, deed.window)
    case = (await visit_of(c, deed.visit)).case

    def rule(visit: Visit, here: AtWindow) -> Step:
        return Step(rules.handed_off(visit, at, c.clock(), to, deed.urgency), Move.hand_off)

    told = moves.story(who, note=deed.memo)
    return await moves.run(c, request, deed.visit, rule, told, version=version, case=case)


def target(c: Cupboards, office: str, group: str, window: str | None) -> Target:
    """The line of a counter at an office (of its heir, when it has ended), and the window if one is named."""
    house = c.catalogs.house()
    group = house.goes_on(office, group)
    lines = house.lines_of(office, group)
    if not lines:
        raise Refused(Reason.no_such_counter, at="to")
    if window is not None:
        found = house.window(window)
        if found is None or (found.office, found.group) != (office, group):
            raise Refused(Reason.no_such_window, at="window")
    return Target(office, group, lines[0].line, window)


async def take_back(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.TakeBack) -> Done:
    """引継ぎを取り消す. A claim and this race for the visit's row; one of them wins."""
    reasons.check(c, deed.reason, "takeback", needed=True)
    at = moves.at_a_window(c, who)
    case = (await visit_of(c, deed.visit)).case

    def rule(visit: Visit, here: AtWindow) -> Step:
        must_be_free(here, (Stage.serving,), visit)
        return Step(rules.taken_back(visit, at, c.clock()), Move.take_back)

    told = moves.story(who, deed.reason)
    return await moves.run(c, request, deed.visit, rule, told, version=version, case=case)


async def transfer(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Transfer) -> Done:
    """転送 to another line of the visit's office, keeping number and arrival."""
    reasons.check(c, deed.reason, "transfer")
    at = moves.at_a_window(c, who)
    found = await visit_of(c, deed.visit)
    must_be_line(c, found.office, deed.line)

    def rule(visit: Visit, here: AtWindow) -> Step:
        return Step(rules.transferred(visit, at, c.clock(), deed.line, deed.reason), Move.transfer)

    told = moves.story(who, deed.reason)
    return await moves.run(c, request, deed.visit, rule, told, version=version, case=found.case)


async def ready(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Ready) -> Done:
    """交付待ち, at the line that delivers."""
    at = moves.at_a_window(c, who)
    found = await visit_of(c, deed.visit)
    if deed.line:
        must_be_line(c, found.office, deed.line)

    def rule(visit: Visit, here: AtWindow) -> Step:
        return Step(rules.made_ready(visit, at, c.clock(), deed.line), Move.ready)

    return await moves.run(c, request, deed.visit, rule, moves.story(who), version=version, case=found.case)


def must_be_line(c: Cupboards, office: str, line: str) -> None:
    """Refused with `no_such_counter` where the office has no such line."""
    if c.catalogs.house().line(office, line) is None:
        raise Refused(Reason.no_such_counter, at="line")

"""呼ぶ: call next, call by number, call again; absent, and back."""

from __future__ import annotations

from handoff import ids, queue
from handoff import messages as m
from handoff import visit as rules
from handoff.refusal import Reason, Refused
from handoff.stage import Move, Stage
from handoff.visit import Place, Visit
from server.ports.visits import AtWindow, Rule, Step, Unsure
from server.work import moves, reasons
from server.work.cupboards import Actor, Cupboards, Done
from server.work.lines import order_at

CALLED = (Stage.calling, Stage.delivering)


async def call(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Call) -> Done:
    """次の方を呼ぶ, or a given visit. It is reserved for this window, and its number stands on the board.

    By itself (`deed.after`) it is done once, however many browsers of the window ask for it, and only where the
    window's switch is on: else `not_now`.

    Refused: `no_window`, `window_closed`, `case_open_here` while this window has called or serves somebody (`number`),
    `line_empty`, `taken`, `illegal_move`.
    """
    at = moves.at_a_window(c, who)
    rule = _call_rule(c, who, at)
    if deed.after is not None:
        request = await _by_itself(c, at, deed.after, version)
    if deed.visit is not None:
        return await moves.run(c, request, deed.visit, rule, moves.story(who), version=version)
    told, lines, window = moves.story(who), moves.lines_here(c, who), at.window or ""
    try:
        orders = order_at(c, at.office)
        written = await c.visits.next(request, at.office, lines, window, moves.hushed(c, rule), told, c.clock(), orders)
    except Unsure:
        written = await moves.after_all(c, request)
    if written is None:
        raise Refused(Reason.line_empty)
    return await moves.finish(c, written)


async def _by_itself(c: Cupboards, at: Place, after: str, version: int | None) -> str:
    """The one request that stands for the call after that visit went from this window."""
    seats = await c.visits.seats(at.office)
    if not any(one.window == at.window and one.auto and one.state == "open" for one in seats):
        raise Refused(Reason.not_now, at="auto")
    return ids.again(f"{at.window} {after}", version or 0)


def _call_rule(c: Cupboards, who: Actor, at: Place) -> Rule:
    def rule(visit: Visit, here: AtWindow) -> Step:
        moves.must_be_open(here, who)
        must_be_free(here, (*CALLED, Stage.serving), visit)
        if visit.held and visit.window != at.window:
            raise rules.taken(visit)
        return Step(rules.called(visit, at, c.clock()), Move.call)

    return rule


def must_be_free(here: AtWindow, stages: tuple[Stage, ...], visit: Visit) -> None:
    """Refused with `case_open_here` (and which) while this window is busy with another visitor."""
    other = next((one for one in here.busy if one.stage in stages and one.visit != visit.visit), None)
    if other is not None:
        raise Refused(
            Reason.case_open_here, at=other.stage.value, number=other.number, visit=other.visit, case=other.case
        )


async def call_again(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.CallAgain) -> Done:
    """再呼出."""
    at = moves.at_a_window(c, who)

    def rule(visit: Visit, here: AtWindow) -> Step:
        return Step(rules.called_again(visit, at, c.clock()), Move.call_again)

    return await moves.run(c, request, deed.visit, rule, moves.story(who), version=version)


async def absent(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Absent) -> Done:
    """不在. Refused with `not_now` while a called visitor has not been called often or long enough for this city."""
    reasons.check(c, deed.reason, "absent")
    at = moves.at_a_window(c, who)
    settings = c.catalogs.settings().visits

    def rule(visit: Visit, here: AtWindow) -> Step:
        if visit.held:
            rules.must_hold(visit, at)
        queue.may_be_absent(visit, settings, c.clock(), deed.reason)
        return Step(rules.went_absent(visit, c.clock(), deed.reason), Move.absent)

    return await moves.run(c, request, deed.visit, rule, moves.story(who, deed.reason), version=version)


async def back(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Back) -> Done:
    """Back from 不在 into the line, from 保留 to the window, from a call that was a mistake to the place before."""
    at = moves.at_a_window(c, who)
    to_end = queue.to_end(c.catalogs.settings().visits)

    def rule(visit: Visit, here: AtWindow) -> Step:
        if visit.stage is Stage.held:
            must_be_free(here, (Stage.serving,), visit)
        return Step(rules.came_back(visit, at, c.clock(), to_end), Move.back)

    return await moves.run(c, request, deed.visit, rule, moves.story(who), version=version)

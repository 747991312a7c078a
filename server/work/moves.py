"""Keep, then hand (DESIGN P7): barrier, decision, projection. Every step may be done twice with the same request.

A visit is decided in PostgreSQL; its sheet lives in Redis. So a move that hands the case on first reads where the
sheet is,
waits until PostgreSQL holds that, and the transaction commits only if it really does and the epoch is still the same
one.
"""

from __future__ import annotations

from typing import Final

import msgspec

from handoff.messages import Row
from handoff.refusal import Reason, Refused
from handoff.stage import Move
from handoff.visit import Place, Visit
from server.ports.sheets import Asleep
from server.ports.unreachable import Unreachable
from server.ports.visits import AtWindow, Barrier, NotKept, RecordAway, Rule, Step, Story, Unsure, Written, WrongEpoch
from server.work import ending, find
from server.work.cupboards import Actor, Cupboards, Done
from server.work.met import is_protected
from server.work.opening import woken

KEPT_S: Final = 2.0
SEAL_MS: Final = 10_000
TRIES: Final = 3
LAID_DOWN: Final = frozenset(
    {
        Move.claim.value,
        Move.take_over.value,
        Move.hold.value,
        Move.process.value,
        Move.ready.value,
        Move.transfer.value,
        Move.hand_off.value,
        Move.give_back.value,
        Move.finish.value,
        Move.suspend.value,
        Move.withdraw.value,
    }
)
"""Moves before which somebody may have written names into the sheet."""
QUIET_MOVES: Final = frozenset({Move.plan.value, Move.call_again.value, "slip"})
"""Moves that nobody at a window needs to have seen before they decide something else."""


async def run(
    c: Cupboards,
    request: str,
    visit: str,
    rule: Rule,
    story: Story,
    *,
    version: int | None = None,
    case: str | None = None,
    seal: bool = False,
    leaves: bool = False,
) -> Done:
    """One move of one visit. `case` given = the sheet must be kept first; `seal` = and stays as it is until the move
    is shown; `leaves` = and what the visit leaves for statistics is written with the move.

    Refused besides what the rule says: `visit_changed` when the clerk saw an older visit, `not_kept_yet` (ask again),
    `not_now` (`RecordAway`) when PostgreSQL cannot be asked. `Unsure` = the outcome is not known: ask again with the
    same request.
    """
    checked = _seen(rule, version)
    if seal:
        await _may_be(c, request, visit, checked)
    for _ in range(TRIES):
        wall = await barrier(c, case, seal) if case else None
        told = await _left(c, visit, story) if leaves else story
        try:
            written = await _decide(c, request, visit, checked, told, wall)
        except (WrongEpoch, NotKept):
            continue
        except Refused as no:
            if no.reason is Reason.visit_changed and version is not None and await _only_quiet(c, visit, version):
                checked = _seen(rule, None)
                continue
            raise
        return await finish(c, written)
    raise Refused(Reason.not_kept_yet)


async def _left(c: Cupboards, visit: str, story: Story) -> Story:
    """The story, with what the visit leaves; its sheet stands still by now."""
    found = await c.visits.get(visit)
    return story if found is None else msgspec.structs.replace(story, left=await ending.of(c, found))


async def _may_be(c: Cupboards, request: str, visit: str, rule: Rule) -> None:
    """Ask the rule before the sheet is sealed: what is refused anyway must keep nobody from typing."""
    if await c.visits.known(request) is None and (found := await c.visits.get(visit)) is not None:
        rule(found, AtWindow(""))


def _seen(rule: Rule, version: int | None) -> Rule:
    """The rule, for a visit as the clerk saw it."""

    def decide(visit: Visit, at: AtWindow) -> Step:
        if version is not None and visit.version != version:
            raise Refused(Reason.visit_changed, version=visit.version)
        return rule(visit, at)

    return decide


async def _only_quiet(c: Cupboards, visit: str, version: int) -> bool:
    """Whether nothing but the way changed since that version."""
    since = await c.visits.rows(visit, version)
    return bool(since) and all(event in QUIET_MOVES for _, event, _ in since)


async def _decide(c: Cupboards, request: str, visit: str, rule: Rule, story: Story, wall: Barrier | None) -> Written:
    try:
        hush = wall is not None and await _is_quiet_case(c, wall.case)
        return await c.visits.move(request, visit, hushed(c, rule, hush), story, c.clock(), wall)
    except Unsure:
        return await after_all(c, request)


async def after_all(c: Cupboards, request: str) -> Written:
    """The commit's answer was lost: did it happen? Raises `Unsure` when that cannot be told now."""
    try:
        written = await c.visits.known(request)
    except RecordAway:
        written = None
    if written is None:
        raise Unsure(request)
    return written


async def barrier(c: Cupboards, case: str, seal: bool = False) -> Barrier:
    """Where the sheet is, once PostgreSQL holds it. A sleeping case is in PostgreSQL as a whole."""
    try:
        head = await c.sheets.seal(case, SEAL_MS) if seal else await c.sheets.head(case)
    except Asleep:
        return Barrier(case, await c.sheets.epoch(), await c.archive.last_rev(case))
    if head.kept < head.rev and not await c.sheets.wait_kept(case, head.rev, KEPT_S):
        raise Refused(Reason.not_kept_yet)
    return Barrier(case, head.epoch, head.rev)


async def finish(c: Cupboards, written: Written) -> Done:
    """Show what was decided, and answer. What a window lays down can be found by name from then on."""
    await project(c, written)
    if written.event in LAID_DOWN:
        await find.refresh(c, written.row.case)
    return Done(row=written.row, more=written.more)


async def project(c: Cupboards, written: Written) -> None:
    """Into Redis and the river, older versions first where some are missing. What cannot be shown now, the sweeper
    shows."""
    try:
        shown = await c.board.project(written.row, written.event, written.request)
        if shown == "gap":
            shown = await _all_of(c, written.row)
        if shown in ("ok", "done") and written.outbox:
            await c.visits.shown(written.outbox)
    except (Unreachable, RecordAway, Unsure):
        return


async def _all_of(c: Cupboards, row: Row) -> str:
    shown = "gap"
    for older, event, request in await c.visits.rows(row.visit, 0):
        shown = await c.board.project(older, event, request)
    return shown


def hushed(c: Cupboards, rule: Rule, hush: bool = False) -> Rule:
    """The rule, with the visit quiet (no voice, no board) while it is in a quiet counter's line. What became quiet
    otherwise (`hush`: a protected person's case) stays so."""
    house = c.catalogs.house()

    def decide(visit: Visit, at: AtWindow) -> Step:
        step = rule(visit, at)
        after = step.visit
        quiet = is_quiet(c, after.office, after.line) if house.line(after.office, after.line) else after.quiet
        quiet = quiet or hush or (visit.quiet and not is_quiet(c, visit.office, visit.line))
        return msgspec.structs.replace(step, visit=msgspec.structs.replace(after, quiet=quiet))

    return decide


async def _is_quiet_case(c: Cupboards, case: str) -> bool:
    """Whether nobody calls this case aloud: a protected person is met in it, and the city wants it so."""
    if not c.catalogs.settings().protection.quiet:
        return False
    sheet = await woken(c, case)
    return sheet is not None and is_protected(c, sheet.entries)


def is_quiet(c: Cupboards, office: str, line: str) -> bool:
    """Whether a line belongs to a quiet counter."""
    house = c.catalogs.house()
    found = house.line(office, line)
    counter = house.counter(office, found.group) if found else None
    return bool(counter and counter.quiet)


# ---- who and where


def story(who: Actor, reason: str = "", note: str = "", slip: bytes | None = None) -> Story:
    """Who asks for a move, and why."""
    return Story(who.clerk, who.name, who.window, reason, note, slip)


def lines_here(c: Cupboards, who: Actor) -> list[str]:
    """The lines that the actor's window calls from: its counter's, or those of the counter that it serves for now."""
    window = c.catalogs.house().window(who.window or "")
    if window is None:
        return []
    return [line.line for line in c.catalogs.house().lines_of(window.office, who.group or window.group)]


def place(c: Cupboards, who: Actor, visit: Visit | None = None) -> Place:
    """Where the actor sits. Of several lines of a counter the visit's own counts."""
    window = c.catalogs.house().window(who.window or "")
    if window is None:
        return Place(who.clerk, who.office)
    lines = lines_here(c, who)
    line = visit.line if visit is not None and visit.line in lines else (lines[0] if lines else "")
    return Place(who.clerk, window.office, window.window, who.group or window.group, line)


def at_a_window(c: Cupboards, who: Actor, visit: Visit | None = None) -> Place:
    """The same; refused with `no_window` for somebody who sits nowhere."""
    at = place(c, who, visit)
    if at.window is None:
        raise Refused(Reason.no_window)
    return at


def must_be_open(at: AtWindow, who: Actor) -> None:
    """Refused with `window_closed` where the window does not take visitors now."""
    if at.state != "open":
        raise Refused(Reason.window_closed, window=who.window or "", state=at.state)

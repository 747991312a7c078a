"""A visit: one visitor's way through the house, and what each move does to it. Values in, values out.

`stage.follow` says whether a move may be; here stands what it does besides: holder, fence, place in the line, times,
and the
memory that 戻す goes back to. Every function gives a new visit at version + 1 or raises `Refused`; nothing is
changed in place.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
from msgspec.structs import replace

from handoff.messages import Row
from handoff.refusal import Reason, Refused
from handoff.stage import ENDS, HELD_BY_WINDOW, Move, Stage, follow

REMEMBERED: Final = 3
"""How many steps back a visit remembers: called, handed off, taken by mistake."""
COUNTED: Final = frozenset({Stage.waiting, Stage.passing, Stage.ready, Stage.calling, Stage.delivering})
"""Stages in which the visitor waits; their time adds up for each line."""
RESULTS: Final = {
    "done": Move.finish,
    "referred": Move.finish,
    "suspended": Move.suspend,
    "withdrawn": Move.withdraw,
    "gone": Move.give_up,
}


class Memory(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a visit was before a move that may be taken back."""

    stage: Stage
    office: str
    line: str
    line_since: int
    turn: int
    window: str | None = None
    clerk: str | None = None
    to_window: str | None = None
    from_window: str | None = None
    calls: int = 0
    claim_rev: int = 0
    before: Memory | None = None


class Visit(msgspec.Struct, frozen=True):
    """One row of the record. Times are ms since 1970; `day` is the business day of its number, `home` the office
    that gave it.

    `turn` is its place in the line (small first). `way` are the counters (groups) still to visit, `been` those that
    claimed it.
    `waits` is the time waited so far for each line. `claim_rev` is the sheet's revision when the holder took it.
    `due` is the time of its appointment, if it has one; while it is booked, `day` is the appointment's.
    `care`: its case says 要配慮 (`handoff.care`).
    """

    visit: str
    case: str
    version: int
    office: str
    home: str
    day: str
    number: str
    stage: Stage
    line: str
    service: str
    arrived: int
    since: int
    line_since: int
    turn: int
    fence: int = 0
    window: str | None = None
    clerk: str | None = None
    to_window: str | None = None
    from_window: str | None = None
    way: list[str] = []
    been: list[str] = []
    waits: dict[str, int] = {}
    calls: int = 0
    called_at: int = 0
    urgency: str = "normal"
    result: str | None = None
    reason: str | None = None
    channel: str = "counter"
    sheet_rev: int = 0
    claim_rev: int = 0
    epoch: int = 0
    quiet: bool = False
    ended: int | None = None
    before: Memory | None = None
    follows: str | None = None
    due: int | None = None
    care: bool = False

    @property
    def live(self) -> bool:
        """Not ended."""
        return self.stage not in ENDS

    @property
    def held(self) -> bool:
        """A window holds it, or has reserved it by calling."""
        return self.stage in HELD_BY_WINDOW


class Place(msgspec.Struct, frozen=True):
    """Who moves a visit, and from where: `line` is the line that this window calls from."""

    clerk: str
    office: str
    window: str | None = None
    group: str | None = None
    line: str = ""


def row_of(visit: Visit) -> Row:
    """The visit as boards show it (L1 only)."""
    return Row(
        visit=visit.visit,
        case=visit.case,
        version=visit.version,
        office=visit.office,
        day=visit.day,
        number=visit.number,
        stage=visit.stage.value,
        line=visit.line,
        service=visit.service,
        arrived=visit.arrived,
        since=visit.since,
        line_since=visit.line_since,
        fence=visit.fence,
        window=visit.window,
        clerk=visit.clerk,
        to_window=visit.to_window,
        from_window=visit.from_window,
        way=visit.way,
        calls=visit.calls,
        called_at=visit.called_at,
        urgency=visit.urgency,
        result=visit.result,
        channel=visit.channel,
        sheet_rev=visit.sheet_rev,
        epoch=visit.epoch,
        quiet=visit.quiet,
        reason=visit.reason,
        due=visit.due,
        care=visit.care,
        turn=None if visit.turn == visit.arrived else visit.turn,
    )


# ---- the bones of every move


def _step(visit: Visit, move: Move, now: int, **changes: Any) -> Visit:
    """The visit after a move: next version, next stage, its times, and what else changes."""
    after = follow(visit.stage, move, visit.before.stage if visit.before else None)
    waits = visit.waits
    moved = after is not visit.stage or changes.get("window", visit.window) != visit.window
    if moved and visit.stage in COUNTED:
        waits = {**waits, visit.line: waits.get(visit.line, 0) + max(0, now - visit.since)}
    return replace(
        visit,
        **{
            "version": visit.version + 1,
            "stage": after,
            "since": now if moved else visit.since,
            "waits": waits,
            "ended": now if after in ENDS else None,
            **changes,
        },
    )


def remember(visit: Visit, deep: int = REMEMBERED) -> Memory:
    """Where the visit is now, with what it remembers itself, so many steps deep."""
    memory = Memory(
        stage=visit.stage,
        office=visit.office,
        line=visit.line,
        line_since=visit.line_since,
        turn=visit.turn,
        window=visit.window,
        clerk=visit.clerk,
        to_window=visit.to_window,
        from_window=visit.from_window,
        calls=visit.calls,
        claim_rev=visit.claim_rev,
        before=visit.before,
    )
    return _cut(memory, deep)


def _cut(memory: Memory, deep: int) -> Memory:
    if memory.before is None:
        return memory
    return replace(memory, before=_cut(memory.before, deep - 1) if deep > 1 else None)


def _restore(visit: Visit, move: Move, now: int, **changes: Any) -> Visit:
    """Back to what the visit remembers."""
    memory = visit.before
    if memory is None:
        raise Refused(Reason.illegal_move, stage=visit.stage.value, move=move.value)
    kept = {name: getattr(memory, name) for name in Memory.__struct_fields__ if name != "stage"}
    return _step(visit, move, now, **{**kept, **changes})


def must_hold(visit: Visit, at: Place) -> None:
    """Only the window that holds a visit may move it on."""
    if visit.window is None or visit.window != at.window:
        raise Refused(Reason.not_holder, number=visit.number)


def taken(visit: Visit) -> Refused:
    """Another window has it: which, who, since when."""
    return Refused(
        Reason.taken,
        window=visit.window or "",
        clerk=visit.clerk or "",
        since=visit.since,
        number=visit.number,
        visit=visit.visit,
        case=visit.case,
    )


def _needs_window(at: Place) -> str:
    if at.window is None:
        raise Refused(Reason.no_window)
    return at.window


# ---- the moves


def rebooked(visit: Visit, now: int, day: str, due: int) -> Visit:
    """The appointment has another day or time; case, place in the way and number stay."""
    return _step(visit, Move.rebook, now, day=day, due=due)


def arrived(visit: Visit, now: int, day: str) -> Visit:
    """The visitor of an appointment is here, on its day or on another: from now on it waits as everybody does."""
    return _step(visit, Move.arrive, now, day=day, arrived=now, turn=now, line_since=now, channel="counter")


def called(visit: Visit, at: Place, now: int) -> Visit:
    """Reserved for this window; its number goes to the board."""
    window = _needs_window(at)
    return _step(
        visit,
        Move.call,
        now,
        window=window,
        clerk=at.clerk,
        calls=visit.calls + 1,
        called_at=now,
        before=remember(visit),
    )


def called_again(visit: Visit, at: Place, now: int) -> Visit:
    """再呼出."""
    must_hold(visit, at)
    return _step(visit, Move.call_again, now, calls=visit.calls + 1, called_at=now)


def claimed(visit: Visit, at: Place, now: int, rev: int, take_over: bool = False, early: bool = False) -> Visit:
    """This window has the case now: a new fence. Refused: `taken` while another window holds it (unless it is taken
    over), `only_booked` while its visitor has not come,
    `early` at a counter whose turn it is not (unless the clerk says so)."""
    window = _needs_window(at)
    if visit.stage is Stage.booked:
        raise Refused(Reason.only_booked, number=visit.number, visit=visit.visit, case=visit.case)
    if visit.held and visit.window != window and not take_over:
        raise taken(visit)
    if visit.window == window and visit.stage is Stage.serving:
        raise Refused(Reason.already_claimed, number=visit.number)
    if not visit.held and not _expected(visit, at) and not early:
        where = visit.to_window or visit.line
        raise Refused(Reason.early, where=where, number=visit.number, visit=visit.visit, case=visit.case)
    busy = visit.stage in (Stage.serving, Stage.processing, Stage.held) and visit.window != window
    return _take(visit, Move.take_over if busy else Move.claim, at, now, rev)


def _expected(visit: Visit, at: Place) -> bool:
    """Whether this window's counter is the one that the visitor waits for."""
    if visit.to_window is not None:
        return visit.to_window == at.window
    return visit.line == at.line


def _take(visit: Visit, move: Move, at: Place, now: int, rev: int) -> Visit:
    line = at.line or visit.line
    return _step(
        visit,
        move,
        now,
        window=_needs_window(at),
        clerk=at.clerk,
        office=at.office,
        to_window=None,
        fence=visit.fence + 1,
        claim_rev=rev,
        line=line,
        line_since=visit.line_since if line == visit.line else now,
        way=[group for group in visit.way if group != at.group],
        been=visit.been if at.group is None or at.group in visit.been else [*visit.been, at.group],
        reason=None,
        before=remember(visit),
    )


def served(visit: Visit, at: Place, now: int, rev: int) -> Visit:
    """Service begins with Enter at the window that called."""
    must_hold(visit, at)
    return _take(visit, Move.serve, at, now, rev)


def held(visit: Visit, at: Place, now: int, reason: str) -> Visit:
    """保留: the window keeps it and may take another."""
    must_hold(visit, at)
    return _step(visit, Move.hold, now, reason=reason or None)


def processed(visit: Visit, at: Place, now: int) -> Visit:
    """処理中: the visitor sits in the hall."""
    must_hold(visit, at)
    return _step(visit, Move.process, now)


def made_ready(visit: Visit, at: Place, now: int, line: str) -> Visit:
    """交付待ち in the line that delivers, in the order of arrival."""
    must_hold(visit, at)
    return _step(
        visit,
        Move.ready,
        now,
        line=line or visit.line,
        line_since=now,
        turn=visit.arrived,
        from_window=visit.window,
        window=None,
        clerk=None,
        calls=0,
        before=None,
    )


def went_absent(visit: Visit, now: int, reason: str) -> Visit:
    """不在: out of the line, its place remembered. From a call, the place is the one before the call."""
    before = visit.before if visit.stage in (Stage.calling, Stage.delivering) else remember(visit)
    return _step(visit, Move.absent, now, window=None, clerk=None, reason=reason or None, before=before)


def came_back(visit: Visit, at: Place, now: int, to_end: bool) -> Visit:
    """Back from 不在 (to the old place or to the end, as the city decides), from 保留, or from a call that was a
    mistake."""
    if visit.stage is Stage.absent:
        turn = {"turn": now, "line_since": now, "due": None} if to_end else {}
        return _restore(visit, Move.back, now, reason=None, window=None, clerk=None, **turn)
    must_hold(visit, at)
    if visit.stage is Stage.held:
        return _step(visit, Move.back, now, reason=None)
    return _restore(visit, Move.back, now, calls=visit.calls)


def transferred(visit: Visit, at: Place, now: int, line: str, reason: str) -> Visit:
    """転送 to another line, keeping number and arrival."""
    if visit.held:
        must_hold(visit, at)
    return _step(
        visit,
        Move.transfer,
        now,
        line=line,
        line_since=now,
        turn=visit.arrived,
        window=None,
        clerk=None,
        to_window=None,
        calls=0,
        reason=reason or None,
        before=None,
    )


class Target(msgspec.Struct, frozen=True):
    """Where a case is handed: a counter's line at an office, perhaps one window of it."""

    office: str
    group: str
    line: str
    window: str | None = None


def handed_off(visit: Visit, at: Place, now: int, to: Target, urgency: str) -> Visit:
    """次の窓口へ引き継ぐ: in that counter's line, in the order of arrival; number and arrival stay, also at another
    office."""
    must_hold(visit, at)
    return _step(
        visit,
        Move.hand_off,
        now,
        office=to.office,
        line=to.line,
        line_since=now,
        turn=visit.arrived,
        from_window=visit.window,
        to_window=to.window,
        window=None,
        clerk=None,
        urgency=urgency,
        calls=0,
        way=visit.way if to.group in visit.way else [to.group, *visit.way],
        reason=None,
        before=remember(visit),
    )


def taken_back(visit: Visit, at: Place, now: int) -> Visit:
    """引継ぎを取り消す, by the window that handed it off, while nobody has claimed it."""
    if visit.held:
        raise Refused(Reason.already_claimed, window=visit.window or "")
    if visit.from_window != _needs_window(at):
        raise Refused(Reason.not_holder, number=visit.number)
    memory = visit.before
    if memory is None or memory.stage not in HELD_BY_WINDOW:
        raise Refused(Reason.illegal_move, stage=visit.stage.value, move=Move.take_back.value)
    return _restore(
        visit,
        Move.take_back,
        now,
        window=at.window,
        clerk=at.clerk,
        fence=visit.fence + 1,
        reason=None,
    )


def given_back(visit: Visit, at: Place, now: int, reason: str) -> Visit:
    """Wrong person: back to the stage and place that the claim found."""
    must_hold(visit, at)
    been = [group for group in visit.been if group != at.group]
    way = visit.way if at.group is None or at.group in visit.way else [at.group, *visit.way]
    return _restore(visit, Move.give_back, now, fence=visit.fence + 1, been=been, way=way, reason=reason or None)


def finished(visit: Visit, at: Place, now: int, result: str, reason: str) -> Visit:
    """終える with its result (done, referred, suspended, withdrawn, gone). A visit that a window holds is ended by
    that window."""
    move = RESULTS.get(result)
    if move is None:
        raise Refused(Reason.not_a_choice, at="result")
    if visit.held:
        must_hold(visit, at)
    return settled(visit, now, move, result, reason)


def settled(visit: Visit, now: int, move: Move, result: str, reason: str) -> Visit:
    """An end, without asking who holds it: 閉庁処理 and midnight."""
    return _step(
        visit,
        move,
        now,
        result=result,
        reason=reason or None,
        from_window=visit.window or visit.from_window,
        window=None,
        clerk=None,
        to_window=None,
        before=None,
    )


def reopened(visit: Visit, at: Place, now: int, rev: int) -> Visit:
    """A finished or interrupted visit of today goes on at this window."""
    return _step(
        visit,
        Move.reopen,
        now,
        office=at.office,
        window=_needs_window(at),
        clerk=at.clerk,
        fence=visit.fence + 1,
        claim_rev=rev,
        result=None,
        reason=None,
        before=None,
    )


def planned(visit: Visit, now: int, way: list[str], care: bool | None = None) -> Visit:
    """The way is known, or has changed: counters that have had the case do not come again. And whether it says 要配慮
    (None: as before)."""
    ahead = [group for group in way if group not in visit.been]
    return _step(visit, Move.plan, now, way=ahead, care=visit.care if care is None else care)

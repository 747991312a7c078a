"""The stages of a visit, as one table. An illegal move raises and changes nothing.

`TABLE[(stage, move)]` is the stage that follows. What a move does besides (fence, holder, times) stands in
`handoff/queue.py` and in the one transaction of `server/record/visits.py`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from handoff.refusal import Reason, Refused


class Stage(StrEnum):
    """Where a visit is. The Japanese word is what a screen shows."""

    booked = "booked"  # 予約: its visitor is still to come, on its day
    waiting = "waiting"  # 待ち
    calling = "calling"  # 呼出中: reserved for one window, its number is on the board
    serving = "serving"  # 対応中
    processing = "processing"  # 処理中: the visitor sits in the hall, the window takes the next
    ready = "ready"  # 交付待ち
    delivering = "delivering"  # 交付呼出中
    held = "held"  # 保留
    absent = "absent"  # 不在
    passing = "passing"  # 引継ぎ中: handed off, not yet claimed
    done = "done"  # 完了
    suspended = "suspended"  # 中断: comes back another day
    withdrawn = "withdrawn"  # 取下げ
    gone = "gone"  # 不在のまま


class Move(StrEnum):
    """What a clerk or the clock does to a visit."""

    arrive = "arrive"  # the visitor of an appointment is here
    rebook = "rebook"  # the appointment has another time
    call = "call"
    call_again = "call_again"
    serve = "serve"
    claim = "claim"
    take_over = "take_over"
    hold = "hold"
    absent = "absent"
    back = "back"
    transfer = "transfer"
    hand_off = "hand_off"
    take_back = "take_back"
    give_back = "give_back"  # wrong person: back to the stage and place that the claim found
    process = "process"
    ready = "ready"
    plan = "plan"  # the way changed: who else will see this visitor
    finish = "finish"
    suspend = "suspend"
    withdraw = "withdraw"
    give_up = "give_up"
    reopen = "reopen"


class Restored:
    """Marker: the stage is the one that stands in the visit's own memory (`before`)."""


BEFORE: Final = Restored()
ENDS: Final = frozenset({Stage.done, Stage.suspended, Stage.withdrawn, Stage.gone})
LIVE: Final = frozenset(Stage) - ENDS
QUEUED: Final = frozenset({Stage.waiting, Stage.passing, Stage.ready})
"""Stages in which a window may call the visitor."""
HELD_BY_WINDOW: Final = frozenset({Stage.calling, Stage.serving, Stage.processing, Stage.delivering, Stage.held})
"""Stages in which a window holds or has reserved the case."""

_S, _M = Stage, Move
TABLE: Final[dict[tuple[Stage, Move], Stage | Restored]] = {
    (_S.booked, _M.arrive): _S.waiting,
    (_S.booked, _M.rebook): _S.booked,
    (_S.booked, _M.suspend): _S.suspended,
    (_S.booked, _M.withdraw): _S.withdrawn,
    (_S.waiting, _M.call): _S.calling,
    (_S.waiting, _M.claim): _S.serving,
    (_S.waiting, _M.absent): _S.absent,
    (_S.waiting, _M.transfer): _S.waiting,
    (_S.waiting, _M.suspend): _S.suspended,
    (_S.waiting, _M.withdraw): _S.withdrawn,
    (_S.passing, _M.call): _S.calling,
    (_S.passing, _M.claim): _S.serving,
    (_S.passing, _M.take_back): _S.serving,
    (_S.passing, _M.absent): _S.absent,
    (_S.passing, _M.transfer): _S.passing,
    (_S.passing, _M.suspend): _S.suspended,
    (_S.passing, _M.withdraw): _S.withdrawn,
    (_S.calling, _M.call_again): _S.calling,
    (_S.calling, _M.serve): _S.serving,
    (_S.calling, _M.claim): _S.serving,
    (_S.calling, _M.absent): _S.absent,
    (_S.calling, _M.back): BEFORE,
    (_S.calling, _M.transfer): _S.waiting,
    (_S.calling, _M.suspend): _S.suspended,
    (_S.calling, _M.withdraw): _S.withdrawn,
    (_S.serving, _M.take_over): _S.serving,
    (_S.serving, _M.hold): _S.held,
    (_S.serving, _M.process): _S.processing,
    (_S.serving, _M.ready): _S.ready,
    (_S.serving, _M.transfer): _S.waiting,
    (_S.serving, _M.hand_off): _S.passing,
    (_S.serving, _M.give_back): BEFORE,
    (_S.serving, _M.finish): _S.done,
    (_S.serving, _M.suspend): _S.suspended,
    (_S.serving, _M.withdraw): _S.withdrawn,
    (_S.processing, _M.claim): _S.serving,
    (_S.processing, _M.take_over): _S.serving,
    (_S.processing, _M.ready): _S.ready,
    (_S.processing, _M.hold): _S.held,
    (_S.processing, _M.hand_off): _S.passing,
    (_S.processing, _M.finish): _S.done,
    (_S.processing, _M.suspend): _S.suspended,
    (_S.processing, _M.withdraw): _S.withdrawn,
    (_S.ready, _M.call): _S.delivering,
    (_S.ready, _M.claim): _S.serving,
    (_S.ready, _M.absent): _S.absent,
    (_S.ready, _M.finish): _S.done,
    (_S.ready, _M.suspend): _S.suspended,
    (_S.ready, _M.withdraw): _S.withdrawn,
    (_S.delivering, _M.call_again): _S.delivering,
    (_S.delivering, _M.serve): _S.serving,
    (_S.delivering, _M.claim): _S.serving,
    (_S.delivering, _M.absent): _S.absent,
    (_S.delivering, _M.back): _S.ready,
    (_S.delivering, _M.finish): _S.done,
    (_S.delivering, _M.suspend): _S.suspended,
    (_S.delivering, _M.withdraw): _S.withdrawn,
    (_S.held, _M.back): _S.serving,
    (_S.held, _M.claim): _S.serving,
    (_S.held, _M.take_over): _S.serving,
    (_S.held, _M.hand_off): _S.passing,
    (_S.held, _M.transfer): _S.waiting,
    (_S.held, _M.finish): _S.done,
    (_S.held, _M.suspend): _S.suspended,
    (_S.held, _M.withdraw): _S.withdrawn,
    (_S.absent, _M.back): BEFORE,
    (_S.absent, _M.call): _S.calling,
    (_S.absent, _M.claim): _S.serving,
    (_S.absent, _M.suspend): _S.suspended,
    (_S.absent, _M.withdraw): _S.withdrawn,
    (_S.absent, _M.give_up): _S.gone,
    (_S.done, _M.reopen): _S.serving,
    (_S.suspended, _M.reopen): _S.serving,
    (_S.gone, _M.reopen): _S.serving,
    **{(stage, _M.plan): stage for stage in LIVE},
}
FROM_SERVING: Final = frozenset(move.value for stage, move in TABLE if stage is Stage.serving)
"""Moves that may end a service at a window."""


def follow(stage: Stage, move: Move, before: Stage | None = None) -> Stage:
    """The stage after `move`. `before` is the stage that `back` and `give_back` return to (the visit's own memory).

    Refused with `illegal_move` where the table has no such edge, or where there is nothing to go back to.
    """
    after = TABLE.get((stage, move))
    if isinstance(after, Restored):
        after = before
    if after is None:
        raise Refused(Reason.illegal_move, stage=stage.value, move=move.value)
    return after

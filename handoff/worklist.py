"""作業一覧: an application as work for the back office and its robots, and what each deed does to it.

    未処理 todo -> 入力済 entered -> 審査済 checked         保留 held          差戻 returned
             take · enter          check                  hold, fail         send_back

Whoever works on one has taken it first: that is what keeps two from entering the same record. A deed says which
version it saw, and one that is older is refused, so a robot that was stopped cannot come back and enter again what
somebody else entered meanwhile. Who finds an own record taken has perhaps entered it already: the other system is asked
first, by the case's number.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Final

import msgspec
from msgspec.structs import replace

from handoff.form import Form
from handoff.refusal import Reason, Refused
from handoff.stage import Move
from handoff.visit import Visit


class State(StrEnum):
    """How far an application is."""

    todo = "todo"  # 未処理
    entered = "entered"  # 入力済
    checked = "checked"  # 審査済
    held = "held"  # 保留
    returned = "returned"  # 差戻


OPEN: Final = frozenset({State.todo, State.held, State.returned})
"""Still to be entered."""
DONE: Final = frozenset({State.entered, State.checked})
"""Stands in the other system."""
NEXT: Final = (State.returned, State.todo)
"""What 次の1件 gives: what came back first. What is held waits for somebody who takes it by hand."""
CHANGED: Final = "changed"
"""In place of a reason of the list: the case says something else than what was entered."""
RESULT: Final = 100


class Task(msgspec.Struct, frozen=True):
    """An application of a case as work. `version` grows with each deed; `holder` works on it `since`; `entered_by`
    entered it, `checked_by` looked at it. `reason` is a word of the list, for held and returned ones; a sentence
    and the other system's own number stand sealed beside it (`Said`). `seen`: a keyed digest of what the
    application said when it was entered."""

    case: str
    form: str
    office: str
    day: str
    number: str
    event: str
    state: State = State.todo
    version: int = 1
    holder: str = ""
    holder_name: str = ""
    since: int = 0
    entered_by: str = ""
    entered_name: str = ""
    entered_at: int = 0
    checked_by: str = ""
    checked_name: str = ""
    checked_at: int = 0
    reason: str = ""
    seen: bytes = b""


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was written about a task: a person's sentence or a robot's error, and the number that the other system
    gave."""

    note: str = ""
    result: str = ""


class Worker(msgspec.Struct, frozen=True):
    """Who does a deed, and when (ms since 1970)."""

    clerk: str
    name: str
    now: int


MAKES: Final = frozenset({Move.finish, Move.hand_off, Move.claim, Move.take_back, Move.give_back, Move.transfer})
"""Moves of a visit after which applications may have become work."""


def ready(form: Form, visit: Visit, group: str | None) -> bool:
    """Whether an application may be worked on: its visit is done, or its own counter has served and handed on. `group`:
    the counter where the visit is now."""
    if visit.result == "done" and not visit.live:
        return True
    return visit.live and form.group in visit.been and form.group != group


def take(task: Task, version: int, who: Worker, over: bool = False) -> Task:
    """Somebody begins. Refused: `overtaken`, `illegal_move` (entered already), `taken` while somebody else is at it,
    unless it is taken over on purpose."""
    _must_be(task, version, OPEN)
    if task.holder and task.holder != who.clerk and not over:
        raise Refused(Reason.taken, at="holder")
    return replace(task, version=version + 1, holder=who.clerk, holder_name=who.name, since=who.now)


def release(task: Task, version: int, who: Worker) -> Task:
    """Put back as it was. Refused: `overtaken`, `not_holder`."""
    _must_be(task, version, OPEN)
    _must_hold(task, who)
    return _free(task)


def enter(task: Task, version: int, who: Worker, seen: bytes) -> Task:
    """入力済. Refused: `overtaken`, `illegal_move`, `not_holder`."""
    _must_be(task, version, OPEN)
    _must_hold(task, who)
    done = replace(_free(task), state=State.entered, reason="", seen=seen)
    return replace(done, entered_by=who.clerk, entered_name=who.name, entered_at=who.now)


def hold(task: Task, version: int, who: Worker, reason: str) -> Task:
    """保留, with a reason: also what a robot could not enter. Refused: `overtaken`, `illegal_move`, `not_holder`,
    `reason_needed`."""
    _must_be(task, version, OPEN)
    _must_hold(task, who)
    return replace(_free(task), state=State.held, reason=_given(reason))


def check(task: Task, version: int, who: Worker) -> Task:
    """審査済, by somebody else than who entered it. Refused: `overtaken`, `illegal_move`, `not_allowed` (`at`: own)."""
    _must_be(task, version, {State.entered})
    if task.entered_by == who.clerk:
        raise Refused(Reason.not_allowed, at="own")
    done = replace(_free(task), state=State.checked)
    return replace(done, checked_by=who.clerk, checked_name=who.name, checked_at=who.now)


def send_back(task: Task, version: int, who: Worker, reason: str) -> Task:
    """差戻: what was entered is to be entered again, or mended. Refused: `overtaken`, `illegal_move`,
    `reason_needed`."""
    _must_be(task, version, DONE)
    back = replace(_free(task), state=State.returned, reason=_given(reason))
    return replace(back, checked_by="", checked_name="", checked_at=0)


def changed(task: Task, seen: bytes) -> Task:
    """What was entered and says something else by now (`seen`) comes back by itself; anything else stays as it is."""
    if task.state not in DONE or task.seen == seen:
        return task
    back = replace(_free(task), state=State.returned, reason=CHANGED)
    return replace(back, checked_by="", checked_name="", checked_at=0)


def _must_be(task: Task, version: int, states: Collection[State]) -> None:
    if task.version != version:
        raise Refused(Reason.overtaken, at="version")
    if task.state not in states:
        raise Refused(Reason.illegal_move, stage=task.state.value)


def _must_hold(task: Task, who: Worker) -> None:
    if task.holder != who.clerk:
        raise Refused(Reason.not_holder, at="holder")


def _given(reason: str) -> str:
    if not reason:
        raise Refused(Reason.reason_needed, at="reason")
    return reason


def _free(task: Task) -> Task:
    return replace(task, version=task.version + 1, holder="", holder_name="", since=0)

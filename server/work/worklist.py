"""作業一覧: what the back office and its robots do with applications, one deed each. Whoever takes out what a case says
needs the grant for it; every record that is opened is a row of the audit."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final, Literal, TypeAlias

import msgspec

from handoff import worklist as rules
from handoff.refusal import Reason, Refused
from handoff.worklist import Said, State, Task, Worker
from server.ports.unreachable import Unreachable
from server.ports.worklist import WorkSought
from server.work import opening, reasons, work_case, work_gather, work_right
from server.work.cupboards import Actor, Cupboards

MOST: Final = 500
Deed: TypeAlias = Literal["take", "take_over", "release", "enter", "hold", "check", "send_back"]
NOTICE: Final = "work_moved"
"""What is told to all processes when the list of an office is another one."""
LISTS: Final = {"hold": "work_hold", "send_back": "work_back"}
"""Which list of reasons belongs to which deed."""


class WorkList(msgspec.Struct, frozen=True):
    """Tasks (500 at most, `more` says whether there are others), how many there are in each state, and the forms that
    this one may work on (id -> name). `filling`: visits are still being looked at, and who asks again has more."""

    tasks: list[dict[str, Any]]
    counts: dict[State, int]
    forms: dict[str, str]
    more: bool
    filling: bool = False


class WorkNext(msgspec.Struct, frozen=True):
    """次の1件, None when there is nothing to do. `again`: it was in this one's hand before; perhaps it was entered."""

    task: dict[str, Any] | None
    again: bool = False


class Deal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A deed at a task, by the version that was on the screen; `seen` is the record's, for who enters what it said.
    `result`: the number that the other system gave; `note`: why it took nothing, or what is wrong."""

    case: str
    form: str
    version: int
    deed: Deed
    seen: str = ""
    reason: str = ""
    note: str = ""
    result: str = ""


async def listed(c: Cupboards, who: Actor, sought: WorkSought) -> WorkList:
    """The list, oldest first. Refused: `not_allowed`."""
    mine = work_right.narrowed(c, who, sought)
    filling = await work_gather.gather(c)
    found = await c.worklist.find(mine, work_right.offices(c, who), MOST + 1)
    return WorkList(
        tasks=[work_right.shown(one) for one in found[:MOST]],
        counts=await c.worklist.counts(mine, work_right.offices(c, who)),
        forms={form.form: form.name for form in work_right.forms(c, who)},
        more=len(found) > MOST,
        filling=filling,
    )


async def take_next(c: Cupboards, who: Actor, sought: WorkSought) -> WorkNext:
    """次の1件: taken for who asks; what this one has in hand comes first, as it stands. Refused:
    `not_allowed`."""
    mine = work_right.narrowed(c, who, sought)
    await work_gather.gather(c)
    worker = _worker(c, who)
    again = False

    def rule(task: Task) -> Task:
        nonlocal again
        again = task.holder == who.clerk
        return task if again else rules.take(task, task.version, worker)

    found = await c.worklist.next(mine, work_right.offices(c, who), who.clerk, rule, worker.now)
    if found and not again:
        await _tell(c, found)
    return WorkNext(work_right.shown(found) if found else None, again)


async def do(c: Cupboards, who: Actor, deal: Deal) -> dict[str, Any]:
    """A deed; the task afterwards. Refused: `not_allowed`, `no_such_case`, `no_such_item`, `too_long`, as the city's
    lists of reasons, as `handoff/worklist.py` refuses it, `overtaken` for an entry of what the case says no more."""
    await work_right.task_of(c, who, deal.case, deal.form)
    _must_fit(deal)
    if deal.deed in LISTS:
        reasons.check(c, deal.reason, LISTS[deal.deed], deal.note, needed=True)
    seen = await _seen(c, deal) if deal.deed == "enter" else b""
    worker = _worker(c, who)
    said = Said(deal.note, deal.result) if deal.deed in ("enter", "hold", "send_back") else None
    await opening.note(c, who, f"work_{deal.deed}", deal.case)
    done = await c.worklist.do(deal.case, deal.form, lambda task: _ruled(task, deal, worker, seen), said, worker.now)
    if done is None:
        raise Refused(Reason.no_such_item, at="form")
    await _tell(c, done)
    return work_right.shown(done)


async def _tell(c: Cupboards, task: Task) -> None:
    """Who looks at the list sees it at once. What was done is done: when nobody can be told now, the lamp says so, and
    screens ask again when it is well."""
    with suppress(Unreachable):
        await c.tail.notice(NOTICE, {"office": task.office})


def _ruled(task: Task, deal: Deal, who: Worker, seen: bytes) -> Task:
    version = deal.version
    match deal.deed:
        case "take" | "take_over":
            return rules.take(task, version, who, over=deal.deed == "take_over")
        case "release":
            return rules.release(task, version, who)
        case "enter":
            return rules.enter(task, version, who, seen)
        case "hold":
            return rules.hold(task, version, who, deal.reason)
        case "check":
            return rules.check(task, version, who)
        case "send_back":
            return rules.send_back(task, version, who, deal.reason)


async def _seen(c: Cupboards, deal: Deal) -> bytes:
    """Of what was entered. Refused with `overtaken` (`at`: case) when the case says something else by now."""
    out = await work_case.out_case(c, deal.case)
    seen = work_case.seen_of(c, out, deal.form, await work_right.layout_of(c, deal.form))
    if seen.hex() != deal.seen:
        raise Refused(Reason.overtaken, at="case")
    return seen


def _worker(c: Cupboards, who: Actor) -> Worker:
    return Worker(who.clerk, who.name, c.clock())


def _must_fit(deal: Deal) -> None:
    if len(deal.result) > rules.RESULT:
        raise Refused(Reason.too_long, at="result", limit=rules.RESULT)

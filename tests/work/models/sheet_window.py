"""A window as the sheet's protocol sees it (DESIGN §9 P5): its views, its queue of edits, and what its ear finds wrong.

It is the client of the model: edits wait in order, one in flight for each case; what a rolled-back Redis forgot is
asked
for and sent again under the same op. Whatever contradicts an invariant is written into `faults`, with the invariant's
name in front.
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field

from msgspec.structs import replace

from handoff import ids
from handoff import messages as m
from handoff.case import Entry
from handoff.messages import Answer, Change, ChangeDeed, Row
from handoff.refusal import Refused
from server.ports.river import Heard, NewEpoch, NowKept, SheetChanged, VisitMoved
from server.ports.unreachable import Unreachable
from server.ports.visits import RecordAway, Unsure
from server.work import sheets, visits
from server.work.cupboards import Actor
from server.work.opening import look_at, standing
from tests.work.town import Town, eventually

AWAY = (Unreachable, RecordAway, Unsure)


@dataclass(eq=False)
class Op:
    """One edit of one clerk, and what has become of it: waiting, seen, refused or overtaken."""

    change: Change
    fate: str = "waiting"
    why: str = ""
    rev: int = 0
    kept: bool = False
    losses: int = 0
    """How many times Redis had lost data when this was sent."""
    fence: int = 0
    """The fence that it was sent with the last time."""
    floor: int = 0
    """What this screen knew to be kept when it was told no."""


@dataclass
class View:
    """A case as it stands on a screen: one snapshot, and what came after it."""

    rev: int = -1
    fence: int = 0
    entries: dict[str, Entry] = field(default_factory=dict)
    row: Row | None = None
    early: dict[int, SheetChanged] = field(default_factory=dict)
    stale: bool = True


class Window:
    """A clerk's screen in a process of its own."""

    def __init__(self, town: Town, who: Actor) -> None:
        self.town = town
        self.c = town.c
        self.who = who
        self.views: dict[str, View] = {}
        self.rows: dict[str, Row] = {}
        self.queues: defaultdict[str, list[Op]] = defaultdict(list)
        self.seen: defaultdict[str, list[Op]] = defaultdict(list)
        self.doubtful: defaultdict[str, list[Op]] = defaultdict(list)
        self.ops: list[Op] = []
        self.kept: dict[str, int] = {}
        self.heard: dict[str, int] = {}
        self.epoch = ""
        self.losses = 0
        self.faults: list[str] = []

    # ---- the ear

    async def listen(self) -> None:
        """For ever."""
        async for heard in self.c.tail.listen():
            self.hear(heard)

    def hear(self, heard: Heard) -> None:
        """One thing that the tail says."""
        match heard:
            case SheetChanged():
                self._in_order(heard)
                if heard.case in self.views:
                    self._apply(self.views[heard.case], heard)
            case VisitMoved(row=row):
                self._moved(row)
            case NowKept(cases=cases):
                for case, rev in cases.items():
                    self._now_kept(case, rev)
            case NewEpoch(id=epoch):
                self._new_epoch(epoch)
            case _:
                pass

    def _in_order(self, heard: SheetChanged) -> None:
        last = self.heard.get(heard.case)
        if last is not None and heard.n != last + 1:
            self.faults.append(f"I6 {self.who.window} heard {heard.n} of {heard.case} after {last}")
        self.heard[heard.case] = heard.n

    def _apply(self, view: View, heard: SheetChanged) -> None:
        if view.stale or heard.n > view.rev + 1:
            view.early[heard.n] = heard
            return
        if heard.n <= view.rev:
            return
        for key, entry in heard.facts.items():
            there = view.entries.get(key)
            if there is not None and entry.rev <= there.rev:
                self.faults.append(f"I3 {key} went from version {there.rev} to {entry.rev}")
        view.entries.update(heard.facts)
        view.rev = heard.n
        if (following := view.early.pop(view.rev + 1, None)) is not None:
            self._apply(view, following)

    def _moved(self, row: Row) -> None:
        known = self.rows.get(row.case)
        if known is None or row.version > known.version:
            self.rows[row.case] = row
        view = self.views.get(row.case)
        if view is not None:
            if known is not None and row.version > known.version and row.fence < known.fence:
                self.faults.append(f"I8 the fence of {row.case} fell from {known.fence} to {row.fence}")
            view.fence = max(view.fence, row.fence)

    def _now_kept(self, case: str, rev: int) -> None:
        if rev < self.kept.get(case, 0):
            self.faults.append(f"I7 kept of {case} fell from {self.kept[case]} to {rev}")
        self.kept[case] = rev
        for op in self.seen[case]:
            op.kept = op.kept or op.rev <= rev
        self.seen[case] = [op for op in self.seen[case] if not op.kept]

    def _new_epoch(self, epoch: str) -> None:
        self.epoch = epoch
        self.heard.clear()
        for view in self.views.values():
            view.stale = True
            view.early.clear()
        for case in list(self.seen):
            self.doubtful[case] += self.seen.pop(case)

    # ---- the hand

    def writes(self, case: str, do: ChangeDeed, base: dict[str, str | None] | None = None) -> Op:
        """A new edit, behind those that wait."""
        op = Op(Change(op=ids.new_op(os.urandom(16)), case=case, fence=0, do=do, base=base or {}))
        self.ops.append(op)
        self.queues[case].append(op)
        return op

    def base(self, case: str, keys: list[str]) -> dict[str, str | None]:
        """For each key the op that stands on this screen: the own waiting one, or the one that was heard."""
        view = self.views[case]
        found: dict[str, str | None] = {key: view.entries[key].op for key in keys if key in view.entries}
        for op in self.queues[case]:
            match op.change.do:
                case m.Set(entries=entries):
                    found.update(dict.fromkeys(keys & entries.keys(), op.change.op))
                case m.Clear(keys=cleared):
                    found.update(dict.fromkeys(set(keys) & set(cleared), op.change.op))
        return found

    async def join(self, case: str) -> bool:
        """A new snapshot; False when it cannot be had now."""
        view, kept = self.views.setdefault(case, View()), self.kept.get(case, 0)
        first, view.stale = view.rev < 0, True
        epoch = self.epoch
        self.c.sheets.hold(case)
        try:
            looked = await look_at(self.c, self.who, case)
            row = await visits.row_of_case(self.c, case)
            read_in, sheet = await standing(self.c, looked)
        except AWAY:
            self.c.sheets.release(case)
            return False
        if not first or not self.epoch == epoch == read_in:
            self.c.sheets.release(case)
        if not self.epoch == epoch == read_in:
            return False
        if sheet.rev < kept:
            self.faults.append(f"I1 a snapshot of {case} at {sheet.rev}, and {kept} was kept")
        view.rev, view.fence, view.entries, view.stale = sheet.rev, sheet.fence, dict(sheet.entries), False
        if row is not None:
            self._moved(row)
        early, view.early = view.early, {}
        for n in sorted(early):
            self._apply(view, early[n])
        return True

    async def leave(self, case: str) -> None:
        """Look no longer. What waits is not dropped: it is sent after the next join."""
        view = self.views.pop(case, None)
        if view is not None and view.rev >= 0:
            self.c.sheets.release(case)

    async def pump(self, case: str) -> bool:
        """Send what waits, in order; True when nothing waits any more."""
        view = self.views.get(case)
        if (view is None or view.stale) and not await self.join(case):
            return False
        if self.doubtful[case] and not await self._ask(case):
            return False
        queue = self.queues[case]
        while queue:
            if not await self._send(queue[0]):
                return False
            queue.pop(0)
        return True

    async def _ask(self, case: str) -> bool:
        """After a new epoch: what is neither kept nor seen goes back into the queue, in the old order."""
        asked = self.doubtful[case]
        try:
            kept, seen = await visits.kept_of(self.c, case, [op.change.op for op in asked])
        except AWAY:
            return False
        for op in asked:
            op.kept = op.change.op in kept
        self.seen[case] += [op for op in asked if op.change.op in seen]
        self.queues[case][:0] = [op for op in asked if op.change.op not in {*kept, *seen}]
        self.doubtful[case] = []
        return True

    async def _send(self, op: Op) -> bool:
        """One edit; True when it has ended or stands in the river."""
        case = op.change.case
        for _ in range(5):
            floor, op.fence, op.losses = self.kept.get(case, 0), self.views[case].fence, self.losses
            try:
                answer = await sheets.change(self.c, self.who, replace(op.change, fence=op.fence))
            except AWAY:
                return False
            except Refused as no:
                op.fate, op.why, op.floor = "refused", no.reason.value, floor
                return True
            if answer.result == "overtaken":
                op.fate, op.floor = "overtaken", floor
                return True
            if answer.result != "moved_on":
                return self._answered(op, answer)
            if not await self.join(case):
                return False
        return False

    def _answered(self, op: Op, answer: Answer) -> bool:
        match answer.result:
            case "ok" | "done":
                assert answer.rev is not None
                op.fate, op.rev = "seen", answer.rev
                op.kept = answer.rev <= self.kept.get(op.change.case, 0)
                if not op.kept:
                    self.seen[op.change.case].append(op)
                return True
            case _:
                return False

    async def caught_up(self, case: str, rev: int, seconds: float = 5.0) -> bool:
        """Wait until this screen shows revision `rev`."""

        async def there() -> bool:
            return self.views[case].rev >= rev

        await eventually(there, seconds)
        return self.views[case].rev == rev

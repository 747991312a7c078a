"""A window as §9 P5 describes it: it has a snapshot, hears the river, sends its ops one by one, and forgets none."""

from __future__ import annotations

from dataclasses import dataclass, field

from handoff.case import Sheet, fold
from handoff.overtaken import Overtaken
from server.ports.river import Heard, NewEpoch, NowKept, SheetChanged, VisitMoved
from server.ports.sheets import Accepted, Asleep, Later, MovedOn
from server.ports.unreachable import Unreachable
from tests.live.life import Life, digest, writes


@dataclass
class Op:
    """One edit on its way. `state`: queued, seen, kept, overtaken."""

    name: str
    key: str
    value: str
    base: str | None
    state: str = "queued"
    rev: int = 0


@dataclass
class Window:
    """One screen with one case open."""

    life: Life
    case: str
    name: str
    sheet: Sheet | None = None
    fence: int = 0
    ops: list[Op] = field(default_factory=list)
    kept: int = 0
    stale: bool = True

    async def join(self) -> bool:
        """A snapshot; False while there is none to be had."""
        try:
            sheet = await self.life.sheets.read(self.case)
            if sheet is None:
                await self.life.wake(self.case)
                sheet = await self.life.sheets.read(self.case)
        except Unreachable:
            return False
        if sheet is None:
            return False
        self.sheet, self.fence, self.stale = sheet, sheet.fence, False
        for op in self.ops:
            if op.state == "seen" and op.name not in {entry.op for entry in sheet.entries.values()}:
                op.state = "queued"  # perhaps lost, perhaps only overwritten: sending it again tells
        return True

    def type(self, name: str, key: str, value: str) -> None:
        """A value is entered over what is on screen: the last one that this window typed, else what it has heard."""
        assert self.sheet is not None
        mine = [op.name for op in self.ops if op.key == key and op.state in ("queued", "seen")]
        there = self.sheet.entries.get(key)
        self.ops.append(Op(name, key, value, mine[-1] if mine else (there.op if there else None)))

    async def send(self) -> None:
        """The queue, in order, as far as it goes."""
        for op in self.ops:
            if op.state == "queued" and not await self._send(op):
                return

    async def _send(self, op: Op) -> bool:
        try:
            outcome = await self.life.sheets.change(
                self.case,
                op.name,
                digest(op.value),
                self.fence,
                writes(op.name, op.key, op.value, op.base),
                by=self.name,
                window=self.name,
                kind="set",
            )
        except Overtaken:
            op.state = "overtaken"
            return True
        except Asleep:
            self.stale = True
            return False
        match outcome:
            case Accepted(rev=rev):
                op.state, op.rev = "seen", rev
                return True
            case MovedOn() | Later():
                self.stale = True
                return False

    def hear(self, heard: Heard) -> None:
        """One thing from the river. I6: never n + 1 before n; I3: versions only grow; I7: kept never goes back."""
        match heard:
            case NewEpoch():
                self.stale = True
            case SheetChanged(case=self.case) if self.sheet and heard.n > self.sheet.rev and not self.stale:
                assert heard.n == self.sheet.rev + 1, "I6"
                for key, entry in heard.facts.items():
                    assert key not in self.sheet.entries or self.sheet.entries[key].rev < entry.rev, "I3"
                self.sheet = fold(self.sheet, heard.n, heard.at, heard.facts)
            case VisitMoved() if heard.row.case == self.case:
                assert heard.row.fence >= self.fence or self.stale, "I8: fences only grow"
                self.fence = max(self.fence, heard.row.fence)
            case NowKept() if self.case in heard.cases:
                assert heard.cases[self.case] >= self.kept, "I7"
                self.kept = heard.cases[self.case]
                for op in self.ops:
                    if op.state == "seen" and op.rev <= self.kept and not self.stale:
                        op.state = "kept"
            case _:
                pass

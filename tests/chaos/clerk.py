"""A clerk whose screen forgets no edit (DESIGN §9 P5): sent, seen, kept; sent again after a fault, in the old order.

Two clerks work on a case, each in fields of the own, so that nothing is ever overtaken by right.
"""

from __future__ import annotations

import asyncio
from collections import deque
from time import monotonic
from typing import Any, Protocol

import msgspec

from handoff import messages as m
from tests.bench import crew
from tests.bench.terminal import Terminal, new_op

ANSWER_S = 3.0
SILENT = 1
"""So many questions without an answer, while nothing else is heard: the line is given up."""
PAUSE_S = 0.15
LATER = frozenset({"busy", "slow", "full", "unknown", "moved_on"})
WAITABLE = frozenset({"case_sealed", "read_only_now", "slow_down", "not_now", "not_joined", "not_kept_yet"})


class Screens(Protocol):
    """Where a clerk's screen of a number comes in, who logs in there, and what its window is called."""

    def port(self, number: int) -> int:
        """The door."""
        ...

    def login(self, number: int) -> str:
        """The account."""
        ...

    def window(self, number: int) -> str:
        """The window."""
        ...


class Op(msgspec.Struct, eq=False):
    """One edit on its way. `state`: queued, seen, kept. Times are of `time.monotonic`, 0 while unknown."""

    name: str
    field: str
    value: str
    base: str | None
    state: str = "queued"
    rev: int = 0
    said: int = 0
    typed: float = 0.0
    seen: float = 0.0
    kept: float = 0.0


class Clerk:
    """One screen with one case open. `wrong` gathers what no screen may ever see."""

    def __init__(self, city: Screens, number: int, case: str, fields: tuple[str, ...]) -> None:
        self.city = city
        self.number = number
        self.case = case
        self.fields = fields
        self.ops: list[Op] = []
        self.wrong: list[str] = []
        self.view: m.CaseView | None = None
        self.rev = 0
        self.kept = 0
        self.views = 0
        """How often the whole case was shown here."""
        self.saw = 0.0
        """When an edit was seen the last time."""
        self.stale = True
        self.seated = asyncio.Event()
        self.terminal: Terminal | None = None
        self.cookie = ""
        self._silent = 0
        self._due: deque[Op] = deque()
        self.open: dict[str, Op] = {}
        """What is not kept yet, in the order in which it was typed."""
        self._seen: dict[str, Op] = {}
        """Of it what was seen. (A look through all that was ever typed at each word from the keeper would cost more
        than the hall's own work, once there are thousands.)"""
        self._last: dict[str, str | None] = {}

    # ---- typing

    def type(self) -> None:
        """The next value, into the next field."""
        turn = len(self.ops)
        field = self.fields[turn % len(self.fields)]
        op = Op(new_op(), field, f"あおば荘{turn}号室", self._last.get(field), typed=monotonic())
        self._last[field] = op.name
        self.ops.append(op)
        self.open[op.name] = op
        self._due.append(op)

    def settled(self) -> bool:
        """Whether everything typed is kept."""
        return not self.open

    # ---- working

    async def work(self) -> None:
        """Shift after shift, for ever: a cut line is come back over."""
        while True:
            try:
                await self._shift()
            except (OSError, TimeoutError, AssertionError) as cut:
                if isinstance(cut, AssertionError):  # the door answered nothing yet
                    self.cookie = ""
            self.leave()
            await asyncio.sleep(PAUSE_S)

    def leave(self) -> None:
        """The line is gone."""
        self.stale = True
        if self.terminal is not None:
            self.terminal.leave()

    async def _shift(self) -> None:
        port = self.city.port(self.number)
        if not self.cookie:
            async with asyncio.timeout(20):
                self.cookie = await asyncio.to_thread(crew.log_in, port, self.city.login(self.number))
        self._silent = 0
        self.terminal = Terminal(self.city.window(self.number), self._heard)
        async with asyncio.timeout(ANSWER_S):
            await self.terminal.come(port, self.cookie)
        while True:
            if self.stale:
                await self._join()
            elif self._due:
                await self._send(self._due[0])
            else:
                await asyncio.sleep(0.01)
                self._line_lives()

    def _line_lives(self) -> None:
        assert self.terminal is not None
        assert self.terminal.line is not None
        if self.terminal.line.transport.is_closing() or self._silent > SILENT:
            raise ConnectionError("cut")

    async def _join(self) -> None:
        assert self.terminal is not None
        answer = await self._ask(f"join:{self.case}", m.Join(case=self.case))
        if not isinstance(answer, m.CaseView):
            await asyncio.sleep(PAUSE_S)
            return
        doubtful = [op for op in self.open.values() if op.state == "seen" or op.said]
        if self.view is None or self.view.epoch != answer.epoch:
            self.kept = answer.kept
            for op in doubtful:
                op.rev = 0  # revisions of an epoch that is over say nothing of what is kept in this one
        self.view, self.rev, self.stale = answer, answer.rev, False
        self.views += 1
        self.seated.set()
        if not doubtful:
            return
        told = await self._ask("ask", m.AskKept(ask="ask", case=self.case, ops=[op.name for op in doubtful]))
        if not isinstance(told, m.Answer) or (told.kept is None and told.seen is None):
            self.stale = True
            await asyncio.sleep(PAUSE_S)
            return
        for op in doubtful:
            if op.name in (told.kept or ()):
                self._is_kept(op)
            else:
                op.state = "seen" if op.name in (told.seen or ()) else "queued"
                op.rev = op.rev if op.state == "seen" and op.rev else self.rev
        self._seen = {name: op for name, op in self.open.items() if op.state == "seen"}
        self._due = deque(op for op in self.open.values() if op.state == "queued")

    async def _send(self, op: Op) -> None:
        assert self.view is not None
        op.said += 1
        deed = m.Set(entries={op.field: op.value})
        change = m.Change(op=op.name, case=self.case, fence=self.view.fence, do=deed, base={op.field: op.base})
        answer = await self._ask(op.name, change)
        if not isinstance(answer, m.Answer) or op.state != "queued":
            return
        match answer.result:
            case "ok" | "done":
                self._is_seen(op, answer.rev or self.rev)
            case "overtaken" if self._is_put_back(op, answer):
                self.stale = True
            case "overtaken":
                self.wrong.append(f"I5: overtaken by nobody ({op.field})")
                self._due.remove(op)
            case "refused" if answer.reason not in WAITABLE:
                self.wrong.append(f"I5: refused {answer.reason}")
                self._due.remove(op)
            case result:
                self.stale = self.stale or result == "moved_on" or answer.reason == "not_joined"
                await asyncio.sleep(PAUSE_S)

    def _is_put_back(self, op: Op, answer: m.Answer) -> bool:
        """The store was put back behind an own edit that this screen saw and that is not kept: both go again."""
        own = self._seen.get(op.base or "")
        there = (answer.entries or {}).get(op.field)
        return own is not None and own.rev > (there.rev if there else 0) and op.said < 3

    async def _ask(self, re: str, message: m.ToServer) -> Any:
        terminal = self.terminal
        assert terminal is not None
        waiting = terminal.waiting[re] = asyncio.get_running_loop().create_future()
        terminal.say(message)
        try:
            async with asyncio.timeout(ANSWER_S):
                return await waiting
        except TimeoutError:
            self._silent += 1
            self._line_lives()
            self.stale = True
            return None
        finally:
            terminal.waiting.pop(re, None)

    # ---- hearing

    def _heard(self, terminal: Terminal, message: Any) -> None:
        if terminal is not self.terminal:
            return
        self._silent = 0
        match message:
            case m.EpochIs():
                self.stale = True
            case m.Changed(case=self.case) if not self.stale and message.n > self.rev:
                self._changed(message.n, message.op)
            case m.Kept(cases=cases) if self.case in cases and not self.stale:
                self._kept_up_to(cases[self.case])
            case _:
                pass

    def _changed(self, n: int, name: str) -> None:
        if n != self.rev + 1:
            self.stale = True  # a gap: a snapshot is asked for, nothing is skipped
            return
        self.rev = n
        own = self.open.get(name)
        if own is not None and own.state == "queued":
            self._is_seen(own, n)

    def _kept_up_to(self, rev: int) -> None:
        if rev < self.kept:
            self.wrong.append(f"I7: kept {self.kept}, then {rev}")
        self.kept = max(self.kept, rev)
        for op in [op for op in self._seen.values() if 0 < op.rev <= self.kept]:
            self._is_kept(op)

    def _is_seen(self, op: Op, rev: int) -> None:
        self.saw = monotonic()
        op.state, op.rev, op.seen = "seen", rev, op.seen or self.saw
        self._seen[op.name] = op
        if self._due and self._due[0] is op:
            self._due.popleft()
        else:
            self._due.remove(op)
        if rev <= self.kept:
            self._is_kept(op)

    def _is_kept(self, op: Op) -> None:
        op.state, op.kept = "kept", op.kept or monotonic()
        op.seen = op.seen or op.kept
        self.open.pop(op.name, None)
        self._seen.pop(op.name, None)

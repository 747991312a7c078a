"""Windows in pairs at one case, each of a pair on another process, editing field by field; a watch on their edits."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Sequence
from time import perf_counter
from typing import Any

import msgspec

from handoff import messages as m
from tests.bench.city import NUMBERS
from tests.bench.terminal import Terminal, new_op

FIELDS = (("new_katagaki", "old_katagaki", "form_biko"), ("next_katagaki", "late_reason", "old_overseas"))
"""The fields of each window of a pair: people at two windows seldom type into one field."""
SETTLE_S = 15.0


class Edit(msgspec.Struct, eq=False):
    """One edit: when it was due, seen at its own window, applied at the other one, and kept."""

    owner: Terminal
    due: float
    rev: int = 0
    seen: float = 0.0
    applied: float = 0.0
    kept: float = 0.0


class Room:
    """All windows, and the edits between them."""

    def __init__(self, chance: random.Random, keeps: bool) -> None:
        self.chance = chance
        self.keeps = keeps
        """Whether there is somebody who keeps (the floor has nobody)."""
        self.desks: list[Desk] = []
        self.edits: dict[str, Edit] = {}
        self.unkept: defaultdict[Terminal, list[Edit]] = defaultdict(list)

    async def open(self, terminals: Sequence[Terminal]) -> None:
        """A case for each two of them."""
        for at, pair in enumerate(zip(terminals[::2], terminals[1::2], strict=True)):
            row = (await pair[0].move(m.GiveNumber(service=NUMBERS[at % len(NUMBERS)]))).row
            assert row is not None
            self.desks += [Desk(terminal, row.case, fields) for terminal, fields in zip(pair, FIELDS, strict=True)]
        await asyncio.gather(*(desk.open() for desk in self.desks))

    def heard(self, terminal: Terminal, message: Any) -> None:
        """A window holds a change, or knows how far its case is kept."""
        match message:
            case m.Changed(op=op, n=n) if op in self.edits:
                edit = self.edits[op]
                if edit.owner is terminal:
                    self.seen(edit, n)
                else:
                    edit.applied = perf_counter()
            case m.Kept(cases=cases):
                self._kept(terminal, max(cases.values()))
            case _:
                pass

    def seen(self, edit: Edit, rev: int) -> None:
        """The answer or the own echo, whichever comes first."""
        if not edit.seen:
            edit.rev, edit.seen = rev, perf_counter()
            self.unkept[edit.owner].append(edit)

    def _kept(self, terminal: Terminal, rev: int) -> None:
        now, waiting = perf_counter(), self.unkept[terminal]
        for edit in waiting:
            if edit.rev <= rev:
                edit.kept = now
        self.unkept[terminal] = [edit for edit in waiting if edit.rev > rev]

    async def type(self, span: float, rate: float) -> None:
        """An open loop of edits (Poisson) over all windows, then until all of them have arrived."""
        working = [asyncio.create_task(desk.work(self)) for desk in self.desks]
        at, end = perf_counter(), perf_counter() + span
        while (at := at + self.chance.expovariate(rate)) < end:
            await asyncio.sleep(max(0.0, at - perf_counter()))
            self.chance.choice(self.desks).due.put_nowait(at)
        await self._settle(working)
        for task in working:
            task.cancel()

    async def rush(self, span: float, desks: int) -> float:
        """So many windows type as fast as they are answered; edits a second until all of them have arrived."""
        begun, before = perf_counter(), len(self.edits)
        await asyncio.gather(*(desk.hurry(self, begun + span) for desk in self.desks[:desks]))
        await self._settle([])
        return (len(self.edits) - before) / (perf_counter() - begun)

    async def _settle(self, working: list[asyncio.Task[None]]) -> None:
        until = perf_counter() + SETTLE_S
        while not self._settled():
            assert perf_counter() < until, "an edit does not arrive"
            for task in working:
                assert not task.done(), task.exception()
            await asyncio.sleep(0.05)

    def _settled(self) -> bool:
        queued = any(desk.due.qsize() for desk in self.desks)
        return not queued and all(
            edit.seen and edit.applied and (edit.kept or not self.keeps) for edit in self.edits.values()
        )


class Desk:
    """One window with one case open: edits in order, one in flight, as every screen does it."""

    def __init__(self, terminal: Terminal, case: str, fields: tuple[str, ...]) -> None:
        self.terminal = terminal
        self.case = case
        self.fields = fields
        self.due: asyncio.Queue[float] = asyncio.Queue()
        self.turn = 0

    async def open(self) -> None:
        """Join the case."""
        view = await self.terminal.join(self.case)
        self.fence = view.fence
        self.bases = {field: view.entries[field].op if field in view.entries else None for field in self.fields}

    async def work(self, room: Room) -> None:
        """Send what is due, for ever."""
        while True:
            await self.edit(room, await self.due.get())

    async def hurry(self, room: Room, end: float) -> None:
        """The next edit is due as soon as the last one is answered, until that moment."""
        while (now := perf_counter()) < end:
            await self.edit(room, now)

    async def edit(self, room: Room, due: float) -> Edit:
        """One edit of the next field, that was due at that moment."""
        edit, op, field = Edit(self.terminal, due), new_op(), self.fields[self.turn % len(self.fields)]
        room.edits[op] = edit
        deed = m.Set(entries={field: f"あおば荘{self.turn}号室"})
        answer = await self.terminal.change(self.case, deed, {field: self.bases[field]}, self.fence, op)
        assert answer.result in ("ok", "done"), (answer.result, answer.reason)
        if answer.rev:
            room.seen(edit, answer.rev)
        self.bases[field], self.turn = op, self.turn + 1
        return edit

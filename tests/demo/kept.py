"""The count that runs: what was typed, what a screen was told is kept, and what of that PostgreSQL does not hold."""

from __future__ import annotations

from collections import Counter
from typing import Final

import msgspec
from sqlalchemy import bindparam, text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.chaos.clerk import Clerk, Op

_THERE: Final = text("SELECT op FROM journal WHERE op = ANY(:ops)").bindparams(bindparam("ops"))


class Count(msgspec.Struct, frozen=True):
    """Edits since the hour began. `waiting`: typed, and not kept yet; `checked`: of the kept ones, looked for in
    PostgreSQL; `lost`: kept, looked for, and not there."""

    typed: int
    kept: int
    waiting: int
    checked: int
    lost: int


class Ledger:
    """All edits of all pretend clerks; those that were found in PostgreSQL are only counted from then on."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._open: list[Op] = []
        self._clerks: list[tuple[Clerk, int]] = []
        self._found = 0
        self._lost: set[str] = set()

    def watch(self, clerk: Clerk) -> None:
        """Count what this clerk types."""
        self._clerks.append((clerk, 0))

    def views(self) -> Counter[str]:
        """How often each case was shown to a pretend clerk."""
        shown: Counter[str] = Counter()
        for clerk, _ in self._clerks:
            shown[clerk.case] += clerk.views
        return shown

    async def check(self) -> None:
        """Look for what was told to be kept. Raises when PostgreSQL cannot be asked: then nothing is known."""
        self._gather()
        kept = [op for op in self._open if op.state == "kept"]
        if not kept:
            return
        async with self._engine.connect() as line:
            there = set((await line.execute(_THERE, {"ops": [op.name for op in kept]})).scalars())
        self._lost = {op.name for op in kept} - there
        self._found += len(there)
        self._open = [op for op in self._open if op.name not in there]

    def count(self) -> Count:
        """As it stands."""
        self._gather()
        kept = sum(op.state == "kept" for op in self._open)
        waiting, lost = len(self._open) - kept, len(self._lost)
        checked = self._found + lost
        return Count(self._found + len(self._open), self._found + kept, waiting, checked, lost)

    def _gather(self) -> None:
        """What was typed since the last time."""
        for at, (clerk, known) in enumerate(self._clerks):
            self._open += clerk.ops[known:]
            self._clerks[at] = (clerk, len(clerk.ops))

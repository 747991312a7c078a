"""The audit's chain: each row carries the SHA-256 of itself and of the row before it.

Whoever changes, takes out, puts in or swaps a row breaks the chain there. Whoever cuts rows off its end, or reckons
the whole chain anew, is found by the heads that were written down in a second place (`Head`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec

START: Final = hashlib.sha256("つなぐ窓口 監査記録".encode()).digest()
"""What the first row follows."""
COLUMNS: Final = (
    *("seq", "look", "at", "clerk", "window", "office", "what", "case", "about", "terminal", "purpose", "number"),
)
"""What of a row is under the hash, in this order."""
_pack: Final = msgspec.json.Encoder().encode
MOST: Final = 20
"""So many faults are told; a chain that is broken in more places is simply broken."""


class Head(msgspec.Struct, frozen=True):
    """How far the chain was at a moment: the last row's number, its hash (hex), and the time (ms)."""

    seq: int
    hash: str
    at: int


class Break(msgspec.Struct, frozen=True):
    """Where the chain does not hold, and how: changed (the row is not what was written), missing (a number is left
    out), order (a number is there twice or too early), cut (rows that the second place knows are gone), other (the
    second place knows another row)."""

    seq: int
    what: str


class Verdict(msgspec.Struct, frozen=True):
    """What a check found. `heads`: how many of the second place's heads lie in the chain; 0 = it knows nothing, so
    that a cut-off could not be seen."""

    rows: int
    last: int
    heads: int
    breaks: list[Break]

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.breaks


def link(before: bytes, row: Sequence[Any]) -> bytes:
    """The hash of a row (its values in the order of `COLUMNS`) that follows the hash `before`."""
    return hashlib.sha256(before + _pack(row)).digest()


class Check:
    """Walks along the chain, from its first row; rows may come in several lots."""

    def __init__(self, heads: Iterable[Head], start: int = 0, before: bytes = START) -> None:
        self._heads = {head.seq: head.hash for head in heads if head.seq > start}
        self._met: set[int] = set()
        self._last = start
        self._before = before
        self._rows = 0
        self.breaks: list[Break] = []

    def walk(self, rows: Iterable[Sequence[Any]]) -> None:
        """Rows in the order of their numbers: the values of `COLUMNS`, then the hash that stands there."""
        for *values, stands in rows:
            self._rows += 1
            seq = values[0]
            if seq != self._last + 1:
                self._say(*((self._last + 1, "missing") if seq > self._last else (seq, "order")))
            if link(self._before, values) != stands:
                self._say(seq, "changed")
            if (told := self._heads.get(seq)) is not None:
                self._met.add(seq)
                if told != stands.hex():
                    self._say(seq, "other")
            self._last, self._before = max(seq, self._last), stands

    def end(self) -> Verdict:
        """After the last row."""
        farthest = max(self._heads, default=0)
        if farthest > self._last:
            self._say(self._last + 1, "cut")
        return Verdict(self._rows, self._last, len(self._met), self.breaks)

    def _say(self, seq: int, what: str) -> None:
        if len(self.breaks) < MOST:
            self.breaks.append(Break(seq, what))

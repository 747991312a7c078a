"""Pictures in CCITT Group 4 (ITU-T T.6), as residence cards have them: bits in, rows of pixels out.

A row is told by where it changes colour against the row above. Whatever the bits are, it ends: each code word uses bits
up, and each row ends at its width.
"""

from __future__ import annotations

import bisect
from typing import Final

from devices.cards.apdu import OddCard
from devices.cards.fax_codes import ACROSS, BLACK, LONGEST_BITS, PASS, STRAIGHT, WHITE

MODES: Final = {PASS, ACROSS, *STRAIGHT}


class Bits:
    """The bits of the data, taken from the front."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def word(self, words: dict[str, int] | set[str]) -> str:
        """The next code word of these. Refused: bits that are none of them."""
        bits = ""
        while len(bits) < LONGEST_BITS:
            bits += self._bit()
            if bits in words:
                return bits
        raise OddCard("a picture that is none")

    def run(self, words: dict[str, int]) -> int:
        """The length of a run: any number of long ones, then a short one."""
        total = 0
        while True:
            part = words[self.word(words)]
            total += part
            if part < 64:
                return total
            if total > 1 << 16:
                raise OddCard("a picture that is too wide")

    def _bit(self) -> str:
        byte, place = divmod(self._at, 8)
        if byte >= len(self._data):
            raise OddCard("a picture that is cut off")
        self._at += 1
        return "1" if self._data[byte] >> (7 - place) & 1 else "0"


def rows(data: bytes, width: int, height: int) -> list[list[int]]:
    """For each row the places where its colour changes, beginning white. Refused: `OddCard`."""
    bits = Bits(data)
    above: list[int] = []
    found: list[list[int]] = []
    for _ in range(height):
        above = _row(bits, above, width)
        found.append(above)
    return found


def _row(bits: Bits, above: list[int], width: int) -> list[int]:
    changes: list[int] = []
    at, black = -1, False
    while at < width:
        first, second = _beside(above, at, black, width)
        mode = bits.word(MODES)
        if mode == PASS:
            at = second
        elif mode == ACROSS:
            start = max(at, 0)
            for words in (BLACK, WHITE) if black else (WHITE, BLACK):
                start += bits.run(words)
                changes.append(start)
            at = start
        else:
            to = first + STRAIGHT[mode]
            if to < max(at, 0):
                raise OddCard("a picture that goes back")
            changes.append(to)
            at, black = to, not black
        if len(changes) > width + 2:
            raise OddCard("a picture that stands still")
    return [min(place, width) for place in changes]


def _beside(above: list[int], at: int, black: bool, width: int) -> tuple[int, int]:
    """The first change above to the right of here into the other colour, and the next one after it."""
    place = bisect.bisect_right(above, at)
    place += (place % 2 == 1) != black
    there = [*above[place : place + 2], width, width]
    return there[0], there[1]

"""Tag, length, value as Japan's identity cards write them.

A tag whose first byte ends in five ones has exactly two bytes: the residence card's DFD1 is no tag of BER, and a strict
parser would read its length as part of it. A list ends at 00 or FF. Later values of a tag that came already are not
taken, so that a tail of a file never replaces what stands before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from devices.cards.apdu import OddCard

ENDS: Final = (0x00, 0xFF)
TEMPLATES: Final = (0x10, 0x20, 0x30, 0x40)
"""FF10, FF20 … are the outer tags of the My Number card's files; any other FF is filling."""


def items(data: bytes) -> dict[int, bytes]:
    """tag -> value. Refused: a length that goes past the end."""
    found: dict[int, bytes] = {}
    for tag, value in _walk(data):
        found.setdefault(tag, value)
    return found


def need(found: dict[int, bytes], tag: int) -> bytes:
    """The value of a tag that must be there."""
    if tag not in found:
        raise OddCard(f"no tag {tag:X}")
    return found[tag]


def _walk(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data) and not _ends(data, at):
        tag, at = _tag(data, at)
        length, at = _length(data, at)
        if at + length > len(data):
            raise OddCard("a length past the end")
        yield tag, data[at : at + length]
        at += length


def _ends(data: bytes, at: int) -> bool:
    if data[at] == 0xFF and at + 1 < len(data) and data[at + 1] in TEMPLATES:
        return False
    return data[at] in ENDS


def _tag(data: bytes, at: int) -> tuple[int, int]:
    if data[at] & 0x1F != 0x1F:
        return data[at], at + 1
    if at + 1 >= len(data):
        raise OddCard("half a tag")
    return data[at] << 8 | data[at + 1], at + 2


def _length(data: bytes, at: int) -> tuple[int, int]:
    if at >= len(data):
        raise OddCard("no length")
    first = data[at]
    if first < 0x80:
        return first, at + 1
    size = first & 0x7F
    if size not in (1, 2) or at + 1 + size > len(data):
        raise OddCard("a length that is none")
    return int.from_bytes(data[at + 1 : at + 1 + size], "big"), at + 1 + size

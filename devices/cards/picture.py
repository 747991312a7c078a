"""What is on a card as a picture alone: its TIFF made a PNG, which browsers show. Two colours, one size limit.

The TIFF of a residence card is black and white in CCITT Group 4, filled with zeros to the file's length. Anything else
is not looked at: the clerk reads the card itself.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

from devices.cards import fax
from devices.cards.apdu import OddCard

MOST_SIDE: Final = 4_096
MOST_PIXELS: Final = 1 << 22
WIDTH, HEIGHT, COMPRESSION, WHITE_IS, OFFSET, COUNT = 256, 257, 259, 262, 273, 279
GROUP_4: Final = 4
SIZES: Final = {1: "B", 3: "H", 4: "I"}
MOST_ENTRIES: Final = 64


def png(tiff: bytes) -> bytes:
    """The same picture as PNG. Refused: `OddCard` for what is no such TIFF."""
    tags = _tags(tiff)
    width, height = tags.get(WIDTH, 0), tags.get(HEIGHT, 0)
    if not (0 < width <= MOST_SIDE and 0 < height <= MOST_SIDE and width * height <= MOST_PIXELS):
        raise OddCard("a picture without a size")
    if tags.get(COMPRESSION) != GROUP_4 or OFFSET not in tags:
        raise OddCard("another kind of picture")
    start = tags[OFFSET]
    data = tiff[start : start + tags.get(COUNT, len(tiff))]
    ink = 0 if tags.get(WHITE_IS, 0) == 0 else 1
    lines = [_line(changes, width, ink) for changes in fax.rows(data, width, height)]
    return _written(width, height, lines)


def _tags(tiff: bytes) -> dict[int, int]:
    """The first value of each tag of the first directory."""
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None:
        raise OddCard("no TIFF")
    try:
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, at)
        found = {}
        for place in range(min(entries, MOST_ENTRIES)):
            tag, kind, count = struct.unpack_from(f"{order}HHI", tiff, at + 2 + 12 * place)
            if count == 1 and kind in SIZES:
                (found[tag],) = struct.unpack_from(order + SIZES[kind], tiff, at + 10 + 12 * place)
    except struct.error:
        raise OddCard("a TIFF that is cut off") from None
    return found


def _line(changes: list[int], width: int, ink: int) -> bytes:
    """A row as PNG has it: no filter, then bits, white = 1. `ink`: which colour the runs of ink have."""
    bits = (1 << width) - 1
    for start, end in zip(changes[::2], [*changes[1::2], width], strict=False):
        bits &= ~(((1 << max(end - start, 0)) - 1) << (width - max(end, start)))
    if ink:
        bits ^= (1 << width) - 1
    spare = -width % 8
    return b"\x00" + (bits << spare).to_bytes((width + spare) // 8, "big")


def _written(width: int, height: int, lines: list[bytes]) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(lines), 9)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)

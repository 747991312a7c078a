"""A PDF file, object by object (ISO 32000-1, 7.5): classic cross-reference table, nothing but what forms need.

reportlab and merging libraries spend most of a form's time on objects that nobody asked for; a page that was made once
is put into a file here as the bytes that it is.
"""

from __future__ import annotations

import zlib
from typing import Final

_HEAD: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_LEVEL: Final = 1


class PdfFile:
    """The objects of one file, numbered from 1."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def reserve(self) -> int:
        """A number for an object that comes later (`fill`)."""
        self._objects.append(b"null")
        return len(self._objects)

    def put(self, body: str | bytes) -> int:
        """An object; its number."""
        self._objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(self._objects)

    def fill(self, at: int, body: str) -> None:
        """The object whose number was reserved."""
        self._objects[at - 1] = body.encode("latin-1")

    def stream(self, data: bytes, entries: str = "", packed: bool = False) -> int:
        """A stream; `packed`: deflated already. `entries` go into its dictionary."""
        body = data if packed else zlib.compress(data, _LEVEL)
        head = f"<</Length {len(body)}/Filter/FlateDecode{entries}>>stream\n".encode("latin-1")
        return self.put(b"".join((head, body, b"\nendstream")))

    def raw_stream(self, dictionary: bytes, data: bytes, pack: bool = False) -> int:
        """A stream with its own dictionary, without /Length; `pack`: deflate it, the dictionary names no filter."""
        body = zlib.compress(data, _LEVEL) if pack else data
        more = b"/Length %d" % len(body) + (b"/Filter/FlateDecode" if pack else b"")
        return self.put(b"".join((dictionary[:-2], more, b">>stream\n", body, b"\nendstream")))

    def close(self, root: int, info: int) -> bytes:
        """The file."""
        parts, at, places = [_HEAD], len(_HEAD), []
        for count, body in enumerate(self._objects, start=1):
            part = b"%d 0 obj\n%b\nendobj\n" % (count, body)
            places.append(at)
            at += len(part)
            parts.append(part)
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        size = len(places) + 1
        parts.append(
            f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root {root} 0 R/Info {info} 0 R>>"
            f"\nstartxref\n{at}\n%%EOF\n".encode("latin-1")
        )
        return b"".join(parts)


def number(value: float) -> str:
    """A number as short as it can be written, to a thousandth."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return text or "0"


def literal(text: str) -> str:
    """A text as a PDF string: UTF-16 in hexadecimal digits."""
    return f"<feff{text.encode('utf-16-be').hex()}>"

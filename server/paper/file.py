"""A PDF file, object by object (ISO 32000-1, 7.5): classic cross-reference table, nothing but what forms need.

reportlab and merging libraries spend most of a form's time on objects that nobody asked for; a page that was made once
is put into a file here as the bytes that it is.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import Final

_HEAD: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_LEVEL: Final = 1
_FIRST: Final = 3
"""In a cross-reference table, the line of object 1."""


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
        parts.append(_table(places, root, info) + _end(at))
        return b"".join(parts)


class Frame:
    """A file of one page, as reportlab wrote it, around that page's operators, which come again and again: all that
    does not change stands ready, their stream comes last of the objects."""

    def __init__(self, pdf: bytes) -> None:
        end = int(pdf[pdf.rindex(b"startxref") :].split()[1])
        table, trailer = pdf[end:].split(b"trailer")
        places = [int(line[:10]) for line in table.splitlines()[_FIRST:]]
        self._stream = _named(b"Contents", pdf)
        start, after = [*places, end][self._stream - 1 : self._stream + 1]
        self._before = pdf[:start] + pdf[after:end]
        moved = [place if place < start else place - (after - start) for place in places]
        moved[self._stream - 1] = len(self._before)
        self._table = _table(moved, _named(b"Root", trailer), _named(b"Info", trailer))

    def around(self, operators: bytes) -> bytes:
        """The file with these operators."""
        body = zlib.compress(operators, _LEVEL)
        stream = b"%d 0 obj\n<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream\nendobj\n"
        part = stream % (self._stream, len(body), body)
        return b"".join((self._before, part, self._table, _end(len(self._before) + len(part))))


def _table(places: Sequence[int], root: int, info: int) -> bytes:
    """Where the objects stand, counted from 1, and which are the first to be read."""
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(places) + 1
    return (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root {root} 0 R/Info {info} 0 R>>\n"
    ).encode("latin-1")


def _end(table: int) -> bytes:
    return b"startxref\n%d\n%%%%EOF\n" % table


def _named(name: bytes, text: bytes) -> int:
    """The object that a dictionary calls by this name."""
    found = re.search(rb"/%b (\d+) 0 R" % name, text)
    assert found is not None
    return int(found[1])


def number(value: float) -> str:
    """A number as short as it can be written, to a thousandth."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return text or "0"


def literal(text: str) -> str:
    """A text as a PDF string: UTF-16 in hexadecimal digits."""
    return f"<feff{text.encode('utf-16-be').hex()}>"

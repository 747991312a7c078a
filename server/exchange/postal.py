"""The postal file of Japan Post as it is downloaded: a CSV in cp932 or UTF-8, by itself or alone in its zip."""

from __future__ import annotations

import csv
import io
import itertools
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Final, TextIO

import msgspec

from handoff.filefault import bad
from handoff.postal import areas
from server.exchange.archive import BROKEN, open_zip

BATCH: Final = 5_000
LONGEST_FIELD: Final = 10_000


def job(_question: bytes, file: bytes) -> Iterator[bytes]:
    """The areas of a file, some thousands in each part."""
    found = areas(rows(opened(file)))
    while batch := list(itertools.islice(found, BATCH)):
        yield msgspec.msgpack.encode(batch)


def opened(file: bytes) -> TextIO:
    """The words of the file. `BadFile` for a zip with more or less than one CSV in it, and for another encoding."""
    plain = _unpacked(file) if file[:4] == b"PK\x03\x04" else file
    for encoding in ("utf-8-sig", "cp932"):
        try:
            plain.decode(encoding)
        except UnicodeDecodeError:
            continue
        return io.TextIOWrapper(io.BytesIO(plain), encoding, newline="")
    raise bad("文字を読めません。日本郵便の郵便番号データ（KEN_ALL か utf_ken_all）を選んでください。")


def rows(words: TextIO) -> Iterator[Sequence[str]]:
    """The rows of a CSV; empty lines are left out."""
    csv.field_size_limit(LONGEST_FIELD)
    try:
        for row in csv.reader(words, strict=True):
            if row:
                yield row
    except csv.Error:
        raise bad("CSV として読めません。") from None


def _unpacked(file: bytes) -> bytes:
    archive = open_zip(file)
    names = [one for one in archive.namelist() if one.lower().endswith(".csv")]
    if len(names) != 1:
        raise bad("zip の中に CSV がちょうど1つ必要です。")
    try:
        return archive.read(names[0])
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, zlib.error):
        raise bad(BROKEN) from None

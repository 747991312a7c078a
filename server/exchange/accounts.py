"""利用者のCSV: read in a process of its own, bounded; written with a byte order mark, so that Excel reads it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from handoff.account import LABELS
from handoff.filefault import bad
from server.exchange.postal import rows

MOST_ROWS: Final = 20_000
ENCODINGS: Final = ("utf-8-sig", "cp932")


def job(_question: bytes, file: bytes) -> Iterator[bytes]:
    """The lines of the file, headings first, in one piece."""
    yield msgspec.msgpack.encode(read(file))


def read(file: bytes) -> list[list[str]]:
    """The lines, headings first. `BadFile` for what is no CSV, or has more lines than a city has people."""
    if file[:2] == b"PK" or b"\x00" in file:
        raise bad("CSV を選んでください（Excel では「CSV UTF-8」で保存します）。")
    found: list[list[str]] = []
    for row in rows(_words(file)):
        if len(found) > MOST_ROWS:
            raise bad(f"{MOST_ROWS:,}行までです。分けて取り込んでください。")
        found.append([cell.strip() for cell in row])
    return found


def _words(file: bytes) -> io.StringIO:
    for encoding in ENCODINGS:
        try:
            return io.StringIO(file.decode(encoding), newline="")
        except UnicodeDecodeError:
            continue
    raise bad("文字を読めません。UTF-8 か Shift_JIS で保存してください。")


def write(lines: Sequence[dict[str, str]]) -> bytes:
    """The file."""
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, list(LABELS.values()))
    writer.writeheader()
    writer.writerows(lines)
    return made.getvalue().encode("utf-8-sig")

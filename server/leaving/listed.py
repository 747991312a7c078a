"""一覧: what went out at the end of a contract, file by file. Names and numbers only, no entry: it may lie open."""

from __future__ import annotations

import csv
import hashlib
import io
from typing import Final

import msgspec

HEAD: Final = ("ファイル", "内容", "行数", "バイト", "SHA-256")


class Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of the archive: its name there, what it is, rows (0 where it has none), bytes, SHA-256 (hexadecimal)."""

    name: str
    what: str
    rows: int
    bytes: int
    sha256: str


class Listing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of them, of which city, when it was (ms). `archive`: the sealed file's name; `left_out`: tables that stay
    here, and why."""

    city: str
    at: int
    archive: str
    files: list[Listed]
    left_out: dict[str, str]


def listed(name: str, what: str, rows: int, content: bytes) -> Listed:
    """The line of a file."""
    return Listed(name, what, rows, len(content), hashlib.sha256(content).hexdigest())


def as_json(listing: Listing) -> bytes:
    """The list for machines; its SHA-256 is what the erasing asks for."""
    return msgspec.json.format(msgspec.json.encode(listing), indent=1)


def as_csv(listing: Listing) -> bytes:
    """The same for people: UTF-8 with a byte order mark, for spreadsheets."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(HEAD)
    rows.writerows(msgspec.structs.astuple(one) for one in listing.files)
    rows.writerows((table, f"出さないもの: {why}", "", "", "") for table, why in listing.left_out.items())
    return out.getvalue().encode("utf-8-sig")


def digest(content: bytes) -> str:
    """What is written on paper of a list, and typed again."""
    return hashlib.sha256(content).hexdigest()

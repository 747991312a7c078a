"""文字の変換表 as files that somebody brought: the city's own table; the public map of 縮退 and its list of letters."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

import msgspec

from handoff.conversion_map import map_of, names_of, own_of
from handoff.filefault import bad
from server.exchange import out
from server.exchange.archive import BROKEN, open_zip

PARTS: Final = (".json", ".csv")
MISSING: Final = "zip の中に、縮退マップ（.json）と文字情報一覧表（.csv）がちょうど1つずつ必要です。"


def own_job(_question: bytes, file: bytes) -> Iterator[bytes]:
    """The lines of the city's own table, in one piece."""
    yield msgspec.msgpack.encode(own_of(out.read(file)))


def public_job(_question: bytes, file: bytes) -> Iterator[bytes]:
    """The public map: letter -> letters that may stand for it, in one piece."""
    maps, lists = _parts(file)
    try:
        content = msgspec.json.decode(maps)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise bad("縮退マップ（JSON）を読めません。") from None
    headings, *lines = out.read(lists) or [[]]
    yield msgspec.msgpack.encode(map_of(content, names_of(dict(zip(headings, line, strict=False)) for line in lines)))


def _parts(file: bytes) -> list[bytes]:
    if file[:4] != b"PK\x03\x04":
        raise bad(MISSING)
    archive = open_zip(file)
    found = []
    for end in PARTS:
        names = [one for one in archive.namelist() if one.lower().endswith(end)]
        if len(names) != 1:
            raise bad(MISSING)
        try:
            found.append(archive.read(names[0]))
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, zlib.error):
            raise bad(BROKEN) from None
    return found

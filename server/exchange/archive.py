"""A zip file that somebody brought, opened without trust: nothing is unpacked before its size is known."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from handoff.filefault import bad

MOST_PARTS: Final = 2_000
MOST_BYTES: Final = 48 << 20
"""Unpacked, all parts together. The postal file has 18 MB, a workbook of 20 cities 14."""
PLAIN: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Only with these two does unpacking stop at the size that a part says it has."""
BROKEN: Final = "ファイルが壊れているため、開けません。もう一度保存してから選んでください。"
BOMB: Final = "開くと大きくなりすぎるファイルです。読み込みません。"
LOCKED: Final = "パスワードで守られたファイルは読み込めません。パスワードを外して保存してください。"


def open_zip(file: bytes) -> zipfile.ZipFile:
    """The archive. `BadFile` when it is broken, locked with a password, packed in an unusual way, or too large when
    unpacked (a zip bomb)."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(file))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise bad(BROKEN) from None
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise bad(BOMB)
    if any(part.flag_bits & 1 for part in parts):
        raise bad(LOCKED)
    if any(part.compress_type not in PLAIN for part in parts):
        raise bad(BROKEN)
    return archive

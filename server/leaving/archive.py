"""The archive: a tar in a sealed stream, so that nothing of it ever lies open on a disk; beside it the list. It counts
only once it was read again from the disk, file by file, against the list."""

from __future__ import annotations

import asyncio
import io
import os
import tarfile
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from server.leaving.gather import LEFT_OUT, Piece, folder, tables
from server.leaving.listed import Listed, Listing, as_csv, as_json, listed
from server.vault import stream
from server.vault.sealing import Sealing
from server.vault.stream import NotWhole, SealedReader, SealedWriter

LIST: Final = "list.json"
SHEET: Final = "一覧.csv"


OPEN: Final = """

if __name__ == "__main__":  # python open.py ARCHIVE KEY FOLDER (needs: pip install cryptography)
    import sys
    import tarfile

    with open(sys.argv[1], "rb") as archive:
        tarfile.open(fileobj=SealedReader(archive, key_at(Path(sys.argv[2]))), mode="r|").extractall(sys.argv[3])
"""
"""With the way of sealing itself (vault/stream.py) a program that needs nothing else of ours: whoever works for the
city next can open the archive."""


class _Tar:
    def __init__(self, out: BinaryIO, key: bytes) -> None:
        self._sealed = SealedWriter(out, key)
        self._tar = tarfile.open(fileobj=cast("Any", self._sealed), mode="w|")  # noqa: SIM115 (closed by close)
        self.files: list[Listed] = []

    def put(self, piece: Piece) -> None:
        name, what, rows, content = piece
        about = tarfile.TarInfo(name)
        about.size, about.mode = len(content), 0o600
        self._tar.addfile(about, io.BytesIO(content))
        self.files.append(listed(name, what, rows, content))

    def close(self) -> None:
        self._tar.close()
        self._sealed.close()


async def make(
    engine: AsyncEngine, sealing: Sealing, city: str, where: Path, into: Path, key: bytes, now: int
) -> Listing:
    """Everything of one instant into the empty folder `into`: the sealed archive, its list as JSON and as CSV, and what
    opens it. `where`: the city's folder; `now`: ms. Raises `OSError`, and `NotWhole` when what was written is not what
    was read."""
    name = f"{city}.archive"
    with os.fdopen(os.open(into / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        tar = _Tar(out, key)
        async with engine.connect() as line:
            await line.execution_options(isolation_level="REPEATABLE READ")
            await line.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            await line.execute(text("SET LOCAL statement_timeout = 0"))
            async for piece in tables(line, sealing):
                await asyncio.to_thread(tar.put, piece)
        for piece in folder(where):
            tar.put(piece)
        tar.close()
        out.flush()
        os.fsync(out.fileno())
    listing = Listing(city, now, name, tar.files, dict(LEFT_OUT))
    must_hold(into / name, key, listing)
    _lay_beside(into, listing)
    return listing


def _lay_beside(into: Path, listing: Listing) -> None:
    opens = (Path(stream.__file__).read_text(encoding="utf-8") + OPEN).encode()
    for file, content in ((LIST, as_json(listing)), (SHEET, as_csv(listing)), ("open.py", opens)):
        (into / file).write_bytes(content)


def must_hold(archive: Path, key: bytes, listing: Listing) -> None:
    """Whether the archive opens with this key and holds what the list says, byte by byte. Raises `NotWhole` and what
    `SealedReader` raises."""
    with archive.open("rb") as file:
        sealed = SealedReader(file, key)
        try:
            with tarfile.open(fileobj=cast("Any", sealed), mode="r|") as tar:
                held = [_held(tar, about, one) for about, one in zip(tar, listing.files, strict=True)]
        except (tarfile.TarError, ValueError):
            raise NotWhole from None
        while sealed.read(1 << 20):
            pass  # what fills the last block; the end itself is looked at too
    if not all(held):
        raise NotWhole


def _held(tar: tarfile.TarFile, about: tarfile.TarInfo, one: Listed) -> bool:
    opened = tar.extractfile(about)
    return opened is not None and listed(about.name, one.what, one.rows, opened.read()) == one

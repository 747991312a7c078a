"""Standing up again from a backup: first the whole file is looked at, then the database is filled in one transaction,
then it is counted. Whatever is wrong is said before anything is written, and nothing is restored by half."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from server.backup.bundle import CITY, HEADS, RECORD, Manifest, manifest_of, parts
from server.backup.record import counts, restore
from server.vault.keyring import NoKey
from server.vault.sealing import Sealing

SAMPLE: Final = 200
TABLES: Final = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
ENTRIES: Final = 'SELECT "case", key, body FROM entries ORDER BY md5("case" || key) LIMIT :most'


class NotEmpty(RuntimeError):
    """The database to be filled holds tables already."""


class OtherRows(RuntimeError):
    """What came back is not what went out."""


def look(file: Path, key: bytes) -> Manifest:
    """Reads all of it; the manifest. Raises `NotSealed`, `OtherKey`, `NotWhole`."""
    with file.open("rb") as opened:
        return manifest_of(parts(opened, key))


async def fill(file: Path, key: bytes, url: str, engine: AsyncEngine) -> Manifest:
    """The database, which must be empty, is what it was. Raises what `look` raises, `NotEmpty`, `DumpFailed`, and
    `OtherRows`."""
    manifest = look(file, key)
    async with engine.connect() as line:
        if await line.scalar(text(TABLES)):
            raise NotEmpty
    restore(url, _dump(file, key))
    async with engine.connect() as line:
        if await counts(line) != manifest.tables:
            raise OtherRows
    return manifest


def folders(file: Path, key: bytes, into: Path) -> None:
    """The city's folder and the audit's heads, into a folder that is not there yet (`FileExistsError`)."""
    into.mkdir(mode=0o700, parents=True)
    with file.open("rb") as opened:
        for part in parts(opened, key):
            if part.name == HEADS or part.name.startswith(CITY):
                place = into / part.name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(part.content)


async def unreadable(engine: AsyncEngine, sealing: Sealing) -> int:
    """How many of (at most 200) entries these keys do not open."""
    async with engine.connect() as line:
        rows = (await line.execute(text(ENTRIES), {"most": SAMPLE})).all()
    return sum(not _opens(sealing, row.case, row.key, row.body) for row in rows)


def _opens(sealing: Sealing, case: str, key: str, body: bytes) -> bool:
    try:
        sealing.open(case, key, body)
    except NoKey:
        return False
    return True


def _dump(file: Path, key: bytes) -> Iterator[bytes]:
    with file.open("rb") as opened:
        for part in parts(opened, key):
            if part.name.startswith(RECORD):
                yield part.content

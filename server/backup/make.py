"""Making a backup: one instant of the database, the city's folder, the audit's heads, into one sealed file; then the
copy of the keys, so that every case of the file has its key there; and which generations are kept no longer."""

from __future__ import annotations

import asyncio
import errno
import os
import time
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy.exc import SQLAlchemyError

from server.backup import keys_copy
from server.backup.bundle import Manifest, Writer
from server.backup.generations import name_of, outlived
from server.backup.record import DumpFailed, Instant, dumping, instant
from server.embedded.refused import EngineRefused
from server.exchange.city import read_city
from server.ports.watching import Safekept
from server.record.engine import open_engine
from server.settings import Settings
from server.vault.stream import key_at

COUNTING_MS: Final = 600_000


class Keys(msgspec.Struct, frozen=True):
    """The folder of the city's keys, its copy, and the file of the key that seals backups."""

    here: Path
    copy: Path
    backup: Path


class Places(msgspec.Struct, frozen=True):
    """Where a backup comes from and where it goes."""

    url: str
    city: Path
    heads: Path
    keys: Keys
    backups: Path


def keys_of(settings: Settings) -> Keys:
    """Where these settings have their keys."""
    here = settings.keys or settings.state / "keys"
    return Keys(
        here, settings.keys_copy or here.with_name("keys-copy"), settings.backup_key or here.with_name("backup.key")
    )


def places(settings: Settings) -> Places | None:
    """The places of these settings; None where no backups are made."""
    if settings.backups is None or not settings.database_url:
        return None
    heads = Path(settings.audit_witness or settings.state / "audit-heads.log")
    return Places(settings.database_url, settings.city, heads, keys_of(settings), settings.backups)


async def make(at: Places, now: int) -> Safekept:
    """A backup that began at `now` (ms), or why there is none: `record` (the database cannot be asked), `dump` (the
    database's own programs failed), `space`, `place` (a folder or the key cannot be used)."""
    begun = time.monotonic()
    name = name_of(read_city(at.city).catalog.city, now)
    size, rows, why = 0, 0, ""
    try:
        size, rows = await _made(at, name, now)
    except (DumpFailed, EngineRefused):
        why = "dump"
    except SQLAlchemyError:
        why = "record"
    except (OSError, ValueError) as error:
        full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        away = isinstance(error, ConnectionError | TimeoutError)
        why = "space" if full else "record" if away else "place"
    return Safekept("backup", now, int((time.monotonic() - begun) * 1000), name, size, rows, why)


async def _made(at: Places, name: str, now: int) -> tuple[int, int]:
    at.backups.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = key_at(at.keys.backup, make=True)
    engine = open_engine(at.url, size=1, statement_ms=COUNTING_MS)
    try:
        async with instant(engine) as then:
            size, rows = await asyncio.to_thread(_write, at, name, now, key, then)
    finally:
        await engine.dispose()
    keys_copy.follow(at.keys.here, at.keys.copy, key)
    return size, rows


def _write(at: Places, name: str, now: int, key: bytes, then: Instant) -> tuple[int, int]:
    """The file, whole on the disk under its name or not there; its bytes, and how many rows are in it."""
    manifest = Manifest(read_city(at.city).catalog.city, now, then.schema, then.postgres, then.tables)
    draft = at.backups / f".{name}.part"
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            writer = Writer(out, key, manifest)
            with dumping(at.url, then.snapshot) as dump:
                writer.record(dump)
            writer.folder(at.city)
            writer.heads(at.heads)
            writer.close()
            out.flush()
            os.fsync(out.fileno())
            size = out.tell()
        draft.replace(at.backups / name)
    finally:
        draft.unlink(missing_ok=True)
    return size, manifest.rows


def forget(folder: Path, city: str, generations: int) -> list[str]:
    """Files that are kept no longer are gone; their names."""
    old = outlived([file.name for file in folder.iterdir()], city, generations)
    for name in old:
        (folder / name).unlink()
    return old

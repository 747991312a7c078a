"""The trial of a backup: into a scratch database of the same server, counted, opened with the copy of the keys, gone
again. A backup that was never tried is a hope."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from server.backup import keys_copy, stand_up
from server.backup.generations import at_of
from server.backup.make import Places
from server.backup.reasons import Stopped, reasons
from server.backup.scratch import scratch
from server.exchange.city import read_city
from server.ports.watching import Safekept
from server.vault.keyring import Keyring
from server.vault.sealing import Sealing
from server.vault.stream import key_at


async def drill(at: Places, now: int, file: Path | None = None) -> Safekept:
    """The newest backup, or this one. Never raises for what is wrong with it: that is the outcome."""
    begun = time.monotonic()
    city = read_city(at.city).catalog.city
    file = file or newest(at.backups, city)
    rows, size, why = 0, 0, ""
    try:
        if file is None:
            raise Stopped("none")
        with reasons():
            size = file.stat().st_size
            rows = await _tried(at, city, file)
    except Stopped as stopped:
        why = stopped.why
    return Safekept("drill", now, int((time.monotonic() - begun) * 1000), file.name if file else "", size, rows, why)


def newest(folder: Path, city: str) -> Path | None:
    """The last backup of a city in this folder."""
    names = [file.name for file in folder.glob("*.backup") if at_of(file.name, city) is not None]
    return folder / max(names) if names else None


async def _tried(at: Places, city: str, file: Path) -> int:
    """The rows that came back."""
    folder = Path(tempfile.mkdtemp(prefix="md-drill-"))
    try:
        key = key_at(at.keys.backup)
        keys_copy.back(at.keys.copy, folder / "keys", key)
        async with scratch(at.url, "drill") as (url, engine):
            manifest = await stand_up.fill(file, key, url, engine)
            if await stand_up.unreadable(engine, Sealing(Keyring(folder / "keys", city))):
                raise Stopped("keys")
            return manifest.rows
    finally:
        shutil.rmtree(folder)

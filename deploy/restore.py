"""`python -m deploy.restore`: standing up again from a backup, and trying that it can be done.

FILE --database URL --into FOLDER   fill this empty database; the city's folder, the audit's heads and the keys go into
                                    a folder that is not there yet
FILE --look                         read all of the file and say what is in it
--drill [FILE]                      the newest backup (or this one) into a scratch database, counted, opened, and gone
                                    again; the outcome stands on the 状態 page

Keys and places are those of the settings (MADOGUCHI_BACKUPS, MADOGUCHI_BACKUP_KEY, MADOGUCHI_KEYS_COPY). Status 0 when
it is done, 1 when the file, the key or the database cannot be used, with the reason in one line.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from pathlib import Path

from handoff.calendar import local_time
from server import settings as environment
from server.backup import keys_copy, stand_up
from server.backup.bundle import Manifest
from server.backup.drill import drill
from server.backup.make import COUNTING_MS, Keys, keys_of, places
from server.backup.reasons import Stopped, reasons
from server.embedded import reach
from server.record.engine import open_engine
from server.record.outages import PgOutages
from server.settings import SettingRefused, Settings
from server.vault.stream import key_at


def main() -> int:
    """Do what is asked, and say it."""
    asked = arguments()
    try:
        print(asyncio.run(do(asked, reach.running(environment.read()))))
    except (SettingRefused, Stopped) as no:
        print(no, file=sys.stderr)
        return 1
    return 0


def arguments() -> argparse.Namespace:
    """The file, and what is to be done with it."""
    parser = argparse.ArgumentParser(prog="python -m deploy.restore", description="控えから戻す・戻せることを試す")
    parser.add_argument("file", nargs="?", type=Path, help="控えのファイル")
    parser.add_argument("--look", action="store_true", help="中身を確かめるだけ")
    parser.add_argument("--drill", action="store_true", help="試しのデータベースに戻してみる")
    parser.add_argument("--database", default="", help="戻す先の、空のデータベース")
    parser.add_argument("--into", type=Path, help="市の設定と鍵を戻す、まだないフォルダー")
    asked = parser.parse_args()
    if not asked.drill and (asked.file is None or not (asked.look or (asked.database and asked.into))):
        parser.error("--drill か、ファイルと --look か、ファイルと --database と --into を指定してください。")
    return asked


async def do(asked: argparse.Namespace, settings: Settings) -> str:
    """One of the three; what to say about it."""
    if asked.drill:
        return await drilled(settings, asked.file)
    keys = keys_of(settings)
    with reasons():
        if asked.look:
            manifest = stand_up.look(asked.file, key_at(keys.backup))
        else:
            manifest = await filled(asked.file, asked.database, asked.into, keys)
    when = f"{local_time(manifest.at):%Y-%m-%d %H:%M}"
    return f"{asked.file.name}: {manifest.city}、{when} 現在、{manifest.rows:,} 行（構造 {manifest.schema}）"


async def filled(file: Path, database: str, into: Path, keys: Keys) -> Manifest:
    """A database and the folders."""
    must_be_free(into)
    key = key_at(keys.backup)
    engine = open_engine(database, size=1, statement_ms=COUNTING_MS)
    try:
        manifest = await stand_up.fill(file, key, database, engine)
        stand_up.folders(file, key, into)
        keys_copy.back(keys.copy, into / "keys", key)
        return manifest
    finally:
        await engine.dispose()


def must_be_free(into: Path) -> None:
    """Before anything is written."""
    if into.exists():
        raise Stopped("place")


async def drilled(settings: Settings, file: Path | None) -> str:
    """A trial, noted in the house's record whatever its outcome."""
    at = places(settings)
    if at is None:
        raise Stopped("none")
    done = await drill(at, int(time.time() * 1000), file)
    engine = open_engine(at.url, size=1)
    try:
        with reasons():
            await PgOutages(engine).safekeep(done)
    finally:
        await engine.dispose()
    if done.why:
        raise Stopped(done.why)
    return f"{done.file}: {done.rows:,} 行が {done.took / 1000:.1f} 秒で戻りました。"


if __name__ == "__main__":
    sys.exit(main())

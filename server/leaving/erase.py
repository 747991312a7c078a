"""Erasing all that this house has of a city: first the keys, which no copy of any sealed value survives, then the
record, the live store, and every file: engines' data, backups, the keys' copy, what went in and out through folders."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import text

from server.backup.make import keys_of
from server.exchange.city import read_city
from server.live.connection import open_redis
from server.live.keys import Keys
from server.record.engine import open_engine
from server.settings import Settings

PIECE: Final = 1 << 20
ITEMS: Final[Mapping[str, tuple[str, str, str]]] = {
    "keys": (
        "市区町村と案件の鍵（控えの鍵と写しを含む）",
        "鍵の保管場所",
        "乱数で上書きして消去（写しを含むすべての封が開けなくなる）",
    ),
    "tables": ("データベースの表（別に動いているもの）", "データベース", "鍵の消去と、表の削除"),
    "live": ("受付中の案件などの値（別に動いているもの）", "Redis", "鍵の消去と、削除"),
    "backups": ("控え（バックアップ）のファイル", "控えの保管場所", "鍵の消去と、上書きして消去"),
    "files": ("データベースとRedisのデータ、記録、書き出しなどのファイル", "サーバーの保管場所", "上書きして消去"),
}
"""What is erased: its name, where it lay, how."""


async def erase(settings: Settings) -> dict[str, int]:
    """Everything; how many of each of `ITEMS`. May be broken off and done again. The engines that this house runs
    itself must have been stopped; of engines that others run, tables and values are dropped."""
    counts = dict.fromkeys(ITEMS, 0)
    counts["keys"] = _overwritten(key_places(settings))
    if settings.database_url:
        counts["tables"] = await _drop_tables(settings.database_url)
    if settings.redis_url:
        counts["live"] = await _drop_live(settings.redis_url, read_city(settings.city).catalog.city)
    counts["backups"] = _overwritten([settings.backups] if settings.backups else [])
    counts["files"] = _overwritten(file_places(settings))
    return counts


def places(settings: Settings) -> list[Path]:
    """All files and folders that will be gone."""
    backups = [settings.backups] if settings.backups else []
    return [*key_places(settings), *backups, *file_places(settings)]


def key_places(settings: Settings) -> list[Path]:
    """The city's keys, their copy, the backups' key."""
    keys = keys_of(settings)
    return [keys.here, keys.copy, keys.backup]


def file_places(settings: Settings) -> list[Path]:
    """Engines' data and what else this house writes by itself; the folders through which files come and go."""
    out = read_city(settings.city).settings.exports.folder
    witness = settings.audit_witness
    found = [settings.state, settings.imports, Path(out) if out else None]
    return [
        *(one for one in found if one),
        *([Path(witness)] if witness and not witness.startswith("postgres") else []),
    ]


def _overwritten(found: Iterable[Path]) -> int:
    return sum(_overwrite(one) for one in found)


async def _drop_tables(url: str) -> int:
    engine = open_engine(url, size=1)
    try:
        async with engine.begin() as line:
            named = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()"
            found = list((await line.execute(text(named))).scalars())
            for table in found:
                await line.execute(text(f"DROP TABLE {table} CASCADE"))
        return len(found)
    finally:
        await engine.dispose()


async def _drop_live(url: str, city: str) -> int:
    """All keys that carry the city's hash tag: another city's in the same Redis stay."""
    redis = open_redis(url, connections=1)
    try:
        found = [key async for key in redis.scan_iter(match=f"{Keys(city).epoch.rpartition(':')[0]}:*", count=1_000)]
        for key in found:
            await redis.unlink(key)
        return len(found)
    finally:
        await redis.aclose()


def _overwrite(place: Path) -> int:
    """The file, or all files of the folder, written over and gone; how many. A link is only taken away: what it leads
    to is named by its own setting, or not ours."""
    if place.is_symlink() or not place.is_dir():
        return _away(place)
    count = sum(_away(one) for one in sorted(place.rglob("*")) if one.is_symlink() or not one.is_dir())
    shutil.rmtree(place)
    return count


def _away(file: Path) -> int:
    own = file.is_file() and not file.is_symlink()
    if own:
        _over(file)
    file.unlink(missing_ok=True)
    return int(own)


def _over(file: Path) -> None:
    with file.open("r+b") as out:
        left = file.stat().st_size
        while left > 0:
            out.write(secrets.token_bytes(min(PIECE, left)))
            left -= PIECE
        out.flush()
        os.fsync(out.fileno())

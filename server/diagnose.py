"""`python -m server.diagnose [FILE]`: one JSON file for whoever maintains the house, to be read by the city before it
is sent. Versions, figures and states, each from a list that stands here or in our own tables: no entry, no name, no
number of a visitor, no address, no line of a log. A part that cannot be asked says so."""

from __future__ import annotations

import argparse
import asyncio
import importlib.metadata
import json
import os
import platform
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from server import settings as environment
from server.cellar import open_witness
from server.city import city_of
from server.embedded import reach
from server.live.connection import open_redis
from server.live.keys import Keys
from server.record.audit import PgLedger
from server.record.engine import open_engine
from server.record.metadata import METADATA
from server.record.tables import epoch as epochs
from server.record.tables import mark
from server.settings import SettingRefused, Settings, to_environment
from server.work.auditing import check

PACKAGES: Final = (
    *("asyncpg", "argon2-cffi", "cryptography", "msgspec", "python-socketio", "redis", "reportlab", "sqlalchemy"),
    *("starlette", "uvicorn", "websockets"),
)
KINDS: Final = frozenset(
    {"epoch", "river", "kept", "weather", "audit", "offices", "case", "ops", "visits", "seats", "here", "faces"}
    | {"screens", "session", "blob", "card", "limit"}
)
INFO: Final = (
    *("redis_version", "valkey_version", "uptime_in_seconds", "used_memory", "maxmemory", "connected_clients"),
    *("rdb_last_bgsave_status", "aof_enabled", "aof_last_write_status", "total_commands_processed"),
)
STATES: Final = ("server_version", "max_connections", "shared_buffers", "synchronous_commit", "fsync")
SEVERITY: Final = re.compile(r"\b(LOG|WARNING|ERROR|FATAL|PANIC):")
SECONDS: Final = 20
Part = Callable[[], Awaitable[Mapping[str, Any]]]


def main() -> int:
    """Ask everything, write the file, say where it is."""
    parser = argparse.ArgumentParser(prog="python -m server.diagnose", description="保守用の診断ファイルを作ります。")
    named = f"madoguchi-diagnose-{time.strftime('%Y%m%d-%H%M%S')}.json"
    parser.add_argument("file", nargs="?", type=Path, default=Path(named))
    file = parser.parse_args().file
    try:
        settings = reach.running(environment.read())
    except SettingRefused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    told = json.dumps(asyncio.run(gather(settings)), ensure_ascii=False, indent=1)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(told + "\n")
    print(f"{file} に書きました。入力された内容は入っていません。送る前に、中を確かめてください。")
    return 0


async def gather(settings: Settings) -> dict[str, Any]:
    """All parts, each under its name."""
    engine = open_engine(settings.database_url, size=1, statement_ms=SECONDS * 1000) if settings.database_url else None
    parts: dict[str, Part] = {
        "house": lambda: _house(settings),
        "logs": lambda: asyncio.to_thread(_logs, settings.state),
    }
    if engine is not None:
        parts |= {
            "postgres": lambda: _postgres(engine),
            "tables": lambda: _tables(engine),
            "audit": lambda: _audit(engine, settings),
        }
    if settings.redis_url:
        parts["redis"] = lambda: _redis(settings)
    try:
        told = {name: await _asked(part) for name, part in parts.items()}
    finally:
        if engine is not None:
            await engine.dispose()
    return {name: told.get(name, {"not_asked": "no address"}) for name in ("house", *ENGINES, "logs")}


ENGINES: Final = ("postgres", "tables", "audit", "redis")


async def _asked(part: Part) -> Mapping[str, Any]:
    try:
        async with asyncio.timeout(SECONDS):
            return await part()
    except Exception as bug:  # noqa: BLE001 (what cannot be asked says so, by its kind: its text might hold a value)
        return {"not_asked": type(bug).__name__}


async def _house(settings: Settings) -> dict[str, Any]:
    """What runs here. Of the settings only which are set: their values may hold passwords and paths."""
    disk = shutil.disk_usage(settings.state if settings.state.exists() else settings.state.parent)
    catalog = city_of(settings).catalog
    return {
        "at": int(time.time()),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "processors": os.cpu_count(),
        "packages": {name: _version(name) for name in PACKAGES},
        "city": catalog.city,
        "set": sorted(name for name, value in to_environment(settings).items() if value),
        "web_processes": settings.web_processes,
        "secure_cookies": settings.secure_cookies,
        "demo": settings.demo,
        "ahead_minutes": settings.ahead_minutes,
        "disk_free": disk.free,
        "disk_total": disk.total,
    }


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


async def _postgres(engine: AsyncEngine) -> dict[str, Any]:
    async with engine.connect() as line:
        states = {name: await line.scalar(text(f"SHOW {name}")) for name in STATES}
        mine = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        connections = await line.scalar(text(mine))
        waiting = await line.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted"))
        size = await line.scalar(text("SELECT pg_database_size(current_database())"))
        schema = await line.scalar(text("SELECT version_num FROM alembic_version"))
        epoch = await line.scalar(select(epochs.c.number))
        kept = (await line.execute(select(mark.c.pos, mark.c.beat))).one_or_none()
    figures = {"connections": connections, "waiting_locks": waiting, "bytes": size, "schema": schema}
    return {**states, **figures, "epoch": epoch, "kept_to": kept.pos if kept else "", "beat": kept.beat if kept else 0}


async def _tables(engine: AsyncEngine) -> dict[str, Any]:
    """How many rows each of our tables has."""
    async with engine.connect() as line:
        return {one.name: await line.scalar(select(func.count()).select_from(one)) for one in METADATA.sorted_tables}


async def _audit(engine: AsyncEngine, settings: Settings) -> dict[str, Any]:
    """Whether the chain holds."""
    verdict = await check(PgLedger(engine), open_witness(settings))
    kinds = Counter(one.what for one in verdict.breaks)
    return {"rows": verdict.rows, "heads": verdict.heads, "whole": verdict.whole, "breaks": dict(kinds)}


async def _redis(settings: Settings) -> dict[str, Any]:
    """How many keys of each kind, how long the streams are, how the engine is."""
    keys = Keys(city_of(settings).catalog.city)
    redis = open_redis(settings.redis_url, 2)
    try:
        info = await redis.info()
        kinds: Counter[str] = Counter()
        async for key in redis.scan_iter(match=f"{{{keys.city}}}:*", count=1000):
            kind = key.decode("ascii", "replace").split(":")[1]
            kinds[kind if kind in KINDS else "other"] += 1
        streams = {name: await redis.xlen(getattr(keys, name)) for name in ("river", "audit")}
    finally:
        await redis.aclose()
    return {"info": {name: info[name] for name in INFO if name in info}, "keys": dict(kinds), "streams": streams}


def _logs(state: Path) -> dict[str, Any]:
    """Lines of the engines' logs by severity. A line itself may quote what a statement was given."""
    return {
        file.name: dict(Counter(SEVERITY.findall(file.read_text(errors="replace"))))
        for file in sorted(state.glob("*.log"))
        if file.name in ("postgres.log", "valkey.log")
    }


if __name__ == "__main__":
    sys.exit(main())

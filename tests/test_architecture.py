"""The house stands as it was drawn: who imports whom, what stands where, and that what is made is current."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from deploy import contents, licences, wire
from tests.engines import ROOT

RINGS = ("handoff", "server", "devices", "deploy", "tests")
FOLDERS = {*RINGS, "clients"}
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-node.txt")


def python_files() -> list[Path]:
    return sorted(path for ring in RINGS for path in (ROOT / ring).rglob("*.py"))


def tracked() -> list[str]:
    return subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


def test_imports_keep_the_staircase_and_every_library_its_one_door() -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([tool, "--no-cache"], cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_module_says_first_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT)) for path in python_files() if not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_every_module_has_its_line_in_the_readme_of_its_folder() -> None:
    assert contents.faults() == []


def test_the_list_of_licences_is_current_and_leaves_none_unsaid() -> None:
    assert licences.PAGE.read_text() == licences.page(), "run `python -m deploy.licences`"
    assert all(said.strip() for _, said in [*licences.python(), *licences.browser()])


def test_the_wires_typescript_twin_is_current() -> None:
    assert wire.TARGET.read_text() == wire.write(), "run `python -m deploy.wire`"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_hashes_and_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.search(r"\w+://|\b(index-url|find-links)\b", text)
    pinned = re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE)
    assert pinned and len(re.findall(r"^[a-z0-9._-]+==[^\n]*\\\n +--hash=sha256:", text, re.MULTILINE)) == len(pinned)


def test_the_runtime_lock_is_a_part_of_the_development_lock() -> None:
    runtime, development = (
        dict(re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", (ROOT / lock).read_text(), re.MULTILINE)) for lock in LOCKS[:2]
    )
    assert {name: development.get(name) for name in runtime} == runtime


def test_the_clients_lock_has_hashes_and_names_no_address() -> None:
    packages = json.loads((ROOT / "clients/package-lock.json").read_text())["packages"]
    outside = {
        name: package for name, package in packages.items() if "node_modules/" in name and not package.get("link")
    }
    assert outside and all(package.get("integrity") for package in outside.values())
    assert not any("://" in str(package.get("resolved", "")) for package in packages.values())


def test_no_folder_stands_beside_the_rooms() -> None:
    tops = {name.split("/")[0] for name in tracked() if "/" in name}
    assert {name for name in tops if not name.startswith(".")} <= FOLDERS

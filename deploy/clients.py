"""The browser clients: node found or fetched, packages installed, both clients built, each only when needed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from deploy import python
from deploy.shell import BIN, ROOT, Stamp, say, sh

CLIENTS = ROOT / "clients"
WORKSPACES = ("staff", "display")
OLDEST_NODE = (20, 19)
NODE = "requirements-node.txt"
NOT_SOURCE = {"node_modules", "dist"}


def build() -> None:
    """Build what changed. A second call with the same sources does nothing."""
    if not (CLIENTS / "package.json").exists():
        return
    sources = _sources()
    stale = [name for name in WORKSPACES if not _built(name, sources).fresh]
    if not stale:
        return
    env = packages()
    for name in stale:
        say(f"画面を組み立てています（{name}）。")
        sh("npm", "run", "--silent", "build", "--workspace", name, "--", "--logLevel", "error", cwd=CLIENTS, env=env)
        _built(name, sources).set()


def check() -> None:
    """The clients' own check: types and lint."""
    sh("npm", "run", "--silent", "check", cwd=CLIENTS, env=packages())


def test() -> None:
    """The clients' own tests."""
    sh("npm", "run", "--silent", "test", cwd=CLIENTS, env=packages())


def packages() -> dict[str, str]:
    """Install what package-lock.json says, when it changed. Returns the environment in which npm is found."""
    env = {**os.environ, "PATH": _path()}
    locks = [CLIENTS / "package-lock.json", *sorted(CLIENTS.glob("*/package.json"))]
    wanted = Stamp(CLIENTS / "node_modules/.stamp", locks)
    if not wanted.fresh:
        say("画面の部品を入れています（npm ci）。")
        sh("npm", "ci", "--no-audit", "--no-fund", "--silent", cwd=CLIENTS, env=env)
        wanted.set()
    return env


def _sources() -> list[Path]:
    found = []
    for folder, folders, files in os.walk(CLIENTS):
        folders[:] = sorted(set(folders) - NOT_SOURCE)
        found += [Path(folder) / name for name in sorted(files)]
    return found


def _built(name: str, sources: list[Path]) -> Stamp:
    others = {other for other in WORKSPACES if other != name}
    mine = [source for source in sources if source.relative_to(CLIENTS).parts[0] not in others]
    return Stamp(CLIENTS / name / "dist/.stamp", mine)


def _path() -> str:
    """A PATH with node and npm: the machine's where new enough, else from a wheel in .venv."""
    path = os.environ["PATH"]
    node = shutil.which("node")
    if node and shutil.which("npm") and _version(node) >= OLDEST_NODE:
        return path
    python.install(NODE)
    return f"{BIN}{os.pathsep}{path}"


def _version(node: str) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    return tuple(int(part) for part in said.strip().lstrip("v").split(".")[:2] if part.isdigit())

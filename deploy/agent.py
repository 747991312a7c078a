"""One folder for a window PC without the internet: `python -m deploy.agent [FOLDER]` (by default var/agent).

Inside are `handoff` and `devices`, the guide, what starts the agent, and the wheels of its libraries: for this kind of
machine and Python, or for Windows with any Python that the agent runs on (`--windows`, made on any machine).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from deploy.shell import ROOT, say

PACKAGES = ("handoff", "devices")
LITTER = shutil.ignore_patterns("__pycache__", "*.pyc", "README.md", "GUIDE.ja.md")
PYTHONS = ("3.11", "3.12", "3.13")
"""pyscard has wheels for Windows for these."""
ALWAYS = ("msgspec",)
"""What `handoff` needs besides the libraries that are named for devices."""


def main(arguments: list[str]) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m deploy.agent", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "var/agent")
    parser.add_argument("--windows", action="store_true")
    parser.add_argument("--without-wheels", action="store_true")
    asked = parser.parse_args(arguments)
    made = pack(asked.folder)
    if asked.windows:
        windows_wheels(made)
    elif not asked.without_wheels:
        wheels(made)
    archive = shutil.make_archive(str(made), "zip", made.parent, made.name)
    say(f"{made} と {archive} を作りました。")


def pack(folder: Path) -> Path:
    """The folder, made anew: nothing that was in it stays."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=LITTER)
    shutil.copy(ROOT / "devices/GUIDE.ja.md", folder / "はじめにお読みください.md")
    for starter in sorted((ROOT / "deploy/starters").iterdir()):
        shutil.copy(starter, folder / starter.name)
    _with_crlf(folder / "start.cmd")
    (folder / "requirements.txt").write_text("\n".join(needed()) + "\n", encoding="utf-8")
    return folder


def _with_crlf(script: Path) -> None:
    """cmd.exe finds the labels of a script by its CR LF alone."""
    script.write_bytes(script.read_bytes().replace(b"\n", b"\r\n"))


def needed() -> list[str]:
    """The libraries of the agent, as the project names them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    always = [one for one in project["dependencies"] if one.startswith(ALWAYS)]
    return [*always, *project["optional-dependencies"]["devices"]]


def wheels(folder: Path) -> None:
    """The libraries beside the agent, so that they go in without the internet."""
    _pip("wheel", folder, "-w")


def windows_wheels(folder: Path) -> None:
    """The same for window PCs with Windows (64 bit)."""
    for python in PYTHONS:
        machine = ["--only-binary=:all:", "--platform", "win_amd64", "--python-version", python]
        _pip("download", folder, *machine, "-d")


def _pip(verb: str, folder: Path, *how: str) -> None:
    """pip, into the folder's wheels; `how` ends with what names a folder."""
    command = [sys.executable, "-m", "pip", verb, "-q", *how, str(folder / "wheels")]
    subprocess.run([*command, "-r", str(folder / "requirements.txt")], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])

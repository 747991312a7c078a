"""The Python environment: .venv, filled from a lock when the lock has changed. Works with and without uv."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from deploy.shell import BIN, ROOT, VENV, Stamp, StepFailed, say, sh, works

OLDEST = (3, 11)
NAMES = ("python3.13", "python3.12", "python3.11", "python3.14", "python3")
RUNTIME = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"  # holds everything of the runtime's lock besides


def need_new_enough() -> None:
    """Go on under a newer Python when this one is too old; say so when there is none."""
    if sys.version_info >= OLDEST:
        return
    for name in NAMES:
        found = shutil.which(name)
        if found and works(found, "-c", f"import sys; sys.exit(sys.version_info < {OLDEST})"):
            os.execv(found, [found, "-m", "deploy.dev", *sys.argv[1:]])
    raise StepFailed("Python 3.11 以上が必要です（Debian では apt-get install python3 python3-venv）。")


def install(lock: str) -> None:
    """Bring .venv to what a lock says. Nothing is done while the lock is the one that was installed last."""
    wanted = _stamp(lock)
    if wanted.fresh:
        return
    if not works(BIN / "python", "-c", ""):
        _create()
    say(f"Python の部品を入れています（{lock}）。")
    _fill(ROOT / lock)
    wanted.set()
    if lock == DEVELOPMENT:
        _stamp(RUNTIME).set()


def uv() -> str | None:
    """The uv of this machine or of .venv."""
    return shutil.which("uv") or shutil.which("uv", path=str(BIN))


def _stamp(lock: str) -> Stamp:
    return Stamp(VENV / f".{lock}.stamp", [ROOT / lock], sys.version)


def _create() -> None:
    say(".venv を作っています。")
    if works(sys.executable, "-m", "venv", "--clear", VENV):
        return
    # Debian's python3 comes without ensurepip unless python3-venv is installed; uv does not need it.
    tool = uv()
    if not tool or not works(tool, "venv", "--clear", "--seed", "--python", sys.executable, VENV):
        raise StepFailed(".venv を作れません。Debian では apt-get install python3-venv を実行してください。")


def _fill(lock: Path) -> None:
    """uv where there is one, because it is quick. It does not read pip's configuration, so a site that names its
    registry only there comes to pip."""
    tool = uv()
    if tool:
        how = ["-q", "--compile-bytecode", "--require-hashes", "--python", str(BIN / "python")]
        command = [tool, "pip", "install", *how, "-r", str(lock)]
        if subprocess.run(command, cwd=ROOT).returncode == 0:
            return
        say("uv では入れられませんでした。pip で入れます。")
    pip = ["-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    sh(BIN / "python", *pip, "--require-hashes", "-r", lock)

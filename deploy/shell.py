"""Running a command, saying what is done, and remembering what was done already. Standard library only."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
COMPILED = ROOT / "var/compiled"
_START = time.monotonic()


class StepFailed(SystemExit):
    """A step cannot be done. The text says what the person can do about it."""


def say(text: str) -> None:
    """One line to the terminal, with the seconds since the start."""
    print(f"[{time.monotonic() - _START:5.1f} s] {text}", file=sys.stderr, flush=True)


def sh(*command: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
    """Run a command; its failure is ours."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=env)
    if done.returncode:
        raise StepFailed(f"失敗しました（{done.returncode}）: {' '.join(str(part) for part in command)}")


def works(*command: str | Path) -> bool:
    """Whether a command can be run and succeeds; what it says is not shown."""
    try:
        return subprocess.run([str(part) for part in command], capture_output=True).returncode == 0
    except OSError:
        return False


def environment() -> dict[str, str]:
    """For our own Python processes: modules come from the project, never from where the person happens to stand. What
    was compiled is kept under var/, also where the machine keeps nothing of it beside the sources: a process that
    compiles all its modules anew needs twice as long to start."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {"PYTHONPYCACHEPREFIX": str(COMPILED), **kept, "PYTHONSAFEPATH": "1", "PYTHONPATH": str(ROOT)}


def become(*command: str | Path, env: Mapping[str, str] | None = None) -> None:
    """Replace this process, so that signals and the exit status are the command's own."""
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execve(command[0], [str(part) for part in command], dict(env or environment()))


class Stamp:
    """A file that says from what a result was made. The result is fresh while its sources' content is the same."""

    def __init__(self, path: Path, sources: Iterable[Path], extra: str = "") -> None:
        self.path = path
        digest = sha256(extra.encode())
        for source in sources:
            digest.update(str(source.relative_to(ROOT)).encode() + b"\0" + source.read_bytes() + b"\0")
        self.digest = digest.hexdigest()

    @property
    def fresh(self) -> bool:
        """Whether nothing has to be done."""
        return self.path.exists() and self.path.read_text() == self.digest

    def set(self) -> None:
        """It is done."""
        self.path.write_text(self.digest)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """One set-up at a time: `make run` and `make test` may be started together."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("別の準備が進んでいます。終わるのを待ちます。")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield

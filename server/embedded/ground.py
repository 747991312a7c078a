"""The ground that engines stand on: a state directory held by one lock, and a private directory for sockets."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from server.embedded.identity import NOBODY
from server.embedded.refused import EngineRefused

LOCK_PATIENCE_S = 15.0


@dataclass(frozen=True)
class Ground:
    """`state` keeps the data, `sockets` holds the sockets. The servers inherit `lock`, so it is free only when the last
    of them has ended: two Valkeys on one directory would take each other's socket and fork the data in silence."""

    state: Path
    sockets: Path
    lock: int

    def leave(self) -> None:
        """Remove the sockets and let the lock go."""
        shutil.rmtree(self.sockets, ignore_errors=True)
        os.close(self.lock)


def take(state: Path, base: Path | None = None) -> Ground:
    """Take a state directory for this process. Refused while another process runs its engines there; servers that are
    still stopping after their owner died are waited for. `base` is where the socket directory is made."""
    state = state.resolve()
    state.mkdir(parents=True, exist_ok=True)
    lock = os.open(state / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _wait_for(lambda: _locked(lock), lambda: _owner(lock), state)
        os.ftruncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
        sockets = private_directory((base or _runtime()) / f"madoguchi-{os.getuid()}-{_short(state)}")
    except BaseException:
        os.close(lock)
        raise
    return Ground(state, sockets, lock)


def sockets_of(state: Path) -> Path | None:
    """Where the engines of a state directory have their sockets while they run; None when nobody has taken it."""
    state = state.resolve()
    for pid in state.glob("postgres-*/postmaster.pid"):
        lines = pid.read_text().splitlines()
        if len(lines) > 4 and Path(lines[4]).is_dir():
            return Path(lines[4])
    path = _runtime() / f"madoguchi-{os.getuid()}-{_short(state)}"
    return path if path.is_dir() else None


def private_directory(path: Path) -> Path:
    """Make or check a directory that no other user can enter. Refused when it is someone else's or a link."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    seen = path.lstat()
    owners = {os.getuid(), NOBODY} if os.getuid() == 0 else {os.getuid()}
    if path.is_symlink() or seen.st_uid not in owners or seen.st_mode & 0o077:
        raise EngineRefused(f"{path} は、この利用者だけのディレクトリではありません。")
    return path


def _wait_for(locked: Callable[[], bool], owner: Callable[[], str], state: Path) -> None:
    end = time.monotonic() + LOCK_PATIENCE_S
    while not locked():
        pid = owner()
        if (pid.isdigit() and Path(f"/proc/{pid}").exists()) or time.monotonic() > end:
            raise EngineRefused(f"{state} は、すでに別のプロセス（{pid or '不明'}）が使っています。")
        time.sleep(0.05)


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _owner(lock: int) -> str:
    return os.pread(lock, 32, 0).decode().strip()


def _runtime() -> Path:
    """Short on purpose: the path of a unix socket ends at 107 bytes."""
    named = os.environ.get("XDG_RUNTIME_DIR")
    return Path(named) if named and os.access(named, os.W_OK) else Path("/tmp")


def _short(state: Path) -> str:
    return hashlib.sha256(str(state).encode()).hexdigest()[:10]

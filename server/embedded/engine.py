"""One server process as a child of ours: how it is started, watched, stopped, and never left behind."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

from server.embedded.ground import Ground
from server.embedded.identity import Identity
from server.embedded.refused import EngineRefused

PR_SET_PDEATHSIG = 1
START_PATIENCE_S = 60.0
STOP_PATIENCE_S = 15.0
TAIL = 1500  # characters of the log that are shown when a start fails
_libc = ctypes.CDLL(None, use_errno=True)


class Engine(ABC):
    """A server with its own data directory, in which it stands (both servers chdir there): whoever has that directory
    as working directory belongs to it, also after its first process is gone."""

    name = ""
    stop_signal = signal.SIGTERM

    def __init__(self, ground: Ground, data: Path) -> None:
        self.ground = ground
        self.data = data
        self.process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def start(self) -> None:
        """Start and wait until it answers. Main thread only."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether it takes connections now."""

    @property
    def running(self) -> bool:
        """Whether the first process lives."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """Ask it to stop, wait, and at last kill."""
        if self.process is None:
            return
        if self.running:
            self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(STOP_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.kill()
        self.process = None

    def kill(self) -> None:
        """kill -9 of every process of it, and wait until they are gone."""
        for pid in dwellers(self.data):
            _send(pid, signal.SIGKILL)
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        self.clear()

    def clear(self) -> None:
        """Let no process of an earlier life stand in the data directory: PostgreSQL's backends outlive a killed
        postmaster for a moment, and a new one refuses to start beside them."""
        end = time.monotonic() + STOP_PATIENCE_S
        while left := dwellers(self.data):
            for pid in left:
                _send(pid, signal.SIGKILL if time.monotonic() > end - STOP_PATIENCE_S / 2 else self.stop_signal)
            if time.monotonic() > end:
                raise EngineRefused(f"以前の {self.name}（プロセス {left[0]}）が終了しません。")
            time.sleep(0.02)

    def launch(self, command: list[str], who: Identity) -> None:
        """Start the process: own group (Ctrl-C reaches only us), the lock inherited, its log beside its data."""
        assert threading.current_thread() is threading.main_thread(), "the death signal follows the starting thread"
        with open(self.ground.state / f"{self.name}.log", "ab") as log:
            self.process = subprocess.Popen(
                [*who.prefix, *command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.ground.state,
                process_group=0,
                pass_fds=[self.ground.lock],
                preexec_fn=dies_with_parent(self.stop_signal),  # noqa: PLW1509 (one prctl, no locks taken)
                user=who.uid,
                group=who.uid,
                extra_groups=None if who.uid is None else [],
            )

    def wait_until_it_answers(self) -> None:
        """Refused with the log's tail when it ends first or takes longer than a minute."""
        end = time.monotonic() + START_PATIENCE_S
        while not self.answers():
            if not self.running:
                raise EngineRefused(f"{self.name} が起動できませんでした。\n{self.tail()}")
            if time.monotonic() > end:
                raise EngineRefused(f"{self.name} が {START_PATIENCE_S:.0f} 秒たっても応答しません。\n{self.tail()}")
            time.sleep(0.01)

    def tail(self) -> str:
        """The end of its log. Engines log no values: statements are not logged."""
        return (self.ground.state / f"{self.name}.log").read_text(errors="replace")[-TAIL:]


def dies_with_parent(sig: int) -> Callable[[], None] | None:
    """What the child does before exec so that a kill -9 of us ends it too (Linux only)."""
    if not hasattr(_libc, "prctl"):
        return None
    parent = os.getpid()

    def ask() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, int(sig))
        if os.getppid() != parent:
            os._exit(1)

    return ask


def dwellers(directory: Path) -> list[int]:
    """Processes whose working directory is this one; zombies have none."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cwd"):
        with contextlib.suppress(OSError):
            if os.readlink(entry) == str(directory):
                found.append(int(entry.parent.name))
    return found


def _send(pid: int, sig: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, sig)

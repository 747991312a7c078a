"""The server's own processes: started, started again when they die, stopped in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence

from server.embedded.engine import dies_with_parent

FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 10.0
HEALTHY_S = 10.0  # after that long a life, the next death counts as the first
STOP_PATIENCE_S = 10.0
# glibc keeps freed blocks of up to 32 MB in each thread's own heap: the four threads that check passwords (argon2id, 19
# MiB each time) would hold 76 MB for ever. Above 1 MB memory goes back to the system. Below it all threads
# share one heap: each would begin its own when it first works, with holes of its own, and a process grow for hours.
THRIFT = {"MALLOC_MMAP_THRESHOLD_": str(1 << 20), "MALLOC_ARENA_MAX": "1"}


class Child:
    """One process of ours: `python -m server <verb> …`, with the settings in its environment."""

    def __init__(
        self,
        name: str,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        hand_over: Sequence[int] = (),
        module: str = "server",
        stdout: int | None = None,
    ) -> None:
        self.name = name
        self.command = [sys.executable, "-m", module, *arguments]
        self.environment = {**THRIFT, **os.environ, **environment}
        self.hand_over = tuple(hand_over)
        self.stdout = stdout
        self.process: subprocess.Popen[bytes] | None = None
        self.deaths = 0
        self._started = 0.0
        self._not_before = 0.0

    def start(self) -> None:
        """Start it. Main thread only: the death signal follows the starting thread. SIGKILL, because nothing of ours
        may outlive the supervisor, and a killed process loses nothing."""
        assert threading.current_thread() is threading.main_thread()
        self._started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=self.stdout,
            env=self.environment,
            pass_fds=self.hand_over,
            process_group=0,
            preexec_fn=dies_with_parent(signal.SIGKILL),  # noqa: PLW1509 (one prctl, no locks taken)
        )

    def look_after(self, say: Callable[[str], None]) -> None:
        """Start it again when it has died: at once the first time, then with growing pauses."""
        now = time.monotonic()
        if self.process is not None and (status := self.process.poll()) is not None:
            self.deaths = 1 if now - self._started > HEALTHY_S else self.deaths + 1
            pause = min(FIRST_PAUSE_S * 2 ** (self.deaths - 1), LONGEST_PAUSE_S)
            self._not_before = now + pause
            self.process = None
            say(f"{self.name} が止まりました（状態 {status}）。もう一度起動します。")
        if self.process is None and now >= self._not_before:
            self.start()

    def ask_to_stop(self) -> None:
        """SIGTERM."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def wait(self) -> None:
        """Wait for its end, and at last kill."""
        if self.process is None:
            return
        try:
            self.process.wait(STOP_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None


def stop_together(children: Sequence[Child]) -> None:
    """Ask all, then wait for all."""
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.wait()

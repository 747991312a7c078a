"""Signals for the main thread as something that can be waited for, so that nothing is interrupted half-way."""

from __future__ import annotations

import contextlib
import select
import signal
import socket
from types import FrameType

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Signals:
    """Notices a wish to stop, and wakes up early when a child has ended."""

    def __init__(self) -> None:
        self.stopping = False
        self._wake, write = socket.socketpair()
        self._wake.setblocking(False)
        write.setblocking(False)
        self._write = write
        signal.set_wakeup_fd(write.fileno(), warn_on_full_buffer=False)
        for number in STOPS:
            signal.signal(number, self._stop)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)

    def wait(self, seconds: float) -> None:
        """Sleep that long, or until the next signal."""
        select.select([self._wake], [], [], seconds)
        with contextlib.suppress(BlockingIOError):
            while self._wake.recv(512):
                pass

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

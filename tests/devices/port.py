"""A serial port with a pretend scanner at it: a pseudo terminal, which the system treats as a port."""

from __future__ import annotations

import os
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Port:
    """By a name that stays when the scanner is plugged in again."""

    def __init__(self, name: Path) -> None:
        self.name = name
        self._ends: tuple[int, int] | None = None

    def plug(self) -> None:
        """The scanner is there."""
        self._ends = os.openpty()
        tty.setraw(self._ends[1])
        self.name.symlink_to(os.ttyname(self._ends[1]))

    def pull(self) -> None:
        """The scanner is gone."""
        if self._ends is not None:
            self.name.unlink()
            for end in self._ends:
                os.close(end)
            self._ends = None

    def scans(self, data: bytes) -> None:
        """What it reads."""
        assert self._ends is not None
        os.write(self._ends[0], data)


@contextmanager
def plugged(folder: Path) -> Iterator[Port]:
    """A scanner at a port of its own, for a while."""
    port = Port(folder / "ttyACM0")
    port.plug()
    try:
        yield port
    finally:
        port.pull()

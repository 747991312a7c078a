"""A gate between processes: they load their modules while others prepare what they need, and begin when it is there."""

from __future__ import annotations

import os


class Gate:
    """A pipe whose writing end only the parent has. Closed means open: reading then ends at once, also for children
    that are started later."""

    def __init__(self) -> None:
        self.fd, self._write = os.pipe()
        self._is_open = False

    @property
    def arguments(self) -> tuple[str, str]:
        """What tells a child where to wait; the descriptor must be handed over too."""
        return "--gate", str(self.fd)

    def open(self) -> None:
        """Let all go on."""
        if not self._is_open:
            os.close(self._write)
            self._is_open = True

    def close(self) -> None:
        """Give both ends back."""
        self.open()
        os.close(self.fd)


def wait_at(gate: int | None) -> None:
    """Wait until the parent opens the gate, or is gone. Without a gate there is nothing to wait for."""
    if gate is not None:
        os.read(gate, 1)

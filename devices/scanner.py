"""A scanner at a serial (USB-COM) port: each line is a scan. The only module with pyserial.

What a line says is neither kept nor told: it goes on, and is forgotten. A line that is too long, or has a character
that no code has, is dropped whole.
"""

from __future__ import annotations

import string
import threading
from collections.abc import Callable
from typing import Final

import serial

BAUD: Final = 9600
"""What scanners come with; a USB-COM port takes any."""
LOOK_S: Final = 0.5
AGAIN_S: Final = 1.0
LONGEST: Final = 80
"""A scanner's prefix, separators and all; longer is no slip (`handoff/ticket.py`)."""
ENDS: Final = b"\r\n"
CODE: Final = frozenset(string.printable.encode()) - frozenset(b"\t\n\r\x0b\x0c")


class Scanner(threading.Thread):
    """One port, until `stop`. `heard` gets lines, `there` whether the port is; both in this thread."""

    def __init__(self, port: str, heard: Callable[[str], None], there: Callable[[bool], None]) -> None:
        super().__init__(name=f"scanner {port}", daemon=True)
        self.port = port
        self.heard = heard
        self.there = there
        self._over = threading.Event()
        self._told: bool | None = None

    def run(self) -> None:
        while not self._over.is_set():
            try:
                with serial.Serial(self.port, BAUD, timeout=LOOK_S) as line:
                    self._say(True)
                    self._listen(line)
            except (serial.SerialException, OSError):
                self._say(False)
                self._over.wait(AGAIN_S)

    def stop(self) -> None:
        """End it: within half a second."""
        self._over.set()
        self.join()

    def _listen(self, line: serial.Serial) -> None:
        lines = Lines()
        while not self._over.is_set():
            for said in lines.fed(line.read(1) + line.read(line.in_waiting)):
                self.heard(said)

    def _say(self, there: bool) -> None:
        if there != self._told:
            self._told = there
            self.there(there)


class Lines:
    """Bytes into lines. Holds no more than one line may have."""

    def __init__(self) -> None:
        self._line = bytearray()
        self._bad = False

    def fed(self, data: bytes) -> list[str]:
        """The lines that end in these bytes. Blank ones (CR and LF, one after the other) are none."""
        found = []
        for one in data:
            if one in ENDS:
                if self._line and not self._bad:
                    found.append(self._line.decode("ascii"))
                self._line.clear()
                self._bad = False
            elif one not in CODE or len(self._line) == LONGEST:
                self._bad = True
                self._line.clear()
            elif not self._bad:
                self._line.append(one)
        return found

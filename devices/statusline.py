"""The standing line at the foot of a terminal: rewritten in place, with the agent's sentences going by above it."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable
from typing import TextIO

from devices.standing import Standing

BETWEEN = " | "


class StatusLine:
    """Plain characters and carriage returns alone: every terminal understands them, also that of an older Windows."""

    def __init__(self, out: TextIO, standing: Standing, columns: Callable[[], int] | None = None) -> None:
        self.out = out
        self.standing = standing
        self.columns = columns or (lambda: shutil.get_terminal_size().columns)
        self._stands = 0
        """So many columns are written."""

    def tell(self, sentence: str) -> None:
        """A sentence, above the line."""
        self._wipe()
        self.out.write(sentence + "\n")
        self.show()

    def show(self) -> None:
        """The line as it is now."""
        self._wipe()
        line = cut(BETWEEN.join(how for _, how in self.standing.parts()), self.columns() - 1)
        self.out.write(line)
        self.out.flush()
        self._stands = width(line)

    def _wipe(self) -> None:
        self.out.write("\r" + " " * self._stands + "\r")
        self._stands = 0


def width(text: str) -> int:
    """Columns of a terminal: wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in text)


def cut(text: str, columns: int) -> str:
    """As much of it as these columns hold."""
    while width(text) > columns:
        text = text[:-1]
    return text

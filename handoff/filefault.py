"""What is wrong in a file that somebody brought, and where: sheet, row and column, in a sentence for who made it."""

from __future__ import annotations

import msgspec

MOST = 200
"""So many faults of one file are told; whoever has mended those sees the rest."""


class FileFault(msgspec.Struct, frozen=True):
    """One fault. `row` counts as the person sees it (1 = the first line; 0 = no row in particular); `column` is the
    heading, with the cell's name where there is one. `level`: an error stops the file, a warning does not."""

    text: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    level: str = "error"


class BadFile(Exception):
    """A file that goes in as a whole or not at all does not go in."""

    def __init__(self, *faults: FileFault) -> None:
        super().__init__(len(faults))
        self.faults = list(faults[:MOST])


def bad(text: str, sheet: str = "", row: int = 0, column: str = "") -> BadFile:
    """A file with this one fault."""
    return BadFile(FileFault(text, sheet, row, column))

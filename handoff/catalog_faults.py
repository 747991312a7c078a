"""What is wrong in a catalog, and where: table, row and column, in a sentence for whoever keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

import msgspec

Level: TypeAlias = Literal["error", "warning"]


class Fault(msgspec.Struct, frozen=True):
    """One fault. `place`: the index of the character that it is about, in an expression. An error stops publishing."""

    table: str
    id: str
    column: str
    text: str
    level: Level = "error"
    place: int | None = None


class BadRows(Exception):
    """Rows that are not written, or a catalog that is not published. `reason`: `bad_row`, `catalog_faults`."""

    def __init__(self, reason: str, faults: Sequence[Fault]) -> None:
        super().__init__(reason)
        self.reason = reason
        self.faults = list(faults)

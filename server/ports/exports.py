"""What goes out as files, kept: layouts, the city's own table of letters, the public map of 縮退."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from handoff.conversion_map import Swap
from handoff.export_layout import Layout


class MapKept(msgspec.Struct, frozen=True):
    """What came in as a file: when, by whose name, how many letters."""

    at: int
    by: str
    letters: int


class LayoutMoved(Exception):
    """Somebody else kept a layout of this number in the meantime: read again."""


class Exports(Protocol):
    """Over PostgreSQL. Raises `RecordAway` when it cannot be asked."""

    async def layouts(self) -> dict[str, Layout]:
        """The layout of each form as it stands."""
        ...

    async def keep(self, layouts: Sequence[Layout], now: int) -> None:
        """These stand from now on. `LayoutMoved` when a number of them is taken; then nothing was kept."""
        ...

    async def own(self) -> list[Swap]:
        """The city's own table, in the order of its letters."""
        ...

    async def put_own(self, swaps: list[Swap], by: str, now: int) -> None:
        """It is this one from now on, whole."""
        ...

    async def public(self) -> dict[str, tuple[str, ...]]:
        """The public map, {} when the city has brought none."""
        ...

    async def put_public(self, found: dict[str, tuple[str, ...]], by: str, now: int) -> None:
        """It is this one from now on."""
        ...

    async def brought(self) -> dict[str, MapKept]:
        """When `own` and `public` came in."""
        ...

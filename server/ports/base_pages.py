"""The base pages of forms: what a layout's fields stand on. A page never changes; another page has another digest."""

from __future__ import annotations

from typing import Protocol, TypeAlias

import msgspec

from handoff.blank import Frame, Line, Ring, Shade, Words
from server.ports.uploaded import UploadedPage

Stroke: TypeAlias = "Line | Frame | Shade | Ring | Words"


class DrawnPage(msgspec.Struct, frozen=True):
    """A page of ours as it was when somebody took it over: what is printed on it, in mm."""

    width: float
    height: float
    strokes: list[Stroke]


class BasePage(msgspec.Struct, frozen=True):
    """Either of them."""

    drawn: DrawnPage | None = None
    uploaded: UploadedPage | None = None


class BasePages(Protocol):
    """Pages by their digests."""

    async def keep(self, page: BasePage, by: str, now: int) -> str:
        """Keep a page (again); its digest."""
        ...

    async def get(self, digest: str) -> BasePage | None:
        """A page, None when there is none of this digest. The same object for the same page, as long as it is often
        asked for."""
        ...

    async def known(self, digests: list[str]) -> set[str]:
        """Which of these are there."""
        ...

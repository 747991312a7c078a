"""What a form's own layout stands on. A page never changes: another page has another digest."""

from __future__ import annotations

from typing import TypeAlias, cast

import msgspec

from handoff.blank import Blank, Frame, Line, Ring, Shade, Words
from handoff.uploaded import UploadedPage

Strokes: TypeAlias = "list[Line | Frame | Shade | Ring | Words]"


class DrawnPage(msgspec.Struct, frozen=True):
    """A page of ours as it was when somebody took it over: what is printed on it, in mm."""

    width: float
    height: float
    strokes: Strokes


class BasePage(msgspec.Struct, frozen=True):
    """Either of them."""

    drawn: DrawnPage | None = None
    uploaded: UploadedPage | None = None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in mm."""
        page = self.drawn or self.uploaded
        return (page.width, page.height) if page else (0.0, 0.0)


def drawn_of(blank: Blank) -> BasePage:
    """What is printed on a page of ours, without its fields."""
    return BasePage(DrawnPage(blank.width, blank.height, cast(Strokes, list(blank.strokes))))

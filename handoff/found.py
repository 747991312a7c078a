"""A place for a value in a file that somebody brought: a field of a PDF's own form, a named cell of a sheet."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from handoff.blank import Align

FoundKind: TypeAlias = Literal["text", "cells", "mark", "sign"]


class Found(msgspec.Struct, frozen=True, omit_defaults=True):
    """`name`, `hint`: what the file calls the place, and says of it to people. Where it stands is in mm from the
    page's upper left corner, as in `blank.Field`; `option`: with which value a mark is ticked; `cells`: into how many
    boxes it is divided; `most` characters (0 = not said); `size` of type in points (0 = not said)."""

    name: str
    x: float
    y: float
    w: float
    h: float
    kind: FoundKind = "text"
    hint: str = ""
    option: str = ""
    cells: int = 0
    most: int = 0
    size: float = 0
    align: Align = "left"
    wrap: bool = True
    required: bool = False

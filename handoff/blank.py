"""A form's page (様式): what is printed on it before anybody fills it in, and the places where values go.

The page itself is either one of ours, drawn from the strokes here, or a page of a PDF that somebody uploaded
(`upload`), over which strokes may still be laid: a white shade masks a part of it. Lengths are millimetres from the
upper left corner, sizes of type are points.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from handoff.uploaded import UploadedPage

Align: TypeAlias = Literal["left", "middle", "right"]
Kind: TypeAlias = Literal["text", "mark", "cells", "sign", "stamp", "fixed", "today", "code", "remark", "page"]
Dates: TypeAlias = Literal["", "wareki", "western", "short"]
Part: TypeAlias = Literal["", "uji", "mei", "era", "year", "month", "day"]

LEAST: float = 5.0
"""The smallest type that is still read from paper, in points; a field may ask for a larger floor."""


class Stroke(msgspec.Struct, frozen=True, tag_field="is", omit_defaults=True, forbid_unknown_fields=True):
    """Something printed on the empty form."""


class Line(Stroke, frozen=True, tag="line"):
    """A line, `weight` mm thick; `dashes` mm long with as much between them (0 = whole)."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float = 0.2
    dashes: float = 0


class Frame(Stroke, frozen=True, tag="frame"):
    """A box's outline."""

    x: float
    y: float
    w: float
    h: float
    weight: float = 0.2


class Shade(Stroke, frozen=True, tag="shade"):
    """A filled box; `grey` from 0 (black) to 1 (white: a mask)."""

    x: float
    y: float
    w: float
    h: float
    grey: float = 0.93


class Ring(Stroke, frozen=True, tag="ring"):
    """A circle around its middle, as where a seal is put (印)."""

    x: float
    y: float
    radius: float
    weight: float = 0.15


class Words(Stroke, frozen=True, tag="words"):
    """Printed words in a box: shrunk, then broken into lines, until they fit. `spread`: few letters are set apart over
    the width, as labels of forms are (氏　名). `upright`: one letter under another."""

    x: float
    y: float
    w: float
    h: float
    text: str
    size: float = 8
    align: Align = "middle"
    bold: bool = False
    spread: bool = False
    upright: bool = False
    grey: float = 0


class Field(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A place for a value.

    `kind`: text; mark (ticked or circled when the item's value is `option`); cells (one letter in each of `cells`
    boxes); sign (signature `place`); stamp (a seal is put there by hand, nothing is printed); fixed (`text`); today;
    code (a QR code, or with `bars` a bar code, of digits); remark (office use: entered by staff, hidden while the
    visitor looks); page (n/m). `items` are joined by `join`. `row`: the item is that of the person on this row. `part`:
    of a name or of a date; `date`: how a date is written ("" = as the item is shown). Type of `size` shrinks to `floor`
    before it is listed as too long; `most` characters at most (0 = as many as fit). `counters`: who sees it (empty =
    all).
    """

    x: float
    y: float
    w: float
    h: float
    kind: Kind = "text"
    items: tuple[str, ...] = ()
    row: int | None = None
    join: str = ""
    part: Part = ""
    date: Dates = ""
    option: str = ""
    circle: bool = False
    cells: int = 0
    text: str = ""
    place: int = 0
    bars: bool = False
    size: float = 10.5
    floor: float = LEAST
    align: Align = "left"
    wrap: bool = True
    spacing: float = 0
    most: int = 0
    required: bool = False
    csv: bool = True
    counters: tuple[str, ...] = ()


class Blank(msgspec.Struct, frozen=True, eq=False, weakref=True):
    """One page of a form, empty. Two blanks are never equal: the press keeps what it made of each. `upload`: the
    uploaded page under it, None = ours."""

    form: str
    title: str
    width: float
    height: float
    strokes: list[Stroke]
    fields: list[Field]
    upload: UploadedPage | None = None

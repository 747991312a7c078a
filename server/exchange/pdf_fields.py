"""The fields of a PDF's own form (AcroForm) on one page: where they stand and what they are called. Nothing of them is
kept or run; a field that cannot be read is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from handoff.found import Found, FoundKind
from server.exchange.pdf_frame import Frame, frame_of

MOST: Final = 500
"""So many fields of a page are looked at."""
LONGEST: Final = 120
"""Characters of a name that count."""
HIGHEST: Final = 20
"""So far up the tree of fields a name is looked for."""
_UNSEEN: Final = 0b10_0010
"""Hidden, or not shown on the screen (ISO 32000-1, table 165)."""
_REQUIRED: Final = 1 << 1
_LINES: Final = 1 << 12
_PUSH: Final = 1 << 16
_COMB: Final = 1 << 24
_ALIGN: Final = {0: "left", 1: "middle", 2: "right"}
_TYPE: Final = re.compile(r"([0-9.]+)\s+Tf\b")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]+")


def fields_of(page: Any) -> list[Found]:
    """What can be filled in on a page."""
    frame = frame_of(page)
    annotations = _plain(page.get("/Annots"))
    if not isinstance(annotations, ArrayObject):
        return []
    found = (_read(_plain(one), frame) for one in annotations[:MOST])
    return [one for one in found if one is not None]


def _read(widget: Any, frame: Frame) -> Found | None:
    try:
        return _found(widget, frame)
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError, RecursionError):
        return None


def _found(widget: Any, frame: Frame) -> Found | None:
    if not isinstance(widget, DictionaryObject) or widget.get("/Subtype") != "/Widget":
        return None
    line = list(_upwards(widget))
    flags, kind = int(_first(line, "/Ff", 0)), _first(line, "/FT", "")
    box = frame.place(_plain(widget["/Rect"]))
    if box is None or int(_plain(widget.get("/F", 0))) & _UNSEEN or (kind == "/Btn" and flags & _PUSH):
        return None
    most = max(0, int(_first(line, "/MaxLen", 0))) if kind == "/Tx" else 0
    comb = bool(flags & _COMB) and most > 0
    return Found(
        name=_clean(".".join(str(_plain(one["/T"])) for one in reversed(line) if "/T" in one)),
        hint=_clean(_first(line, "/TU", "")),
        x=box.x,
        y=box.y,
        w=box.w,
        h=box.h,
        kind=_kind(kind, comb),
        option=_clean(_on(widget)) if kind == "/Btn" else "",
        cells=most if comb else 0,
        most=most,
        size=float(size[1]) if (size := _TYPE.search(str(_first(line, "/DA", "")))) else 0,
        align=_ALIGN.get(int(_first(line, "/Q", 0)), "left"),  # type: ignore[arg-type]
        wrap=kind != "/Tx" or bool(flags & _LINES),
        required=bool(flags & _REQUIRED),
    )


def _kind(kind: Any, comb: bool) -> FoundKind:
    match kind:
        case "/Btn":
            return "mark"
        case "/Sig":
            return "sign"
        case "/Tx" | "/Ch":
            return "cells" if comb else "text"
        case _:
            raise ValueError(kind)


def _upwards(widget: DictionaryObject) -> Iterator[DictionaryObject]:
    """A widget and the fields that it belongs to: what it does not say itself, they say."""
    one: Any = widget
    for _ in range(HIGHEST):
        if not isinstance(one, DictionaryObject):
            return
        yield one
        one = _plain(one.get("/Parent"))


def _first(line: list[DictionaryObject], name: str, none: Any) -> Any:
    return next((_plain(one[name]) for one in line if name in one), none)


def _on(widget: DictionaryObject) -> str:
    """What a check box is called when it is ticked."""
    looks = _plain(_plain(widget["/AP"])["/N"]) if "/AP" in widget else {}
    states = [str(name)[1:] for name in looks if name != "/Off"] if isinstance(looks, DictionaryObject) else []
    return states[0] if states else ""


def _clean(text: Any) -> str:
    return _CONTROLS.sub(" ", str(text)).strip()[:LONGEST]


def _plain(thing: Any) -> Any:
    return thing.get_object() if isinstance(thing, IndirectObject) else thing

"""A form's own layout (様式の配置), as administrators place it: a base page and the fields on it, as rows of a catalog.

A row's numbers are texts, as everything in a catalog: millimetres from the upper left corner, sizes of type in points.
An empty column means what `blank.Field` takes by itself. Persons' rows and cells count from 1, as people count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from handoff.base_page import BasePage
from handoff.blank import Blank, Field, Shade, Stroke
from handoff.catalog import Row
from handoff.catalog_rows import Tables, split

MASK: Final = "mask"
"""A field that is none: a white box over a part of the base page."""
BESIDE: Final = frozenset({"ticket_no"})
"""What stands on a page and is no item of the dictionary."""
JOINS: Final[Mapping[str, str]] = {"space": "\u3000", "comma": "、", "dot": "・", "hyphen": "－"}
_NUMBER: Final = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?", re.ASCII)
_INT: Final = re.compile(r"[0-9]{1,4}", re.ASCII)
LARGEST_TYPE: Final = 72.0
SMALLEST_TYPE: Final = 3.0
MOST_CELLS: Final = 40


class BadField(ValueError):
    """A row that is no field: its column, and why in a sentence."""

    def __init__(self, column: str, text: str) -> None:
        super().__init__(text)
        self.column = column
        self.text = text


class Layout(msgspec.Struct, frozen=True):
    """A form's page: the digest of its base page, its size, what is masked of it, the fields in their order. Rows that
    are no field are left out: the checker names them."""

    form: str
    base: str
    width: float
    height: float
    masks: tuple[Shade, ...]
    fields: tuple[Field, ...]


def layouts_of(tables: Tables) -> dict[str, Layout]:
    """The layouts of a catalog, by form. One whose size cannot be read is left out."""
    placed: dict[str, list[Row]] = {}
    for row in tables.get("layout_fields", []):
        placed.setdefault(row["form_id"], []).append(row)
    found = {}
    for row in tables.get("layouts", []):
        try:
            found[row["form_id"]] = _layout(row, placed.get(row["form_id"], []))
        except BadField:
            continue
    return found


def _layout(row: Row, placed: Iterable[Row]) -> Layout:
    masks: list[Shade] = []
    fields: list[Field] = []
    for one in placed:
        try:
            if one.get("kind") == MASK:
                masks.append(Shade(*box_of(one), grey=1.0))
            else:
                fields.append(field_of(one))
        except BadField:
            continue
    width, height = (number(row, column) for column in ("width", "height"))
    return Layout(row["form_id"], row["base"], width, height, tuple(masks), tuple(fields))


def blank_of(layout: Layout, title: str, base: BasePage) -> Blank:
    """The page, ready for values."""
    drawn: list[Stroke] = [*(base.drawn.strokes if base.drawn else ()), *layout.masks]
    return Blank(layout.form, title, layout.width, layout.height, drawn, list(layout.fields), base.uploaded)


# ---- a field from its row


def number(row: Row, column: str, empty: float | None = None) -> float:
    """A length or a size. `BadField` for what is none."""
    text = row.get(column, "")
    if not text and empty is not None:
        return empty
    if not _NUMBER.fullmatch(text):
        raise BadField(column, f"「{text}」は数字ではありません。半角で、小数は2けたまでにしてください。")
    return float(text)


def box_of(row: Row) -> tuple[float, float, float, float]:
    """Where it stands: x, y, width, height. `BadField` for what has no size."""
    x, y, w, h = (number(row, column) for column in ("x", "y", "w", "h"))
    for column, size in (("w", w), ("h", h)):
        if size <= 0:
            raise BadField(column, "大きさが0です。")
    return x, y, w, h


def field_of(row: Row) -> Field:
    """The field that a row is. `BadField` names the column that says nothing a field can be."""
    x, y, w, h = box_of(row)
    size, floor = _type(row, "size", 10.5), _type(row, "floor", 5.0)
    said: dict[str, Any] = {
        "kind": row.get("kind", "") or "text",
        "items": tuple(split(row.get("items", ""))),
        "row": at - 1 if (at := whole(row, "row")) else None,
        "join": JOINS.get(row.get("join", ""), ""),
        "part": row.get("part", ""),
        "date": row.get("date", ""),
        "option": row.get("option", ""),
        "circle": row.get("circle") == "1",
        "cells": whole(row, "cells"),
        "text": row.get("text", ""),
        "place": whole(row, "place"),
        "bars": row.get("bars") == "1",
        "size": size,
        "floor": min(floor, size),
        "align": row.get("align", "") or "left",
        "wrap": row.get("wrap") != "0",
        "spacing": number(row, "spacing", 0.0),
        "most": whole(row, "most"),
        "required": row.get("required") == "1",
        "csv": row.get("csv") != "0",
        "counters": tuple(split(row.get("counters", ""))),
    }
    try:
        return msgspec.convert({"x": x, "y": y, "w": w, "h": h, **said}, Field)
    except msgspec.ValidationError:
        raise BadField("kind", "種類、そろえ、部分、日付の形のどれかが選択肢にありません。") from None


def whole(row: Row, column: str) -> int:
    """A whole number, 0 for none. `BadField` for what is none."""
    text = row.get(column, "")
    if text and not _INT.fullmatch(text):
        raise BadField(column, f"「{text}」は半角の整数ではありません。")
    return int(text or 0)


def _type(row: Row, column: str, empty: float) -> float:
    size = number(row, column, empty)
    if not SMALLEST_TYPE <= size <= LARGEST_TYPE:
        raise BadField(column, f"文字の大きさは {SMALLEST_TYPE:g} から {LARGEST_TYPE:g} pt までです。")
    return size


# ---- and back


def row_of(form: str, at: int, field: Field) -> Row:
    """A field as a row of its form, number `at`; lengths to a hundredth of a millimetre. What a field takes by itself
    stays empty."""
    plain = Field(0, 0, 0, 0)
    row = {name: shown(getattr(field, name)) for name in ("x", "y", "w", "h")}
    row |= {name: _said(field, plain, name) for name in _TEXTS}
    row |= {
        "form_id": form,
        "field": str(at),
        "kind": field.kind,
        "items": "|".join(field.items),
        "row": "" if field.row is None else str(field.row + 1),
        "join": next((name for name, text in JOINS.items() if text == field.join), ""),
        "circle": "1" if field.circle else "",
        "bars": "1" if field.bars else "",
        "wrap": "" if field.wrap else "0",
        "csv": "" if field.csv else "0",
        "required": "1" if field.required else "0",
        "counters": "|".join(field.counters),
    }
    return row


_TEXTS: Final = (
    "part",
    "date",
    "option",
    "cells",
    "text",
    "place",
    "size",
    "floor",
    "align",
    "spacing",
    "most",
)


def _said(field: Field, plain: Field, name: str) -> str:
    value = getattr(field, name)
    return "" if value == getattr(plain, name) else shown(value)


def shown(value: float | str) -> str:
    """A number as a row has it: 40, 40.5, 40.25."""
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def rows_of(blank: Blank, base: str, source: str) -> tuple[Row, list[Row]]:
    """A page that was drawn as a layout: the row of the page, and those of its fields."""
    page = {
        "form_id": blank.form,
        "base": base,
        "width": shown(blank.width),
        "height": shown(blank.height),
        "source": source,
    }
    return page, [row_of(blank.form, at, field) for at, field in enumerate(blank.fields, start=1)]

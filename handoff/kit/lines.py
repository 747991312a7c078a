"""Items in ruled lines: a label and a box for each, two or three beside one another where they are short."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec.structs import replace

from handoff.fields import ItemDef, Kind
from handoff.form import Form
from handoff.form_book import FormBook
from handoff.kit import address, widget
from handoff.kit.band import Band
from handoff.kit.names import draw_name, label_name
from handoff.kit.pen import Pen
from handoff.kit.wording import address_label, label

LINE: Final = 8.8
LOWEST: Final = 5.6
NAMED: Final = 12.0
NAMED_LOWEST: Final = 8.4
_LONG: Final = 60
_STARTS: Final = ("new", "old", "next", "koseki")


class Slot(NamedTuple):
    """A label and a box. `items`: one, or a name with its reading, or the parts of an address; `whole`: it wants a line
    of its own."""

    label: str
    items: tuple[ItemDef, ...]
    whole: bool
    natural: float
    least: float
    address: str = ""


class Ruling(NamedTuple):
    """How lines are ruled: the left edge, the width, how many boxes stand beside one another, how wide labels are."""

    x: float
    width: float
    columns: int
    label: float


def bands(items: Iterable[ItemDef], form: Form, book: FormBook, ruling: Ruling, row: int | None = None) -> list[Band]:
    """The items in lines, in their order."""
    found, line = [], list[Slot]()
    for slot in slots(items, form, book, ruling):
        if line and (slot.whole or line[0].whole or len(line) == ruling.columns):
            found.append(_band(line, ruling, form, row))
            line = []
        line.append(slot)
    return [*found, _band(line, ruling, form, row)] if line else found


def slots(items: Iterable[ItemDef], form: Form, book: FormBook, ruling: Ruling) -> list[Slot]:
    """What stands beside one label each."""
    found: list[Slot] = []
    left = list(items)
    while left:
        item = left.pop(0)
        start = next((one for one in _STARTS if item.scope == "addr" and item.key.startswith(f"{one}_")), "")
        if start and not item.key.endswith(("hittosha", "country")):
            parts = [item, *(one for one in left if one.key.startswith(f"{start}_") and one.kind is not Kind.name)]
            left = [one for one in left if one not in parts]
            found.append(_address(start, tuple(parts), form))
        elif left and is_reading(item, left[0]):
            found.append(Slot(label(item, book), (item, left.pop(0)), False, NAMED, NAMED_LOWEST))
        else:
            found.append(_slot(item, book, ruling))
    return found


def is_reading(name: ItemDef, kana: ItemDef) -> bool:
    """Whether the second item is the reading of the first."""
    return (
        name.kind is Kind.name
        and kana.kind is Kind.kana
        and kana.key == (name.key.removesuffix("_name") + "_kana" if name.key.endswith("_name") else name.key + "_kana")
    )


def _address(start: str, items: tuple[ItemDef, ...], form: Form) -> Slot:
    short = not any(one.key.endswith(("_postal", "_katagaki")) for one in items)
    natural, least = (LINE, LOWEST) if short else (address.HIGH, address.LEAST)
    return Slot(address_label(start, form.items), items, True, natural, least, start)


def shape(item: ItemDef, book: FormBook) -> ItemDef:
    """What an item looks like: that of a role as the person's own item does."""
    return replace(book.items[item.person_item], key=item.key) if item.input == "derived" else item


def _slot(item: ItemDef, book: FormBook, ruling: Ruling) -> Slot:
    words, item = label(item, book), shape(item, book)
    column = ruling.width / ruling.columns - ruling.label
    wide = item.kind in (Kind.address, Kind.longtext, Kind.image) or (item.kind is Kind.text and item.max_len >= _LONG)
    many = len(widget.ticked_lines(offered, column)) > 1 if (offered := widget.options(item)) else False
    width = ruling.width - ruling.label if wide or many else column
    least = widget.high(item, width, LOWEST)
    return Slot(words, (item,), wide or many, max(LINE, widget.high(item, width, LINE)), least)


def _band(line: list[Slot], ruling: Ruling, form: Form, row: int | None) -> Band:
    natural, least = max(slot.natural for slot in line), max(slot.least for slot in line)
    return Band(natural, least, partial(_draw, line, ruling, row))


def _draw(line: list[Slot], ruling: Ruling, row: int | None, pen: Pen, y: float, h: float) -> None:
    step = ruling.width / ruling.columns
    lefts = [ruling.x + at * step for at in range(len(line))]
    for slot, (left, right) in zip(line, pairwise([*lefts, ruling.x + ruling.width]), strict=True):
        draw_slot(pen, slot, left, y, right - left, h, ruling.label, row)


def draw_slot(pen: Pen, slot: Slot, x: float, y: float, w: float, h: float, lw: float, row: int | None) -> None:
    """A label with its box."""
    first = slot.items[0]
    if len(slot.items) == 2 and not slot.address:
        label_name(pen, x, y, lw, h, slot.label)
        draw_name(pen, x + lw, y, w - lw, h, first.key, slot.items[1].key, row)
        return
    pen.label(x, y, lw, h, slot.label)
    if slot.address:
        address.draw_address(pen, x + lw, y, w - lw, h, slot.address, tuple(one.key for one in slot.items))
    else:
        widget.draw(pen, x + lw, y, w - lw, h, first, row)

"""An application as the rows of its form's CSV, and such rows read back.

A row is a person of the form; what is not of a person stands in each of them. A form without persons is one row. Values
stand as they are kept: days as 2026-04-01 (`?:` and words where a day is not known, T or M behind a day that was
entered under the older era), yes and no as 1 and 0, several choices with `|` between them, coded items by their code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import msgspec

from handoff.application import Application, Box, FormSheet
from handoff.case import Value
from handoff.conversion import Misfit, Target, convert
from handoff.export_cell import defused, restored
from handoff.export_layout import HEAD, Column, Layout, inner_of
from handoff.export_scenario import nationality, scenario
from handoff.fields import ItemDef, Kind
from handoff.form_book import FormBook
from handoff.source import Source

JOIN: Final = "|"


class Written(msgspec.Struct, frozen=True):
    """A row that goes out. `cells` as they stand in the file, after the layout's headings; `misfits`: (heading, letter)
    of what the receiving system does not know; `masked`: headings of what may not be seen."""

    cells: list[str]
    misfits: list[tuple[str, Misfit]]
    masked: list[str]


class Numbers(msgspec.Struct, frozen=True):
    """By which a row is known again: the case's and the visitor's number."""

    case_no: str
    ticket_no: str


def rows_of(
    one: Application, source: Source, layout: Layout, numbers: Numbers, sees: Callable[[str], bool], target: Target
) -> list[Written]:
    """The rows of an application. `sees` is asked for each entry that a value was made of; what it denies stays empty
    and is counted."""
    lines = [(sheet, row) for sheet in one.sheets for row in range(max(1, len(sheet.people)))]
    people = [person for sheet in one.sheets for person in sheet.people] or source.members
    head = {
        "layout": layout.name,
        "scenario": scenario(one.event, source.values, source.book),
        "case_no": numbers.case_no,
        "ticket_no": numbers.ticket_no,
        "form_id": one.form.form,
        "form_name": one.form.name,
        "rows": str(len(lines)),
        "nationality": nationality(source.facts(person).foreign for person in people),
    }
    return [
        _row({**head, "row": str(at)}, _drawn(sheet, row), source.book, layout, sees, target)
        for at, (sheet, row) in enumerate(lines, start=1)
    ]


def _drawn(sheet: FormSheet, row: int) -> dict[str, Box]:
    return {box.item: box for box in sheet.boxes if box.row in (None, row)}


def _row(
    head: Mapping[str, str],
    boxes: Mapping[str, Box],
    book: FormBook,
    layout: Layout,
    sees: Callable[[str], bool],
    target: Target,
) -> Written:
    texts: list[tuple[str, str]] = []
    masked: list[str] = []
    for column in layout.columns:
        box = boxes.get(column.item)
        text = "" if box is None or column.gone else _text(column, box.drawn.value, book)
        if text and box is not None and not all(sees(key) for key in box.drawn.keys):
            masked.append(column.heading)
            text = ""
        texts.append((column.heading, text))
    first = {**head, "masked": str(len(masked))}
    cells, misfits = [], []
    for heading, text in [*((HEAD[key], first[key]) for key in HEAD), *texts]:
        said, found = convert(text, target)
        cells.append(defused(said))
        misfits += [(heading, misfit) for misfit in found]
    return Written(cells, misfits, masked)


def _text(column: Column, value: Value, book: FormBook) -> str:
    item = book.items.get(column.item)
    if item is None:
        return ""
    inner = inner_of(item, book)
    if column.part == "label":
        codes = value if isinstance(value, list) else [value]
        return JOIN.join(inner.labels.get(str(one), str(one)) for one in codes if one not in (None, ""))
    return text_of(value)


def text_of(value: Value) -> str:
    """A stored value in a cell."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list):
        return JOIN.join(str(one) for one in value)
    return "" if value is None or isinstance(value, dict) else str(value)


def value_of(item: ItemDef, text: str) -> Value:
    """The stored value that a cell says, None for an empty one."""
    if text == "":
        return None
    if item.kind is Kind.bool:
        return text == "1"
    if item.kind is Kind.int:
        return int(text)
    return text.split(JOIN) if item.kind is Kind.enum_multi else text


def read_back(layout: Layout, book: FormBook, cells: Sequence[str]) -> dict[str, Value]:
    """What a row of this layout says: item -> value."""
    said = zip(layout.columns, cells[len(HEAD) :], strict=True)
    return {
        column.item: value_of(inner_of(book.items[column.item], book), restored(cell))
        for column, cell in said
        if column.part == "" and not column.gone
    }

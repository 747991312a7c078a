"""The columns of a form's CSV: what stands in the file that the receiving system's robot reads.

A layout never loses or moves a column: what a form asks newly comes at the end, what it asks no more stays, empty. So a
robot that was written for layout 1 reads layout 9. Headings are the national standard's item names (標準データ項目)
where the dictionary has one; of a person in a role (届出人) the dictionary's own label, because the standard calls all
of them 氏名.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

import msgspec

from handoff.fields import ItemDef
from handoff.form import Form
from handoff.form_book import FormBook
from handoff.item import BLOBS
from handoff.kit.shelf import page_of

Part: TypeAlias = Literal["", "label"]

HEAD: Final = {
    "layout": "レイアウト",
    "scenario": "シナリオ",
    "case_no": "案件番号",
    "ticket_no": "受付番号",
    "form_id": "様式番号",
    "form_name": "様式名",
    "row": "行",
    "rows": "行数",
    "nationality": "国籍の別",
    "masked": "伏せた項目の数",
}
"""The columns before a form's own, the same for every form."""
NAMED: Final = "名称"
"""A coded item has its code's word beside it."""
SECRET: Final = "S"
"""Never exported (domain: levels)."""


class Column(msgspec.Struct, frozen=True):
    """A column: an item's value, or (`label`) what its code is called. `gone`: the form asks it no more."""

    item: str
    part: Part
    heading: str
    gone: bool = False


class Layout(msgspec.Struct, frozen=True):
    """The columns of a form after `HEAD`. `number` begins with 1 and grows whenever the columns change."""

    form: str
    number: int
    columns: list[Column]

    @property
    def name(self) -> str:
        """`F001-1`."""
        return f"{self.form}-{self.number}"

    @property
    def headings(self) -> list[str]:
        """All headings of a file."""
        return [*HEAD.values(), *(one.heading for one in self.columns)]


def exported(form: Form, book: FormBook) -> list[ItemDef]:
    """The items of a form that go out, in its order: those that the dictionary sends, and of which no place on the
    form's own page says that it does not. 支援措置, signatures and pictures never."""
    off = {item for field in page_of(form, book).fields if not field.csv for item in field.items}
    return [
        item
        for key in form.items
        if key not in off | HEAD.keys()
        and (item := book.items[key]).csv_default
        and item.sensitivity != SECRET
        and inner_of(item, book).kind not in BLOBS
    ]


def inner_of(item: ItemDef, book: FormBook) -> ItemDef:
    """The definition of the value: a role's item has that of its person's."""
    return book.items.get(item.person_item, item) if item.input == "derived" else item


def grown(before: Layout | None, form: Form, book: FormBook) -> Layout:
    """The layout of a form by this catalog, after the one that stands: the same one when nothing changed."""
    items = exported(form, book)
    wanted = {(item.key, part): item for item in items for part in _parts(item, book)}
    kept = [
        msgspec.structs.replace(one, gone=(one.item, one.part) not in wanted)
        for one in (before.columns if before else [])
    ]
    there = {(one.item, one.part) for one in kept}
    taken = {*HEAD.values(), *(one.heading for one in kept)}
    new: list[Column] = []
    for (key, part), item in wanted.items():
        if (key, part) not in there:
            heading = _heading(item, part, taken)
            taken.add(heading)
            new.append(Column(key, part, heading))
    columns = [*kept, *new]
    if before is not None and columns == before.columns:
        return before
    return Layout(form.form, before.number + 1 if before else 1, columns)


def _parts(item: ItemDef, book: FormBook) -> Sequence[Part]:
    return ("", "label") if inner_of(item, book).labels else ("",)


def _heading(item: ItemDef, part: Part, taken: set[str]) -> str:
    """The standard's name, else the label, else the label with the item's key: each heading once in a file."""
    end = f"_{NAMED}" if part == "label" else ""
    first = item.label if item.input == "derived" else item.standard_item or item.label
    return next(name for name in (first + end, item.label + end, f"{item.label}_{item.key}{end}") if name not in taken)

"""Faults of forms' own layouts: what is placed and can never be printed, what is printed and has no place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from handoff.cast import OPTIONAL
from handoff.catalog import Row
from handoff.catalog_faults import Fault
from handoff.catalog_rows import Tables, id_of
from handoff.form import items_of
from handoff.item import ItemDef, from_row
from handoff.layout import BESIDE, MASK, MOST_CELLS, BadField, box_of, field_of, number, whole

FIELDS: Final = "layout_fields"
LEEWAY: Final = 0.05
"""So far a field may stand over another one or over the edge, in mm: what was placed by eye."""
ITEM_KINDS: Final = frozenset({"text", "cells", "mark", "code", "stamp"})
BESIDE_ONE_ANOTHER: Final = frozenset({MASK, "fixed"})
"""What may lie over and under other fields."""


class Placed(NamedTuple):
    """A field that can be read."""

    row: Row
    kind: str
    x: float
    y: float
    w: float
    h: float
    items: tuple[str, ...]
    person: int | None


def layout_faults(tables: Tables) -> Iterator[Fault]:
    """Form by form."""
    placed: dict[str, list[Row]] = {}
    for row in tables.get(FIELDS, []):
        placed.setdefault(row.get("form_id", ""), []).append(row)
    pages = {row.get("form_id", ""): row for row in tables.get("layouts", [])}
    for form in placed.keys() - pages.keys():
        text = "この様式にはページがありません。PDFを取り込むか、標準の様式から始めてください。"
        yield Fault(FIELDS, id_of(FIELDS, placed[form][0]), "form_id", text)
    if not pages:
        return
    known = _Known(tables)
    for form, page in pages.items():
        if form in known.forms:
            yield from known.form(page, known.forms[form], placed.get(form, []))


class _Known:
    """What the fields of forms are held against."""

    def __init__(self, tables: Tables) -> None:
        self.forms = {row.get("form_id", ""): row for row in tables.get("forms", [])}
        self.groups = {row.get("group", ""): row.get("items", "") for row in tables.get("item_groups", [])}
        self.rows = {row.get("key", ""): row for row in tables.get("data_dictionary", [])}
        self.signs: dict[str, list[Row]] = {}
        self.read: dict[str, ItemDef | None] = {}
        self.lists: dict[str, list[tuple[str, str]]] = {}
        for row in tables.get("signatures", []):
            self.signs.setdefault(row.get("form_id", ""), []).append(row)
        for row in tables.get("codes", []):
            self.lists.setdefault(row.get("dict", ""), []).append((row.get("code", ""), row.get("label_ja", "")))

    def item(self, key: str) -> ItemDef | None:
        """An item of the dictionary, None where it is none (which is said elsewhere)."""
        if key not in self.read:
            try:
                self.read[key] = from_row(self.rows[key], self.lists)
            except (KeyError, ValueError):
                self.read[key] = None
        return self.read[key]

    def form(self, page: Row, form: Row, rows: Sequence[Row]) -> Iterator[Fault]:
        """One form's page."""
        one = page["form_id"]
        try:
            width, height = number(page, "width"), number(page, "height")
        except BadField as bad:
            yield Fault("layouts", one, bad.column, bad.text)
            return
        placed = []
        for row in rows:
            try:
                field = _placed(row)
            except BadField as bad:
                yield Fault(FIELDS, id_of(FIELDS, row), bad.column, bad.text)
                continue
            placed.append(field)
            yield from _outside(field, width, height)
            yield from self._kind(field, form)
        yield from _over(placed)
        yield from self._unplaced(form, placed)

    def _kind(self, field: Placed, form: Row) -> Iterator[Fault]:
        for column, text in self._wrong(field, form):
            yield Fault(FIELDS, id_of(FIELDS, field.row), column, text)

    def _wrong(self, field: Placed, form: Row) -> Iterator[tuple[str, str]]:
        if field.kind in ITEM_KINDS:
            if not field.items:
                yield "items", "入れる項目を選んでください。"
            yield from self._bound(field, form)
        match field.kind:
            case "mark":
                yield from self._mark(field)
            case "cells" if not 0 < whole(field.row, "cells") <= MOST_CELLS:
                yield "cells", f"ますの数を 1 から {MOST_CELLS} で入れてください。"
            case "fixed" if not field.row.get("text"):
                yield "text", "書く文字を入れてください。"
            case "sign":
                yield from self._sign(field, form)

    def _bound(self, field: Placed, form: Row) -> Iterator[tuple[str, str]]:
        """Whether the items are those of the form, on a row that it has."""
        has = self._items(form)
        rows = _rows_of(form)
        for key in field.items:
            if key in BESIDE or key not in self.rows:
                continue
            if key not in has:
                yield "items", f"「{self._called(key)}」は、この様式の項目にありません。様式の設定で足してください。"
                continue
            item = self.item(key)
            of_person = item is not None and item.scope == "person"
            if of_person and field.person is None:
                yield "row", f"「{self._called(key)}」は人の項目です。何人目の欄かを入れてください。"
            elif of_person and field.person is not None and field.person >= max(rows, 1):
                yield "row", f"この様式の1枚の行は {rows} 人までです。"
            elif item is not None and not of_person and field.person is not None:
                yield "row", f"「{self._called(key)}」は人の項目ではありません。「何人目」を空にしてください。"

    def _mark(self, field: Placed) -> Iterator[tuple[str, str]]:
        option = field.row.get("option", "")
        if len(field.items) > 1:
            yield "items", "チェックに結べる項目は1つだけです。"
        item = self.item(field.items[0]) if field.items else None
        inner = self.item(item.person_item) if item and item.input == "derived" else item
        if not option:
            yield "option", "どの値のときに印を付けるかを入れてください。"
        elif inner and inner.choices and option not in inner.choices:
            yield "option", f"「{option}」は、この項目の選択肢にありません。"

    def _sign(self, field: Placed, form: Row) -> Iterator[tuple[str, str]]:
        place = field.row.get("place", "")
        found = next((row for row in self.signs.get(form["form_id"], []) if row.get("place") == place), None)
        if found is None:
            yield "place", "その番号の署名欄がありません。署名欄を足すか、番号を直してください。"
        elif found.get("medium") not in ("tablet", "paper"):
            yield "place", "この署名欄は、タブレットか紙かが決まっていません。"

    def _unplaced(self, form: Row, placed: Sequence[Placed]) -> Iterator[Fault]:
        """What the form asks and shows nowhere."""
        one = form["form_id"]
        there = {key for field in placed for key in field.items}
        for key in self._items(form):
            item = self.item(key)
            if item is None or key in there:
                continue
            if self._wanted(item):
                text = f"必須の「{item.label}」を書く欄が、様式にありません。"
                yield Fault("layouts", one, "form_id", text)
            else:
                text = f"「{item.label}」を書く欄が、様式にありません。"
                yield Fault("layouts", one, "form_id", text, "warning")
        signed = {field.row.get("place", "") for field in placed if field.kind == "sign"}
        for row in self.signs.get(one, []):
            if row.get("place", "") not in signed:
                text = f"署名欄「{row.get('label_ja', '')}」の場所が、様式にありません。"
                yield Fault("layouts", one, "form_id", text)

    def _wanted(self, item: ItemDef) -> bool:
        """Whether the dictionary always wants it, of whoever is in its role (`inherit` says so of a case)."""
        inner = self.item(item.person_item) if item.input == "derived" else None
        return "required" in item.checks or (
            inner is not None and "required" in inner.checks and item.role not in OPTIONAL
        )

    def _items(self, form: Row) -> tuple[str, ...]:
        return items_of(form.get("items", ""), self.groups, self.rows)

    def _called(self, key: str) -> str:
        return self.rows[key].get("label_ja", "") or key


def _placed(row: Row) -> Placed:
    box = box_of(row)
    if row.get("kind") == MASK:
        return Placed(row, MASK, *box, (), None)
    field = field_of(row)
    return Placed(row, field.kind, *box, field.items, field.row)


def _rows_of(form: Row) -> int:
    text = form.get("rows_per_sheet", "")
    return int(text) if form.get("row_scope") and text.isascii() and text.isdigit() else 0


def _outside(field: Placed, width: float, height: float) -> Iterator[Fault]:
    for column, over in (("x", field.x + field.w - width), ("y", field.y + field.h - height)):
        if over > LEEWAY:
            yield Fault(FIELDS, id_of(FIELDS, field.row), column, f"用紙から {over:.1f} mm はみ出しています。")


def _over(placed: Sequence[Placed]) -> Iterator[Fault]:
    """Fields that lie over one another, from top to bottom, each pair once."""
    open_: list[Placed] = []
    whole_page = [one for one in placed if one.kind not in BESIDE_ONE_ANOTHER]
    for field in sorted(whole_page, key=lambda one: one.y):
        open_ = [one for one in open_ if one.y + one.h > field.y + LEEWAY]
        for other in open_:
            if _beside(other, field) and not _either(other, field):
                text = f"欄「{other.row.get('field', '')}」と重なっています。"
                yield Fault(FIELDS, id_of(FIELDS, field.row), "x", text, "warning")
        open_.append(field)


def _beside(one: Placed, other: Placed) -> bool:
    return one.x + one.w > other.x + LEEWAY and other.x + other.w > one.x + LEEWAY


def _either(one: Placed, other: Placed) -> bool:
    """Whether only one of them is ever seen: for different counters."""
    mine, theirs = (set(each.row.get("counters", "").split("|")) - {""} for each in (one, other))
    return bool(mine) and bool(theirs) and not mine & theirs

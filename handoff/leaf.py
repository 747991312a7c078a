"""A sheet of an application, ready for ink: what stands in each place of its page, as text.

Values become text here and nowhere else, so that what the screen shows is what the paper says. Whoever prints may not
see everything: `sees` is asked for each entry that a value was made of, and what it denies prints masked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import msgspec

from handoff import wareki
from handoff.application import Application, Box, FormSheet
from handoff.blank import Blank, Field
from handoff.case import Value
from handoff.fields import ItemDef, Kind, show_value
from handoff.kana import to_half
from handoff.source import Source

MASK: Final = "●●●●"
"""Stands for what may not be seen; always as long, so that it tells nothing."""
REMARK: Final = "remark"
"""`remark.<form>`: what staff write into a form's office-use box."""
COPY: Final = "控え（ご本人用）"
_HALF: Final = "kana_half"
_SPACE: Final = "\u3000"
_ON: Final = {True: "1", False: "0"}


class Put(msgspec.Struct, frozen=True):
    """What goes into a place: text, or (`mark`) its sign, or the strokes of a signature (points x, y of each, in one
    unit); `masked`: something is there that may not be seen."""

    field: Field
    text: str = ""
    masked: bool = False
    ink: tuple[tuple[tuple[int, int], ...], ...] = ()


class Leaf(msgspec.Struct, frozen=True):
    """One page to print. `form`, `sheet`, `of` tell which it is."""

    blank: Blank
    puts: list[Put]
    form: str
    sheet: int
    of: int


class Signed(msgspec.Struct, frozen=True):
    """What stands in a place for a signature: strokes, or (代筆) words; `key`: the entry that it is of."""

    key: str
    ink: tuple[tuple[tuple[int, int], ...], ...] = ()
    text: str = ""


class Setting(msgspec.Struct, frozen=True):
    """For whom and with what beside the case a sheet is set: `sees` = may the value at an entry be seen; `beside`:
    values that are no entries (ticket_no); `for_visitor`: the visitor looks on, so office remarks stay hidden; `group`:
    the counter that prints; `signed`: what stands in the places for signatures, by (form, person)."""

    sees: Callable[[str], bool]
    beside: Mapping[str, str] = {}
    for_visitor: bool = False
    group: str = ""
    signed: Mapping[tuple[str, str], Signed] = {}


def leaf_of(blank: Blank, one: Application, sheet: FormSheet, source: Source, setting: Setting) -> Leaf:
    """The page of a sheet; only places with something in them."""
    boxes = {(box.item, box.row): box for box in sheet.boxes}
    writer = _Writer(one, sheet, source, setting, boxes)
    puts = [put for field in blank.fields if (put := writer.put(field)) is not None]
    return Leaf(blank, puts, one.form.form, sheet.number, sheet.of)


def wanting(blank: Blank, one: Application) -> list[Box]:
    """The boxes that must be filled and are not: those that the dictionary wants, and those whose place on the page
    does; in their order, each entry once."""
    wanted = {(item, field.row) for field in blank.fields if field.required for item in field.items}
    found: dict[str, Box] = {}
    for sheet in one.sheets:
        for box in sheet.boxes:
            empty = box.drawn.value in (None, "", [])
            if box.missing or (empty and (box.item, box.row) in wanted):
                found.setdefault(box.drawn.keys[0], box)
    return list(found.values())


def visitors_copy(leaf: Leaf) -> Leaf:
    """The same page as the visitor's own: 控え stands at its upper edge."""
    mark = Field(leaf.blank.width - 56, 4.6, 42, 4.4, kind="fixed", text=COPY, size=9, align="right")
    return msgspec.structs.replace(leaf, puts=[*leaf.puts, Put(mark, COPY)])


class _Writer:
    def __init__(
        self,
        one: Application,
        sheet: FormSheet,
        source: Source,
        setting: Setting,
        boxes: Mapping[tuple[str, int | None], Box],
    ) -> None:
        self.form = one.form.form
        self.sheet = sheet
        self.source = source
        self.setting = setting
        self.boxes = boxes

    def put(self, field: Field) -> Put | None:
        """What goes into a place, None for nothing."""
        if field.counters and self.setting.group not in field.counters:
            return None
        match field.kind:
            case "fixed":
                return _text(field, field.text)
            case "today":
                return _text(field, _date(self.source.today.isoformat(), field))
            case "page":
                return _text(field, f"{self.sheet.number}/{self.sheet.of}")
            case "remark":
                return None if self.setting.for_visitor else self._remark(field)
            case "sign":
                return self._sign(field)
            case "stamp":
                return None
            case "mark":
                return self._mark(field)
        return self._value(field)

    def _remark(self, field: Field) -> Put | None:
        said = self.source.values.get(f"{REMARK}.{self.form}")
        return _text(field, said) if isinstance(said, str) else None

    def _sign(self, field: Field) -> Put | None:
        """A place that a tablet may serve, signed by the one whose it is."""
        place = next((one for one in self.sheet.signs if one.place == field.place), None)
        if place is None or place.medium != "tablet" or place.person is None:
            return None
        found = self.setting.signed.get((self.form, place.person))
        if found is None:
            return None
        if not self.setting.sees(found.key):
            return Put(field, MASK, masked=True)
        return Put(field, found.text, ink=found.ink)

    def _mark(self, field: Field) -> Put | None:
        box = self._box(field.items[0], field.row)
        if box is None or box.drawn.value is None:
            return None
        if not self._seen(box):
            return Put(field, masked=True)
        value = box.drawn.value
        on = field.option in value if isinstance(value, list) else _ON.get(value, value) == field.option  # type: ignore[call-overload]
        return Put(field) if on else None

    def _value(self, field: Field) -> Put | None:
        """The field's items in one text; if one of them may not be seen, nothing of them is."""
        texts = []
        for item in field.items:
            box = self._box(item, field.row)
            if box is None:
                texts.append(self.setting.beside.get(item, ""))
            elif box.drawn.value not in (None, "", []):
                if not self._seen(box):
                    return Put(field, MASK, masked=True)
                texts.append(self._said(box, field))
        return _text(field, field.join.join(text for text in texts if text))

    def _box(self, item: str, row: int | None) -> Box | None:
        return self.boxes.get((item, row))

    def _seen(self, box: Box) -> bool:
        return all(self.setting.sees(key) for key in box.drawn.keys)

    def _said(self, box: Box, field: Field) -> str:
        items = self.source.book.items
        item = items[box.item]
        inner = items[item.person_item] if item.input == "derived" else item
        text = said(inner, box.drawn.value, field, self.source.is_foreign(box.drawn.person or box.person))
        return to_half(text) if _HALF in item.checks else text


def said(item: ItemDef, value: Value, field: Field, foreign: bool = False) -> str:
    """A value of a person or of the case as it stands on paper."""
    if isinstance(value, bool):
        return "有" if value else "無"
    if item.kind is Kind.date and isinstance(value, str):
        return _date(value, field, _calendar(item, field, foreign))
    if item.kind is Kind.name and isinstance(value, str) and field.part in ("uji", "mei"):
        family, _, given = value.partition(_SPACE)
        return family if field.part == "uji" else given
    text = show_value(item, value, foreign)
    return text.replace("-", "") if field.kind == "cells" else text


def _calendar(item: ItemDef, field: Field, foreign: bool) -> wareki.Calendar:
    if field.date == "wareki":
        return "wareki"
    if field.date == "western" or item.calendar == "western":
        return "western"
    return "western" if foreign and item.calendar == "by_nationality" else "wareki"


def _date(value: str, field: Field, calendar: wareki.Calendar = "wareki") -> str:
    whole = wareki.read_value(value)
    if field.part:  # words for a date that is not known stand once, where the era would
        return _part(whole, field.part, calendar) if not whole.text else whole.text if field.part == "era" else ""
    if field.date == "short" and not whole.text:
        return wareki.short(whole) if calendar == "wareki" else f"{whole.year}.{whole.month}.{whole.day}"
    return wareki.show(whole, calendar)


def _part(whole: wareki.DateValue, part: str, calendar: wareki.Calendar) -> str:
    if part in ("month", "day"):
        return str(whole.month if part == "month" else whole.day)
    era = wareki.era_of(whole) if calendar == "wareki" else None
    if part == "era":
        return era.name if era else "西暦"
    year = whole.year - era.zero if era else whole.year
    return "元" if era and year == 1 else str(year)


def _text(field: Field, text: str) -> Put | None:
    return Put(field, text) if text else None

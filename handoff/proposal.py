"""Fields proposed for a form's layout, from the places that a brought file has of its own.

What a place is bound to is guessed from its name alone: an item's code, its Japanese name, either of them without
regard to width, blanks and signs between words. A number behind a name is the person's row (氏名2), 年 月 日 behind a
date's is a part of it (届出年月日_年), the last word of a check box may be its choice (性別_男). A name that
says two items says none. Nothing is taken until somebody says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

import msgspec

from handoff.alike import plain
from handoff.blank import Field, Part
from handoff.catalog import Row
from handoff.found import Found
from handoff.item import ItemDef, Kind
from handoff.layout import LARGEST_TYPE, MOST_CELLS, SMALLEST_TYPE, row_of

How: TypeAlias = Literal["key", "label", "alike", ""]
PARTS: Final[Mapping[str, Part]] = {
    "元号": "era",
    "年号": "era",
    "年": "year",
    "月": "month",
    "日": "day",
    "era": "era",
    "year": "year",
    "month": "month",
    "day": "day",
}
_NUMBERED: Final = re.compile(r"(.+?)[\s_.・:：(（#-]*([0-9]{1,2})[)）人目]*")
_INDEXED: Final = re.compile(r"(.+)\[([0-9]{1,2})\]")
_PART: Final = re.compile(rf"(.+?)[\s_.・:：-]*({'|'.join(PARTS)})", re.IGNORECASE)
_CHOICE: Final = re.compile(r"(.+)[\s_.・:：＝=-]+([^\s_.・:：＝=-]+)")
_SIGNS: Final = re.compile(r"[\s_.,、。・:：;；/／＝=()（）\[\]「」【】＊*※#-]+")
_NO: Final = frozenset({"0", "no", "false", "いいえ", "無", "なし"})


class Proposal(msgspec.Struct, frozen=True):
    """`name`: what the file calls it; `how` its item was found (code, name, alike; "" = none was); `row`: the field, as
    a row of `layout_fields` without form and number."""

    name: str
    how: How
    row: Row


class _Bound(NamedTuple):
    how: How = ""
    item: ItemDef | None = None
    person: int | None = None
    part: Part = ""
    option: str = ""


def proposals(found: Iterable[Found], own: Sequence[str], items: Mapping[str, ItemDef]) -> list[Proposal]:
    """A field for each place, from top to bottom. `own`: the form's items, which go before the dictionary's others; the
    places of signatures are numbered as they come."""
    names = _Names(own, items)
    signs = 0
    made = []
    for one in sorted(found, key=lambda place: (round(place.y), place.x)):
        bound = _bound(one, names)
        signs += one.kind == "sign"
        row = row_of("", 0, _field(one, bound, signs))
        made.append(Proposal(one.name, bound.how, {k: v for k, v in row.items() if k not in ("form_id", "field")}))
    return made


def _field(one: Found, bound: _Bound, sign: int) -> Field:
    kind = "text" if one.kind == "cells" and not 0 < one.cells <= MOST_CELLS else one.kind
    plain_field = Field(one.x, one.y, one.w, one.h)
    return Field(
        x=one.x,
        y=one.y,
        w=one.w,
        h=one.h,
        kind=kind,
        items=(bound.item.key,) if bound.item else (),
        row=bound.person,
        part=bound.part,
        option=bound.option,
        cells=one.cells if kind == "cells" else 0,
        place=sign if kind == "sign" else 0,
        size=one.size if SMALLEST_TYPE <= one.size <= LARGEST_TYPE else plain_field.size,
        floor=min(plain_field.floor, one.size) if SMALLEST_TYPE <= one.size <= LARGEST_TYPE else plain_field.floor,
        align=one.align,
        wrap=one.wrap,
        most=one.most if kind == "text" else 0,
        required=one.required,
    )


# ---- which item a name says


class _Names:
    """Items by what they are called."""

    def __init__(self, own: Sequence[str], items: Mapping[str, ItemDef]) -> None:
        self.items = items
        self.own = frozenset(own)
        self.labels: dict[str, list[str]] = {}
        self.alike: dict[str, list[str]] = {}
        for key, item in items.items():
            self.labels.setdefault(item.label, []).append(key)
            for said in {_folded(key), _folded(item.label)}:
                self.alike.setdefault(said, []).append(key)

    def find(self, said: str) -> tuple[How, ItemDef | None]:
        """The item that a name says, and how it was found."""
        if said in self.items:
            return "key", self.items[said]
        if key := self._one(self.labels.get(said, [])):
            return "label", self.items[key]
        key = self._one(self.alike.get(_folded(said), []))
        return ("alike", self.items[key]) if key else ("", None)

    def _one(self, keys: list[str]) -> str:
        """The only one of the form's own, else of all; "" where there are two."""
        mine = [key for key in keys if key in self.own] or keys
        return mine[0] if len(mine) == 1 else ""

    def choices(self, item: ItemDef) -> list[tuple[str, str]]:
        """What can be ticked of an item: (value, words); of one that is a person's, of that person's item."""
        inner = self.items.get(item.person_item, item)
        if inner.kind is Kind.bool:
            return [("1", "はい"), ("0", "いいえ")]
        if inner.kind in (Kind.enum, Kind.enum_multi):
            return [(one, inner.labels.get(one, one)) for one in inner.choices]
        return []

    def option(self, item: ItemDef, *said: str) -> str:
        """The value that a file's words mean; "" for none."""
        words = {_folded(one) for one in said} - {""}
        offered = self.choices(item)
        if offered and item.kind is Kind.bool:
            return "0" if words & _NO else "1"
        return next((code for code, label in offered if words & {_folded(code), _folded(label)}), "")


def _bound(one: Found, names: _Names) -> _Bound:
    """The first way in which one of the place's names says an item."""
    if one.kind == "sign":
        return _Bound()
    last = one.name.rpartition(".")[2]
    for said in dict.fromkeys(name.strip() for name in (one.name, last, one.hint) if name.strip()):
        for read in (_whole, _of_person, _of_date, _of_choice):
            bound = read(said, one, names)
            if bound.item and (one.kind != "mark" or names.choices(bound.item)):
                return _settled(bound, bound.item, one, names)
    return _Bound()


def _whole(said: str, one: Found, names: _Names) -> _Bound:
    return _Bound(*names.find(said))


def _of_person(said: str, one: Found, names: _Names) -> _Bound:
    """氏名2, m_name_2; m_name[1] counts from 0."""
    indexed, numbered = _INDEXED.fullmatch(said), _NUMBERED.fullmatch(said)
    match = indexed or numbered
    if match is None:
        return _Bound()
    how, item = names.find(match[1])
    number = int(match[2]) + (indexed is not None)
    if item is None or (item.scope != "person" and number != 1):
        return _Bound()
    return _Bound(how, item, person=max(0, number - 1))


def _of_date(said: str, one: Found, names: _Names) -> _Bound:
    match = _PART.fullmatch(said)
    how, item = names.find(match[1]) if match else ("", None)
    if match is None or item is None or item.kind is not Kind.date:
        return _Bound()
    return _Bound(how, item, part=PARTS[match[2].lower()])


def _of_choice(said: str, one: Found, names: _Names) -> _Bound:
    match = _CHOICE.fullmatch(said) if one.kind == "mark" else None
    how, item = names.find(match[1]) if match else ("", None)
    return _Bound(how, item, option=names.option(item, match[2])) if match and item else _Bound()


def _settled(bound: _Bound, item: ItemDef, one: Found, names: _Names) -> _Bound:
    """With the row that a person's item needs and no other has, and a mark's choice."""
    person = (bound.person or 0) if item.scope == "person" else None
    if one.kind != "mark":
        return bound._replace(person=person, option="")
    return bound._replace(person=person, part="", option=bound.option or names.option(item, one.option, one.hint))


def _folded(text: str) -> str:
    """Without what stands between words."""
    return _SIGNS.sub("", plain(text))

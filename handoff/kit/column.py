"""The columns of a form's person rows: an item, or a name with its reading, and how wide it must be."""

from __future__ import annotations

from typing import Final, NamedTuple

from handoff.fields import ItemDef, Kind
from handoff.form_book import FormBook
from handoff.kit.lines import is_reading
from handoff.kit.wording import label

NUMBER: Final = 6.0
"""The width of the rows' numbers, in mm."""
_BY_KIND: Final = {Kind.name: 30.0, Kind.kana: 30.0, Kind.date: 25.0, Kind.roman: 34.0, Kind.bool: 11.0}
_BY_ITEM: Final = {
    "m_name": 36.0,
    "m_sex": 11.0,
    "m_zokugara": 14.0,
    "m_mynumber": 33.0,
    "m_code": 28.0,
    "m_kokuho_no": 22.0,
    "m_kokuho_why": 20.0,
    "m_kokuho_get": 23.0,
    "m_shaho_lost": 23.0,
    "m_kouki_no": 21.0,
    "m_kaigo_no": 25.0,
    "m_kiso_no": 25.0,
    "m_kaigo_lv": 16.0,
    "m_nenkin": 14.0,
    "m_grade": 13.0,
    "m_school": 30.0,
    "m_school_new": 30.0,
    "m_techo": 36.0,
    "m_iryo": 28.0,
    "m_inkan_no": 18.0,
    "m_303045": 30.0,
    "m_status": 34.0,
    "m_period": 16.0,
    "m_nat": 22.0,
    "live_apart": 14.0,
    "kango": 22.0,
    "m_jite": 15.0,
    "m_mnc": 15.0,
    "m_mnc_keep": 15.0,
}
_TEXT: Final = 26.0
_STRETCH: Final = frozenset({Kind.name, Kind.text, Kind.roman})


class Column(NamedTuple):
    """A column: its item, or a name with its reading; its head; how wide it must be, in mm."""

    items: tuple[ItemDef, ...]
    label: str
    width: float


def columns_of(items: list[ItemDef], book: FormBook) -> list[Column]:
    """The columns of these items, in their order."""
    found: list[Column] = []
    left = list(items)
    while left:
        item = left.pop(0)
        pair = (item, left.pop(0)) if left and is_reading(item, left[0]) else (item,)
        found.append(Column(pair, label(item, book), _width(item)))
    return found


def stretched(columns: list[Column], width: float) -> list[float]:
    """The columns' widths over the whole page; names and texts take more of what is left over."""
    spare = width - sum(column.width for column in columns)
    share = [column.width * (2.0 if column.items[0].kind in _STRETCH else 0.7) for column in columns]
    return [column.width + spare * part / sum(share) for column, part in zip(columns, share, strict=True)]


def _width(item: ItemDef) -> float:
    return _BY_ITEM.get(item.key) or _BY_KIND.get(item.kind) or min(_TEXT, max(12.0, item.max_len * 3.0))

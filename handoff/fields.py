"""The one gate of a typed value, and how a value is shown.

`admit_value` gives what is stored: put into the form of its kind (a date value, ASCII digits, katakana) but never a
name or a free text altered. It knows one item and nothing of the rest of the sheet; what depends on other entries is
asked elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final, TypeAlias

from handoff import checks, kana, wareki
from handoff.case import Value
from handoff.characters import admit
from handoff.item import BLOBS, ItemDef, Kind, from_row
from handoff.refusal import Reason, Refused
from handoff.relationship import admit_relationship
from handoff.sections import Section, sections

__all__ = ["ItemDef", "Kind", "Section", "Stored", "admit_value", "from_row", "sections", "show_value"]

Stored: TypeAlias = "str | int | bool | list[str]"

LONGEST: Final = 2_000
"""No text of any item is longer, whatever a dictionary says."""

_ROMAN: Final = re.compile(r"[A-Z0-9 .,'()\-]+")
_HALF_ASCII: Final = str.maketrans({code: chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {0x20: "\u3000"})


def admit_value(item: ItemDef, value: Value, today: date, computed: bool = False) -> Stored:
    """What is stored for a typed value. A blank text ("") is a blank of any kind that is stored as text; taking an
    entry away is `clear`.

    `computed`: the server itself writes an automatic item. Refused, always with the item's key in `at`: `read_only`
    (automatic and derived items), `wrong_kind`, `too_long`, `bad_characters`, and for its kind `no_such_date`,
    `future_date`, `not_kana`, `not_a_choice`, `not_a_number`, `wrong_length`, `wrong_pattern`, `wrong_check_digit`.
    """
    if item.input == "derived" or (item.input == "auto" and not computed):
        raise Refused(Reason.read_only, item.key)
    if item.kind is Kind.bool:
        return _yes_or_no(item, value)
    if item.kind is Kind.int:
        return _whole_number(item, value)
    if item.kind is Kind.enum_multi:
        return _several(item, value)
    if not isinstance(value, str) or item.kind in BLOBS:
        raise Refused(Reason.wrong_kind, item.key)
    return _KINDS[item.kind](item, value, today) if value else ""


def show_value(item: ItemDef, value: Value, foreign: bool = False) -> str:
    """A stored value as a person reads it. `foreign`: the person is a foreign national, whose birth is shown in
    western years (1.1.9).

    Signatures and pictures are not shown as text: empty.
    """
    if value is None or value == "" or isinstance(value, dict):
        return ""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, list):
        return "、".join(item.labels.get(one, one) for one in value)
    if isinstance(value, int):
        return f"{value:,}"
    return _shown_text(item, value, foreign)


def _shown_text(item: ItemDef, value: str, foreign: bool) -> str:
    if item.kind is Kind.date:
        western = item.calendar == "western" or (foreign and item.calendar == "by_nationality")
        return wareki.show(value, "western" if western else "wareki")
    if item.kind is Kind.postal:
        return checks.show_postal(value)
    if item.kind is Kind.tel:
        return checks.show_phone(value)
    if "YYMMDDD" in item.checks:
        return checks.show_residence_period(value)
    return item.labels.get(value, value)


def _yes_or_no(item: ItemDef, value: Value) -> bool:
    if not isinstance(value, bool):
        raise Refused(Reason.wrong_kind, item.key)
    return value


def _whole_number(item: ItemDef, value: Value) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Refused(Reason.wrong_kind, item.key)
    if isinstance(value, str):
        plain = checks.half(admit(value, 20, item.key)).strip().replace(",", "")
        if not (plain.isascii() and plain.isdigit()):
            raise Refused(Reason.not_a_number, item.key)
        value = int(plain)
    least, most = item.span or (0, 10**item.max_len - 1)
    if not least <= value <= most:
        raise Refused(Reason.not_a_choice, item.key, least=least, most=most)
    return value


def _several(item: ItemDef, value: Value) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Refused(Reason.wrong_kind, item.key)
    if not set(value) <= set(item.choices):
        raise Refused(Reason.not_a_choice, item.key)
    return [choice for choice in item.choices if choice in value]


def _text(item: ItemDef, value: str, today: date) -> str:
    if item.pattern:
        return _code(item, value, today)
    if "zenkaku" in item.checks:
        value = kana.to_full(value.translate(_HALF_ASCII))
    return admit(value, min(item.max_len, LONGEST), item.key)


def _longtext(item: ItemDef, value: str, today: date) -> str:
    return admit(value.replace("\r\n", "\n"), min(item.max_len, LONGEST), item.key, long=True)


def _name(item: ItemDef, value: str, today: date) -> str:
    return admit(value, item.max_len, item.key)


def _kana(item: ItemDef, value: str, today: date) -> str:
    return kana.admit_kana(value, item.max_len, item.key)


def _roman(item: ItemDef, value: str, today: date) -> str:
    plain = " ".join(checks.half(admit(value, item.max_len, item.key)).upper().replace("’", "'").split())
    pattern = item.pattern or _ROMAN
    if plain and not pattern.fullmatch(plain):
        raise Refused(Reason.wrong_pattern, item.key)
    return plain


def _date(item: ItemDef, value: str, today: date) -> str:
    read = wareki.parse_date(value, item.allows_unknown_date, item.key)
    later = (read.year, read.month, read.day) > (today.year, today.month, today.day)
    if later and "date<=today" in item.checks:
        raise Refused(Reason.future_date, item.key)
    return str(read)


def _enum(item: ItemDef, value: str, today: date) -> str:
    if item.choices:
        if value not in item.choices:
            raise Refused(Reason.not_a_choice, item.key)
        return value
    plain = admit(value, max(item.max_len, 20), item.key)
    return admit_relationship(plain, item.key) if item.choices_from == RELATIONSHIP else plain


RELATIONSHIP: Final = "enum:標準1.1.11"


def _code(item: ItemDef, value: str, today: date) -> str:
    """Digits (or letters and digits) of a fixed shape: by its check digit, by its own rule, by the row's pattern, or
    as short text."""
    plain = admit(value, max(item.max_len * 2, 30), item.key)
    if item.check_digit:
        return _CHECK_DIGITS[item.check_digit](plain, item.key)
    if "YYMMDDD" in item.checks:
        return checks.residence_period(plain, item.key)
    squeezed = checks.squeeze(plain).upper()
    if len(squeezed) > item.max_len:
        raise Refused(Reason.too_long, item.key, n=len(squeezed), limit=item.max_len)
    if item.choices and squeezed not in item.choices:
        raise Refused(Reason.not_a_choice, item.key)
    if item.pattern and not item.pattern.fullmatch(squeezed):
        raise Refused(Reason.wrong_pattern, item.key)
    return squeezed


def _postal(item: ItemDef, value: str, today: date) -> str:
    return checks.postal(admit(value, 20, item.key), item.key)


def _tel(item: ItemDef, value: str, today: date) -> str:
    number = checks.phone(admit(value, 30, item.key), item.key)
    if item.pattern and not item.pattern.fullmatch(number):
        raise Refused(Reason.wrong_pattern, item.key)
    return number


_CHECK_DIGITS: Final[dict[str, Callable[[str, str | None], str]]] = {
    "mynumber": checks.my_number,
    "juminhyo": checks.juminhyo,
    "lgcode": checks.lgcode,
}

_KINDS: Final[dict[Kind, Callable[[ItemDef, str, date], str]]] = {
    Kind.text: _text,
    Kind.longtext: _longtext,
    Kind.name: _name,
    Kind.kana: _kana,
    Kind.roman: _roman,
    Kind.address: _name,
    Kind.date: _date,
    Kind.enum: _enum,
    Kind.digits: _code,
    Kind.code: _code,
    Kind.postal: _postal,
    Kind.tel: _tel,
    Kind.id: _name,
    Kind.ref: _name,
    Kind.datetime: _name,
}

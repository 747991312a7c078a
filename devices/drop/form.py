"""How the files of a box are to be read: which column or path is which item. One TOML file, written by who sets the PC
up.

    folder = 'C:\\OCR\\out'        # this box writes there, and nobody else
    encoding = "cp932"            # of its CSV and JSON files; utf-8 where nothing is said
    card = "licence"              # what it reads: mynumber, licence, residence; where nothing is said: box

    [items]                       # item = column of the CSV, or path in the JSON
    name = "氏名"
    birth = "生年月日"
    address = "person.address"

    [values.sex]                  # what the file says = what it means
    1 = "男"
"""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final, Literal

import msgspec

from devices.settings import WrongSettings
from handoff.card import TAKES

ITEMS: Final = frozenset(TAKES) - {"mynumber"} | {"expires"}
"""What a box may say. 個人番号 comes from the card itself or from nowhere."""
NO_FORM: Final = "読み取り機のファイルの決めかた（{path}）を読めません。{why}"


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`items`: item -> column or path. `values`: item -> what the file says -> what it means."""

    folder: str
    items: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    encoding: str = "utf-8"
    card: Literal["mynumber", "licence", "residence", "box"] = "box"


def read(path: Path) -> Form:
    """The form. Refused: `WrongSettings`, with what to change."""
    try:
        form = msgspec.toml.decode(path.read_bytes(), type=Form)
        codecs.lookup(form.encoding)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, LookupError) as no:
        raise WrongSettings(NO_FORM.format(path=path, why=f"（{no}）")) from None
    if unknown := sorted((form.items.keys() | form.values.keys()) - ITEMS):
        why = f"{'、'.join(unknown)} は読み取れない項目です。使える項目: {'、'.join(sorted(ITEMS))}"
        raise WrongSettings(NO_FORM.format(path=path, why=why))
    return form

"""What one file of a box says. Bytes and a form in, values or a picture out; no file in sight.

A file that may still be written is not read: a CSV ends with a line end, a JSON is whole, a picture has its last mark.
"""

from __future__ import annotations

import csv
import io
from typing import Any, Final

import msgspec

from devices.cards.read import Card
from devices.drop.form import Form
from handoff.case import Value
from handoff.characters import admit
from handoff.refusal import Refused
from handoff.wareki import parse_date

MOST_BYTES: Final = 44 * 1024
"""More does not go through the line to the server in one piece."""
MOST_CHARACTERS: Final = 200
DATES: Final = frozenset({"birth", "until", "expires"})
PNG: Final = (b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82")
JPEG: Final = (b"\xff\xd8\xff", b"\xff\xd9")
PICTURES: Final = {".png": PNG, ".jpg": JPEG, ".jpeg": JPEG}
KINDS: Final = frozenset({".csv", ".json", *PICTURES})


class NotWhole(Exception):
    """It may still be written."""


class Unusable(Exception):
    """It will never be a read."""


def card(kind: str, data: bytes, form: Form) -> Card:
    """What a file of this kind (its ending) says, as a card does. All values are to be looked at by eye: a box reads
    letters off a picture. Refused: `NotWhole`, `Unusable`."""
    if kind in PICTURES:
        return Card(form.card, {}, images={"front": _picture(data, *PICTURES[kind])})
    found = _csv(data, form) if kind == ".csv" else _json(data, form)
    read = {item: _meant(item, text, form) for item, text in found.items() if text.strip()}
    values: dict[str, Value] = {item: value for item, value in read.items() if value is not None}
    if not values:
        raise Unusable("nothing of it is asked for")
    expires = str(values.pop("expires", ""))
    return Card(form.card, values, expires, tuple(sorted(read.keys() - {"expires"})))


def _picture(data: bytes, begins: bytes, ends: bytes) -> bytes:
    if not begins.startswith(data[: len(begins)]):
        raise Unusable("another kind of picture")
    if not data.endswith(ends):
        raise NotWhole
    return data


def _csv(data: bytes, form: Form) -> dict[str, str]:
    """One line of names, one of values."""
    if not data.endswith((b"\n", b"\r")):
        raise NotWhole
    try:
        rows = [row for row in csv.reader(io.StringIO(_text(data, form), newline=""), strict=True) if any(row)]
    except csv.Error:
        raise Unusable("no CSV") from None
    if len(rows) < 2:
        raise NotWhole
    if len(rows) > 2 or len(rows[0]) != len(rows[1]):
        raise Unusable("not one line")
    said = dict(zip(rows[0], rows[1], strict=True))
    return {item: said[column] for item, column in form.items.items() if column in said}


def _json(data: bytes, form: Form) -> dict[str, str]:
    """One object; a path goes down by points."""
    try:
        said = msgspec.json.decode(_text(data, form))
    except msgspec.DecodeError:
        raise NotWhole from None
    except RecursionError:
        raise Unusable("too deep") from None
    found = {item: _at(said, path) for item, path in form.items.items()}
    return {item: text for item, text in found.items() if text is not None}


def _at(said: Any, path: str) -> str | None:
    for name in path.split("."):
        said = said.get(name) if isinstance(said, dict) else None
    return str(said) if isinstance(said, str | int) and not isinstance(said, bool) else None


def _text(data: bytes, form: Form) -> str:
    try:
        return data.decode(form.encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise NotWhole from None  # a character may be half written


def _meant(item: str, text: str, form: Form) -> str | None:
    """What a value means here; None when no field takes it: the clerk looks for it on the card."""
    said = form.values.get(item, {}).get(text.strip(), text.strip())
    try:
        return str(parse_date(said)) if item in DATES else admit(said, MOST_CHARACTERS)
    except Refused:
        return None

"""What cards say, as the values that the server takes. A field that is not what it should be is never guessed at."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from devices.cards.apdu import OddCard
from handoff import eras
from handoff.case import Value
from handoff.characters import admit
from handoff.refusal import Refused

SEXES: Final = {b"1": "男", b"2": "女"}
MOST_CHARACTERS: Final = 200

Values = dict[str, Value]


def utf8(data: bytes, what: str) -> str:
    """A text. Refused: bytes that are no UTF-8, characters that no field takes, more than 200 of them."""
    try:
        return admit(data.decode("utf-8"), MOST_CHARACTERS)
    except (UnicodeDecodeError, Refused):
        raise OddCard(f"{what} is no text") from None


def day(data: bytes) -> str | None:
    """YYYYMMDD as YYYY-MM-DD; None when there is no such day (a birth that is not known has zeros in it).

    Refused: anything but eight digits.
    """
    if not re.fullmatch(rb"[0-9]{8}", data):
        raise OddCard("a date that is none")
    return iso(int(data[:4]), int(data[4:6]), int(data[6:]))


def era_day(data: bytes) -> str | None:
    """Era digit and YYMMDD, as the driver's licence writes it; None for zeros or no such day."""
    if not re.fullmatch(rb"[0-9]{7}", data):
        raise OddCard("a date that is none")
    era = eras.BY_NAME.get(chr(data[0]))
    if era is None or data[1:] == b"000000":
        return None
    return iso(era.zero + int(data[1:3]), int(data[3:5]), int(data[5:]))


def iso(year: int, month: int, day: int) -> str | None:
    """The calendar's day, if it has it."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def told(values: dict[str, str | None]) -> Values:
    """Only what the card said."""
    return {name: value for name, value in values.items() if value}

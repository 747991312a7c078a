"""The value of a date, and the eras of Japan.

A **date value** is a string, on the wire and in the sheet:

    1984-04-12              a day, always ISO 8601 with four, two and two digits
    1926-12-25T             the same, for the one day of 大正 (T) or 明治 (M) that was entered under its older name
    1950-02-29              a day in that shape that the calendar lacks but a family register has, if the item allows it
    ?:昭和12年月日不詳       what is known in words, if the item allows it; at most 72 characters

The national resident-record standard (1.1.8) allows the last two for births, deaths, 住民となった日 and 住所を定めた日.
`DateValue.on` gives the calendar's day or None, so nobody has to take a value apart.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import msgspec

Day = tuple[int, int, int]

TEXT_LIMIT: Final = 72
UNKNOWN: Final = "?:"
STORED: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})([MT]?)")


class Era(msgspec.Struct, frozen=True):
    """An era: its digit and letter in short entries, and its first and last day (both its own)."""

    digit: str
    letter: str
    name: str
    first: Day
    last: Day

    @property
    def zero(self) -> int:
        """The western year of this era's year 0."""
        return self.first[0] - 1


ERAS: Final = (
    Era("5", "R", "令和", (2019, 5, 1), (9999, 12, 31)),
    Era("4", "H", "平成", (1989, 1, 8), (2019, 4, 30)),
    Era("3", "S", "昭和", (1926, 12, 25), (1989, 1, 7)),
    Era("2", "T", "大正", (1912, 7, 30), (1926, 12, 25)),
    Era("1", "M", "明治", (1868, 1, 25), (1912, 7, 30)),
)
SOLAR: Final = (1873, 1, 1)
BY_NAME: Final = {word: era for era in ERAS for word in (era.digit, era.letter, era.name, era.name[0])}


class DateValue(msgspec.Struct, frozen=True):
    """A date value taken apart: year, month and day (zeros when only words are known), and the words."""

    year: int = 0
    month: int = 0
    day: int = 0
    text: str = ""
    era: str = ""
    """The letter of the older era, when the day bears two names and this one was meant."""

    @property
    def on(self) -> date | None:
        """The day in the calendar, or None (不詳, or a day such as 29 February of a common year)."""
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    def __str__(self) -> str:
        return UNKNOWN + self.text if self.text else f"{self.year:04}-{self.month:02}-{self.day:02}{self.era}"


def read_value(value: str) -> DateValue:
    """A stored date value, taken apart. A string that is no date value is a bug, and says so."""
    if value.startswith(UNKNOWN):
        return DateValue(text=value[len(UNKNOWN) :])
    found = STORED.fullmatch(value)
    assert found, "a stored date value"
    year, month, day, era = found.groups()
    return DateValue(int(year), int(month), int(day), era=era)

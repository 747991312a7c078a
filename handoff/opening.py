"""臨時開庁・延長: days on which a city opens its offices although they would be closed, or keeps them open at other
hours (`[opening]` of settings.toml).

A term that the law lets end on an open day (`calendar.term_end`) does not look here: what counts there are the closed
days of the city's ordinance (地方自治法4条の2第4項), and a Sunday on which some counters work is one of them.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Annotated, TypeAlias

import msgspec

from handoff.calendar import is_open
from handoff.offices import Office

Clock: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Day: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


class OpenDay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The hours of one day (HH:MM), at these offices; none named: at all."""

    opens: Clock
    closes: Clock
    offices: list[str] = []


class OpeningSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By day (YYYY-MM-DD)."""

    days: dict[Day, OpenDay] = {}

    def hours(self, office: Office, day: date, holidays: Collection[date]) -> tuple[str, str] | None:
        """From when until when an office is open on a day (HH:MM); None: it is closed."""
        own = self.days.get(day.isoformat())
        if own is not None and (not own.offices or office.office in own.offices):
            return own.opens, own.closes
        return (office.opens, office.closes) if is_open(day, holidays) else None

    def opened(self, day: date) -> bool:
        """Whether this day is one that the city opens by itself, anywhere."""
        return day.isoformat() in self.days

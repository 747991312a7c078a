"""When visitors take numbers by themselves: in the opening hours of their office, or always where the city says so."""

from __future__ import annotations

from datetime import date
from typing import Final

from handoff.catalog import holidays, opening
from handoff.opening import MINUTE_MS
from handoff.refusal import Reason, Refused
from server.work.cupboards import Cupboards

DAYS: Final = 30
"""So far ahead a screen may say when it opens: longer than any holidays."""


def spans(c: Cupboards, office: str) -> list[tuple[int, int]] | None:
    """From when until when (ms), today and in the next days; None: always."""
    settings, house = c.catalogs.settings().visits, c.catalogs.house().office(office)
    if settings.number_screens == "always" or house is None:
        return None
    catalog, today = c.catalogs.current(), date.fromisoformat(c.business_day())
    before = settings.number_before * MINUTE_MS
    hours = opening(catalog).spans(house, today, DAYS, holidays(catalog))
    return [(since - before, until) for since, until in hours]


def must_be_open(c: Cupboards, office: str) -> None:
    """Refused with `outside_hours`."""
    found = spans(c, office)
    if found is not None and not any(since <= c.clock() < until for since, until in found):
        raise Refused(Reason.outside_hours, at="office")

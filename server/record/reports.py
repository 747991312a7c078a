"""Figures of days from visits and their moves: `server.ports.reports.Reports`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.appointment import SIGN
from handoff.calendar import midnight
from handoff.figures import By, Figures
from server.record.transaction import reading

MINUTES: Final = {"wait_average", "wait_p90", "wait_longest", "service_average"}
DIGITS: Final = 2
_TOKYO: Final = "to_timestamp({ms} / 1000.0) AT TIME ZONE 'Asia/Tokyo'"
_DEPARTMENT: Final = (
    "coalesce((SELECT d FROM unnest(CAST(:lines AS text[]), CAST(:departments AS text[])) AS one(l, d) "
    "WHERE l = line LIMIT 1), '')"
)
_VISIT_KEYS: Final[Mapping[By, str]] = {
    "all": "''",
    "day": "day",
    "month": "left(day, 7)",
    "hour": f"to_char({_TOKYO.format(ms='arrived')}, 'HH24')",
    "department": _DEPARTMENT,
    "line": "line",
    "service": "service",
}
_EVENT_KEYS: Final[Mapping[By, str]] = {
    **_VISIT_KEYS,
    "day": f"to_char({_TOKYO.format(ms='at')}, 'YYYY-MM-DD')",
    "month": f"to_char({_TOKYO.format(ms='at')}, 'YYYY-MM')",
    "hour": f"to_char({_TOKYO.format(ms='at')}, 'HH24')",
    "service": "row->>'service'",
}
_WAIT: Final = "move IN ('call', 'claim') AND stage IN ('waiting', 'passing')"
_SERVICE: Final = "stage = 'serving' AND next <> 'serving'"
_VISITS: Final = (
    "SELECT {key} AS key, count(*) AS visitors, count(*) FILTER (WHERE stage = 'done') AS done, "
    "count(*) FILTER (WHERE stage = 'suspended') AS suspended, "
    "count(*) FILTER (WHERE stage = 'withdrawn') AS withdrawn, count(*) FILTER (WHERE stage = 'gone') AS gone, "
    'count(*) FILTER (WHERE ended IS NULL) AS "open" '
    "FROM visits WHERE home = :office AND day BETWEEN :first AND :last AND left(number, 1) <> :sign GROUP BY 1"
)
_EVENTS: Final = (
    "SELECT key, count(*) FILTER (WHERE wait) AS waits, avg(minutes) FILTER (WHERE wait) AS wait_average, "
    "percentile_cont(0.9) WITHIN GROUP (ORDER BY minutes) FILTER (WHERE wait) AS wait_p90, "
    "max(minutes) FILTER (WHERE wait) AS wait_longest, count(*) FILTER (WHERE service) AS services, "
    "avg(minutes) FILTER (WHERE service) AS service_average, count(*) FILTER (WHERE called) AS calls "
    f"FROM (SELECT {{key}} AS key, took / 60000.0::float8 AS minutes, ({_WAIT}) AS wait, ({_SERVICE}) AS service, "
    "move IN ('call', 'call_again') AS called FROM visit_events "
    "WHERE at >= :since AND at < :until AND office = :office "
    f"AND (({_WAIT}) OR ({_SERVICE}) OR move IN ('call', 'call_again'))) AS moves GROUP BY key"
)


class PgReports:
    """Two questions to the record: what visits became, and how long their waits and services took."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def figures(
        self, office: str, first: date, last: date, by: By, departments: Mapping[str, str]
    ) -> list[Figures]:
        """Both answers, group by group."""
        days = {"office": office, "first": first.isoformat(), "last": last.isoformat(), "sign": SIGN}
        times = {"since": midnight(first), "until": midnight(last + timedelta(days=1)), "office": office}
        more = {"lines": list(departments), "departments": list(departments.values())} if by == "department" else {}
        found: dict[str, dict[str, Any]] = {}
        async with reading(self._engine) as connection:
            for query, keys, asked in ((_VISITS, _VISIT_KEYS, days), (_EVENTS, _EVENT_KEYS, times)):
                rows = await connection.execute(text(query.format(key=keys[by])), {**asked, **more})
                for row in rows.mappings():
                    found.setdefault(row["key"] or "", {}).update(_values(row))
        return [Figures(key, **values) for key, values in sorted(found.items())]


def _values(row: RowMapping) -> dict[str, Any]:
    values = {name: value for name, value in row.items() if name != "key" and value is not None}
    return {name: round(float(value), DIGITS) if name in MINUTES else value for name, value in values.items()}

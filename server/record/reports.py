"""Figures of days from visits and their moves: `server.ports.reports.Reports`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import RowMapping, TextClause, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from handoff.appointment import SIGN
from handoff.baseline import Baseline, Kept
from handoff.calendar import midnight
from handoff.figures import By, Counted, Figures
from server.record import figure_sql as sql
from server.record.tables import baselines
from server.record.transaction import reading, transaction

MINUTE_MS: Final = 60_000
MINUTES: Final = ("wait_average", "wait_p90", "wait_longest")
DIGITS: Final = 2
MOST_NOW: Final = 14
"""So many days are counted when somebody asks; the keeper counts the others soon, each once."""
LATE_MS: Final = 300_000
"""A move may be written so much later than it says."""


class PgReports:
    """Days that stand counted, and the others counted now."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def figures(self, office: str, first: date, last: date, by: By, departments: Mapping[str, str]) -> Counted:
        """Group by group. Of days that were never counted only the newest are, now."""
        span = {"office": office, "first": first.isoformat(), "last": last.isoformat()}
        more = {"of": list(departments), "departments": list(departments.values())} if by in sql.BY_DEPARTMENT else {}
        async with reading(self._engine) as connection:
            standing = await _days(connection, sql.STANDING, span)
            founded = (await connection.execute(sql.FOUNDED, {"office": office})).scalar() or span["last"]
            days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
            new = sorted({one.isoformat() for one in days if one.isoformat() >= founded} - set(standing))
            asked = {**_counting(office, [date.fromisoformat(one) for one in new[-MOST_NOW:]]), "standing": standing}
            rows = list((await connection.execute(sql.figures(by), {**asked, **more})).mappings())
            if by in sql.OF_CASES:
                whole = (await connection.execute(sql.figures("all"), asked)).mappings()
                rows += [row for row in whole if row["whole"]]
        (total,) = [_figures(row) for row in rows if row["whole"]]
        groups = sorted((_figures(row) for row in rows if not row["whole"]), key=lambda one: one.key)
        return Counted(total, groups, max(0, len(new) - MOST_NOW))

    async def baseline(self, office: str) -> Kept | None:
        """The newest."""
        query = select(baselines).where(baselines.c.office == office).order_by(baselines.c.id.desc()).limit(1)
        async with reading(self._engine) as connection:
            row = (await connection.execute(query)).one_or_none()
        return Kept(msgspec.convert(row.body, Baseline), row.at, row.name) if row is not None else None

    async def enter_baseline(self, office: str, clerk: str, kept: Kept) -> None:
        """One more."""
        body = msgspec.to_builtins(kept.baseline)
        row = {"office": office, "at": kept.at, "clerk": clerk, "name": kept.name, "body": body}
        async with transaction(self._engine) as connection:
            await connection.execute(insert(baselines).values(row))

    async def uncounted(self, office: str, today: str, most: int) -> list[str]:
        """Days before today that changed since they were counted, then those that never were, the newest first."""
        asked = {"office": office, "today": today}
        async with reading(self._engine) as connection:
            touched = await _days(connection, sql.TOUCHED, asked)
        return [*touched, *await self.missing(office, today, most)]

    async def missing(self, office: str, today: str, most: int) -> list[str]:
        """Of these the ones that were never counted."""
        async with reading(self._engine) as connection:
            asked = {"office": office, "today": today, "most": most}
            return list((await connection.execute(sql.MISSING, asked)).scalars())

    async def count(self, office: str, day: date, now: int) -> None:
        """One transaction; whoever counts the same day at once waits for it."""
        one = _counting(office, [day])
        asked = {"office": office, "day": day.isoformat()}
        async with transaction(self._engine) as connection:
            await connection.execute(sql.MARK, {**asked, "at": now})
            await connection.execute(sql.FORGET, asked)
            for by in sql.STORED:
                await connection.execute(sql.keep(by), one)


async def _days(connection: AsyncConnection, query: TextClause, asked: Mapping[str, Any]) -> list[str]:
    """Days that stand counted, with what happened since the last of them was; none where none ever was."""
    last = (await connection.execute(sql.LAST, {"office": asked["office"]})).scalar()
    if last is None:
        return []
    return list((await connection.execute(query, {**asked, "since": last - LATE_MS})).scalars())


def _counting(office: str, days: list[date]) -> dict[str, Any]:
    """The parameters of days that are counted."""
    return {
        "office": office,
        "sign": SIGN,
        "days": [day.isoformat() for day in days],
        "begins": [midnight(day) for day in days],
        "ends": [midnight(day + timedelta(days=1)) for day in days],
    }


def _figures(row: RowMapping) -> Figures:
    """A group. Times are in minutes."""
    known = set(Figures.__struct_fields__)
    values: dict[str, Any] = {name: value for name, value in row.items() if name in known and value is not None}
    values |= {name: round(float(row[name]) / MINUTE_MS, DIGITS) for name in MINUTES if row.get(name) is not None}
    counts = {name: int(value) for name, value in values.items() if name not in MINUTES and name != "clerk"}
    services = counts.get("services", 0)
    average = float(row["service_ms"]) / services / MINUTE_MS if services else 0.0
    return Figures(
        **{**values, **counts, "key": row["grouped"] or "", "service_average": round(average, DIGITS)},
    )

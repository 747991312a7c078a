"""What is asked about visits."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, TextClause, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.messages import Row
from handoff.queue import EVERYWHERE, place
from handoff.queue_order import OrderSettings
from handoff.visit import Visit
from server.ports.visits import TicketFound
from server.record import visit_sql as sql
from server.record.forgetting import Forgetting
from server.record.swift import swift_reading
from server.record.tables import clerks, reports, visits
from server.record.transaction import reading
from server.record.visit_rows import visit_of
from server.record.visit_writes import row_from


class VisitReads:
    """The reading part of `Visits`."""

    _engine: AsyncEngine
    _forgetting: Forgetting

    async def get(self, visit: str) -> Visit | None:
        """A visit."""
        return await self._one(sql.VISIT, visit=visit)

    async def last_of(self, case: str) -> Visit | None:
        """The live visit of a case, else its newest."""
        return await self._one(sql.LAST_OF, case=case)

    async def sleeper(self, case: str) -> tuple[int, Visit] | None:
        """The catalog version and the last visit of a case that is still kept."""
        async with swift_reading(self._engine) as connection:
            row = await connection.row(sql.SLEEPER, {"case": case})
        return (row["catalog"], visit_of(row)) if row is not None and row["catalog"] is not None else None

    async def by_number(self, office: str, day: str, number: str) -> Visit | None:
        """A visit by its number: of this office, or handed to it from another."""
        return await self._one(sql.BY_NUMBER, office=office, day=day, number=number)

    async def history(self, case: str) -> list[Visit]:
        """All visits of a case, oldest first."""
        return await self._all(visits.c.case == case)

    async def numbers_given(self, office: str, day: str) -> int:
        """The last number of each letter, added up."""
        async with swift_reading(self._engine) as connection:
            return int(await connection.scalar(sql.GIVEN, {"office": office, "day": day}))

    async def unfinished(self, office: str, day: str) -> list[Visit]:
        """Visits of a day that are not ended."""
        return await self._all(visits.c.office == office, visits.c.day == day, visits.c.ended.is_(None))

    async def forgotten(self, before: str) -> list[Visit]:
        """Visits of earlier days that are not ended."""
        return await self._all(visits.c.day < before, visits.c.ended.is_(None))

    async def ahead(self, visit: Visit, lines: list[str], now: int, orders: OrderSettings = EVERYWHERE) -> int:
        """How many are called before this one."""
        asked: dict[str, Any] = {name: getattr(visit, name) for name in ("office", "day", "visit")}
        names = ("calm", "rank", "careless", "undue", "since", "number")
        asked |= dict(zip(names, place(visit, now, orders), strict=True))
        rules = sql.rules(orders, lines)
        asked |= {"lines": lines, "now": now, **rules}
        statement = sql.ahead(*(bool(rules[name]) for name in ("ranked", "care_lines", "due_lines", "since_lines")))
        async with swift_reading(self._engine) as connection:
            return int(await connection.scalar(statement, asked))

    async def ticket(self, sha: bytes) -> TicketFound | None:
        """A slip by the digest of its code."""
        async with swift_reading(self._engine) as connection:
            row = await connection.row(sql.TICKET, {"sha": sha})
        return TicketFound(**row) if row is not None else None

    async def rows(self, visit: str, after: int) -> list[tuple[Row, str, str]]:
        """(row, event, request) of the versions after `after`, in order."""
        async with swift_reading(self._engine) as connection:
            found = await connection.rows(sql.SINCE, {"visit": visit, "after": after})
        return [(row_from(event["row"]), event["move"], event["request_id"]) for event in found]

    async def shown(self, outbox_id: int) -> None:
        """Forget an outbox row, now or with the next ones."""
        await self._forgetting.add(outbox_id)

    async def catalog_of(self, case: str) -> int | None:
        """The catalog version of a case that is still kept."""
        async with swift_reading(self._engine) as connection:
            found: int | None = await connection.scalar(sql.CATALOG_OF, {"case": case})
        return found

    async def names(self, asked: list[str]) -> dict[str, str]:
        """What clerks are called."""
        async with reading(self._engine) as connection:
            found = await connection.execute(select(clerks.c.clerk, clerks.c.name).where(clerks.c.clerk.in_(asked)))
            return {row.clerk: row.name for row in found}

    async def report(self, office: str, day: str, now: int, interrupted: list[str]) -> None:
        """Keep which visits of a day midnight interrupted. Asked again (not all could be at once), it adds."""
        row = upsert(reports).values(office=office, day=day, at=now, body=interrupted)
        more = row.on_conflict_do_update(
            index_elements=["office", "day"], set_={"body": reports.c.body.op("||")(row.excluded.body)}
        )
        async with reading(self._engine) as connection:
            await connection.execute(more)

    async def last_report(self, office: str) -> list[Visit]:
        """What midnight interrupted the last time it did."""
        last = select(reports.c.body).where(reports.c.office == office).order_by(reports.c.day.desc()).limit(1)
        async with reading(self._engine) as connection:
            interrupted = (await connection.execute(last)).scalar() or []
        return await self._all(visits.c.visit.in_(interrupted))

    async def _one(self, statement: TextClause, **asked: str) -> Visit | None:
        async with swift_reading(self._engine) as connection:
            row = await connection.row(statement, asked)
        return visit_of(row) if row is not None else None

    async def _all(self, *where: ColumnElement[bool]) -> list[Visit]:
        query = select(visits).where(*where).order_by(visits.c.arrived, visits.c.number)
        async with reading(self._engine) as connection:
            return [visit_of(row) for row in (await connection.execute(query)).mappings()]

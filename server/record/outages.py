"""How the house stood, in PostgreSQL: `server.ports.watching.Outages`."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, and_, func, insert, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from handoff.operations import Part
from server.ports.watching import Kind, Outage, Safekept, Told
from server.record.tables import looks, outages, outages_told, safekept
from server.record.transaction import reading, transaction

LOCK: Final = 0x6F757467
"""Outages are noted one after the other: several processes see the same one."""


class PgOutages:
    """`server.ports.watching.Outages`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def note(self, part: Part, since: int, until: int | None) -> None:
        """An outage that overlaps becomes as long as both; else it is a new one. One that is over stays over."""
        async with transaction(self._engine) as line:
            await line.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            known = (await line.execute(_overlapping(part, since, until))).first()
            if known is None:
                await line.execute(insert(outages).values(part=part, since=since, until=until))
                return
            ends = known.until if until is None else max(until, known.until or 0)
            longer = update(outages).where(outages.c.line == known.line)
            await line.execute(longer.values(since=min(since, known.since), until=ends))

    async def since(self, moment: int) -> list[Outage]:
        """Newest first, each with who was told, in the order of telling."""
        lasted = or_(outages.c.until.is_(None), outages.c.until >= moment)
        async with transaction(self._engine) as line:
            query = select(outages).where(lasted).order_by(outages.c.since.desc(), outages.c.line.desc())
            rows = (await line.execute(query)).all()
            told = await _told(line, [row.line for row in rows])
        return [Outage(row.part, row.since, row.until, told.get(row.line, [])) for row in rows]

    async def told(self, part: Part, told: Told) -> bool:
        """With the open one."""
        open_one = select(outages.c.line).where(outages.c.part == part, outages.c.until.is_(None))
        async with transaction(self._engine) as line:
            outage = await line.scalar(open_one.order_by(outages.c.line.desc()).limit(1))
            if outage is None:
                return False
            said = {"at": told.at, "whom": told.whom, "by": told.by}
            await line.execute(insert(outages_told).values(outage=outage, **said))
        return True

    async def beat(self, now: int) -> int:
        """Never backwards: two processes look."""
        new = upsert(looks).values(one=1, at=now)
        later = new.on_conflict_do_update(index_elements=[looks.c.one], set_={"at": func.greatest(looks.c.at, now)})
        async with transaction(self._engine) as line:
            before = await line.scalar(select(looks.c.at).with_for_update())
            await line.execute(later)
        return int(before or 0)

    async def safekeep(self, done: Safekept) -> None:
        """Added."""
        async with transaction(self._engine) as line:
            await line.execute(
                insert(safekept).values(**{name: getattr(done, name) for name in done.__struct_fields__})
            )

    async def safekept(self, kind: Kind) -> tuple[Safekept | None, Safekept | None]:
        """By the time at which they began."""
        good = select(safekept).where(safekept.c.kind == kind, safekept.c.why == "")
        bad = select(safekept).where(safekept.c.kind == kind, safekept.c.why != "")
        async with reading(self._engine) as line:
            last = await _last(line, good)
            failed = await _last(line, bad)
        return last, failed if failed and (last is None or failed.at > last.at) else None

    async def backups(self, since: int, until: int) -> list[Safekept]:
        """By the time at which they began."""
        good = select(safekept).where(safekept.c.kind == "backup", safekept.c.why == "")
        query = good.where(safekept.c.at >= since, safekept.c.at < until).order_by(safekept.c.at)
        async with reading(self._engine) as line:
            return [_safekept(row) for row in await line.execute(query)]


def _overlapping(part: Part, since: int, until: int | None) -> Select[Any]:
    ends_later = or_(outages.c.until.is_(None), outages.c.until >= since)
    begins_before = outages.c.since <= until if until is not None else text("true")
    query = select(outages).where(and_(outages.c.part == part, ends_later, begins_before))
    return query.order_by(outages.c.line.desc()).limit(1)


async def _told(line: AsyncConnection, those: list[int]) -> dict[int, list[Told]]:
    found: dict[int, list[Told]] = {}
    query = select(outages_told).where(outages_told.c.outage.in_(those)).order_by(outages_told.c.line)
    for row in await line.execute(query):
        found.setdefault(row.outage, []).append(Told(row.at, row.whom, row.by))
    return found


async def _last(line: AsyncConnection, query: Select[Any]) -> Safekept | None:
    row: Any = (await line.execute(query.order_by(safekept.c.at.desc()).limit(1))).first()
    return _safekept(row) if row else None


def _safekept(row: Any) -> Safekept:
    return Safekept(row.kind, row.at, row.took, row.file, row.bytes, row.rows, row.why)

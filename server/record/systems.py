"""Other systems (連携先) in PostgreSQL: `server.ports.systems.Systems`."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import and_, delete, exists, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.messages import Row
from handoff.system import System
from server.ports.systems import Before, Notice, Said, SystemKept, SystemTaken
from server.record.tables import system_answers, system_notices, systems
from server.record.transaction import reading, transaction

_system = msgspec.json.Decoder(System).decode


class PgSystems:
    """`server.ports.systems.Systems`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def all(self) -> list[SystemKept]:
        """With what became of their notices."""
        open_ = system_notices.c.due.is_not(None)
        given_up = and_(system_notices.c.due.is_(None), system_notices.c.arrived.is_(None))
        counted = (
            select(
                system_notices.c.system,
                func.count().filter(open_).label("waiting"),
                func.count().filter(given_up).label("given_up"),
                func.max(system_notices.c.why).filter(or_(open_, given_up)).label("why"),
            )
            .group_by(system_notices.c.system)
            .subquery()
        )
        columns = [systems.c[name] for name in ("body", "made", "made_by", "ended", "ended_by", "used")]
        query = (
            select(*columns, counted.c.waiting, counted.c.given_up, counted.c.why)
            .outerjoin(counted, counted.c.system == systems.c.system)
            .order_by(systems.c.ended.is_not(None), systems.c.system)
        )
        async with reading(self._engine) as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [_kept(dict(row)) for row in rows]

    async def make(self, system: System, sha: bytes, sealed: bytes, by: str, now: int) -> None:
        """One row."""
        row = {"system": system.name, "sha": sha, "sealed": sealed, "made": now, "made_by": by, "ended_by": ""}
        try:
            async with transaction(self._engine) as connection:
                await connection.execute(insert(systems).values(**row, **_columns(system)))
        except IntegrityError:
            raise SystemTaken from None

    async def change(self, system: System) -> bool:
        """All but its key."""
        query = update(systems).where(_stands(system.name)).values(_columns(system))
        async with transaction(self._engine) as connection:
            return bool((await connection.execute(query)).rowcount)

    async def end(self, name: str, by: str, now: int) -> bool:
        """Its notices that wait go with it."""
        query = update(systems).where(_stands(name)).values(ended=now, ended_by=by)
        waiting = and_(system_notices.c.system == name, system_notices.c.due.is_not(None))
        async with transaction(self._engine) as connection:
            ended = bool((await connection.execute(query)).rowcount)
            await connection.execute(delete(system_notices).where(waiting))
            return ended

    async def of_key(self, sha: bytes, now: int) -> System | None:
        """By its SHA-256."""
        query = (
            update(systems)
            .where(systems.c.sha == sha, systems.c.ended.is_(None))
            .values(used=now)
            .returning(systems.c.body)
        )
        async with transaction(self._engine) as connection:
            body = await connection.scalar(query)
        return _system(body) if body is not None else None

    async def begin(self, system: str, request: str, digest: bytes, now: int, stale: int) -> Before | None:
        """One winner."""
        mine = and_(system_answers.c.system == system, system_answers.c.request == request)
        row = {"system": system, "request": request, "digest": digest, "at": now}
        died = and_(system_answers.c.status.is_(None), system_answers.c.at < stale, system_answers.c.digest == digest)
        put = upsert(system_answers).values(row)
        put = put.on_conflict_do_update(index_elements=["system", "request"], set_={"at": now}, where=died)
        async with transaction(self._engine) as connection:
            if (await connection.execute(put)).rowcount:
                return None
            found = (await connection.execute(select(system_answers).where(mine))).one()
        said = Said(found.status, bytes(found.body)) if found.status is not None else None
        return Before(bytes(found.digest), found.at, said)

    async def settle(self, system: str, request: str, said: Said | None) -> None:
        """Kept or taken back."""
        mine = and_(system_answers.c.system == system, system_answers.c.request == request)
        async with transaction(self._engine) as connection:
            if said is None:
                await connection.execute(delete(system_answers).where(mine))
            else:
                await connection.execute(update(system_answers).where(mine).values(status=said.status, body=said.body))

    async def forget(self, before: int) -> int:
        """Both."""
        old = and_(system_notices.c.due.is_(None), system_notices.c.at < before)
        async with transaction(self._engine) as connection:
            answers = await connection.execute(delete(system_answers).where(system_answers.c.at < before))
            return answers.rowcount + (await connection.execute(delete(system_notices).where(old))).rowcount

    async def due(self, now: int, lease: int, most: int) -> list[Notice]:
        """Whoever asks at the same time gets others."""
        stands = exists().where(systems.c.system == system_notices.c.system, systems.c.ended.is_(None))
        next_ = (
            select(system_notices.c.notice)
            .where(system_notices.c.due <= now, stands)
            .order_by(system_notices.c.notice)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        take = (
            update(system_notices)
            .where(system_notices.c.notice.in_(next_.scalar_subquery()), systems.c.system == system_notices.c.system)
            .values(due=lease, tries=system_notices.c.tries + 1)
            .returning(
                system_notices.c.notice, system_notices.c.row, system_notices.c.tries, systems.c.body, systems.c.sealed
            )
        )
        async with transaction(self._engine) as connection:
            rows = (await connection.execute(take)).all()
        return [
            Notice(str(one.notice), _system(one.body), bytes(one.sealed), msgspec.convert(one.row, Row), one.tries)
            for one in sorted(rows, key=lambda one: one.notice)
        ]

    async def arrived(self, notice: str, now: int) -> None:
        """Done."""
        await self._put(notice, {"due": None, "arrived": now, "why": ""})

    async def failed(self, notice: str, why: str, again: int | None) -> None:
        """Again, or given up."""
        await self._put(notice, {"due": again, "why": why})

    async def _put(self, notice: str, values: dict[str, Any]) -> None:
        query = update(system_notices).where(system_notices.c.notice == int(notice)).values(values)
        async with transaction(self._engine) as connection:
            await connection.execute(query)


def _stands(name: str) -> Any:
    return and_(systems.c.system == name, systems.c.ended.is_(None))


def _columns(system: System) -> dict[str, Any]:
    return {"body": msgspec.json.encode(system).decode(), "office": system.office, "target": system.target}


def _kept(row: dict[str, Any]) -> SystemKept:
    system = _system(row.pop("body"))
    row |= {name: row[name] or empty for name, empty in (("waiting", 0), ("given_up", 0), ("why", ""))}
    return SystemKept(system, **row)

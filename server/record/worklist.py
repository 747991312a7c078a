"""作業一覧 in PostgreSQL: `server.ports.worklist.Worklist`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import and_, case, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from handoff.case import Entry
from handoff.visit import Visit
from handoff.worklist import NEXT, Said, State, Task
from server.ports.sealing import Sealing
from server.ports.worklist import Rule, WorkSought
from server.record.tables import cases, visits, worklist, worklist_read
from server.record.transaction import reading, transaction
from server.record.visit_rows import visit_of

_FIELDS = [worklist.c[name] for name in Task.__struct_fields__]
_ORDER = (worklist.c.day, worklist.c.number, worklist.c.case, worklist.c.form)


class PgWorklist:
    """`server.ports.worklist.Worklist`."""

    def __init__(self, engine: AsyncEngine, sealing: Sealing) -> None:
        self._engine = engine
        self._sealing = sealing

    async def unread(self, since: str, most: int) -> list[Visit]:
        """Done, or served and handed on."""
        there = and_(worklist_read.c.visit == visits.c.visit, worklist_read.c.version == visits.c.version)
        done = visits.c.result == "done"
        handed = and_(visits.c.ended.is_(None), func.jsonb_array_length(visits.c.been) > 0)
        query = (
            select(visits)
            .join(cases)
            .where(visits.c.day >= since, or_(done, handed), cases.c.erased.is_(None), ~exists().where(there))
            .order_by(visits.c.since)
            .limit(most)
        )
        async with reading(self._engine) as connection:
            return [visit_of(row) for row in (await connection.execute(query)).mappings()]

    async def read(self, visit: Visit, found: Sequence[Task]) -> None:
        """What is new comes in."""
        mark = upsert(worklist_read).values(visit=visit.visit, version=visit.version)
        mark = mark.on_conflict_do_update(index_elements=["visit"], set_={"version": visit.version})
        async with transaction(self._engine) as connection:
            if found:
                rows = [{**_columns(one), "changed": visit.since} for one in found]
                await connection.execute(upsert(worklist).values(rows).on_conflict_do_nothing())
            await connection.execute(mark)

    async def find(self, sought: WorkSought, offices: Sequence[str], most: int) -> list[Task]:
        """Oldest first."""
        query = select(*_FIELDS).where(_such(sought, offices)).order_by(*_ORDER).limit(most)
        async with reading(self._engine) as connection:
            return [_task(row) for row in (await connection.execute(query)).mappings()]

    async def counts(self, sought: WorkSought, offices: Sequence[str]) -> dict[State, int]:
        """By state."""
        every = msgspec.structs.replace(sought, states=[])
        query = select(worklist.c.state, func.count()).where(_such(every, offices)).group_by(worklist.c.state)
        async with reading(self._engine) as connection:
            found = {State(state): count for state, count in (await connection.execute(query)).all()}
        return {state: found.get(state, 0) for state in State}

    async def get(self, case: str, form: str) -> Task | None:
        """One."""
        async with reading(self._engine) as connection:
            row = (await connection.execute(select(*_FIELDS).where(_is(case, form)))).mappings().one_or_none()
        return _task(row) if row else None

    async def said(self, case: str, form: str) -> Said:
        """Opened with the case's key."""
        async with reading(self._engine) as connection:
            body = await connection.scalar(select(worklist.c.said).where(_is(case, form)))
        if body is None:
            return Said()
        return msgspec.convert(self._sealing.open(case, _key(form), bytes(body)).value, Said)

    async def do(self, case: str, form: str, rule: Rule, said: Said | None, now: int) -> Task | None:
        """One deed."""
        async with transaction(self._engine) as connection:
            query = select(*_FIELDS).where(_is(case, form)).with_for_update()
            row = (await connection.execute(query)).mappings().one_or_none()
            return await self._decided(connection, row, rule, said, now) if row else None

    async def next(self, sought: WorkSought, offices: Sequence[str], clerk: str, rule: Rule, now: int) -> Task | None:
        """The next one, past those that others are taking."""
        mine = worklist.c.holder == clerk
        free = and_(worklist.c.holder == "", worklist.c.state.in_(NEXT))
        turn = case((mine, 0), (worklist.c.state == NEXT[0], 1), else_=2)
        open_ = msgspec.structs.replace(sought, states=[])
        query = select(*_FIELDS).where(_such(open_, offices), or_(mine, free)).order_by(turn, *_ORDER).limit(1)
        async with transaction(self._engine) as connection:
            row = (await connection.execute(query.with_for_update(skip_locked=True))).mappings().one_or_none()
            return await self._decided(connection, row, rule, None, now) if row else None

    async def _decided(
        self, connection: AsyncConnection, row: Mapping[Any, Any], rule: Rule, said: Said | None, now: int
    ) -> Task:
        task = rule(_task(row))
        values: dict[str, Any] = {**_columns(task), "changed": now}
        if said is not None:
            entry = Entry(msgspec.to_builtins(said), op="")
            values["said"] = self._sealing.seal(task.case, _key(task.form), entry)
        await connection.execute(update(worklist).where(_is(task.case, task.form)).values(values))
        return task


def _such(sought: WorkSought, offices: Sequence[str]) -> Any:
    such = and_(worklist.c.day.between(sought.since, sought.until), worklist.c.office.in_(offices))
    for column, wanted in (("state", sought.states), ("form", sought.forms), ("event", sought.events)):
        if wanted:
            such = and_(such, worklist.c[column].in_(wanted))
    return such


def _is(case: str, form: str) -> Any:
    return and_(worklist.c.case == case, worklist.c.form == form)


def _key(form: str) -> str:
    """Under what the words about an application are sealed."""
    return f"work.{form}"


def _columns(task: Task) -> dict[str, Any]:
    return {**msgspec.structs.asdict(task), "state": task.state.value}


def _task(row: Mapping[Any, Any]) -> Task:
    return msgspec.convert({str(name): value for name, value in row.items()}, Task)

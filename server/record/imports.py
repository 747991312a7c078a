"""The city's own data in PostgreSQL: `server.ports.imports.Imports`."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from sqlalchemy import and_, delete, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.ports.imports import CityDifference, CityFile, CityRow, Found, NotYourTurn, ProfileKept, ProfileMoved
from server.record.tables import import_files, import_profiles, import_rows, import_turn
from server.record.transaction import reading, transaction

TURN: Final = 0x696D706F
"""The key of the lock on reading files."""
TURN_S: Final = 0.3
SLICE: Final = 20_000
"""So many rows are thrown away or moved by one statement."""
COLUMNS: Final = ("file", *CityRow.__struct_fields__)
_EIGHTHS: Final = [
    (bytes([first]), bytes([first + 31]) + b"\xff" * 31) for first in range(0, 256, 32)
]  # an eighth of all rows at a time, so that no statement takes long
_COUNTS: Final = text(
    "WITH old AS (SELECT row, said FROM import_rows WHERE file = :old AND row BETWEEN :low AND :high), "
    "new AS (SELECT row, said, gone FROM import_rows WHERE file = :new AND row BETWEEN :low AND :high) "
    "SELECT count(*) FILTER (WHERE old.row IS NULL AND NOT new.gone) AS added, "
    "count(*) FILTER (WHERE old.row IS NOT NULL AND NOT new.gone AND old.said <> new.said) AS changed, "
    "count(*) FILTER (WHERE old.row IS NOT NULL AND NOT new.gone AND old.said = new.said) AS same, "
    "count(*) FILTER (WHERE old.row IS NOT NULL AND coalesce(new.gone, :whole)) AS removed "
    "FROM old FULL JOIN new USING (row)"
)
_FOUND: Final = (import_rows.c.row, import_rows.c.household, import_files.c.box, import_rows.c.body)


_TAKE: Final = text("SELECT pg_try_advisory_lock(:key)")
_GIVE: Final = text("SELECT pg_advisory_unlock(:key)")
_WHOSE: Final = text(
    "SELECT by FROM import_turn WHERE EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 "
    "AND objid = :key AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND granted)"
)


class PgImports:
    """Files, their rows and profiles."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def turn(self, by: str, now: int, patience_s: float) -> AsyncIterator[None]:
        """One file at a time. The lock goes with its connection, so that nobody waits for a process that died."""
        end = asyncio.get_running_loop().time() + patience_s
        async with reading(self._engine) as connection:
            while not (await connection.execute(_TAKE, {"key": TURN})).scalar_one():
                if asyncio.get_running_loop().time() > end:
                    raise NotYourTurn
                await asyncio.sleep(TURN_S)
            try:
                whose = {"turn": 1, "by": by, "at": now}
                put = upsert(import_turn).values(whose)
                await connection.execute(put.on_conflict_do_update(index_elements=["turn"], set_=whose))
                yield
            finally:
                await connection.execute(_GIVE, {"key": TURN})

    async def running(self) -> str:
        """Whose turn it is."""
        async with reading(self._engine) as connection:
            return str((await connection.execute(_WHOSE, {"key": TURN})).scalar_one_or_none() or "")

    async def bring(self, head: CityFile, batches: AsyncIterator[list[CityRow]]) -> CityFile:
        """Keep a file beside the one in use."""
        rows = 0
        async with transaction(self._engine) as connection:
            standing = await _stands(connection, head.kind)
            values = {name: getattr(head, name) for name in ("file", "kind", "profile", "extent", "box", "at", "by")}
            await connection.execute(insert(import_files).values(**values, instead_of=standing))
            raw: Any = (await connection.get_raw_connection()).driver_connection
            async for batch in batches:
                records = [(head.file, *(getattr(row, name) for name in COLUMNS[1:])) for row in batch]
                await raw.copy_records_to_table("import_rows", records=records, columns=COLUMNS)
                rows += len(batch)
            await connection.execute(_file_is(head.file).values(rows=rows))
            await connection.execute(text("ANALYZE import_rows"))  # without it a search goes through all rows
            found = await _one(connection, import_files.c.file == head.file)
        assert found is not None
        return found

    async def difference(self, file: str) -> CityDifference:
        """Between what is in use, and what this file would make of it."""
        counts: Counter[str] = Counter()
        async with transaction(self._engine) as connection:
            new = await _one(connection, import_files.c.file == file)
            assert new is not None
            used = await _one(connection, _used(new.kind))
            both = {"old": used.file if used else "", "new": file, "whole": new.extent == "full"}
            for low, high in _EIGHTHS:
                said = await connection.execute(_COUNTS, {**both, "low": low, "high": high})
                counts.update(dict(said.mappings().one()))
            if used and new.extent == "differences":
                counts["same"] = used.rows - counts["changed"] - counts["removed"]
        return CityDifference(**{name: counts[name] for name in CityDifference.__struct_fields__})

    async def first(self, file: str, most: int) -> list[Found]:
        """Some rows of a file."""
        mine = and_(import_rows.c.file == file, ~import_rows.c.gone)
        return await self._found(select(*_FOUND).join(import_files).where(mine).limit(most))

    async def use(self, file: str, by: str, now: int) -> tuple[CityFile, str] | None:
        """Put it into use."""
        async with transaction(self._engine) as connection:
            await connection.execute(text("LOCK TABLE import_files IN SHARE ROW EXCLUSIVE MODE"))
            new = await _one(connection, and_(import_files.c.file == file, ~import_files.c.used))
            if new is None or await _base_of(connection, file) != await _stands(connection, new.kind):
                return None
            used = await _one(connection, _used(new.kind))
            if used is not None and new.extent == "differences":
                await _change(connection, used.file, file)
                count = select(func.count()).where(import_rows.c.file == used.file).scalar_subquery()
                await connection.execute(_file_is(used.file).values(at=now, by=by, rows=count))
                await connection.execute(_file_is(file).values(at=0))
                after, done = await _one(connection, import_files.c.file == used.file), file
            else:
                await connection.execute(update(import_files).where(_used(new.kind)).values(used=False, at=0))
                await connection.execute(_file_is(file).values(used=True, at=now, by=by))
                after, done = await _one(connection, import_files.c.file == file), used.file if used else ""
        assert after is not None
        return after, done

    async def drop(self, file: str) -> None:
        """A file goes, in slices."""
        some = select(import_rows.c.row).where(import_rows.c.file == file).limit(SLICE).scalar_subquery()
        gone = delete(import_rows).where(import_rows.c.file == file, import_rows.c.row.in_(some))
        while True:
            async with transaction(self._engine) as connection:
                if not (await connection.execute(gone)).rowcount:
                    idle = and_(import_files.c.file == file, ~import_files.c.used)
                    await connection.execute(delete(import_files).where(idle))
                    return

    async def old(self, before: int) -> list[CityFile]:
        """Files that nobody put into use."""
        query = select(import_files).where(~import_files.c.used, import_files.c.at < before)
        async with reading(self._engine) as connection:
            return [_file(row) for row in (await connection.execute(query)).mappings()]

    async def in_use(self, kind: str) -> CityFile | None:
        """The file in use."""
        async with reading(self._engine) as connection:
            return await _one(connection, _used(kind))

    async def erase(self, kind: str) -> CityFile | None:
        """Nothing of the kind is in use any more."""
        async with transaction(self._engine) as connection:
            await connection.execute(text("LOCK TABLE import_files IN SHARE ROW EXCLUSIVE MODE"))
            used = await _one(connection, _used(kind))
            await connection.execute(update(import_files).where(_used(kind)).values(used=False, at=0))
        return used

    async def find(self, kind: str, any_of: list[bytes], all_of: list[bytes], limit: int) -> list[Found]:
        """Rows in use by their words. The words come first, by themselves: with the file beside them, all its rows were
        laid over those of a common name."""
        if not any_of and not all_of:
            return []
        query = select(import_rows)
        query = query.where(import_rows.c.words.overlap(any_of)) if any_of else query
        query = query.where(import_rows.c.words.contains(all_of)) if all_of else query
        hits = query.cte("hits").prefix_with("MATERIALIZED")
        found = select(hits.c.row, hits.c.household, import_files.c.box, hits.c.body).select_from(hits)
        return await self._found(
            found.join(import_files, import_files.c.file == hits.c.file).where(_used(kind)).limit(limit)
        )

    async def households(self, kind: str, households: list[bytes], limit: int) -> list[Found]:
        """Rows in use of these households."""
        mine = and_(_used(kind), import_rows.c.household.in_(households))
        return await self._found(select(*_FOUND).join(import_files).where(mine).limit(limit))

    async def rows(self, kind: str, rows: list[bytes]) -> list[Found]:
        """These rows in use."""
        return await self._found(select(*_FOUND).join(import_files).where(_used(kind), import_rows.c.row.in_(rows)))

    async def _found(self, query: Any) -> list[Found]:
        async with reading(self._engine) as connection:
            rows = (await connection.execute(query)).all()
        return [Found(bytes(row.row), bytes(row.household), row.box, bytes(row.body)) for row in rows]

    async def profiles(self) -> list[ProfileKept]:
        """How files are read."""
        query = select(import_profiles).order_by(import_profiles.c.profile)
        async with reading(self._engine) as connection:
            return [ProfileKept(row.profile, row.rev, row.body) for row in await connection.execute(query)]

    async def put_profile(self, profile: ProfileKept, by: str, now: int) -> None:
        """A profile is so."""
        values = {"profile": profile.profile, "rev": profile.rev, "body": profile.body, "by": by, "at": now}
        stands = and_(import_profiles.c.profile == profile.profile, import_profiles.c.rev == profile.rev - 1)
        async with transaction(self._engine) as connection:
            if profile.rev == 1:
                done = await connection.execute(upsert(import_profiles).values(values).on_conflict_do_nothing())
            else:
                done = await connection.execute(update(import_profiles).where(stands).values(values))
            if done.rowcount != 1:
                raise ProfileMoved


async def _change(connection: AsyncConnection, used: str, new: str) -> None:
    """Rows of the differences take the place of those that they are about, slice by slice."""
    rows = import_rows.c
    for low, high in _EIGHTHS:
        about = select(rows.row).where(rows.file == new, rows.row.between(low, high)).scalar_subquery()
        await connection.execute(delete(import_rows).where(rows.file == used, rows.row.in_(about)))
        kept = and_(rows.file == new, rows.row.between(low, high), ~rows.gone)
        await connection.execute(update(import_rows).where(kept).values(file=used))


async def _stands(connection: AsyncConnection, kind: str) -> str:
    """What a brought file is compared with: the file in use and its last change."""
    used = await _one(connection, _used(kind))
    return f"{used.file}@{used.at}" if used else ""


async def _base_of(connection: AsyncConnection, file: str) -> str:
    query = select(import_files.c.instead_of).where(import_files.c.file == file)
    return str((await connection.execute(query)).scalar_one())


def _used(kind: str) -> Any:
    return and_(import_files.c.used, import_files.c.kind == kind)


def _file_is(file: str) -> Any:
    return update(import_files).where(import_files.c.file == file)


async def _one(connection: AsyncConnection, such: Any) -> CityFile | None:
    row = (await connection.execute(select(import_files).where(such))).mappings().one_or_none()
    return _file(row) if row else None


def _file(row: Any) -> CityFile:
    return CityFile(**{name: row[name] for name in CityFile.__struct_fields__})

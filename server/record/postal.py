"""The postal file in PostgreSQL: `server.ports.postal.Postal`."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Collection
from typing import Any, Final

from sqlalchemy import ColumnElement, RowMapping, and_, case, delete, func, insert, literal, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from handoff.place import Wanted
from handoff.postal import Area
from server.ports.postal import CodeChange, Level, PostalDifference, PostalFile
from server.record.tables import postal_areas, postal_files
from server.record.transaction import reading, transaction

WAITS_MS: Final = 3_600_000
SAMPLES: Final = 10
KINDS: Final = ("added", "removed", "changed", "same")
COLUMNS: Final = Area.__struct_fields__

_ADD: Final = text(
    f"INSERT INTO postal_areas (file, rank, {', '.join(COLUMNS)}) "
    f"SELECT :file, :from + rank, {', '.join(COLUMNS)} FROM unnest("
    + ", ".join(f"CAST(:{name} AS text[])" for name in COLUMNS)
    + f") WITH ORDINALITY AS brought ({', '.join(COLUMNS)}, rank)"
)

# What a code says, its areas in any order; then the codes of the one file beside those of the other. A tenth of Japan
# at a time, so that no statement takes long.
_TENTHS: Final = tuple((f"{first}000000", f"{first}999999") for first in range(10))
_SAYS: Final = (
    "SELECT code, array_agg(said ORDER BY said) AS said FROM (SELECT code, "
    "pref || city || town || CASE WHEN note = '' THEN '' ELSE '（' || note || '）' END AS said "
    "FROM postal_areas WHERE file = :{file} AND code BETWEEN :low AND :high) AS areas GROUP BY code"
)
_BESIDE: Final = (
    "WITH old AS (" + _SAYS.format(file="old") + "), new AS (" + _SAYS.format(file="new") + ") "
    "SELECT {what} FROM old FULL JOIN new USING (code) "
)
_COUNTS: Final = text(
    _BESIDE.format(
        what="count(*) FILTER (WHERE old.said IS NULL) AS added, count(*) FILTER (WHERE new.said IS NULL) AS removed, "
        "count(*) FILTER (WHERE old.said <> new.said) AS changed, count(*) FILTER (WHERE old.said = new.said) AS same"
    )
)
_SAMPLES: Final = text(
    "SELECT code, before, after FROM ("
    + _BESIDE.format(
        what="code, old.said AS before, new.said AS after, row_number() OVER ("
        "PARTITION BY old.said IS NULL, new.said IS NULL ORDER BY code) AS place"
    )
    + "WHERE old.said IS DISTINCT FROM new.said) AS differing WHERE place <= :most ORDER BY code"
)


_USED: Final = select(postal_files.c.file).where(postal_files.c.used).scalar_subquery()
_SMALL: Final = ("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_LEVELS: Final = ("pref", "city", "town")


class PgPostal:
    """The files and their areas."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def bring(self, file: str, by: str, now: int, batches: AsyncIterator[list[Area]]) -> PostalFile:
        """Keep a file beside the one in use."""
        rows = 0
        async with transaction(self._engine) as connection:
            old = postal_files.c.at < now - WAITS_MS
            await connection.execute(delete(postal_files).where(~postal_files.c.used, old))
            used = await _file(connection, postal_files.c.used)
            instead_of = used.file if used else ""
            await connection.execute(insert(postal_files).values(file=file, by=by, at=now, instead_of=instead_of))
            async for batch in batches:
                columns = {name: [getattr(area, name) for area in batch] for name in COLUMNS}
                await connection.execute(_ADD, {"file": file, "from": rows, **columns})
                rows += len(batch)
            codes = select(func.count(postal_areas.c.code.distinct())).where(postal_areas.c.file == file)
            counted = update(postal_files).where(postal_files.c.file == file)
            await connection.execute(counted.values(rows=rows, codes=codes.scalar_subquery()))
            found = await _file(connection, postal_files.c.file == file)
        assert found is not None
        return found

    async def difference(self, file: str) -> PostalDifference:
        """Between the file that was in use when it was brought, and this one."""
        instead = select(postal_files.c.instead_of).where(postal_files.c.file == file)
        counts: Counter[str] = Counter()
        samples: list[CodeChange] = []
        async with transaction(self._engine) as connection:
            both = {"old": (await connection.execute(instead)).scalar_one(), "new": file, "most": SAMPLES}
            for low, high in _TENTHS:
                tenth = {**both, "low": low, "high": high}
                counts.update(dict((await connection.execute(_COUNTS, tenth)).mappings().one()))
                found = await connection.execute(_SAMPLES, tenth)
                samples += [CodeChange(row.code, row.before or [], row.after or []) for row in found]
        return PostalDifference(**{kind: counts[kind] for kind in KINDS}, samples=_some(samples))

    async def prefectures(self, file: str) -> dict[str, int]:
        """Codes by prefecture."""
        codes = func.count(postal_areas.c.code.distinct()).label("codes")
        query = select(postal_areas.c.pref, codes).where(postal_areas.c.file == file)
        query = query.group_by(postal_areas.c.pref).order_by(func.min(postal_areas.c.rank))
        async with reading(self._engine) as connection:
            return {row.pref: row.codes for row in await connection.execute(query)}

    async def use(self, file: str, by: str, now: int) -> PostalFile | None:
        """Put it into use."""
        async with transaction(self._engine) as connection:
            await connection.execute(text("LOCK TABLE postal_files IN SHARE ROW EXCLUSIVE MODE"))
            used = await _file(connection, postal_files.c.used)
            standing = used.file if used else ""
            brought = (postal_files.c.file == file) & (postal_files.c.instead_of == standing) & ~postal_files.c.used
            if await _file(connection, brought) is None:
                return None
            await connection.execute(delete(postal_files).where(postal_files.c.used))
            put = update(postal_files).where(postal_files.c.file == file)
            await connection.execute(put.values(used=True, by=by, at=now))
            return await _file(connection, postal_files.c.used)

    async def in_use(self) -> PostalFile | None:
        """The file in use."""
        async with reading(self._engine) as connection:
            return await _file(connection, postal_files.c.used)

    async def find(self, code: str) -> list[Area]:
        """The areas of a code."""
        query = select(postal_areas).where(postal_areas.c.file == _USED, postal_areas.c.code == code)
        async with reading(self._engine) as connection:
            found = (await connection.execute(query.order_by(postal_areas.c.rank))).mappings()
            return [_area(row) for row in found]

    async def cities(self, codes: Collection[str]) -> dict[str, str]:
        """By their codes."""
        areas = postal_areas.c
        query = select(areas.city_code, areas.pref, areas.city).distinct()
        async with reading(self._engine) as connection:
            found = await connection.execute(query.where(areas.file == _USED, areas.city_code.in_(codes)))
            return {row.city_code: row.pref + row.city for row in found}

    async def search(self, want: Wanted, near: str, most: int) -> list[Area]:
        """By heads, or by how the town begins."""
        areas = postal_areas.c
        closer = (areas.city_code != near[:5], ~areas.city_code.startswith(near[:2]), areas.rank)
        query = select(postal_areas).where(areas.file == _USED, or_(*_meant(want))).order_by(*closer).limit(most)
        async with reading(self._engine) as connection:
            return [_area(row) for row in (await connection.execute(query)).mappings()]

    async def levels(self, pref: str, city: str) -> list[Level]:
        """One level, each name once."""
        areas = postal_areas.c
        name, kana = (areas.pref, areas.pref_kana)
        query = select(areas.file).where(areas.file == _USED)
        if pref:
            name, kana = areas.city, areas.city_kana
            query = query.where(areas.pref == pref)
        if city:
            name, kana = areas.town, areas.town_kana
            query = query.where(areas.city == city, areas.town != "")
        code = case((func.count(areas.code.distinct()) == 1, func.min(areas.code)), else_="")
        query = query.with_only_columns(name, func.min(kana), code if city else literal(""))
        query = query.group_by(name).order_by(func.min(areas.rank))
        async with reading(self._engine) as connection:
            return [Level(*row) for row in await connection.execute(query)]


def _meant(want: Wanted) -> list[ColumnElement[bool]]:
    """What a look-up takes: each a condition of its own."""
    areas = postal_areas.c
    found: list[ColumnElement[bool]] = []
    if want.start:
        found.append(areas.town.startswith(want.start, autoescape=True))
    if want.kana:
        found.append(func.translate(areas.town_kana, *_SMALL).startswith(want.kana, autoescape=True))
    if len(want.heads) == len(_LEVELS):
        found.append(and_(*(_headed(level, head) for level, head in zip(_LEVELS, want.heads, strict=True) if head)))
    return found


def _headed(level: str, head: str) -> ColumnElement[bool]:
    areas = postal_areas.c
    return or_(func.left(areas[level], 1) == head, func.left(areas[f"{level}_kana"], 1) == head)


def _some(samples: list[CodeChange]) -> list[CodeChange]:
    """The first of each kind: added, gone, changed."""
    left = {(old, new): SAMPLES for old in (True, False) for new in (True, False)}
    found = []
    for one in samples:
        kind = (bool(one.before), bool(one.after))
        left[kind] -= 1
        if left[kind] >= 0:
            found.append(one)
    return found


async def _file(connection: AsyncConnection, such: Any) -> PostalFile | None:
    row = (await connection.execute(select(postal_files).where(such))).one_or_none()
    return PostalFile(row.file, row.at, row.by, row.rows, row.codes) if row else None


def _area(row: RowMapping) -> Area:
    return Area(**{name: row[name] for name in COLUMNS})

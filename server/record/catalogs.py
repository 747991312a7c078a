"""The catalog, the house and the settings: kept here, read into memory, asked from memory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Table, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from handoff.book import Book, book
from handoff.catalog import Catalog, Settings, ground, public
from handoff.edit import Ground
from handoff.fields import ItemDef
from handoff.offices import Counter, House, Line, Office, Service, Window
from server.ports.catalogs import City, User
from server.record import tables as t
from server.record.transaction import reading, transaction


class PgCatalogs:
    """`server.ports.catalogs.Catalogs`. Call `refresh` once before anything else is asked."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._catalogs: dict[int, Catalog] = {}
        self._newest = 0
        self._house = House([], [], [], [], [])
        self._settings = Settings()
        self._grounds: dict[int, Ground] = {}
        self._items: dict[str, ItemDef] = {}
        self._books: dict[int, Book] = {}
        self._public: dict[str, Any] = {}

    def current(self) -> Catalog:
        """The published catalog."""
        return self._catalogs[self._newest]

    def version(self, version: int) -> Catalog:
        """The catalog that a case stands on."""
        return self._catalogs[version]

    def house(self) -> House:
        """Offices, counters, windows, lines."""
        return self._house

    def settings(self) -> Settings:
        """What the city decided."""
        return self._settings

    def items(self) -> Mapping[str, ItemDef]:
        """The items of all versions, the newest definition of each."""
        return self._items

    def ground(self, today: date, version: int | None = None) -> Ground:
        """What the rules of edits stand on."""
        return msgspec.structs.replace(self._grounds[version or self._newest], today=today)

    def public(self) -> dict[str, Any]:
        """The published catalog as browsers get it."""
        return self._public

    def book(self, version: int) -> Book:
        """The guidance of a version. Made anew after each reading: it knows the house too."""
        if version not in self._books:
            self._books[version] = book(self.version(version), self._house)
        return self._books[version]

    async def refresh(self) -> None:
        """Read everything again."""
        async with transaction(self._engine) as connection:
            found = await connection.execute(select(t.catalogs).where(t.catalogs.c.state == "published"))
            catalogs = {row.version: msgspec.convert(row.body, Catalog) for row in found}
            house = await _read_house(connection)
            said = {row.key: row.value for row in await connection.execute(select(t.settings))}
        self._catalogs, self._newest = catalogs, max(catalogs, default=0)
        self._books = {}
        self._house, self._settings = house, msgspec.convert(said, Settings)
        self._grounds = {number: ground(catalogs[number], date.min) for number in sorted(catalogs)}
        self._items = {key: item for one in self._grounds.values() for key, item in one.items.items()}
        if catalogs:
            self._public = public(self.current(), house, self._settings)

    async def loaded(self) -> bool:
        """Whether there is a city in the record."""
        async with reading(self._engine) as connection:
            return bool((await connection.execute(select(func.count()).select_from(t.catalogs))).scalar_one())

    async def load(self, city: City, hashed: Mapping[str, str], now: int) -> bool:
        """Put a city's folder into the record; what stands there already stays as it is."""
        settings = msgspec.to_builtins(city.settings)
        catalog = {"version": city.catalog.version, "state": "published", "at": now}
        new = 0
        async with transaction(self._engine) as connection:
            for table, rows in _house_rows(city.house):
                new += await _add(connection, table, rows)
            new += await _add(connection, t.catalogs, [{**catalog, "body": msgspec.to_builtins(city.catalog)}])
            new += await _add(connection, t.settings, [{"key": key, "value": value} for key, value in settings.items()])
            people = [_clerk_row(user, hashed[user.clerk]) for user in city.users if user.clerk in hashed]
            new += await _add(connection, t.clerks, people)
        await self.refresh()
        return new > 0


async def _add(connection: AsyncConnection, table: Table, rows: list[dict[str, Any]]) -> int:
    if not rows:
        return 0
    statement = insert(table).values(rows).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return len((await connection.execute(statement)).all())


async def _read_house(connection: AsyncConnection) -> House:
    async def read(table: Table, kind: type[Any], *order: str) -> list[Any]:
        names = kind.__struct_fields__
        query = select(*(table.c[name] for name in names)).order_by(*(table.c[name] for name in order))
        rows = (await connection.execute(query)).mappings()
        return [msgspec.convert({str(name): value for name, value in row.items()}, kind) for row in rows]  # quoted_name

    return House(
        offices=await read(t.offices, Office, "rank", "office"),
        counters=await read(t.counters, Counter, "office", "walk_rank", "group"),
        windows=await read(t.windows, Window, "rank", "window"),
        lines=await read(t.lines, Line, "rank", "office", "line"),
        services=await read(t.services, Service, "rank", "office", "service"),
    )


def _house_rows(house: House) -> list[tuple[Table, list[dict[str, Any]]]]:
    def ranked(values: list[Any]) -> list[dict[str, Any]]:
        return [{**msgspec.structs.asdict(one), "rank": rank} for rank, one in enumerate(values)]

    return [
        (t.offices, ranked(house.offices)),
        (t.counters, [msgspec.structs.asdict(one) for one in house.counters]),
        (t.windows, ranked(house.windows)),
        (t.lines, ranked(house.lines)),
        (t.services, ranked(house.services)),
    ]


def _clerk_row(user: User, password: str) -> dict[str, Any]:
    row = msgspec.structs.asdict(user)
    del row["note"]
    return {**row, "password": password}

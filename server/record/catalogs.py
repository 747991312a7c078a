"""The catalog, the house and the settings: kept here, read into memory, asked from memory."""

from __future__ import annotations

import asyncio
from collections.abc import Container, Mapping, Sequence
from datetime import date
from typing import Any, Final

import msgspec
from sqlalchemy import Table, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from handoff.base_page import BasePage
from handoff.book import Book, book
from handoff.catalog import Catalog, Settings, ground, public
from handoff.catalog_rows import from_kept, holds_all_rows, kept_body
from handoff.edit import Ground
from handoff.fields import ItemDef
from handoff.form_book import FormBook, form_book
from handoff.heirs import passed_on, under
from handoff.offices import Counter, House, Line, Office, Service, Window
from server.ports.catalogs import City, User
from server.ports.drafts import VersionHead
from server.ports.unreachable import Unreachable
from server.record import tables as t
from server.record.base_pages import read_pages
from server.record.transaction import reading, transaction
from server.record.versions import read_heads

FEW: Final = 8
"""So many of the newest versions are read before the doors open; most cases stand on them."""
PEOPLE_FIRST_S: Final = 0.02
"""Between two older versions, so that nobody's keystroke waits for more than one."""
FROM_FOLDER: Final = "市の設定フォルダーから取り込みました。"


class PgCatalogs:
    """`server.ports.catalogs.Catalogs`. Call `refresh` once before anything else is asked. It reads what is in force
    and what is planned; `read_older` reads the others, while people work already."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._catalogs: dict[int, Catalog] = {}
        self._grounds: dict[int, Ground] = {}
        self._heads: list[VersionHead] = []
        self._wanted: set[int] = set()
        self._current = 0
        self._house = House([], [], [], [], [])
        self._settings = Settings()
        self._items: dict[str, ItemDef] = {}
        self._books: dict[int, Book] = {}
        self._forms: dict[int, FormBook] = {}
        self._pages: dict[str, BasePage] = {}
        self._public: dict[int, dict[str, Any]] = {}

    def current(self) -> Catalog:
        """The published catalog."""
        return self._catalogs[self._current]

    def version(self, version: int) -> Catalog:
        """The catalog that a case stands on."""
        return self._catalogs[self._read_version(version)]

    def holds(self, version: int) -> bool:
        """Whether there is such a version."""
        return version in self._catalogs or any(head.version == version for head in self._heads)

    def _read_version(self, version: int | None) -> int:
        """The same version; the one in force when nobody here has heard of it. One that is not read is read next."""
        if version is None or not self.holds(version):
            return self._current
        if version not in self._catalogs:
            self._wanted.add(version)
            raise Unreachable("busy")
        return version

    def house(self) -> House:
        """Offices, counters, windows, lines; those of counters that have ended stand at their heirs."""
        return self._house

    def settings(self) -> Settings:
        """What the city decided."""
        return self._settings

    def items(self) -> Mapping[str, ItemDef]:
        """The items of all versions, the newest definition of each."""
        return self._items

    def ground(self, today: date, version: int | None = None, event: str = "") -> Ground:
        """What the rules of edits stand on."""
        return msgspec.structs.replace(self._grounds[self._read_version(version)], today=today, event=event)

    def public(self, version: int | None = None) -> dict[str, Any]:
        """A version as browsers get it."""
        catalog = self.current() if version is None else self.version(version)
        if catalog.version not in self._public:
            self._public[catalog.version] = public(under(catalog, self._house), self._house, self._settings)
        return self._public[catalog.version]

    def book(self, version: int) -> Book:
        """The guidance of a version. Made anew after each reading: it knows the house too."""
        if version not in self._books:
            self._books[version] = book(under(self.version(version), self._house), self._house)
        return self._books[version]

    def forms(self, version: int) -> FormBook:
        """The forms of a version."""
        if version not in self._forms:
            self._forms[version] = form_book(under(self.version(version), self._house), self._pages)
        return self._forms[version]

    async def refresh(self) -> None:
        """Read what is new; a version that was read is never read again, and older ones come with `read_older`."""
        async with transaction(self._engine) as connection:
            heads = await read_heads(connection)
            await self._read(connection, [head.version for head in _at_once(heads, self._catalogs)])
            await self._read_pages(connection)
            house = await _read_house(connection)
            ours = t.settings.c.key.in_(Settings.__struct_fields__)  # another version may know others
            said = {row.key: row.value for row in await connection.execute(select(t.settings).where(ours))}
        published = sorted(head.version for head in heads if head.state == "published")
        self._heads, self._current = heads, published[-1] if published else 0
        self._books, self._forms = {}, {}
        counted = self._catalogs[self._current].tables.get("counters", []) if self._current else []
        self._house, self._settings, self._public = passed_on(house, counted), msgspec.convert(said, Settings), {}
        self._know_items()

    async def read_older(self) -> None:
        """All versions that are not read yet, those that somebody asked for first, then the newest first."""
        while left := [head.version for head in self._heads if head.version not in self._catalogs]:
            self._wanted.intersection_update(left)
            next_one = max(self._wanted or left)
            async with reading(self._engine) as connection:
                await self._read(connection, [next_one])
                await self._read_pages(connection)
            self._know_items()
            await asyncio.sleep(PEOPLE_FIRST_S)

    def _know_items(self) -> None:
        published = sorted(head.version for head in self._heads if head.state == "published")
        read = [self._grounds[one].items for one in published if one in self._grounds]
        self._items = {key: item for items in read for key, item in items.items()}

    async def _read(self, connection: AsyncConnection, versions: list[int]) -> None:
        for version in sorted(versions):
            query = select(t.catalogs.c.body).where(t.catalogs.c.version == version)
            body = (await connection.execute(query)).scalar_one()
            known = self._catalogs[max(self._catalogs)].tables if self._catalogs else {}
            read = from_kept({**body, "version": version}, known)
            self._catalogs[version], self._grounds[version] = read, ground(read, date.min)

    async def _read_pages(self, connection: AsyncConnection) -> None:
        """The base pages that any version stands on: printing waits for nothing."""
        named = {row["base"] for one in self._catalogs.values() for row in one.tables.get("layouts", [])}
        self._pages.update(await read_pages(connection, named - self._pages.keys()))

    def due(self, now: int) -> list[int]:
        """The planned versions whose time has come."""
        waiting = [head for head in self._heads if head.state == "planned" and head.since <= now]
        return [head.version for head in sorted(waiting, key=lambda head: (head.since, head.version))]

    async def stale(self) -> bool:
        """Whether the line of versions is another one than the one that was read."""
        async with reading(self._engine) as connection:
            return await read_heads(connection) != self._heads

    async def loaded(self) -> bool:
        """Whether there is a city in the record."""
        async with reading(self._engine) as connection:
            return bool((await connection.execute(select(func.count()).select_from(t.catalogs))).scalar_one())

    async def load(self, city: City, hashed: Mapping[str, str], now: int) -> bool:
        """Put a city's folder into the record; what stands there already stays as it is."""
        settings = msgspec.to_builtins(city.settings)
        new = 0
        async with transaction(self._engine) as connection:
            for table, rows in _house_rows(city.house):
                new += await _add(connection, table, rows)
            new += await _load_catalog(connection, city.catalog, now)
            new += await _add(connection, t.settings, [{"key": key, "value": value} for key, value in settings.items()])
            people = [_clerk_row(user, hashed[user.clerk]) for user in city.users if user.clerk in hashed]
            new += await _add(connection, t.clerks, people)
        await self.refresh()
        return new > 0


def _at_once(heads: Sequence[VersionHead], read: Container[int]) -> list[VersionHead]:
    """What nobody can work without: what is in force, what is planned, and the few newest."""
    new = [head for head in heads if head.version not in read]
    published = max((head.version for head in heads if head.state == "published"), default=0)
    newest = sorted(new, key=lambda head: -head.version)[:FEW]
    return [head for head in new if head in newest or head.state == "planned" or head.version == published]


async def _load_catalog(connection: AsyncConnection, catalog: Catalog, now: int) -> int:
    """The folder's catalog as the first version; or, where the newest version was kept before all rows were, as the
    next one: nobody could have changed anything in that one, and cases that stand on it stay there."""
    query = select(t.catalogs.c.version, t.catalogs.c.body).order_by(t.catalogs.c.version.desc()).limit(1)
    newest = (await connection.execute(query)).first()
    if newest is not None and holds_all_rows(newest.body):
        return 0
    version = catalog.version if newest is None else newest.version + 1
    body = kept_body(msgspec.structs.replace(catalog, version=version))
    row = {"version": version, "state": "published", "at": now, "since": now, "body": body, "note": FROM_FOLDER}
    return await _add(connection, t.catalogs, [row])


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

    windows = await read(t.windows, Window, "rank", "window")
    retired = set((await connection.execute(select(t.windows.c.window).where(t.windows.c.retired))).scalars())
    return House(
        offices=await read(t.offices, Office, "rank", "office"),
        counters=await read(t.counters, Counter, "office", "walk_rank", "group"),
        windows=[one for one in windows if one.window not in retired],
        lines=await read(t.lines, Line, "rank", "office", "line"),
        services=await read(t.services, Service, "rank", "office", "service"),
        former=[one for one in windows if one.window in retired],
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

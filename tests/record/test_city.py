"""The demo city in the record."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from server.record import tables as t
from server.record.catalogs import PgCatalogs
from tests.record.conftest import CITY


async def test_what_was_loaded_is_read_back_as_it_was(catalogs: PgCatalogs) -> None:
    """House, catalog, settings, items: from memory, equal to the folder."""
    assert (catalogs.current(), catalogs.version(1), catalogs.settings()) == (CITY.catalog, CITY.catalog, CITY.settings)
    house = catalogs.house()
    for part in ("offices", "windows", "lines", "services"):
        assert getattr(house, part) == getattr(CITY.house, part)
    assert {(one.office, one.group) for one in house.counters} == {
        (one.office, one.group) for one in CITY.house.counters
    }
    assert catalogs.items().keys() == CITY.catalog.items.keys()
    assert catalogs.ground(date(2027, 3, 29)).today == date(2027, 3, 29) and catalogs.public()["version"] == 1


async def test_loading_again_changes_nothing_of_what_people_changed(engine: AsyncEngine, catalogs: PgCatalogs) -> None:
    """Every `make run` loads the folder."""
    async with engine.begin() as connection:
        await connection.execute(update(t.windows).where(t.windows.c.window == "W05").values(name="五番"))
        await connection.execute(update(t.clerks).where(t.clerks.c.clerk == "U01").values(password="new"))
    assert not await catalogs.load(CITY, {user.clerk: "old" for user in CITY.users}, 2)
    found = catalogs.house().window("W05")
    assert found is not None and found.name == "五番"
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT password FROM clerks WHERE clerk = 'U01'"))).scalar() == "new"


async def test_a_user_of_the_folder_comes_with_the_grants_of_its_row(engine: AsyncEngine, catalogs: PgCatalogs) -> None:
    """Who takes out what cases say cannot do without."""
    query = select(t.clerks.c.login, t.clerks.c.rights).where(t.clerks.c.rights != [])
    async with engine.connect() as connection:
        found = (await connection.execute(query)).all()
    assert [(row.login, set(row.rights)) for row in found] == [("1000030", {"form:*:rwpx", "item:*:rwpx"})]


async def test_another_process_reads_the_same(engine: AsyncEngine, catalogs: PgCatalogs) -> None:
    """`refresh` brings a process up to the record."""
    other = PgCatalogs(engine)
    assert await other.loaded()
    await other.refresh()
    assert other.current() == catalogs.current() and other.house() == catalogs.house()


async def test_a_setting_of_another_version_is_left_alone(engine: AsyncEngine, catalogs: PgCatalogs) -> None:
    """An update replaces one process after the other: both versions read the same rows for a while."""
    async with engine.begin() as connection:
        await connection.execute(t.settings.insert().values(key="of_tomorrow", value={"a": 1}))
    await catalogs.refresh()
    assert catalogs.settings() == CITY.settings

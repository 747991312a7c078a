"""人事異動の予行 on a copy: the midnight of the day is really turned, and the live record is what it was."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from sqlalchemy import text

from server import founding
from server.backup.turned import TOUCHED, turned
from server.cellar import Cellar, NoPaper
from server.city import city_of
from server.record.engine import open_engine
from server.record.metadata import METADATA
from server.settings import Settings
from server.work import drafts, publishing, users, versions
from server.work.cupboards import Actor
from server.work.drafts import Wanted
from tests.engines import Databases, Keyspaces

KAN = Actor("U08", "管", "main", roles=("admin",))
DAY = "2099-04-01"


@pytest.fixture(scope="module")
def settings(
    databases: Databases, keyspaces: Keyspaces, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """A founded city whose first of April is planned: 田中 goes to another department, W38 to another floor."""
    with databases.fresh() as url:
        made = Settings(database_url=url, redis_url=keyspaces.fresh(), state=tmp_path_factory.mktemp("house"))
        asyncio.run(_planned(made))
        yield made


async def _planned(settings: Settings) -> None:
    await founding.load_city(settings)
    cellar = Cellar(settings, city_of(settings).catalog.city, NoPaper())
    await cellar.open()
    c = cellar.cupboards
    tanaka = next(one for one in (await users.listed(c, KAN)).users if one.account.login == "1000001")
    moved = msgspec.structs.replace(tanaka.account, department="保険年金課")
    await users.plan(c, KAN, tanaka.clerk, moved, tanaka.rev, DAY)
    rows = versions.rows_of(c, c.catalogs.current().version)
    w38 = next(one for one in rows["windows"] if one["window_id"] == "W38")
    draft = await drafts.make(c, KAN, "四月")
    await drafts.write(c, KAN, draft, [Wanted("windows", "W38", w38 | {"floor": "1F"}, 1)])
    await publishing.publish(c, KAN, draft, f"{DAY}T00:00", "新年度")
    await cellar.close()


async def told(settings: Settings) -> list[dict[str, Any]]:
    """What is said of it, line by line."""
    return [msgspec.json.decode(line) async for line in turned(settings, DAY)]


async def contents(settings: Settings) -> list[str]:
    """A digest of every table of the live record, and the databases beside it."""
    rows = "SELECT '{0}' || md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM {0} t"
    asked = [rows.format(table.name) for table in METADATA.sorted_tables]
    engine = open_engine(settings.database_url, size=1)
    async with engine.connect() as line:
        found = [str(await line.scalar(text(one))) for one in asked]
        found += (await line.execute(text("SELECT datname FROM pg_database WHERE datname LIKE '%turn%'"))).scalars()
    await engine.dispose()
    return found


async def test_the_midnight_is_turned_in_a_copy_and_the_city_is_what_it_was(settings: Settings) -> None:
    before = await contents(settings)
    *steps, last = await told(settings)
    assert steps == [{"step": "copy"}, {"step": "turn"}]
    turn = last["turn"]
    assert (turn["version"], turn["wrong"], turn["ending"]) == (2, [], [])
    assert [(one["name"], one["fields"]) for one in turn["changing"]] == [
        ("田中", {"department": ["市民課", "保険年金課"]})
    ]
    assert [(one["window"], one["before"]["floor"], one["after"]["floor"]) for one in turn["windows"]] == [
        ("W38", "3F", "1F")
    ]
    assert await contents(settings) == before


async def test_a_copy_that_cannot_be_made_says_so_and_leaves_nothing(settings: Settings) -> None:
    nowhere = msgspec.structs.replace(settings, database_url="postgresql://nobody@127.0.0.1:1/none")
    assert await told(nowhere) == [{"step": "copy"}, {"failed": "record"}]


def test_nothing_that_somebody_said_of_a_person_is_copied() -> None:
    """Values of cases, flags, residents, papers, the audit."""
    said = {"entries", "journal", "person_index", "protections", "import_rows", "audit", "looks", "confirmations"}
    assert said <= {table.name for table in METADATA.sorted_tables} - TOUCHED
    assert {table.name for table in METADATA.sorted_tables} >= TOUCHED

"""Back up, erase, restore, equal: on the real engines; and whatever is wrong with a file or a key is said before
anything is written."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from sqlalchemy import delete, insert, select, text

from deploy import restore
from handoff.case import Entry
from server import founding
from server.backup import __main__ as backup
from server.backup import by_itself
from server.backup.make import places
from server.backup.reasons import WHY, Stopped
from server.cellar import open_keys
from server.ports.watching import Safekept
from server.record.catalogs import PgCatalogs
from server.record.engine import open_engine
from server.record.metadata import METADATA
from server.record.outages import PgOutages
from server.record.tables import base_pages, entries
from server.record.tables import safekept as safekept_rows
from server.settings import Settings
from server.vault.keyring import NoKey
from server.vault.sealing import Sealing
from server.vault.stream import key_at
from tests.engines import Databases, Keyspaces

CASE, KEY = "case-of-the-backup", "p.00000000.m_name"
HEADS = "1 abc 1800000000000\n"
PDF = bytes(range(256)) * 20_000
"""Larger than a piece of the stream and of the tar."""


@pytest.fixture(scope="module")
def house(databases: Databases, keyspaces: Keyspaces, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A founded city in which something was entered and a page was brought, with one backup."""
    state = tmp_path_factory.mktemp("house")
    with databases.fresh() as url:
        settings = Settings(database_url=url, redis_url=keyspaces.fresh(), state=state, backups=state / "backups")
        asyncio.run(lived(settings))
        yield settings


async def lived(settings: Settings) -> None:
    await founding.load_city(settings)
    body = Sealing(open_keys(settings)).seal(CASE, KEY, Entry("中村太郎", "op"))
    engine = open_engine(settings.database_url, size=1)
    async with engine.begin() as line:
        await line.execute(insert(entries).values(case=CASE, key=KEY, rev=1, at=1, op="op", body=body))
        await line.execute(insert(base_pages).values(digest="d", at=1, by="9000001", body=PDF))
    await engine.dispose()
    (settings.state / "audit-heads.log").write_text(HEADS)
    made = await backup.one(placed(settings), if_due=True)
    assert made is not None and made.why == "" and made.rows > 1_000


def placed(settings: Settings) -> Any:
    found = places(settings)
    assert found is not None
    return found


def file_of(settings: Settings) -> Path:
    assert settings.backups is not None
    return max(settings.backups.glob("*.backup"))


async def contents(url: str) -> dict[str, str]:
    """A digest of every table, but for what is written after a backup."""
    rows = "SELECT md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM {} t"
    engine = open_engine(url, size=1)
    try:
        async with engine.connect() as line:
            tables = [one.name for one in METADATA.sorted_tables if one.name != "safekept"]
            return {name: str(await line.scalar(text(rows.format(f'"{name}"')))) for name in tables}
    finally:
        await engine.dispose()


async def tables(url: str) -> int:
    engine = open_engine(url, size=1)
    try:
        async with engine.connect() as line:
            return int(await line.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) or 0)
    finally:
        await engine.dispose()


@pytest.fixture
def empty(databases: Databases) -> Iterator[str]:
    """A database without any table."""
    databases.postgres.psql("CREATE DATABASE standing_up TEMPLATE template0")
    yield databases.postgres.url("standing_up")
    databases.postgres.psql("DROP DATABASE standing_up WITH (FORCE)")


def asked(file: Path, url: str, into: Path) -> Any:
    return SimpleNamespace(file=file, database=url, into=into, look=False, drill=False)


async def refused(what: Any, settings: Settings, why: str) -> None:
    with pytest.raises(Stopped) as stopped:
        await restore.do(what, settings)
    assert (stopped.value.why, str(stopped.value)) == (why, WHY[why])


async def test_back_up_erase_restore_equal(house: Settings, empty: str, tmp_path: Path) -> None:
    """On another machine: the file, the copy of the keys and the key of the backup are all that is there."""
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(house.state / "keys-copy", elsewhere / "keys-copy")
    shutil.copy(house.state / "backup.key", elsewhere)
    file = Path(shutil.copy(file_of(house), elsewhere))
    bare = Settings(state=elsewhere)

    said = await restore.do(asked(file, empty, tmp_path / "back"), bare)

    assert "999989" in said and "行" in said
    assert await contents(empty) == await contents(house.database_url)
    assert (tmp_path / "back/audit-heads.log").read_text() == HEADS
    for there in house.city.rglob("*"):
        back = tmp_path / "back/city" / there.relative_to(house.city)
        assert there.is_dir() or back.read_bytes() == there.read_bytes()
    keys = Sealing(open_keys(Settings(keys=tmp_path / "back/keys")))
    engine = open_engine(empty, size=1)
    async with engine.connect() as line:
        body = await line.scalar(text("SELECT body FROM entries"))
    await engine.dispose()
    assert keys.open(CASE, KEY, body).value == "中村太郎"


async def test_nothing_of_it_lies_open_in_the_file(house: Settings) -> None:
    content = file_of(house).read_bytes()
    assert file_of(house).stat().st_mode & 0o077 == 0
    for word in ("あおばの市", "中村", "PGDMP", "settings.toml"):
        assert word.encode() not in content
    assert (house.state / "keys/ring.json").read_bytes() not in (house.state / "keys-copy/ring.sealed").read_bytes()


async def test_a_wrong_key_is_said_and_nothing_is_restored(house: Settings, empty: str, tmp_path: Path) -> None:
    other = tmp_path / "other.key"
    other.write_text("7" * 64)
    wrong = msgspec.structs.replace(house, backup_key=other)
    await refused(asked(file_of(house), empty, tmp_path / "back"), wrong, "key")
    assert await tables(empty) == 0 and not (tmp_path / "back").exists()


async def test_the_training_city_opens_nothing_of_it(house: Settings, empty: str, tmp_path: Path) -> None:
    """Not with keys of its own, and not with the real city's either: its number is another one."""
    training = Settings(state=tmp_path / "training", city=house.city, training=True)
    key_at(training.state / "backup.key", make=True)
    await refused(asked(file_of(house), empty, tmp_path / "back"), training, "key")
    assert await tables(empty) == 0

    engine = open_engine(house.database_url, size=1)
    async with engine.connect() as line:
        body = await line.scalar(text("SELECT body FROM entries"))
    await engine.dispose()
    shutil.copytree(house.state / "keys", tmp_path / "keys")
    for keys in (training, msgspec.structs.replace(training, keys=tmp_path / "keys")):
        with pytest.raises(NoKey):
            Sealing(open_keys(keys)).open(CASE, KEY, body)


@pytest.mark.parametrize(
    ("how", "why"), [("cut", "whole"), ("cut early", "whole"), ("changed", "whole"), ("foreign", "sealed")]
)
async def test_a_file_that_is_not_whole_is_said_and_nothing_is_restored(
    house: Settings, empty: str, tmp_path: Path, how: str, why: str
) -> None:
    content = bytearray(file_of(house).read_bytes())
    match how:
        case "cut":
            del content[-1:]
        case "cut early":
            del content[len(content) // 2 :]
        case "changed":
            content[len(content) // 2] ^= 1
        case "foreign":
            content[:4] = b"PK\3\4"
    file = tmp_path / file_of(house).name
    file.write_bytes(content)
    await refused(asked(file, empty, tmp_path / "back"), house, why)
    assert await tables(empty) == 0 and not (tmp_path / "back").exists()


async def test_a_database_that_holds_something_and_a_folder_that_is_there_are_left_alone(
    house: Settings, empty: str, tmp_path: Path
) -> None:
    before = await contents(house.database_url)
    await refused(asked(file_of(house), house.database_url, tmp_path / "back"), house, "empty")
    assert await contents(house.database_url) == before and not (tmp_path / "back").exists()
    await refused(asked(file_of(house), empty, tmp_path), house, "place")
    assert await tables(empty) == 0


async def test_the_trial_says_how_many_rows_came_back_and_leaves_nothing(house: Settings, databases: Databases) -> None:
    said = await restore.drilled(house, None)
    assert "行" in said
    assert databases.postgres.psql("SELECT count(*) FROM pg_database WHERE datname LIKE 'madoguchi_drill%'") == "0\n"
    good, failed = await safekept(house)
    assert good is not None and good.rows > 1_000 and failed is None


async def test_a_trial_that_fails_is_noted_with_its_reason(house: Settings, tmp_path: Path) -> None:
    file = tmp_path / file_of(house).name
    file.write_bytes(file_of(house).read_bytes()[:-1])
    with pytest.raises(Stopped):
        await restore.drilled(house, file)
    _, failed = await safekept(house)
    assert failed is not None and (failed.why, failed.file) == ("whole", file.name)


async def safekept(settings: Settings) -> tuple[Safekept | None, Safekept | None]:
    engine = open_engine(settings.database_url, size=1)
    try:
        return await PgOutages(engine).safekept("drill")
    finally:
        await engine.dispose()


async def test_what_is_erased_is_erased_in_the_copy_of_the_keys_too(house: Settings, tmp_path: Path) -> None:
    """A backup of before opens no case whose key was destroyed since; the next backup takes the key from its copy."""
    apart = msgspec.structs.replace(house, keys=tmp_path / "keys", keys_copy=tmp_path / "copy", backups=tmp_path / "b")
    ring = open_keys(apart)
    ring.made("case-to-erase")
    ring.made("case-to-stay")
    assert (await backup.one(placed(apart), if_due=False)) is not None
    assert {file.name for file in (tmp_path / "copy/cases").glob("*/*")} == {"case-to-erase", "case-to-stay"}
    ring.destroy("case-to-erase")
    assert (await backup.one(placed(apart), if_due=False)) is not None
    assert {file.name for file in (tmp_path / "copy/cases").glob("*/*")} == {"case-to-stay"}


async def test_a_place_that_cannot_be_used_is_noted_with_its_reason_and_leaves_no_half_file(
    house: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    made = await backup.one(placed(msgspec.structs.replace(house, backups=tmp_path / "file")), if_due=False)
    assert made is not None and made.why == "place"
    away = msgspec.structs.replace(house, backups=tmp_path / "b", keys=tmp_path / "no keys here")
    made = await backup.one(placed(away), if_due=False)
    assert made is not None and made.why == "place"
    assert not list((tmp_path / "b").glob(".*"))


async def test_it_is_made_and_tried_by_itself_once_when_it_is_due(house: Settings) -> None:
    engine = open_engine(house.database_url, size=3)
    try:
        async with engine.begin() as line:
            await line.execute(delete(safekept_rows))
        catalogs = PgCatalogs(engine)
        await catalogs.refresh()
        for _ in range(2):
            await by_itself.look(house, engine, catalogs)
            async with engine.connect() as line:
                kinds = (await line.execute(select(safekept_rows.c.kind, safekept_rows.c.why))).all()
            assert sorted(map(tuple, kinds)) == [("backup", ""), ("drill", "")]
    finally:
        await engine.dispose()

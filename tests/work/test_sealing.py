"""Secrets at rest: every value is sealed for its place, keys are turned without a case lost, and what is erased is
erased in every copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from handoff.case import Entry
from handoff.messages import Here
from server.vault.keyring import Keyring, NoKey
from server.vault.sealing import Sealing
from server.work import find
from tests.work.town import Town

CITY = "999989"
SECRET = "123456789018"


def entry(value: str) -> Entry:
    """A value as it was typed."""
    return Entry(value, "op-1", clerk="U01", by="中村", window="W05")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the keys lie."""
    return tmp_path / "keys"


def test_a_sealed_value_opens_in_its_place_and_nowhere_else(folder: Path) -> None:
    sealing = Sealing(Keyring(folder, CITY))
    sealed = sealing.seal("case-a", "p.1.m_mynumber", entry(SECRET))
    assert SECRET.encode() not in sealed
    assert sealing.open("case-a", "p.1.m_mynumber", sealed) == entry(SECRET)
    assert sealing.seal("case-a", "p.1.m_mynumber", entry(SECRET)) != sealed, "the same value never looks the same"
    sealing.seal("case-b", "k", entry("x"))
    for case, key in (("case-a", "p.2.m_mynumber"), ("case-b", "p.1.m_mynumber"), ("case-c", "p.1.m_mynumber")):
        with pytest.raises(NoKey):
            sealing.open(case, key, sealed)
    for spoiled in (b"", b"\x01", sealed[:-1], sealed[:-1] + bytes([sealed[-1] ^ 1]), b"\x00" + sealed[1:]):
        with pytest.raises(ValueError, match="seal") as no:
            sealing.open("case-a", "p.1.m_mynumber", spoiled)
        assert SECRET not in str(no.value)


def test_another_citys_keys_open_nothing(folder: Path, tmp_path: Path) -> None:
    mine = Sealing(Keyring(folder, CITY))
    sealed, paper = mine.seal("case-a", "k", entry(SECRET)), mine.wrap("paper|U01", b"%PDF")
    shutil.copytree(folder, tmp_path / "theirs")
    theirs = Sealing(Keyring(tmp_path / "theirs", "131016"))
    with pytest.raises(NoKey):
        theirs.open("case-a", "k", sealed)
    with pytest.raises(NoKey):
        theirs.unwrap("paper|U01", paper)
    with pytest.raises(NoKey):
        mine.unwrap("paper|U02", paper)


def test_the_keys_lie_in_files_of_their_owner_alone(folder: Path) -> None:
    Sealing(Keyring(folder, CITY)).seal("case-a", "k", entry(SECRET))
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) == 2
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in [folder, *folder.rglob("*")] if path.is_dir()} == {0o700}


def test_the_drill_city_keys_are_turned_and_every_case_opens(folder: Path) -> None:
    """Rotation: a new city key, all cases wrapped by it, the old one gone; nothing that was sealed is sealed anew."""
    keys = Keyring(folder, CITY)
    sealing = Sealing(keys)
    sealed = {f"case-{n}": sealing.seal(f"case-{n}", "k", entry(f"value {n}")) for n in range(50)}
    stolen = folder.with_name("stolen")
    shutil.copytree(folder, stolen)
    running = Sealing(Keyring(folder, CITY))
    assert keys.rotate() == 50
    assert keys.current == 2
    running.forget()
    assert [running.open(case, "k", one).value for case, one in sealed.items()] == [f"value {n}" for n in range(50)]
    assert keys.drop_old() == 1
    fresh = Sealing(Keyring(folder, CITY))
    assert [fresh.open(case, "k", one).value for case, one in sealed.items()] == [f"value {n}" for n in range(50)]
    shutil.copy(stolen / "ring.json", folder / "ring.json")
    with pytest.raises(NoKey):
        Sealing(Keyring(folder, CITY)).open("case-1", "k", sealed["case-1"])


def test_a_house_that_runs_while_its_keys_are_turned_loses_nothing(folder: Path) -> None:
    """Nobody starts it again: what it seals for a new case afterwards is wrapped by the newest key, and it opens what
    others wrapped."""
    running = Sealing(Keyring(folder, CITY))
    before = running.seal("case-a", "k", entry("before"))
    turning = Keyring(folder, CITY)
    assert (turning.rotate(), turning.drop_old()) == (1, 1)
    after = running.seal("case-b", "k", entry("after"))
    assert turning.rewrap() == 0
    fresh = Sealing(Keyring(folder, CITY))
    assert (fresh.open("case-a", "k", before).value, fresh.open("case-b", "k", after).value) == ("before", "after")
    turning.rotate()
    others = Sealing(turning).seal("case-c", "k", entry("others"))
    assert running.open("case-c", "k", others).value == "others"


def test_an_erased_case_is_in_no_copy_the_city_keys_backup_included(folder: Path, tmp_path: Path) -> None:
    """Its bytes may lie in any backup of the databases, and the city key in a safe: nobody reads them again."""
    sealing = Sealing(Keyring(folder, CITY))
    gone, stays = sealing.seal("case-a", "k", entry(SECRET)), sealing.seal("case-b", "k", entry("x"))
    shutil.copy(folder / "ring.json", tmp_path / "safe.json")
    assert sealing.destroy("case-a")
    assert not sealing.destroy("case-a")
    (tmp_path / "again").mkdir()
    shutil.copy(tmp_path / "safe.json", tmp_path / "again/ring.json")
    shutil.copytree(folder / "cases", tmp_path / "again/cases")
    for place in (folder, tmp_path / "again"):
        opened = Sealing(Keyring(place, CITY))
        with pytest.raises(NoKey):
            opened.open("case-a", "k", gone)
        assert opened.open("case-b", "k", stays).value == "x"


def test_two_processes_that_begin_at_once_have_one_key(folder: Path) -> None:
    one, two = Keyring(folder, CITY), Keyring(folder, CITY)
    sealed = Sealing(one).seal("case-a", "k", entry("x"))
    assert Sealing(two).open("case-a", "k", sealed).value == "x"
    assert Sealing(one).blind("タカハシ") == Sealing(two).blind("タカハシ") != Sealing(one).blind("タカハ")


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a/b", "案件", "."])
def test_a_case_is_no_path(folder: Path, name: str) -> None:
    with pytest.raises(NoKey):
        Sealing(Keyring(folder, CITY)).seal(name, "k", entry("x"))


async def test_nothing_that_was_typed_stands_in_redis_or_postgresql(town: Town) -> None:
    """Entries, the river, the journal, letters while they are typed, a made paper, the index of persons."""
    who = await town.at("W05")
    row = await town.visitor(who)
    person = "00000000"
    typed = {"m_name": "髙橋かなりあ", "m_kana": "タカハシカナリア", "m_birth": "1984-04-12", "m_mynumber": SECRET}
    await town.write(row.case, **{f"p__{person}__{key}": value for key, value in typed.items()})
    sheet = await town.c.sheets.read(row.case)
    assert sheet is not None
    facts = {f"p.{person}": Entry({"order": 1}, "op")}
    await town.c.sheets.change(
        row.case, "person-000000001", b"12345678", sheet.fence, lambda _: facts, by="U01", window="W05", kind="add"
    )
    here = Here(who="screen", clerk="U01", by="田中", window="W05", field="m_name", draft="髙橋かなりあの")
    await town.c.presence.here(row.case, here)
    await town.c.documents.put("U01", "request-0000000001", "髙橋かなりあ".encode())
    await find.refresh(town.c, row.case)
    await town.c.sheets.wait_kept(row.case, 2, 10)
    assert (await town.c.presence.all(row.case)) == [here]
    assert await town.c.documents.made("U01", "request-0000000001")

    redis = town.live.redis
    stored = b""
    for key in [key async for key in redis.scan_iter("*")]:
        if (dumped := await redis.dump(key)) is not None:
            stored += dumped
    async with town.engine.connect() as line:
        names = (await line.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))).scalars()
        for name in list(names):
            if name not in {"catalogs", "postal_areas"}:
                found = await line.execute(text(f'SELECT "{name}"::text FROM "{name}"'))
                stored += "\n".join(map(str, found.scalars())).encode()
                found = await line.execute(text(f'SELECT encode("{name}"::text::bytea, \'escape\') FROM "{name}"'))
                stored += "\n".join(map(str, found.scalars())).encode()
    for word in typed.values():
        assert word.encode() not in stored, word
        assert word.encode().hex().encode() not in stored, word

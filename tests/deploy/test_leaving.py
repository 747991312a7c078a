"""The end of a contract: everything goes out, opens without this house, and is the same; then nothing is left."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pypdf import PdfReader
from sqlalchemy import insert, text

from handoff.case import Entry
from server import founding
from server.cellar import open_keys
from server.leaving import __main__ as leaving
from server.leaving.archive import LIST
from server.leaving.gather import FILES, LEFT_OUT
from server.leaving.listed import digest
from server.leaving.names import NAMES
from server.live.connection import open_redis
from server.record.engine import open_engine
from server.record.fold import Facts
from server.record.metadata import METADATA
from server.record.tables import base_pages, entries, journal, protection_log, protections, shown_papers
from server.settings import Settings, to_environment
from server.vault.sealing import Sealing
from tests.engines import Databases, Keyspaces

CASE, KEY, CANARY = "case-of-the-end", "p.00000000.m_name", "カナリア太郎0123456789"
SHOWN = b"%PDF shown " + CANARY.encode()
PEOPLE = ["--responsible", "情報 一郎", "--witness", "立会 花子"]


@pytest.fixture
def house(
    databases: Databases, keyspaces: Keyspaces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Settings]:
    """A small city in which something was entered, shown and brought, with files of every kind in its folders."""
    with databases.fresh() as url:
        state = tmp_path / "house"
        settings = Settings(database_url=url, redis_url=keyspaces.fresh(), state=state, backups=tmp_path / "backups")
        asyncio.run(lived(settings))
        for name, value in to_environment(settings).items():
            monkeypatch.setenv(name, value)
        yield settings


async def lived(settings: Settings) -> None:
    await founding.load_city(settings)
    sealing = Sealing(open_keys(settings))
    body = sealing.seal(CASE, KEY, Entry(CANARY, "op"))
    engine, redis = open_engine(settings.database_url, size=1), open_redis(settings.redis_url)
    async with engine.begin() as line:
        await line.execute(insert(entries).values(case=CASE, key=KEY, rev=1, at=1, op="op", body=body))
        facts = msgspec.msgpack.encode(Facts([(KEY, body)]))
        moment = {"epoch": 1, "by": "U01", "window": "W05", "kind": "set", "format": 1, "at": 1}
        await line.execute(insert(journal).values(case=CASE, rev=1, op="op", digest=b"8", body=facts, **moment))
        sheet = sealing.seal(CASE, "paper.s", Entry({"pdf": SHOWN}, "op"))
        await line.execute(insert(shown_papers).values(case=CASE, digest="s", sealed=sheet))
        known = sealing.wrap("shien|flag", msgspec.msgpack.encode({"name": CANARY}))
        flag = {"version": 1, "state": "on", "begins": "2027-03-29", "ends": "2028-03-28", "source": "", "at": 1}
        await line.execute(insert(protections).values(flag="flag", by="U01", body=known, **flag))
        why = {"flag": "flag", "version": 1, "at": 1, "clerk": "U01", "what": "set"}
        await line.execute(insert(protection_log).values(note=sealing.wrap("shien-note|flag", CANARY.encode()), **why))
        await line.execute(insert(base_pages).values(digest="d", at=1, by="9000001", body=b"%PDF " + CANARY.encode()))
    await redis.set("{999989}:case:x", body)
    await redis.set("{999990}:case:x", b"another city's")
    await redis.aclose()
    await engine.dispose()
    for place in (settings.state / "postgres-16/base/1", settings.backups or settings.state):
        place.mkdir(parents=True, exist_ok=True)
        (place / "16384.backup").write_text(CANARY * 100)


def does(*words: str | Path) -> int:
    """The command, as it is typed."""
    before, sys.argv = sys.argv, ["leaving", *map(str, words)]
    try:
        return leaving.main()
    finally:
        sys.argv = before


def lines(folder: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table that went out."""
    return [json.loads(line) for line in (folder / f"tables/{table}.0001.jsonl").read_text().splitlines()]


def holding(place: Path) -> list[Path]:
    """The files in which the canary can be read."""
    return [file for file in place.rglob("*") if file.is_file() and CANARY.encode() in file.read_bytes()]


def test_everything_goes_out_and_nothing_is_left(
    house: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, key, paper = tmp_path / "out", tmp_path / "city.key", tmp_path / "certificate.pdf"
    assert does("export", "--to", out, "--key", key) == 0
    wanted = digest((out / LIST).read_bytes())
    assert wanted in capsys.readouterr().out
    assert holding(out) == []
    opened = tmp_path / "opened"
    command = [sys.executable, str(out / "open.py"), str(out / "999989.archive"), str(key), str(opened)]
    subprocess.run(command, check=True, cwd="/", env={})
    assert [(row["case"], row["body"]["value"]) for row in lines(opened, "entries")] == [(CASE, CANARY)]
    assert [row["body"][KEY]["value"] for row in lines(opened, "journal")] == [CANARY]
    assert lines(opened, "protections")[0]["body"] == {"name": CANARY}
    assert lines(opened, "protection_log")[0]["note"] == CANARY
    assert (opened / f"papers/{CASE}/s.pdf").read_bytes() == SHOWN
    own = lines(opened, "import_rows")
    assert len(own) > 1_000 and all(isinstance(row["body"], dict) and row["body"] for row in own)
    assert any(row["what"] == "contract_export" for row in lines(opened, "audit"))
    assert all("password" not in row and "secret" not in row for row in lines(opened, "clerks"))
    assert (opened / "pages/d.pdf").read_bytes() == b"%PDF " + CANARY.encode()
    assert (opened / "city/settings.toml").exists() and not (opened / "tables/sessions.0001.jsonl").exists()

    last = ["--certificate", paper]
    for wrong in (
        ["--digest", "0" * 64, *PEOPLE],
        ["--digest", wanted, "--responsible", "情報 一郎", "--witness", "情報 一郎"],
        ["--digest", wanted, "--responsible", "情報 一郎", "--witness", " "],
    ):
        assert does("erase", "--to", out, "--key", key, *wrong, *last) == 1
    sealed = (out / "999989.archive").read_bytes()
    (out / "999989.archive").write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    assert does("erase", "--to", out, "--key", key, "--digest", wanted, *PEOPLE, *last) == 1
    (out / "999989.archive").write_bytes(sealed)
    assert (
        does("erase", "--to", out, "--key", key, "--digest", wanted, *PEOPLE, "--certificate", house.state / "x") == 1
    )
    assert len(holding(house.state)) == 1 and not paper.exists()

    assert does("erase", "--to", out, "--key", key, "--digest", wanted, *PEOPLE, *last) == 0
    written = paper.read_bytes()
    assert does("erase", "--to", out, "--key", key, "--digest", wanted, *PEOPLE, *last) == 1
    assert paper.read_bytes() == written
    assert not house.state.exists() and house.backups is not None and not house.backups.exists()
    assert asyncio.run(left(house)) == (0, [b"{999990}:case:x"])
    said = "".join(page.extract_text() for page in PdfReader(paper).pages).replace("\n", "")
    assert "情報 一郎" in said and "立会 花子" in said and wanted in said and "上書き" in said


async def left(house: Settings) -> tuple[int, list[bytes]]:
    """Tables of the record, and keys of both cities in Redis."""
    engine, redis = open_engine(house.database_url, size=1), open_redis(house.redis_url)
    try:
        async with engine.connect() as line:
            tables = await line.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"))
        return int(tables or 0), sorted([key async for key in redis.scan_iter()])
    finally:
        await redis.aclose()
        await engine.dispose()


def test_the_list_knows_every_table_by_its_name() -> None:
    """A table that is new must be said to go out, or why it does not."""
    assert {*NAMES, *LEFT_OUT, *FILES} == set(METADATA.tables)
    assert not set(NAMES) & {*LEFT_OUT, *FILES}

"""Canaries: 200 values that exist nowhere else go through the house, and are looked for where no entry may be: logs,
tracebacks, addresses, metrics, the raw files of PostgreSQL, all of Redis, the folder of the house, temporary files.
(The addresses that a browser asks for: `tests/flows/people.py`, after every flow.)"""

from __future__ import annotations

import json
import secrets
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import redis as sync_redis
import structlog

from handoff import messages as m
from server import diagnose, metrics
from tests.doors.serving import Serving
from tests.engines import Databases, Keyspaces
from tests.house import RunningHouse, running_house

BIRDS = 200
LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""Twelve figures might be somebody's 個人番号, which no memo takes."""
ITEMS = ("m_name", "m_tsusho", "m_kanji_f", "m_uji", "m_mei", "m_job", "m_dec_rel")


def nests(folder: Path, birds: list[bytes]) -> list[str]:
    """Files of a folder in which a bird sits."""
    return in_files(sorted(folder.rglob("*")), birds)


def in_files(files: list[Path], birds: list[bytes]) -> list[str]:
    """Which of these files hold which bird; what is gone meanwhile holds none."""
    found = []
    for file in files:
        try:
            content = file.read_bytes() if file.is_file() and not file.is_symlink() else b""
        except OSError:
            continue
        found += [f"{file.name}: {bird.decode()}" for bird in birds if bird in content]
    return found


def left_lying(since: float) -> list[Path]:
    """Temporary files that were written since then, other processes' too; but for the folders of engines, which hold a
    cluster each, and of browsers."""
    return [file for top in Path(tempfile.gettempdir()).iterdir() if not of_engines(top) for file in newer(top, since)]


def of_engines(top: Path) -> bool:
    """A folder of the tests' own (engines, houses) or of a browser."""
    return top.name.startswith(("md", "pytest-", "playwright", "puppeteer", ".org.chromium", "bash_jobs"))


def newer(top: Path, since: float) -> Iterator[Path]:
    """Files under it that were written since then."""
    for file in [top, *(top.rglob("*") if top.is_dir() and not top.is_symlink() else ())]:
        try:
            if file.is_file() and file.stat().st_mtime >= since:
                yield file
        except OSError:
            continue


def all_of(store: sync_redis.Redis) -> bytes:
    """Every key and every value as they were put there. Raw files and DUMP may have them shortened, in which a word is
    hard to find."""
    said: list[Any] = []
    for key in store.scan_iter("*"):
        match store.type(key):
            case b"string":
                said += [key, store.get(key)]
            case b"hash":
                said += [key, store.hgetall(key)]
            case b"list":
                said += [key, store.lrange(key, 0, -1)]
            case b"set":
                said += [key, store.smembers(key)]
            case b"zset":
                said += [key, store.zrange(key, 0, -1)]
            case b"stream":
                said += [key, store.xrange(key)]
            case other:
                assert other == b"none", f"{other!r} is a kind that nobody looks into here"
    return flat(said)


def flat(said: Any) -> bytes:
    """All bytes of a nested answer."""
    if isinstance(said, bytes):
        return said + b"\n"
    if isinstance(said, dict):
        return b"".join(flat(name) + flat(value) for name, value in said.items())
    return b"".join(flat(one) for one in said) if isinstance(said, (list, tuple, set)) else b""


@asynccontextmanager
async def without_its_index(house: RunningHouse) -> AsyncIterator[None]:
    """The house has a bug: a table that it reads is called otherwise."""
    engine = house.web.cellar.engine
    async with engine.begin() as line:
        await line.exec_driver_sql("ALTER TABLE person_index RENAME TO nowhere")
    yield
    async with engine.begin() as line:
        await line.exec_driver_sql("ALTER TABLE nowhere RENAME TO person_index")


async def test_i14_two_hundred_canaries_are_nowhere_but_with_who_may_see_them(
    databases: Databases, keyspaces: Keyspaces, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    words = [f"鳥{secrets.token_hex(6).translate(LETTERS)}" for _ in range(BIRDS)]
    birds = [word[1:].encode() for word in words]
    redis_url, begun = keyspaces.fresh(), time.time()
    with databases.fresh() as database_url, structlog.testing.capture_logs() as logged:
        async with running_house(database_url, redis_url) as house:
            desk = await Serving.open(house, "1000005", "W05")
            seen = ""
            waiting = iter(words)
            for place in range(8):
                person = {item: next(waiting) for item in ITEMS}
                await desk.edits(m.AddPerson(person=f"{place:08d}", entries=dict(person)))
            rest = list(waiting)
            for place in range(0, len(rest), 10):
                said = " ".join(rest[place : place + 10])
                await desk.clerk.say(m.Weather(case=desk.row.case, field="p.00000000.m_name", draft=said))
                await desk.edits(m.Note(text=said))
            seen += str((await desk.joins(desk.clerk)).entries)
            assert sum(word in seen for word in words) == BIRDS, "they came in, else nothing is looked for"
            await desk.client.posts("/api/find", {"text": words[0]})
            await desk.client.ask("/api/find", {"text": words[1], "more": words[2]})
            await desk.client.ask(f"/api/{words[3]}", {"text": words[4]})
            await desk.clerk.say({"t": "change", "op": words[5], "nobody": words[6]})
            await desk.clerk.done(m.Slip(desk.row.visit))
            figures = metrics.told(house.web.figures())
            assert "madoguchi_screens" in figures
            state = house.web.settings.state
            kept = await house.web.cellar.cupboards.sheets.wait_kept(desk.row.case, 1, 10)
            assert kept
            async with house.web.cellar.engine.connect() as line:
                await (await line.execution_options(isolation_level="AUTOCOMMIT")).exec_driver_sql("CHECKPOINT")
            with sync_redis.Redis.from_url(redis_url) as store:
                stored = all_of(store)
            bundle = await diagnose.gather(house.web.settings)
            async with without_its_index(house):
                assert (await desk.client.ask("/api/find", {"text": words[7]}))[0] == 500
            files = nests(databases.postgres.data, birds) + nests(state, birds)
            files += in_files(left_lying(begun), birds)
    out = "".join(capfd.readouterr()) + caplog.text + str(logged) + figures
    assert [bird.decode() for bird in birds if bird in stored] == []
    assert files == []
    told = json.dumps(bundle, ensure_ascii=False)
    assert [bird.decode() for bird in birds if bird.decode() in told] == []
    assert bundle["tables"]["entries"] > 0, "it was asked while the entries were there"
    assert bundle["redis"]["keys"]["case"] == 1
    assert [name for name, part in bundle.items() if "not_asked" in part] == []
    for word in ("中村", "1000005", redis_url, database_url):
        assert word not in told, "nobody's name, nobody's number, no address of an engine"
    assert "Traceback" in out and "person_index" in out, "a bug was met, and stayed loud"
    assert [bird.decode() for bird in birds if bird.decode() in out] == []

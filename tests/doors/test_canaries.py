"""Canaries: 200 values that exist nowhere else go through the house, and are looked for where no entry may be: logs,
addresses, metrics, the raw files of PostgreSQL, all of Redis, the folder of the house."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

import pytest
import redis as sync_redis
import structlog

from handoff import messages as m
from server import diagnose, metrics
from tests.doors.serving import Serving
from tests.engines import Databases, Keyspaces
from tests.house import running_house

BIRDS = 200
ITEMS = ("m_name", "m_tsusho", "m_kanji_f", "m_uji", "m_mei", "m_job", "m_dec_rel")


def nests(folder: Path, birds: list[bytes]) -> list[str]:
    """Files of a folder in which a bird sits."""
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            content = file.read_bytes()
            found += [f"{file.name}: {bird.decode()}" for bird in birds if bird in content]
    return found


async def test_i14_two_hundred_canaries_are_nowhere_but_with_who_may_see_them(
    databases: Databases, keyspaces: Keyspaces, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    words = [f"鳥{secrets.token_hex(6)}" for _ in range(BIRDS)]
    birds = [word[1:].encode() for word in words]
    redis_url = keyspaces.fresh()
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
            stored = b""
            with sync_redis.Redis.from_url(redis_url) as store:
                for key in store.scan_iter("*"):
                    stored += key + (store.dump(key) or b"")
            bundle = await diagnose.gather(house.web.settings)
            files = nests(databases.postgres.data, birds) + nests(state, birds)
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
    assert [bird.decode() for bird in birds if bird.decode() in out] == []

"""What stands in deploy/ fits the server: settings that it knows, verbs that it has, figures that are there; the
replica is made by the script that the city would run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
import redis

from handoff.operations import WATCHED
from server import metrics
from server.children import THRIFT
from server.embedded.postgres import Postgres
from server.embedded.refused import EngineRefused
from server.listening import KEEP_ALIVE_S
from server.ports.watching import Safekept, Unkept
from server.settings import ROOT, Settings, to_environment
from tests.bench.city import HOST
from tests.chaos.guarded import Sentinels, guarded
from tests.chaos.hall import until
from tests.chaos.standby import standby
from tests.engines import new_ground

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


def test_settings_in_the_files_are_settings_of_the_server() -> None:
    known = set(to_environment(Settings()))
    for file in (DEPLOY / "systemd/madoguchi.env", DEPLOY / "compose/compose.yaml"):
        named = set(re.findall(r"^\s*(MADOGUCHI_[A-Z_]+|DATABASE_URL|REDIS_URL)[=:]", file.read_text(), re.MULTILINE))
        assert named and named <= known, file.name


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_starts_a_verb_that_there_is_and_writes_where_the_settings_say(unit: Path) -> None:
    said = unit.read_text()
    (command,) = re.findall(r"^ExecStart=\S+/python -m server (.*)$", said, re.MULTILINE)
    assert command.split()[0] in {"prepare", "web", "keep"}
    assert ("--fd 3" in command) == ("Sockets=madoguchi.socket" in said), "a handed over door is the third descriptor"
    writes = re.findall(r"^ReadWritePaths=(.*)$", said, re.MULTILINE)[0].split()
    env = (DEPLOY / "systemd/madoguchi.env").read_text()
    for name in ("MADOGUCHI_STATE", "MADOGUCHI_KEYS"):
        place = re.findall(rf"^{name}=(.*)$", env, re.MULTILINE)[0]
        assert any(place.startswith(path) for path in writes), name


@pytest.mark.parametrize("unit", [unit for unit in UNITS if "Restart=always" in unit.read_text()], ids=lambda u: u.stem)
def test_a_unit_that_stays_uses_memory_as_our_own_children_do(unit: Path) -> None:
    (said,) = re.findall(r"^Environment=(.*)$", unit.read_text(), re.MULTILINE)
    assert dict(one.split("=") for one in said.split()) == THRIFT


def test_the_proxy_lets_go_of_idle_lines_before_the_server_does_and_keeps_sockets_open() -> None:
    said = (DEPLOY / "nginx/madoguchi.conf").read_text()
    (idle,) = re.findall(r"keepalive_timeout (\d+)s", said)
    assert int(idle) < KEEP_ALIVE_S
    sockets = said[said.index("location /socket.io/") :]
    assert "Upgrade $http_upgrade" in sockets and "proxy_buffering off" in sockets
    assert set(re.findall(r"proxy_set_header Host (\S+);", said)) == {"$http_host"}, (
        "with its port: so the origin says it"
    )
    for slow in ("client_header_timeout", "client_body_timeout"):
        assert re.search(rf"{slow} \d{{1,2}}s;", said), "whoever sends drop by drop is let go"
    assert "access_log off" in said, "addresses are personal data's nearest way into a log"


def test_when_the_master_falls_the_sentinels_name_another_and_haproxy_leads_there() -> None:
    """With the files as they stand; that clerks lose nothing meanwhile, `make chaos only=sentinel_failover` sees."""
    with guarded(Sentinels) as guard:
        with redis.Redis(HOST, guard.port) as line:
            assert line.config_get("appendfsync")["appendfsync"] == "always"
            assert line.config_get("maxmemory-policy")["maxmemory-policy"] == "noeviction"
            line.set("said", "before")
            line.wait(1, 0)
        guard.lose_master()
        until(guard.leads, 60, "another master")
        with redis.Redis(HOST, guard.port) as line:
            assert line.get("said") == b"before"
            line.set("said", "after")


def figures_told() -> str:
    eyes = SimpleNamespace(since={}, unkept=Unkept(), backup=Safekept("backup", 0, 0, ""))
    return metrics.told(metrics.registry(metrics.HouseFigures(eyes, lambda: {"staff": 1}, lambda: 0)))


def test_alerts_name_figures_that_there_are() -> None:
    figures = figures_told()
    named = re.findall(r"\b(?:madoguchi|process)_[a-z_]+", (DEPLOY / "prometheus/alerts.yaml").read_text())
    assert named and all(name in figures for name in named)


def test_the_board_shows_every_figure_and_no_other_and_no_panel_covers_another() -> None:
    figures = set(re.findall(r"^((?:madoguchi|process)_[a-z_]+)", figures_told(), re.MULTILINE))
    panels = json.loads((DEPLOY / "grafana/madoguchi.json").read_text())["panels"]
    asked = [target["expr"] for panel in panels for target in panel["targets"]]
    named = {name for one in asked for name in re.findall(r"\b(?:madoguchi|process)_[a-z_]+", one)}
    assert named <= figures
    assert {name for name in figures if name.startswith("madoguchi_")} <= named
    parts = {part for one in asked for part in re.findall(r'part="([a-z]+)"', one)}
    assert parts == set(WATCHED)
    places = [panel["gridPos"] for panel in panels]
    cells = [
        (at["x"] + across, at["y"] + down) for at in places for across in range(at["w"]) for down in range(at["h"])
    ]
    assert len(cells) == len(set(cells)) and max(x for x, _ in cells) < 24


def test_the_replica_follows_and_stands_in_when_the_primary_is_gone() -> None:
    with primary() as first, standby(first) as replica:
        first.psql("CREATE TABLE kept (n int)")
        replica.follow()
        first.psql("INSERT INTO kept SELECT generate_series(1, 1000)")
        first.kill()
        assert count(replica.postgres) == 1000, "it is synchronous: what is committed is there"
        replica.stand_in()
        replica.postgres.psql("INSERT INTO kept VALUES (1001)")
        assert count(replica.postgres) == 1001


def test_the_stream_goes_back_to_a_moment() -> None:
    with primary() as first, standby(first) as copy:
        first.psql("CREATE TABLE kept (n int)")
        copy.record()
        first.psql("INSERT INTO kept SELECT generate_series(1, 10)")
        moment = copy.now()
        first.psql("INSERT INTO kept SELECT generate_series(11, 20)")
        until(copy.has_all, 30, "the stream has all")
        first.kill()
        copy.go_back_to(moment)
        assert count(copy.postgres) == 10
        copy.postgres.psql("INSERT INTO kept VALUES (11)")
        assert count(copy.postgres) == 11


def test_behind_the_last_commit_there_is_no_moment_to_go_back_to_and_the_script_says_what_to_do() -> None:
    with primary() as first, standby(first) as copy:
        first.psql("CREATE TABLE kept (n int)")
        copy.record()
        first.psql("INSERT INTO kept SELECT generate_series(1, 10)")
        until(copy.has_all, 30, "the stream has all")
        moment = copy.now()
        first.kill()
        said = "recovery ended before configured recovery target was reached"
        with pytest.raises(EngineRefused, match=said):
            copy.go_back_to(moment)
        assert said in (DEPLOY / "postgres/back_to.sh").read_text()
        asked = copy.postgres.data / "postgresql.auto.conf"
        lines = asked.read_text().splitlines(keepends=True)
        asked.write_text("".join(line for line in lines if not line.startswith("recovery_target_time")))
        copy.postgres.start()
        until(lambda: copy.postgres.psql("SELECT pg_is_in_recovery()").strip() == "f", 30, "it takes writes")
        assert count(copy.postgres) == 10


@contextmanager
def primary() -> Iterator[Postgres]:
    """A PostgreSQL to be lost."""
    with new_ground() as ground:
        postgres = Postgres(ground, durable=False)
        postgres.start()
        try:
            yield postgres
        finally:
            postgres.kill()


def count(postgres: Postgres) -> int:
    """What is kept there."""
    return int(postgres.psql("SELECT count(*) FROM kept"))

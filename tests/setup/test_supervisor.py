"""The supervisor of the embedded engines: starting, starting again, and what a kill -9 leaves."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from server.embedded import ground
from server.embedded.engine import dwellers
from server.embedded.identity import NOBODY, Identity
from server.embedded.postgres import Postgres
from server.embedded.refused import EngineRefused
from server.embedded.supervisor import Supervisor
from tests.engines import ROOT

OWNER = """
import sys
from pathlib import Path
from server.embedded.supervisor import Supervisor
supervisor = Supervisor(Path(sys.argv[1]), durable=False)
supervisor.start()
print("up", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def state(empty: Path, migrated_cluster: Path) -> Path:
    """A state that has been used before; making a new one takes PostgreSQL a second."""
    shutil.copytree(migrated_cluster, empty / migrated_cluster.name)
    return empty


@pytest.fixture
def empty() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="mds-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@contextmanager
def running(state: Path, *, durable: bool = False, heard: list[str] | None = None) -> Iterator[Supervisor]:
    supervisor = Supervisor(state, durable=durable, say=(heard if heard is not None else []).append)
    supervisor.start()
    try:
        yield supervisor
    finally:
        supervisor.stop()


def write(supervisor: Supervisor) -> None:
    assert supervisor.postgres and supervisor.valkey
    supervisor.postgres.psql("CREATE TABLE kept (n int)")
    supervisor.postgres.psql("INSERT INTO kept VALUES (7)")
    with redis.Redis.from_url(supervisor.valkey.url()) as line:
        line.set("kept", 7)


def kept(supervisor: Supervisor) -> tuple[str, bytes | None]:
    assert supervisor.postgres and supervisor.valkey
    with redis.Redis.from_url(supervisor.valkey.url()) as line:
        return supervisor.postgres.psql("SELECT n FROM kept").strip(), line.get("kept")


def test_a_second_start_finds_everything_again(state: Path) -> None:
    with running(state, durable=True) as first:
        write(first)
    with running(state, durable=True) as second:
        assert kept(second) == ("7", b"7")


def test_nothing_runs_and_no_socket_is_left_after_the_end(state: Path) -> None:
    with running(state) as supervisor:
        sockets = supervisor.ground.sockets
        data = [engine.data for engine in supervisor.engines]
        assert all(dwellers(path) for path in data)
    assert not any(dwellers(path) for path in data)
    assert not sockets.exists()


def test_killed_engines_are_started_again_and_have_everything(state: Path) -> None:
    heard: list[str] = []
    with running(state, durable=True, heard=heard) as supervisor:
        write(supervisor)
        assert supervisor.look_after()
        for engine in supervisor.engines:
            assert engine.process
            os.kill(engine.process.pid, signal.SIGKILL)
            engine.process.wait()
        assert not supervisor.look_after()
        assert supervisor.look_after()
        assert kept(supervisor) == ("7", b"7")
    assert len(heard) == 2 and all("もう一度起動します" in said for said in heard)


def test_a_second_owner_of_one_state_is_refused_in_one_sentence(state: Path) -> None:
    with running(state), pytest.raises(EngineRefused, match=f"別のプロセス（{os.getpid()}）が使っています。$"):
        Supervisor(state)


@pytest.mark.parametrize("left", ["", f"{os.getppid()}\n/somewhere\n"])
def test_a_pid_file_of_an_earlier_life_does_not_stop_the_start(state: Path, left: str) -> None:
    with running(state) as supervisor:
        assert supervisor.postgres
        pid_file = supervisor.postgres.data / "postmaster.pid"
    pid_file.write_text(left)
    with running(state) as supervisor:
        assert supervisor.look_after()


def test_an_interrupted_first_start_is_begun_anew(empty: Path, migrated_cluster: Path) -> None:
    half = empty / f"{migrated_cluster.name}.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("16\n")
    with running(empty) as supervisor:
        assert supervisor.look_after()
    assert not half.exists()


def test_a_killed_owner_leaves_no_process_and_the_next_start_has_everything(state: Path) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(state)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with owner:
        assert owner.stdout and owner.stdout.readline() == b"up\n"
        data = [path for path in state.iterdir() if path.is_dir()]
        engines = [pid for path in data for pid in dwellers(path)]
        assert len(engines) > 2
        owner.kill()
    with running(state) as supervisor:  # takes the lock, which the last engine of the dead owner lets go
        assert not any(pid in dwellers(path) for pid in engines for path in data)
        assert supervisor.look_after()


def test_a_server_that_cannot_start_is_refused_with_the_end_of_its_log(state: Path) -> None:
    with running(state) as supervisor:
        assert supervisor.postgres
        (supervisor.postgres.data / "global/pg_control").rename(state / "taken-away")
    with pytest.raises(EngineRefused, match="postgres が起動できませんでした。\n"):
        Supervisor(state, durable=False).start()
    shutil.rmtree(next(state.glob("postgres-*")))
    with running(state) as supervisor:  # the refused one left nothing behind, not even the lock
        assert supervisor.look_after()


def test_where_user_namespaces_are_forbidden_root_lends_postgres_to_nobody(empty: Path) -> None:
    """An ordinary user has no such need: the same start, as oneself."""
    taken = ground.take(empty, empty)
    postgres = Postgres(taken, durable=False)
    postgres.who = Identity(uid=NOBODY) if os.geteuid() == 0 else Identity()
    try:
        postgres.start()
        assert postgres.process
        owner = Path(f"/proc/{postgres.process.pid}").stat().st_uid
        assert owner == (NOBODY if os.geteuid() == 0 else os.geteuid())
    finally:
        postgres.stop()
        taken.leave()


def test_a_directory_of_someone_else_is_no_place_for_sockets(state: Path) -> None:
    open_to_all = state / "sockets"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    with pytest.raises(EngineRefused, match="この利用者だけのディレクトリではありません"):
        ground.private_directory(open_to_all)
    link = state / "link"
    link.symlink_to(state / "sockets")
    with pytest.raises((EngineRefused, FileExistsError)):
        ground.private_directory(link)

"""Real engines for tests: one PostgreSQL and one Valkey per test process, and own ones for tests that kill them."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Generic, TypeVar

import redis

from server.embedded import ground
from server.embedded.engine import Engine, dwellers
from server.embedded.ground import Ground
from server.embedded.postgres import Postgres
from server.embedded.valkey import Valkey

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "madoguchi_template"
DATABASES = 512


def migrate(url: str) -> None:
    """Bring a database up to date, in a process of its own, as a deployment does it."""
    command = [sys.executable, "-m", "server.record.migrate", url]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})


def copy_cluster(source: Path, postgres: Postgres) -> None:
    """Give a PostgreSQL that was never started the data of a stopped one."""
    shutil.copytree(source, postgres.data)
    for path in [postgres.data, *postgres.data.rglob("*")]:
        postgres.who.own(path)


@contextmanager
def new_ground() -> Iterator[Ground]:
    """A short private directory of its own for data and sockets, removed afterwards."""
    base = Path(tempfile.mkdtemp(prefix="md-", dir="/tmp"))
    taken = ground.take(base / "state", base)
    try:
        yield taken
    finally:
        taken.leave()
        shutil.rmtree(base, ignore_errors=True)


class Databases:
    """Fresh databases, each a copy of one migrated template (25-40 ms). fsync is off."""

    def __init__(self, postgres: Postgres) -> None:
        self.postgres = postgres
        self._numbers = itertools.count(1)
        postgres.psql(f"CREATE DATABASE {TEMPLATE}")
        migrate(postgres.url(TEMPLATE))

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The SQLAlchemy URL of a new database, dropped afterwards even if a connection was left open."""
        name = f"t{next(self._numbers)}"
        self.postgres.psql(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        try:
            yield self.postgres.url(name)
        finally:
            self.postgres.psql(f"DROP DATABASE {name} WITH (FORCE)")


class Keyspaces:
    """Empty logical databases of one Valkey that writes nothing to the disk. Loaded scripts are shared by all."""

    def __init__(self, valkey: Valkey) -> None:
        self.valkey = valkey
        self._numbers = itertools.cycle(range(1, DATABASES))

    def fresh(self) -> str:
        """The URL of the next one, emptied."""
        url = self.valkey.url(next(self._numbers))
        with redis.Redis.from_url(url) as line:
            line.flushdb()
        return url


E = TypeVar("E", bound=Engine)


class Own(Generic[E]):
    """An engine of one test's own, for killing, freezing and starting again. `engine.url()` names it."""

    def __init__(self, engine: E) -> None:
        self.engine = engine

    def start(self) -> None:
        """Start it, or start it again over what the last life left."""
        self.engine.start()

    def stop(self) -> None:
        """Stop it in good order."""
        self.engine.stop()

    def kill(self) -> None:
        """kill -9 of all its processes."""
        self.engine.kill()

    def freeze(self) -> None:
        """It holds its connections and answers nobody, as on a machine that hangs."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on where it was."""
        self._signal(signal.SIGCONT)

    def _signal(self, sig: int) -> None:
        for pid in dwellers(self.engine.data):
            with suppress(ProcessLookupError):  # one that has just ended by itself
                os.kill(pid, sig)

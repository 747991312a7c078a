"""PostgreSQL, embedded: made once, started, stopped, and started again over whatever the last life left."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path

from server.embedded import binaries, identity
from server.embedded.engine import Engine
from server.embedded.ground import Ground
from server.embedded.refused import EngineRefused

USER = "app"
PORT_NAME = ".s.PGSQL.5432"
# C collation: the order of rows is the same on every machine; Japanese names are sorted by a kana column.
MAKE = ["-U", USER, "-E", "UTF8", "--locale=C", "--auth=trust"]
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "64MB",
    "max_connections": "100",
    "timezone": "Asia/Tokyo",
    "log_timezone": "Asia/Tokyo",
    "logging_collector": "off",
    "log_statement": "none",
    "log_min_error_statement": "panic",  # a failed statement may hold personal data
    "log_error_verbosity": "terse",
}
# For tests only. Writes still reach the kernel before they are acknowledged, so a kill -9 loses nothing.
HASTY = {"fsync": "off", "full_page_writes": "off"}


class Postgres(Engine):
    """One cluster, on one unix socket."""

    name = "postgres"
    stop_signal = signal.SIGINT  # fast shutdown: does not wait for clients

    def __init__(self, ground: Ground, *, durable: bool = True) -> None:
        self.programs = binaries.postgres_programs()
        super().__init__(ground, ground.state / f"postgres-{binaries.postgres_major(self.programs)}")
        self.durable = durable
        self.who = identity.choose(self.programs / "postgres", ground.state)

    def url(self, database: str = USER) -> str:
        """The SQLAlchemy URL of a database."""
        return f"postgresql+asyncpg://{USER}@/{database}?host={self.ground.sockets}"

    def start(self) -> None:
        self.who.own(self.ground.sockets)
        if not (self.data / "PG_VERSION").exists():
            self._make()
        self.clear()
        self._forget_old_pid()
        options = {**SETTINGS, **({} if self.durable else HASTY), "unix_socket_directories": str(self.ground.sockets)}
        spelled = [f"--{name}={value}" for name, value in options.items()]
        self.launch([str(self.programs / "postgres"), "-D", str(self.data), *spelled], self.who)
        self.wait_until_it_answers()
        if not self.has_database(USER):
            self.psql(f"CREATE DATABASE {USER}")

    def answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.ground.sockets / PORT_NAME))
            except OSError:
                return False
        ready = [*self.who.prefix, str(self.programs / "pg_isready"), "-q", "-h", str(self.ground.sockets), "-U", USER]
        return subprocess.run(ready, timeout=5).returncode == 0

    def has_database(self, name: str) -> bool:
        """Whether a database of that name is there."""
        return self.psql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'").strip() == "1"

    def psql(self, statement: str) -> str:
        """Run one administrative statement. Never with values from outside."""
        where = ["-h", str(self.ground.sockets), "-U", USER, "-d", "postgres"]
        tool = [*self.who.prefix, str(self.programs / "psql"), "-X", "-Atq", "-v", "ON_ERROR_STOP=1"]
        done = subprocess.run([*tool, *where, "-c", statement], capture_output=True, text=True)
        if done.returncode:
            raise EngineRefused(f"PostgreSQL の準備に失敗しました。\n{done.stderr}")
        return done.stdout

    def _make(self) -> None:
        """initdb beside, then rename: an interrupted one is thrown away, never taken for a whole one."""
        new = Path(f"{self.data}.new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        self.who.own(new)
        command = [*self.who.prefix, str(self.programs / "initdb"), "-D", str(new), *MAKE]
        command += [] if self.durable else ["--no-sync"]
        extra: list[int] | None = None if self.who.uid is None else []
        done = subprocess.run(
            command, capture_output=True, text=True, user=self.who.uid, group=self.who.uid, extra_groups=extra
        )
        if done.returncode:
            raise EngineRefused(f"PostgreSQL のデータ領域を作れませんでした。\n{done.stdout}\n{done.stderr}")
        os.rename(new, self.data)

    def _forget_old_pid(self) -> None:
        """We hold the lock and nobody stands in the directory, so a pid file is of a dead server. PostgreSQL itself
        refuses an empty one, and one whose number now belongs to another process of this user."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (self.ground.sockets / f"{PORT_NAME}.lock").unlink(missing_ok=True)

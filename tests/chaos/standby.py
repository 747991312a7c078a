"""A second PostgreSQL beside the hall's, made by the scripts of `deploy/postgres`: one that has every commit before it
is answered, or one that goes back to a moment."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.embedded.ground import Ground
from server.embedded.postgres import PORT_NAME, USER, Postgres
from server.settings import ROOT
from tests.bench.city import wait
from tests.engines import new_ground

SCRIPTS = ROOT / "deploy/postgres"
IN_STEP = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
RECORDED = "SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'madoguchi_stream' AND active"
WHOLE = "SELECT count(*) FROM pg_stat_replication WHERE flush_lsn = pg_current_wal_flush_lsn()"


class Standby:
    """`postgres` is there when one of both ways to it has been gone. Main thread only, as whoever starts processes."""

    def __init__(self, ground: Ground, primary: Postgres) -> None:
        self.ground = ground
        self.postgres = Postgres(ground, durable=primary.durable)
        self._primary = primary
        self._stream: subprocess.Popen[bytes] | None = None

    @property
    def socket(self) -> Path:
        """Where it answers."""
        return self.ground.sockets / PORT_NAME

    def follow(self) -> None:
        """It is the primary's synchronous replica."""
        self._finish("replica.sh", self._primary.ground.sockets, self.postgres.data, USER)
        self.postgres.start()
        self._primary.psql("ALTER SYSTEM SET synchronous_standby_names = 'madoguchi_replica'")
        self._primary.psql("SELECT pg_reload_conf()")
        wait(lambda: self._primary.psql(IN_STEP).strip() == "1")

    def stand_in(self) -> None:
        """The replica takes writes."""
        self.postgres.psql("SELECT pg_promote()")

    def record(self) -> None:
        """From now on everything that the primary does can be gone back to."""
        kept = self.ground.state / "kept"
        self._stream = self._run("stream.sh", self._primary.ground.sockets, kept, USER)
        wait((kept / "base").exists)
        wait(lambda: self._primary.psql(RECORDED).strip() == "1")

    def has_all(self) -> bool:
        """Whether all that was committed so far is recorded."""
        return self._primary.psql(WHOLE).strip() == "1"

    def now(self) -> str:
        """A moment, as the primary's machine says it."""
        return self._primary.psql("SELECT clock_timestamp()").strip()

    def goes_on(self) -> None:
        """Something is committed: PostgreSQL goes back to no moment behind which it knows of nothing."""
        self._primary.psql("SELECT pg_logical_emit_message(true, 'madoguchi', '')")

    def go_back_to(self, moment: str) -> None:
        """It is what the primary was at that moment."""
        assert self._stream is not None
        self._stop_recording()
        self._finish("back_to.sh", self.ground.state / "kept", self.postgres.data, moment)
        self.postgres.start()
        wait(lambda: self.postgres.psql("SELECT pg_is_in_recovery()").strip() == "f")

    def stop(self) -> None:
        """All of it is gone."""
        self._stop_recording()
        self.postgres.kill()

    def _stop_recording(self) -> None:
        if self._stream is not None:
            self._stream.terminate()
            self._stream.wait()

    def _finish(self, script: str, *words: str | Path) -> None:
        """Run a script to its end."""
        ended = self._run(script, *words).wait()
        assert ended == 0, (self.ground.state / "scripts.log").read_text(errors="replace")[-1500:]

    def _run(self, script: str, *words: str | Path) -> subprocess.Popen[bytes]:
        """Start a script as PostgreSQL's own user; what it says goes beside the data."""
        path = f"{self.postgres.programs}:{os.environ['PATH']}"
        with (self.ground.state / "scripts.log").open("ab") as log:
            return subprocess.Popen(
                [*self.postgres.who.prefix, "sh", str(SCRIPTS / script), *map(str, words)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={"PATH": path},
                user=self.postgres.who.uid,
                group=self.postgres.who.uid,
                extra_groups=None if self.postgres.who.uid is None else [],
            )


@contextmanager
def standby(primary: Postgres) -> Iterator[Standby]:
    """One of its own, gone afterwards."""
    with new_ground() as ground:
        made = Standby(ground, primary)
        try:
            yield made
        finally:
            made.stop()

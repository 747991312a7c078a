"""Valkey as a city hall runs it (deploy/OPERATING.md): a master and its replica, three Sentinels that watch them, and
an HAProxy that leads to whichever is the master. With the files of `deploy/`, on loopback."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path

import redis

from server.embedded import binaries
from server.embedded.engine import dies_with_parent
from server.embedded.valkey import Valkey
from server.settings import ROOT
from tests.bench.city import HOST, wait

NAME = "madoguchi"
SENTINELS = 3
QUORUM = 2


class Guard:
    """The processes around a master that runs already. `port`: HAProxy's."""

    def __init__(self, base: Path, valkey: Valkey) -> None:
        self.base = base
        self.master, self.replica, self.port, *self.watching = free_ports(3 + SENTINELS)
        self.processes: list[subprocess.Popen[bytes]] = []
        with closing(redis.Redis.from_url(valkey.url())) as line:
            line.config_set("bind", HOST)
            line.config_set("port", self.master)
        self._start_replica()
        wait(partial(self._follows))
        for port in self.watching:
            self._start_sentinel(port)
        self._start_haproxy()
        wait(self._is_watched)
        wait(self.leads)

    def leads(self) -> bool:
        """Whether there is a master behind HAProxy."""
        return self._says(self.port, "role")[:1] == [b"master"]

    def stop(self) -> None:
        """All of them are gone."""
        for process in self.processes:
            process.send_signal(signal.SIGKILL)
            process.wait()

    def _start(self, *command: str | Path) -> None:
        log = (self.base / "guard.log").open("ab")
        with log:
            process = subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=dies_with_parent(signal.SIGKILL),  # noqa: PLW1509 (one prctl, no locks taken)
            )
        self.processes.append(process)

    def _start_replica(self) -> None:
        folder = self.base / "replica"
        folder.mkdir()
        file = self.base / "replica.conf"
        text = with_values((ROOT / "deploy/valkey/valkey.conf").read_text(), {"port": self.replica, "dir": folder})
        file.write_text(f"{text}\nbind {HOST}\nreplicaof {HOST} {self.master}\n")
        self._start(binaries.valkey_program(), file)

    def _start_sentinel(self, port: int) -> None:
        folder = self.base / f"sentinel-{port}"
        folder.mkdir()
        file = folder / "sentinel.conf"
        text = with_values((ROOT / "deploy/valkey/sentinel.conf").read_text(), {"port": port})
        text = re.sub(r"(sentinel monitor \S+) \S+ \d+", rf"\1 {HOST} {self.master}", text)
        file.write_text(f"{text}\nbind {HOST}\ndir {folder}\n")
        self._start(binaries.valkey_program(), file, "--sentinel")

    def _start_haproxy(self) -> None:
        program = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin")
        assert program, "there is no haproxy: apt-get install haproxy"
        text = (ROOT / "deploy/haproxy/valkey.cfg").read_text()
        text = re.sub(r"bind \S+", f"bind {HOST}:{self.port}", text)
        text = re.sub(r"server one \S+", f"server one {HOST}:{self.master}", text)
        text = re.sub(r"server two \S+", f"server two {HOST}:{self.replica}", text)
        file = self.base / "haproxy.cfg"
        file.write_text(text)
        self._start(program, "-db", "-f", file)

    def _follows(self) -> bool:
        return self._says(self.replica, "role")[:1] == [b"slave"] and b"connected" in self._says(self.replica, "role")

    def _is_watched(self) -> bool:
        """Whether enough Sentinels know each other and the replica."""
        for port in self.watching:
            said = self._says(port, "sentinel", "ckquorum", NAME)
            if not said or not bytes(said).startswith(b"OK") or not self._says(port, "sentinel", "replicas", NAME):
                return False
        return True

    def _says(self, port: int, *words: str) -> list[bytes] | bytes:
        with suppress(redis.RedisError), closing(redis.Redis(HOST, port, socket_timeout=2)) as line:
            said: list[bytes] | bytes = line.execute_command(*words)
            return said
        return []


@contextmanager
def guarded(valkey: Valkey) -> Iterator[Guard]:
    """All of them around a Valkey that runs, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="mdg-") as base:
        guard = Guard(Path(base), valkey)
        try:
            yield guard
        finally:
            guard.stop()


def free_ports(count: int) -> list[int]:
    """So many ports that nobody listens at just now."""
    holding = [socket.socket() for _ in range(count)]
    try:
        for held in holding:
            held.bind((HOST, 0))
        return [held.getsockname()[1] for held in holding]
    finally:
        for held in holding:
            held.close()


def with_values(text: str, values: dict[str, object]) -> str:
    """A file of Valkey's with other values."""
    for name, value in values.items():
        text = re.sub(rf"^{name} .*$", f"{name} {value}", text, flags=re.MULTILINE)
    return text

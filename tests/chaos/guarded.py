"""Valkey as city halls run it (deploy/OPERATING.md): a master and its replica under three Sentinels, or a Cluster of
six that many cities share; before both an HAProxy that leads to the master. With the files of `deploy/`."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import redis

from server.embedded import binaries
from server.embedded.engine import dies_with_parent
from server.live.keys import Keys
from server.settings import ROOT
from tests.bench.city import HOST, ready, wait

CITY = "999989"
NAME = "madoguchi"
SENTINELS = 3
SHARDS = 3
SLOTS = 16_384
NODE_MS = 2_000


class Guarded(ABC):
    """A master, who may take its place, and HAProxy at `port`. Main thread only, as whoever starts processes."""

    def __init__(self, base: Path) -> None:
        self.base = base
        (self.port,) = free_ports(1)
        self.master: subprocess.Popen[bytes]
        self._processes: list[subprocess.Popen[bytes]] = []

    @abstractmethod
    def start(self) -> None:
        """Start all, and wait until one may fall."""

    def lose_master(self) -> None:
        """kill -9."""
        self.master.kill()
        self.master.wait()

    def leads(self) -> bool:
        """Whether there is a master behind HAProxy, and nothing else. (It takes both for good until it has looked, and
        leads to them by turns.)"""
        return all(says(self.port, "role")[:1] == [b"master"] for _ in range(2))

    def stop(self) -> None:
        """All of them are gone."""
        for process in self._processes:
            process.send_signal(signal.SIGKILL)
            process.wait()

    def run(self, *command: str | Path) -> subprocess.Popen[bytes]:
        """Start a process of it."""
        self._processes.append(begin(self.base, *command))
        return self._processes[-1]

    def run_valkey(self, port: int, *more: str) -> subprocess.Popen[bytes]:
        """A Valkey with our file, and these lines besides."""
        folder = self.base / f"valkey-{port}"
        folder.mkdir()
        file = self.base / f"valkey-{port}.conf"
        text = with_values((ROOT / "deploy/valkey/valkey.conf").read_text(), {"port": port, "dir": folder})
        file.write_text("\n".join([text, f"bind {HOST}", *more, ""]))
        return self.run(binaries.valkey_program(), file)

    def run_haproxy(self, one: int, two: int) -> None:
        """HAProxy with our file, before these two."""
        text = (ROOT / "deploy/haproxy/valkey.cfg").read_text()
        text = re.sub(r"bind \S+", f"bind {HOST}:{self.port}", text)
        for name, port in (("one", one), ("two", two)):
            text = re.sub(rf"server {name} \S+", f"server {name} {HOST}:{port}", text)
        self._processes.append(begin_haproxy(self.base, text))
        wait(self.leads)


class Sentinels(Guarded):
    """A master and its replica, watched by three."""

    def start(self) -> None:
        master, replica, *watching = free_ports(2 + SENTINELS)
        self.master = self.run_valkey(master)
        self.run_valkey(replica, f"replicaof {HOST} {master}")
        wait(partial(follows, replica))
        for port in watching:
            self._run_sentinel(port, master)
        wait(lambda: all(map(self._is_watched, watching)))
        self.run_haproxy(master, replica)

    def _run_sentinel(self, port: int, master: int) -> None:
        folder = self.base / f"sentinel-{port}"
        folder.mkdir()
        text = with_values((ROOT / "deploy/valkey/sentinel.conf").read_text(), {"port": port})
        text = re.sub(r"(sentinel monitor \S+) \S+ \d+", rf"\1 {HOST} {master}", text)
        file = folder / "sentinel.conf"
        file.write_text(f"{text}\nbind {HOST}\ndir {folder}\n")
        self.run(binaries.valkey_program(), file, "--sentinel")

    def _is_watched(self, port: int) -> bool:
        """Whether this one knows enough others, and the replica."""
        quorum = says(port, "sentinel", "ckquorum", NAME)
        return bool(quorum) and bytes(quorum).startswith(b"OK") and bool(says(port, "sentinel", "replicas", NAME))


class Cluster(Guarded):
    """Three masters with a replica each. A city's keys share a hash tag and so a slot: its processes speak with the one
    shard that holds it, through an HAProxy of its own."""

    def start(self) -> None:
        ports = free_ports(4 * SHARDS)
        nodes, buses = ports[: 2 * SHARDS], ports[2 * SHARDS :]
        alive = [
            self.run_valkey(
                port, "cluster-enabled yes", f"cluster-port {bus}", f"cluster-node-timeout {NODE_MS}", "databases 1"
            )
            for port, bus in zip(nodes, buses, strict=True)
        ]
        wait(lambda: all(says(port, "ping") for port in nodes))
        for port, bus in zip(nodes, buses, strict=True):
            says(nodes[0], "cluster", "meet", HOST, str(port), str(bus))
        wait(lambda: all(_knows(port) == len(nodes) for port in nodes))
        masters, replicas = nodes[:SHARDS], nodes[SHARDS:]
        edges = [SLOTS * shard // SHARDS for shard in range(SHARDS + 1)]
        for shard, port in enumerate(masters):
            says(port, "cluster", "addslotsrange", str(edges[shard]), str(edges[shard + 1] - 1))
        names = [bytes(says(port, "cluster", "myid")).decode() for port in masters]
        wait(lambda: all(_takes(port, name) for port, name in zip(replicas, names, strict=True)))
        wait(lambda: all(b"cluster_state:ok" in bytes(says(port, "cluster", "info")) for port in nodes))
        wait(lambda: all(map(follows, replicas)))
        slot: Any = says(nodes[0], "cluster", "keyslot", Keys(CITY).epoch)
        shard = next(number for number in range(SHARDS) if slot < edges[number + 1])
        self.master = alive[shard]
        self.run_haproxy(masters[shard], replicas[shard])


def begin(base: Path, *command: str | Path) -> subprocess.Popen[bytes]:
    """A process that dies with this one; what it says goes to a file in `base`."""
    with (base / "said.log").open("ab") as log:
        return subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=dies_with_parent(signal.SIGKILL),  # noqa: PLW1509 (one prctl, no locks taken)
        )


def begin_haproxy(base: Path, text: str) -> subprocess.Popen[bytes]:
    """HAProxy with this file."""
    program = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin")
    assert program, "there is no haproxy: apt-get install haproxy"
    file = base / "haproxy.cfg"
    file.write_text(text)
    return begin(base, program, "-db", "-f", file)


@contextmanager
def web_proxy(ports: Sequence[int]) -> Iterator[int]:
    """An HAProxy before these web processes, with our file but without TLS; its port."""
    text = (ROOT / "deploy/haproxy/web.cfg").read_text()
    (near,) = free_ports(1)
    text = re.sub(r"bind :443 .*", f"bind {HOST}:{near}", text)
    text = re.sub(r"^ +(bind :80|http-request redirect .*|server .*)\n", "", text, flags=re.MULTILINE)
    text += "".join(f"    server web{port} {HOST}:{port} check\n" for port in ports)
    with tempfile.TemporaryDirectory(prefix="mdg-") as base:
        process = begin_haproxy(Path(base), text)
        try:
            wait(partial(ready, near))
            yield near
        finally:
            process.kill()
            process.wait()


def _knows(port: int) -> int:
    """How many nodes a node knows and hears."""
    lines = bytes(says(port, "cluster", "nodes")).splitlines()
    return sum(b"handshake" not in line and line.endswith(b"connected") for line in lines)


def _takes(port: int, master: str) -> bool:
    return says(port, "cluster", "replicate", master) == b"OK"


def follows(port: int) -> bool:
    """Whether a replica has all that its master had."""
    role = says(port, "role")
    return role[:1] == [b"slave"] and b"connected" in role


def says(port: int, *words: str) -> list[bytes] | bytes:
    """What a server of this machine answers; nothing when it does not."""
    with suppress(redis.RedisError), closing(redis.Redis(HOST, port, socket_timeout=2)) as line:
        plain: Callable[..., Any] = line.execute_command
        line.response_callbacks.clear()
        said: list[bytes] | bytes = plain(*words)
        return said
    return []


@contextmanager
def guarded(kind: type[Guarded]) -> Iterator[Guarded]:
    """All of them, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="mdg-") as base:
        guard = kind(Path(base))
        try:
            guard.start()
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

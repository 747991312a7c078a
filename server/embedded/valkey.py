"""Valkey, embedded: every acknowledged write is on the disk, and nothing is ever thrown out for want of memory."""

from __future__ import annotations

import signal
import socket

from server.embedded import binaries
from server.embedded.engine import Engine
from server.embedded.ground import Ground
from server.embedded.identity import Identity

PING = b"*1\r\n$4\r\nPING\r\n"
# `everysec` lost acknowledged writes under kill -9 in one of eight runs; `always` none, at 0.3 ms a write.
DURABLE = {"appendonly": "yes", "appendfsync": "always"}


class Valkey(Engine):
    """One server, on one unix socket."""

    name = "valkey"
    stop_signal = signal.SIGTERM

    def __init__(self, ground: Ground, *, durable: bool = True, databases: int = 16) -> None:
        super().__init__(ground, ground.state / "valkey")
        self.durable = durable
        self.databases = databases
        self.socket = ground.sockets / "valkey.sock"

    def url(self, database: int = 0) -> str:
        """The URL of a logical database."""
        return f"unix://{self.socket}?db={database}"

    def start(self) -> None:
        self.data.mkdir(mode=0o700, exist_ok=True)
        self.clear()
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "daemonize": "no",
            "save": "",
            "maxmemory-policy": "noeviction",
            "databases": str(self.databases),
            **(DURABLE if self.durable else {"appendonly": "no"}),
        }
        spelled = [part for name, value in options.items() for part in (f"--{name}", value)]
        self.launch([str(binaries.valkey_program()), *spelled], Identity())
        self.wait_until_it_answers()

    def answers(self) -> bool:
        """PONG, and not "-LOADING" while the file of writes is being read."""
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(1)
            try:
                probe.connect(str(self.socket))
                probe.sendall(PING)
                return probe.recv(64).startswith(b"+PONG")
            except OSError:
                return False

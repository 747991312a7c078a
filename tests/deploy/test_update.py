"""An update while people work: web processes are replaced one after the other on the one door that they share; no
request is refused, each new one says itself when it is ready."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from server.listening import listen
from server.settings import Settings, to_environment
from tests.engines import ROOT, Databases, Keyspaces

PATIENCE_S = 90.0
HOST = "127.0.0.1"
BREATH_S = 0.02
CLEAN = {0, -signal.SIGTERM}
"""uvicorn ends in good order, and then by the signal that it was given."""


class Started:
    """A process of the server, as systemd starts one: the shared door handed over, an ear for what it says."""

    def __init__(self, base: Path, settings: Settings, verb: list[str], door: socket.socket | None = None) -> None:
        self.ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        path = base / f"notify-{time.monotonic_ns()}"
        self.ear.bind(str(path))
        self.ear.settimeout(PATIENCE_S)
        environment = {**os.environ, **to_environment(settings), "NOTIFY_SOCKET": str(path), "PYTHONPATH": str(ROOT)}
        fds = [door.fileno()] if door is not None else []
        arguments = [*verb, *(f"--fd={fd}" for fd in fds)]
        command = [sys.executable, "-m", "server", *arguments]
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, env=environment, pass_fds=fds, **silent)

    def ready(self) -> None:
        assert self.ear.recv(64) == b"READY=1"

    def stops(self) -> int:
        self.process.terminate()
        return self.process.wait(PATIENCE_S)

    def close(self) -> None:
        self.ear.close()
        self.process.kill()
        self.process.wait()


class Visitor:
    """Asks one thing after the other on lines of its own, all the time; remembers every answer that was none."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.answered = 0
        self.wrong: list[str] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._ask, daemon=True)

    def _ask(self) -> None:
        while not self._over.wait(BREATH_S):
            try:
                status = self._once()
            except (ConnectionResetError, BrokenPipeError):
                status = self._again()  # the proxy does so with what only reads: the line was older than the request
            except (OSError, http.client.HTTPException) as cut:
                status = type(cut).__name__
            if status != http.HTTPStatus.OK:
                self.wrong.append(str(status))
            self.answered += 1

    def _again(self) -> int | str:
        try:
            return self._once()
        except (OSError, http.client.HTTPException) as cut:
            return type(cut).__name__

    def _once(self) -> int | str:
        with closing(http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE_S)) as line:
            line.request("GET", "/health/live")
            return line.getresponse().status

    @contextmanager
    def asking(self) -> Iterator[None]:
        self._thread.start()
        try:
            yield
        finally:
            self._over.set()
            self._thread.join(PATIENCE_S)


@pytest.fixture
def base() -> Iterator[Path]:
    """Short: the path of a unix socket ends at 107 bytes."""
    with tempfile.TemporaryDirectory(prefix="mdu-", dir="/tmp") as path:
        yield Path(path)


def test_two_web_processes_are_replaced_and_nobody_is_refused(
    databases: Databases, keyspaces: Keyspaces, base: Path
) -> None:
    with databases.fresh() as url, closing(listen(HOST, 0)) as door:
        settings = Settings(database_url=url, redis_url=keyspaces.fresh(), state=base / "state")
        prepared = Started(base, settings, ["prepare"])
        started = [prepared]
        try:
            assert prepared.process.wait(PATIENCE_S) == 0
            keeper = Started(base, settings, ["keep"])
            web = [Started(base, settings, ["web", f"--index={index}"], door) for index in range(2)]
            started += [keeper, *web]
            for one in web:
                one.ready()
            visitor = Visitor(door.getsockname()[1])
            with visitor.asking():
                for index in range(2):
                    before = visitor.answered
                    assert web[index].stops() in CLEAN
                    web[index] = Started(base, settings, ["web", f"--index={index}"], door)
                    started.append(web[index])
                    web[index].ready()
                    assert visitor.answered > before, "somebody was served all the while"
            assert visitor.wrong == []
            assert {one.stops() for one in (*web, keeper)} <= CLEAN
        finally:
            for one in started:
                one.close()

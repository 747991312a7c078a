"""`python -m server` as `make run` starts it: the real house on embedded engines, and what a kill -9 does to it."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.embedded.engine import dwellers
from tests.engines import ROOT

PATIENCE_S = 60.0
COMMAND = [sys.executable, "-m", "server"]


class Running:
    """A server in a process of its own, with its own state."""

    def __init__(self, state: Path, port: int = 0) -> None:
        self.state = state
        started = time.monotonic()
        self.process = subprocess.Popen(
            COMMAND, cwd=ROOT, env=environment(state, port), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C" in line:
                break
        self.seconds = time.monotonic() - started
        found = re.search(r"http://localhost:(\d+)/", self.said)
        assert found, self.said
        self.port = int(found[1])

    def status(self, path: str = "/health/ready") -> int | None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", path)
            return line.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()

    def ready_again(self) -> bool:
        return until(lambda: self.status() == 200)

    def close(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
            self.process.communicate()
        assert self.process.stdout
        self.process.stdout.close()
        until(lambda: not processes(self.state))


def environment(state: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    mine = {"PORT": str(port), "MADOGUCHI_STATE": str(state), "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1"}
    return {**kept, **mine}


def processes(state: Path) -> dict[int, str]:
    """Everything that runs for a state: engines stand in its folders, our own processes have it in their settings."""
    found = {pid: path.name for path in state.iterdir() if path.is_dir() for pid in dwellers(path)}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"MADOGUCHI_STATE={state}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found


def of_kind(state: Path, kind: str) -> set[int]:
    return {pid for pid, said in processes(state).items() if kind in said}


def until(true: object, seconds: float = PATIENCE_S) -> bool:
    assert callable(true)
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture
def state() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="mdr-", dir="/tmp"))
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    """One server for the tests that leave it running; asked to stop at the end, it stops in good order."""
    path = Path(tempfile.mkdtemp(prefix="mdr-", dir="/tmp"))
    with contextlib.closing(Running(path)) as running:
        yield running
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(PATIENCE_S) == 0
        assert processes(path) == {}
    shutil.rmtree(path)


def test_it_says_where_to_go_and_who_may_log_in_and_a_second_one_is_told_why_not(server: Running) -> None:
    assert server.status() == 200
    assert "デモの利用者" in server.said and "Traceback" not in server.said
    assert len(of_kind(server.state, " web ")) == 2 and len(of_kind(server.state, " keep")) == 1

    with tempfile.TemporaryDirectory() as other:
        taken = refused(Path(other), server.port)
    assert taken == (
        f"ポート {server.port} は、ほかのプログラムがすでに使っています。"
        f"別の番号で起動してください（例: PORT={server.port + 1} make run）。\n"
    )
    assert re.fullmatch(r".* は、すでに別のプロセス（\d+）が使っています。\n", refused(server.state, 0))
    assert server.status() == 200


def refused(state: Path, port: int) -> str:
    done = subprocess.run(COMMAND, cwd=ROOT, env=environment(state, port), capture_output=True, text=True)
    assert done.returncode == 2
    return done.stderr


def test_each_of_its_processes_is_started_again_after_a_kill(server: Running) -> None:
    for kind in (" web ", " keep", "postgres-", "valkey"):
        before = of_kind(server.state, kind)
        assert before, kind
        for pid in before:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        again = until(
            lambda before=before, kind=kind: len(of_kind(server.state, kind) - before) >= (kind == " web ") + 1
        )
        assert again, f"{kind} did not come back"
        assert server.ready_again(), f"not ready after a kill of {kind}"


def test_ctrl_c_ends_all_and_after_a_kill_of_the_supervisor_nothing_is_left_and_the_next_start_is_quick(
    state: Path,
) -> None:
    with contextlib.closing(Running(state)) as first:
        first.process.kill()
        first.process.communicate()
        assert until(lambda: not processes(state))

    with contextlib.closing(Running(state, first.port)) as second:
        assert second.status() == 200
        # 2-4 s on a quiet machine. On any machine: no lock is waited for, no database made again.
        assert second.seconds < 1.5 * first.seconds + 2
        second.process.send_signal(signal.SIGINT)
        second.process.communicate(timeout=PATIENCE_S)
        assert second.process.returncode == 0
        assert processes(state) == {}


def test_a_wrong_setting_is_one_line() -> None:
    env = {**environment(Path("/nowhere"), 0), "PORT": "eight"}
    done = subprocess.run(COMMAND, cwd=ROOT, env=env, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "PORT には 0 から 65535 までの整数を指定してください。\n",
    )


def test_a_port_that_another_program_uses_is_named_before_anything_is_started(state: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        said = refused(state, other.getsockname()[1])
    assert said.startswith("ポート ") and said.count("\n") == 1
    assert list(state.iterdir()) == []

"""`python -m server` as `make run` starts it: the real house on embedded engines, and what a kill -9 does to it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines import ROOT
from tests.setup.running import COMMAND, PATIENCE_S, Running, environment, processes, until


def of_kind(state: Path, kind: str) -> set[int]:
    return {pid for pid, said in processes(state).items() if kind in said}


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

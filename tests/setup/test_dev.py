"""The verbs of the Makefile, and the set-up that does nothing twice."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from deploy import clients, debian, dev
from deploy.shell import COMPILED, Stamp, alone, environment, works
from tests.engines import ROOT


def ask(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deploy.dev", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )


def test_help_names_every_verb_and_the_makefile_has_them_all() -> None:
    named = re.findall(r"^(\w+)  +\S", ask("help").stdout, re.MULTILINE)
    targets = re.findall(r"^(\w+):$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert set(named) == set(targets) == set(dev.VERBS)


def test_an_unknown_verb_is_refused_and_the_known_ones_are_named() -> None:
    done = ask("rnu")
    assert done.returncode == 1
    assert done.stderr == "unknown verb rnu; there are: run, test, check, bench, chaos, demo, build, lock, help\n"


def test_what_was_compiled_is_kept_whatever_the_machine_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    said = "import sys; print(sys.dont_write_bytecode, sys.pycache_prefix)"
    done = subprocess.run([sys.executable, "-c", said], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", str(COMPILED)]


def test_a_result_is_fresh_until_a_source_says_something_else(tmp_path: Path) -> None:
    folder = ROOT / "var" / tmp_path.name
    folder.mkdir(parents=True)
    source, mark = folder / "source", folder / "mark"
    try:
        source.write_text("one")
        assert not Stamp(mark, [source]).fresh
        Stamp(mark, [source]).set()
        source.touch()
        assert Stamp(mark, [source]).fresh
        assert not Stamp(mark, [source], "another python").fresh
        source.write_text("two")
        assert not Stamp(mark, [source]).fresh
    finally:
        source.unlink(missing_ok=True)
        mark.unlink(missing_ok=True)
        folder.rmdir()


def test_two_set_ups_go_one_after_the_other(tmp_path: Path) -> None:
    order: list[str] = []
    inside, done = threading.Event(), threading.Event()

    def second() -> None:
        inside.wait()
        with alone(tmp_path / "lock"):
            order.append("second")
        done.set()

    thread = threading.Thread(target=second)
    thread.start()
    with alone(tmp_path / "lock"):
        inside.set()
        assert not done.wait(0.2)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_the_debian_list_is_of_package_names() -> None:
    listed = debian._listed()
    assert "chromium-headless-shell" in listed
    assert set(listed) >= debian.COMPILING
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", name) for name in listed)


@pytest.mark.parametrize(("said", "old"), [("v20.18.3", True), ("v20.19.0", False), ("v24.1.0", False), ("", True)])
def test_a_node_that_is_too_old_is_not_taken(tmp_path: Path, said: str, old: bool) -> None:
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho {said}\n")
    node.chmod(0o755)
    assert (clients._version(str(node)) < clients.OLDEST_NODE) is old


def test_a_command_that_is_not_there_does_not_work() -> None:
    assert not works("/no/such/program") and not works("false") and works("true")

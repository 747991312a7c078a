"""The folder for a window PC: the rules and the agent, nothing of the server, and it runs from there alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deploy import agent
from devices.drop import form


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return agent.pack(tmp_path_factory.mktemp("pc") / "agent")


def test_only_the_rules_and_the_agent_are_inside(folder: Path) -> None:
    assert {one.name for one in folder.iterdir() if one.is_dir()} == {"handoff", "devices"}
    modules = list(folder.rglob("*.py"))
    assert modules
    foreign = re.compile(r"^\s*(from|import) (server|deploy|tests)\b", re.MULTILINE)
    assert [one for one in modules if foreign.search(one.read_text(encoding="utf-8"))] == []
    assert not list(folder.rglob("*.key"))
    assert not list(folder.rglob("__pycache__"))


def test_the_agent_runs_from_the_folder_alone(folder: Path, tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MADOGUCHI"))}
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    where = "import devices.agent, handoff.messages; print(devices.agent.__file__, handoff.messages.__file__)"
    said = subprocess.run(
        [sys.executable, "-c", where], cwd=folder, env={**kept, **home}, capture_output=True, text=True, timeout=120
    )
    assert said.stdout.split() == [str(folder / "devices/agent.py"), str(folder / "handoff/messages.py")], said.stderr
    run = subprocess.run(
        [sys.executable, "-m", "devices"], cwd=folder, env={**kept, **home}, capture_output=True, text=True, timeout=120
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert "python -m devices pair" in run.stderr


def test_the_starter_of_windows_is_what_its_shell_reads(folder: Path) -> None:
    """ASCII in any code page, lines by which labels are found, and no label or text that is not there."""
    script = (folder / "start.cmd").read_bytes()
    assert script.isascii()
    assert script.count(b"\r\n") == script.count(b"\n") > 0
    lines = script.decode().splitlines()
    labels = {line[1:] for line in lines if line.startswith(":")}
    assert set(re.findall(r"goto (\w+)", script.decode())) == labels
    texts = set(re.findall(r"SAY=([\w.-]+)", script.decode()))
    assert texts
    assert all((folder / text).exists() for text in texts)


def test_where_python_is_missing_the_starter_says_so(folder: Path, tmp_path: Path) -> None:
    """From a folder with blanks and Japanese in its name."""
    here = shutil.copytree(folder, tmp_path / "窓口 5番" / "agent")
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("sh", "dirname", "cat", "cmp"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    said = subprocess.run(
        [str(tools / "sh"), str(here / "start.sh")],
        cwd=tmp_path,
        env={"PATH": str(tools), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (said.returncode, said.stdout) == (1, (here / "no-python.txt").read_text(encoding="utf-8"))


def test_the_guide_names_what_is_in_the_folder(folder: Path) -> None:
    guide = (folder / "はじめにお読みください.md").read_text(encoding="utf-8")
    for name in ("server.txt", "start.cmd", "start.sh", "madoguchi-agent.service", "drop.example.toml"):
        assert name in guide
        assert (folder / name).exists()


def test_the_example_of_a_boxs_form_can_be_used(folder: Path) -> None:
    assert form.read(folder / "drop.example.toml").items["name"] == "氏名"


def test_its_libraries_are_those_that_the_project_names(folder: Path) -> None:
    named = {re.split(r"[<>=;]", line)[0] for line in (folder / "requirements.txt").read_text().splitlines()}
    assert named == {"msgspec", "aiohttp", "cryptography", "pyscard", "pyserial", "python-socketio"}

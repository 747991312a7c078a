"""A whole city hall for each test run, as `make run` starts it, and real browsers in front of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from tests.flows.people import Hall

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
FAILED = pytest.StashKey[bool]()
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--lang=ja",
]


def start_city(state: Path) -> tuple[subprocess.Popen[str], str]:
    """`python -m server` on a free port; the address that it printed."""
    environment = {
        **os.environ,
        "PORT": "0",
        "MADOGUCHI_STATE": str(state),
        "PYTHONSAFEPATH": "1",
        "PYTHONPATH": str(ROOT),
    }
    for outside in ("DATABASE_URL", "REDIS_URL"):
        environment.pop(outside, None)
    process = subprocess.Popen(
        [sys.executable, "-m", "server"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line)
        if found := re.search(r"http://localhost:(\d+)/", line):
            threading.Thread(target=process.stdout.read, daemon=True).start()  # a full pipe would stop the city
            return process, f"http://localhost:{found[1]}"
    raise AssertionError("the city hall did not open:\n" + "".join(said))


@contextmanager
def open_city(state: Path) -> Iterator[str]:
    """A running city hall; it is closed afterwards."""
    process, address = start_city(state)
    try:
        yield address
    finally:
        process.terminate()
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()


@pytest.fixture(scope="session")
def first_morning() -> Iterator[Path]:
    """What a city hall that was opened and closed once keeps on its disk."""
    with tempfile.TemporaryDirectory(prefix="mdg") as base:
        state = Path(base) / "state"
        with open_city(state):
            pass
        yield state


@pytest.fixture
def city(first_morning: Path) -> Iterator[str]:
    """The address of a city hall of the test's own, with nobody in it yet."""
    with tempfile.TemporaryDirectory(prefix="mdg") as base:
        state = Path(base) / "state"
        subprocess.run(["cp", "-a", str(first_morning), str(state)], check=True)
        with open_city(state) as address:
            yield address


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Chromium, with nothing of an earlier test in it."""
    async with async_playwright() as play:
        chromium = await play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        await chromium.close()


@pytest.fixture
async def hall(city: str, browser: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Hall]:
    """The city hall, with people who can be sent to its windows. What stood on their screens when a test failed stays
    as pictures under var/flows/."""
    hall = Hall(city, browser)
    yield hall
    if request.node.stash.get(FAILED, False):
        await hall.pictures(ROOT / "var" / "flows", request.node.name)
    await hall.leave()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remembers for the fixtures whether their test failed."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report

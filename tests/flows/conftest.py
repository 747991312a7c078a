"""A whole city hall in processes of its own, and a real browser in front of it: one of each for all the flows of a test
process. After each test everybody goes home and what was left is settled. A test that publishes a catalog in which the
checker finds nothing asks for `changing_hall`, where others did so too; any other that changes the city, or counts on
finding it untouched, for `new_hall`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.engines import Databases, Keyspaces
from tests.flows.evening import Evening
from tests.flows.people import Hall

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium-headless-shell"
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


class City(NamedTuple):
    """A running city hall: its address, and the URL of its record."""

    address: str
    record: str


def start_city(state: Path, engines: dict[str, str]) -> tuple[subprocess.Popen[str], str]:
    """`python -m server` on a free port, with engines of its own where none are named; the address that it printed."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    mine = {"PORT": "0", "MADOGUCHI_STATE": str(state), "PYTHONSAFEPATH": "1", "PYTHONPATH": str(ROOT)}
    mine["MADOGUCHI_PASSWORD_PASSES"] = "1"  # what a password costs is measured by `make bench only=login`
    process = subprocess.Popen(
        [sys.executable, "-m", "server"],
        cwd=ROOT,
        env={**kept, **mine, **engines},
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
    process.wait(30)
    process.stdout.close()
    raise AssertionError("the city hall did not open:\n" + "".join(said))


@contextmanager
def open_city(state: Path, engines: dict[str, str] | None = None) -> Iterator[str]:
    """A running city hall; it is closed afterwards."""
    process, address = start_city(state, engines or {})
    try:
        yield address
    finally:
        process.terminate()
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()


@contextmanager
def new_city(databases: Databases, keyspaces: Keyspaces, folder: Path | None = None) -> Iterator[City]:
    """A running city hall with nobody in it yet, over a database and a keyspace of its own. `folder`: the city's
    settings, None = the demo city's."""
    with tempfile.TemporaryDirectory(prefix="mdg") as base, databases.fresh() as database_url:
        engines = {"DATABASE_URL": database_url, "REDIS_URL": keyspaces.fresh()}
        engines |= {"MADOGUCHI_CITY": str(folder)} if folder else {}
        with open_city(Path(base) / "state", engines) as address:
            yield City(address, database_url)


@pytest.fixture(scope="session")
def city(databases: Databases, keyspaces: Keyspaces) -> Iterator[City]:
    """The city hall that the flows share."""
    with new_city(databases, keyspaces) as made:
        yield made


@pytest.fixture(scope="session")
def changing_city(databases: Databases, keyspaces: Keyspaces) -> Iterator[City]:
    """Another one, whose catalog the flows change."""
    with new_city(databases, keyspaces) as made:
        yield made


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium; everybody at the counter has a context of their own in it."""
    async with async_playwright() as play:
        chromium = await play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        await chromium.close()


@pytest_asyncio.fixture(loop_scope="session")
async def hall(city: City, browser: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Hall]:
    """The city hall, with people who can be sent to its windows, which are empty. Numbers go on from test to test."""
    async with shared(city, browser, request) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def changing_hall(changing_city: City, browser: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Hall]:
    """The same in the city whose catalog goes on too."""
    async with shared(changing_city, browser, request) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def new_hall(
    databases: Databases, keyspaces: Keyspaces, browser: Browser, request: pytest.FixtureRequest
) -> AsyncIterator[Hall]:
    """A city hall of the test's own."""
    with new_city(databases, keyspaces) as made:
        hall = Hall(made.address, browser, made.record)
        yield hall
        await end(hall, request)


@asynccontextmanager
async def shared(city: City, browser: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Hall]:
    """A city that others come to after this test."""
    hall = Hall(city.address, browser, city.record)
    yield hall
    await end(hall, request)
    await Evening(city.address).settle()


async def end(hall: Hall, request: pytest.FixtureRequest) -> None:
    """Everybody goes home. What stood on their screens when a test failed stays as pictures under var/flows/."""
    if request.node.stash.get(FAILED, False):
        await hall.pictures(ROOT / "var" / "flows", request.node.name)
    await hall.leave()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The flows share a browser, and with it the loop that it was started in."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remembers for the fixtures whether their test failed."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report

"""A city hall for measuring: the real engines with durable writes, web processes on a port each, the keeper.

The processes are the ones that `make run` starts. Each web process has a port of its own, so that a bench decides which
process a terminal hangs on. The city is the demo city with 100 more windows and 10 more clerks for the removals
counter, and with number letters for a longer day.
"""

from __future__ import annotations

import csv
import http.client
import math
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import msgspec

from server.children import Child, stop_together
from server.embedded.postgres import Postgres
from server.embedded.valkey import Valkey
from server.listening import listen
from server.settings import ROOT, Settings, to_environment
from tests.bench.processor import used_ms
from tests.engines import new_ground

DEMO = ROOT / "deploy/city/aobano"
PASSWORD = "aobano-demo-2027"
OFFICE = "main"
LINE = "G05"
SERVICE = "S01"
"""Everybody in these benches comes for a removal, to the one line that all terminals show."""
MOST = 100
CLERKS = 10
"""Each is logged in at several terminals: hashing a hundred passwords before every bench would only cost time."""
LETTERS = {
    "G05": "ANJKL",
    "G01": "BP",
    "G11": "CE",
    "G20": "FS",
    "G21": "GM",
    "G23": "HT",
    "G13": "DR",
    "G35": "UV",
    "G36": "WX",
}
NUMBERS = ("S01", "S04", "S05", "S07", "S08", "S09", "S11", "S21", "S22")
"""Services whose lines have no letter in common: each has 1,998 numbers at least."""
PATIENCE_S = 180.0
HOST = "127.0.0.1"
WEB = 2


class City(msgspec.Struct, frozen=True):
    """A running city: the ports and process ids of its web processes, and its engines' addresses."""

    settings: Settings
    ports: list[int]
    pids: list[int]

    def cpu_ms(self) -> float:
        """The processor time that the web processes have used so far."""
        return used_ms(self.pids)

    def port(self, number: int) -> int:
        """The port of the terminal of that number: turn and turn about."""
        return self.ports[number % len(self.ports)]

    def login(self, number: int) -> str:
        """The log-in name of the clerk at the terminal of that number."""
        return f"55{number % CLERKS:05}"

    def window(self, number: int) -> str:
        """The window of that number (from 0)."""
        return f"X{number:02}"


class Running(msgspec.Struct, frozen=True):
    """All processes of a city that runs. Whoever starts one more adds it here, and it is stopped with the others."""

    settings: Settings
    postgres: Postgres
    valkey: Valkey
    web: list[Child]
    keepers: list[Child]
    ports: list[int]


Reach = Callable[[Postgres, Valkey], tuple[str, str]]
"""The addresses under which a city's processes find their database and their Redis."""


def directly(postgres: Postgres, valkey: Valkey) -> tuple[str, str]:
    """The engines' own."""
    return postgres.url(), valkey.url()


@contextmanager
def run_city(
    program: Sequence[str] = ("server",), web_processes: int = WEB, windows: int = MOST, reach: Reach = directly
) -> Iterator[Running]:
    """A city of its own that is ready; gone afterwards, also when it does not get ready. `program`: the module that web
    processes and keeper are started by, and what stands before their own arguments."""
    with new_ground() as ground:
        postgres, valkey = Postgres(ground), Valkey(ground)
        try:
            postgres.start()
            valkey.start()
            folder = found_city(ground.state / "city", windows)
            database, redis = reach(postgres, valkey)
            settings = Settings(database_url=database, redis_url=redis, city=folder, state=ground.state)
            with run_processes(settings, program, web_processes) as (web, keepers, ports):
                yield Running(settings, postgres, valkey, web, keepers, ports)
        finally:
            valkey.stop()
            postgres.stop()


@contextmanager
def run_processes(
    settings: Settings, program: Sequence[str] = ("server",), web_processes: int = WEB
) -> Iterator[tuple[list[Child], list[Child], list[int]]]:
    """Web processes and keeper of a city whose engines run, ready, and the ports; gone afterwards."""
    environment = {**to_environment(settings), "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1"}
    doors = [listen(HOST, 0) for _ in range(web_processes)]
    web: list[Child] = []
    keepers: list[Child] = []
    try:
        preparation = Child("prepare", ["prepare"], environment, stdout=subprocess.DEVNULL)
        preparation.start()
        assert preparation.process is not None
        assert preparation.process.wait() == 0, "the city could not be prepared"
        for index, door in enumerate(doors):
            arguments = ["web", "--fd", str(door.fileno()), "--index", str(index)]
            web.append(Child(f"web {index}", arguments, environment, [door.fileno()]))
        keepers.append(Child("keeper", ["keep"], environment))
        for child in (*web, *keepers):
            child.command[1:3] = ["-m", *program]
            child.start()
        ports = [door.getsockname()[1] for door in doors]
        for port in ports:
            wait(partial(ready, port))
        yield web, keepers, ports
    finally:
        stop_together(web)
        stop_together(keepers)
        for door in doors:
            door.close()


@contextmanager
def open_city(web_processes: int = WEB, windows: int = MOST) -> Iterator[City]:
    """A city of its own, gone afterwards."""
    with run_city(web_processes=web_processes, windows=windows) as running:
        yield city_of(running)


@contextmanager
def in_city(city: City | None, windows: int = MOST) -> Iterator[City]:
    """In this city, or in one of its own, gone afterwards."""
    with nullcontext(city) if city is not None else open_city(windows=windows) as found:
        yield found


def city_of(running: Running) -> City:
    """What a bench mostly needs of it."""
    pids = [child.process.pid for child in running.web if child.process is not None]
    return City(running.settings, running.ports, pids)


def ready(port: int) -> bool:
    """Whether a web process says that it is."""
    line = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        line.request("GET", "/health/ready")
        return line.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def wait(until: Callable[[], Any]) -> None:
    """Until it is so; an AssertionError after a minute."""
    end = time.monotonic() + PATIENCE_S
    while not until():
        assert time.monotonic() < end, "the city does not get ready"
        time.sleep(0.05)


# ---- the demo city, made larger


def found_city(folder: Path, windows: int) -> Path:
    """The demo city's folder, with so many more windows (X00 …), their clerks, and letters for more numbers. Each
    `MOST` windows are at a line of their own: no city has a line that a thousand screens show."""
    shutil.copytree(DEMO, folder)
    _rewrite(folder / "counters.csv", partial(_more_windows, windows))
    _rewrite(folder / "users.csv", partial(_more_clerks, windows))
    _rewrite(folder / "lines.csv", _more_letters)
    return folder


def _rewrite(path: Path, change: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = change(list(csv.DictReader(file)))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _more_windows(count: int, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    patterns = [next(row for row in rows if row["group_id"] == line) for line in _lines(count)]
    return rows + [
        {**patterns[n // MOST], "window_id": f"X{n:02}", "name": f"増設{n}番", "window_no": f"増{n}"}
        for n in range(count)
    ]


def _more_clerks(windows: int, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    pattern = next(row for row in rows if row["login"] == "1000005") | {"groups": "|".join(_lines(windows))}
    return rows + [{**pattern, "clerk_id": f"X{n:02}", "login": f"55{n:05}", "name": f"職員{n}"} for n in range(CLERKS)]


def _lines(windows: int) -> list[str]:
    """The lines of so many windows: `LINE` first, each with `MOST` windows, and from the first again after the last."""
    return list(islice(cycle(LETTERS), math.ceil(windows / MOST)))


def _more_letters(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    here = [{**row, "letters": LETTERS.get(row["line_id"], row["letters"])} for row in rows if row["office"] == OFFICE]
    return here + [row for row in rows if row["office"] != OFFICE]

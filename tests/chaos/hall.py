"""A city hall that may be hurt: engines of its own with durable writes, two web processes, keepers; what hurts them.

Everything here runs in the main thread, which starts and stops processes; clerks work in a loop of their own (`load`).
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

import msgspec
import redis

from server.children import Child
from server.embedded.postgres import PORT_NAME, Postgres
from server.embedded.valkey import Valkey
from server.settings import Settings
from tests.bench.city import WEB, City, Running, ready, run_city, run_processes, wait
from tests.chaos.guarded import Guarded, guarded, web_proxy
from tests.chaos.standby import Standby, standby
from tests.chaos.wire import Wire, Wires, wires
from tests.engines import Own

ROOM = 200_000
"""Bytes that are free on a small disk before it is filled."""


class Shape(msgspec.Struct, frozen=True):
    """What a hall is made of: what stands in the place of its one Valkey, how many web processes, and whether browsers
    come to them by an HAProxy (else each by the process's own port)."""

    redis: type[Guarded] | None = None
    web: int = WEB
    proxied: bool = False


PLAIN = Shape()


class Hall:
    """Its processes, and the wires between them. `city` is what clerks need to know of it: they come by wires too."""

    def __init__(self, running: Running, lines: Wires, to_engines: ToEngines, shape: Shape, after: ExitStack) -> None:
        doors = [after.enter_context(web_proxy(running.ports))] if shape.proxied else running.ports
        self.to_web = [lines.to(port) for port in doors]
        self.to_postgres, self.to_redis = to_engines.postgres, to_engines.redis
        self.city = City(running.settings, [wire.port for wire in self.to_web], [])
        self.guard = to_engines.guard
        self.poisoned = 0
        """How many entries of the river somebody spoiled."""
        self.postgres = Own(running.postgres)
        self.valkey = Own(running.valkey)
        self.web = running.web
        self.keepers = running.keepers
        self._after = after

    def second_postgres(self) -> Standby:
        """One that may take the place of the hall's; gone with the hall."""
        return self._after.enter_context(standby(self.postgres.engine))

    def take_over(self, by: Standby) -> None:
        """From now on that one is the hall's PostgreSQL: whoever calls again comes to it."""
        self.postgres = Own(by.postgres)
        self.to_postgres.lead_to(by.socket)

    @contextmanager
    def neighbour(self) -> Iterator[None]:
        """Another city, on the same Valkey and the same PostgreSQL, is open."""
        name = "neighbour"
        self.postgres.engine.psql(f"CREATE DATABASE {name}")
        settings = Settings(
            database_url=self.postgres.engine.url(name),
            redis_url=self.valkey.engine.url(),
            city=self.city.settings.city,
            state=self.city.settings.state / name,
            training=True,
        )
        with run_processes(settings, web_processes=1):
            yield

    @contextmanager
    def redis(self) -> Iterator[redis.Redis[bytes]]:
        """Valkey as who looks after it reaches it: past all wires."""
        with redis.Redis.from_url(self.valkey.engine.url()) as line:
            yield line

    def rss_mb(self) -> list[float]:
        """The memory of each web process."""
        pids = [child.process.pid for child in self.web if child.process is not None]
        pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids]
        return [count * resource.getpagesize() / 1e6 for count in pages]

    def kill(self, child: Child) -> None:
        """kill -9, and started again at once, as the supervisor does it."""
        assert child.process is not None
        child.process.kill()
        child.process.wait()
        child.start()

    def replace(self, index: int) -> None:
        """A web process is asked to go, and another one has its door and is ready, as in an update."""
        child = self.web[index]
        child.ask_to_stop()
        child.wait()
        child.start()
        wait(partial(ready, self.city.ports[index]))

    def restart_by(self, index: int, program: Sequence[str]) -> None:
        """The same, by another program than the server's own."""
        self.web[index].command[1:3] = ["-m", *program]
        self.replace(index)

    @contextmanager
    def frozen(self, child: Child) -> Iterator[None]:
        """It holds its connections and does nothing, and then goes on as if no time had passed."""
        assert child.process is not None
        os.kill(child.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(child.process.pid, signal.SIGCONT)

    def one_more_keeper(self) -> None:
        """A second one beside the first, as a mistaken operator starts it."""
        pattern = self.keepers[0]
        self.keepers.append(Child("keeper 2", ["keep"], pattern.environment))
        self.keepers[-1].command = [*pattern.command]
        self.keepers[-1].start()

    @contextmanager
    def newest_writes_lost(self) -> Iterator[None]:
        """Power loss: what Valkey writes from now on never reaches the disk. It dies at the end of the block."""
        writes = max(self.valkey.engine.data.glob("appendonlydir/*.incr.aof"))
        length = writes.stat().st_size
        yield
        self.valkey.kill()
        with writes.open("r+b") as file:
            file.truncate(min(length, writes.stat().st_size))

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """Valkey's files lie on a small disk of their own, and it is full. Needs root (a tmpfs is mounted)."""
        assert os.geteuid() == 0, "a small disk can only be mounted by root"
        data = self.valkey.engine.data
        with self._elsewhere(data):
            held = sum(path.stat().st_size for path in data.rglob("*") if path.is_file())
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={held + ROOM}", "tmpfs", data], check=True)
        self.valkey.start()
        filler = data / "filler"
        try:
            with filler.open("wb", buffering=0) as file, suppress(OSError):
                while file.write(bytes(4096)):
                    pass
            yield
        finally:
            filler.unlink()
            with self._elsewhere(data):
                subprocess.run(["umount", data], check=True)
            self.valkey.start()

    @contextmanager
    def _elsewhere(self, data: Path) -> Iterator[None]:
        """Valkey is down and its files are away; afterwards they lie in `data`, whatever that is then."""
        self.valkey.kill()
        with tempfile.TemporaryDirectory(prefix="mdc-") as base:
            shutil.copytree(data, Path(base) / "data")
            yield
            shutil.copytree(Path(base) / "data", data, dirs_exist_ok=True)

    def back_with(self, data: Path) -> None:
        """Valkey dies and lives again with the data that it had once."""
        self.valkey.kill()
        shutil.rmtree(self.valkey.engine.data)
        shutil.copytree(data, self.valkey.engine.data)
        self.valkey.start()


class ToEngines:
    """The wires to the engines, made as soon as these run. `guard`: what stands in Valkey's place, if anything."""

    postgres: Wire
    redis: Wire

    def __init__(self, lines: Wires, guard: Guarded | None) -> None:
        self.guard = guard
        self._lines = lines

    def reach(self, postgres: Postgres, valkey: Valkey) -> tuple[str, str]:
        """The addresses at the near ends."""
        near = postgres.ground.state / "near"
        near.mkdir()
        self.postgres = self._lines.to(postgres.ground.sockets / PORT_NAME, near / PORT_NAME)
        self.redis = self._lines.to(self.guard.port if self.guard else valkey.socket, near / valkey.socket.name)
        folder, socket = str(postgres.ground.sockets), str(valkey.socket)
        return postgres.url().replace(folder, str(near)), valkey.url().replace(socket, str(near / valkey.socket.name))


@contextmanager
def open_hall(planted: str = "", shape: Shape = PLAIN) -> Iterator[Hall]:
    """A hall of its own, gone afterwards. `planted`: a defect that its processes have (`tests.chaos.planted`)."""
    program = ("tests.chaos.planted", planted) if planted else ("server",)
    with ExitStack() as after:
        lines = after.enter_context(wires())
        to_engines = ToEngines(lines, after.enter_context(guarded(shape.redis)) if shape.redis else None)
        running = after.enter_context(run_city(program, shape.web, reach=to_engines.reach))
        yield Hall(running, lines, to_engines, shape, after)


def until(true: Callable[[], bool], seconds: float, what: str) -> float:
    """Wait until it is so; the seconds that it took. An AssertionError names what did not come."""
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < seconds, f"not within {seconds:g} s: {what}"
        time.sleep(0.02)
    return time.monotonic() - begun

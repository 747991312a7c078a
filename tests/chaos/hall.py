"""A city hall that may be hurt: engines of its own with durable writes, two web processes, keepers; what hurts them.

Everything here runs in the main thread, which starts and stops processes; clerks work in a loop of their own (`load`).
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from server.children import Child
from tests.bench.city import City, Running, ready, run_city, wait
from tests.engines import Own


class Hall:
    """Its processes. `city` is what clerks need to know of it."""

    def __init__(self, running: Running) -> None:
        self.city = City(running.settings, running.ports, [])
        self.postgres = Own(running.postgres)
        self.valkey = Own(running.valkey)
        self.web = running.web
        self.keepers = running.keepers

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

    def back_with(self, data: Path) -> None:
        """Valkey dies and lives again with the data that it had once."""
        self.valkey.kill()
        shutil.rmtree(self.valkey.engine.data)
        shutil.copytree(data, self.valkey.engine.data)
        self.valkey.start()


@contextmanager
def open_hall(planted: str = "") -> Iterator[Hall]:
    """A hall of its own, gone afterwards. `planted`: a defect that its processes have (`tests.chaos.planted`)."""
    with run_city(("tests.chaos.planted", planted) if planted else ("server",)) as running:
        yield Hall(running)


def until(true: Callable[[], bool], seconds: float, what: str) -> float:
    """Wait until it is so; the seconds that it took. An AssertionError names what did not come."""
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < seconds, f"not within {seconds:g} s: {what}"
        time.sleep(0.02)
    return time.monotonic() - begun

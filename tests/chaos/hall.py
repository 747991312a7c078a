"""A city hall that may be hurt: engines of its own with durable writes, two web processes, keepers; what hurts them.

Everything here runs in the main thread, which starts and stops processes; clerks work in a loop of their own (`load`).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from server.children import Child, stop_together
from server.embedded.postgres import Postgres
from server.embedded.valkey import Valkey
from server.listening import listen
from server.settings import Settings, to_environment
from tests.bench.city import HOST, ROOT, City, found_city, ready, wait
from tests.engines import Own, new_ground

WEB = 2


class Hall:
    """Its processes. `city` is what clerks need to know of it."""

    def __init__(self, city: City, postgres: Postgres, valkey: Valkey, web: list[Child], keepers: list[Child]) -> None:
        self.city = city
        self.postgres = Own(postgres)
        self.valkey = Own(valkey)
        self.web = web
        self.keepers = keepers

    def kill(self, child: Child) -> None:
        """kill -9, and started again at once, as the supervisor does it."""
        assert child.process is not None
        child.process.kill()
        child.process.wait()
        child.start()

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

    def writes(self) -> Path:
        """The file that Valkey's newest writes stand in."""
        return max(self.valkey.engine.data.glob("appendonlydir/*.incr.aof"))

    def back_with(self, data: Path) -> None:
        """Valkey dies and lives again with the data that it had once."""
        self.valkey.kill()
        shutil.rmtree(self.valkey.engine.data)
        shutil.copytree(data, self.valkey.engine.data)
        self.valkey.start()


@contextmanager
def open_hall(planted: str = "") -> Iterator[Hall]:
    """A hall of its own, gone afterwards. `planted`: a defect that its processes have (`tests.chaos.planted`)."""
    with new_ground() as ground:
        postgres, valkey = Postgres(ground), Valkey(ground)
        postgres.start()
        valkey.start()
        doors = [listen(HOST, 0) for _ in range(WEB)]
        hall: Hall | None = None
        try:
            settings = Settings(
                database_url=postgres.url(),
                redis_url=valkey.url(),
                city=found_city(ground.state / "city"),
                state=ground.state,
            )
            environment = {**to_environment(settings), "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1"}
            prepared = Child("prepare", ["prepare"], environment).start(subprocess.DEVNULL)
            assert prepared.wait() == 0, "the city could not be prepared"
            web = [
                Child(f"web {n}", ["web", "--fd", str(door.fileno()), "--index", str(n)], environment, [door.fileno()])
                for n, door in enumerate(doors)
            ]
            keepers = [Child("keeper", ["keep"], environment)]
            for child in (*web, *keepers):
                if planted:
                    child.command[1:3] = ["-m", "tests.chaos.planted", planted]
                child.start()
            ports = [door.getsockname()[1] for door in doors]
            hall = Hall(City(settings, ports, []), postgres, valkey, web, keepers)
            for port in ports:
                wait(lambda port=port: ready(port))
            yield hall
        finally:
            if hall is not None:
                stop_together(hall.web)
                stop_together(hall.keepers)
            for door in doors:
                door.close()
            valkey.stop()
            postgres.stop()


def until(true: Callable[[], bool], seconds: float, what: str) -> float:
    """Wait until it is so; the seconds that it took. An AssertionError names what did not come."""
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < seconds, f"not within {seconds:g} s: {what}"
        time.sleep(0.02)
    return time.monotonic() - begun

"""What may happen to a city hall. Each fault is done and undone here; the hall must get well by itself."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import redis

from tests.chaos.hall import Hall
from tests.chaos.load import Load

Fault = Callable[[Hall, Load], None]
SOON = 1.0
AWAY = 3.0


def redis_killed(hall: Hall, load: Load) -> None:
    """kill -9 of Valkey; it starts again over its own files."""
    hall.valkey.kill()
    hall.valkey.start()


def redis_away(hall: Hall, load: Load) -> None:
    """Valkey is gone for three seconds."""
    hall.valkey.kill()
    time.sleep(AWAY)
    hall.valkey.start()


def redis_tail_cut(hall: Hall, load: Load) -> None:
    """Power loss: the newest writes never reached the disk."""
    with hall.newest_writes_lost():
        time.sleep(SOON)
    hall.valkey.start()


def redis_emptied(hall: Hall, load: Load) -> None:
    """FLUSHALL by hand."""
    with redis.Redis.from_url(hall.city.settings.redis_url) as line:
        line.flushall()


def redis_older(hall: Hall, load: Load) -> None:
    """What a promoted replica may be: the data of a moment ago."""
    with tempfile.TemporaryDirectory(prefix="mdc-") as base:
        copy = Path(base) / "copy"
        shutil.copytree(hall.valkey.engine.data, copy)
        time.sleep(SOON)
        hall.back_with(copy)


def redis_frozen(hall: Hall, load: Load) -> None:
    """Valkey holds its connections and answers nobody, then goes on."""
    hall.valkey.freeze()
    time.sleep(AWAY)
    hall.valkey.thaw()


def redis_full(hall: Hall, load: Load) -> None:
    """No memory for writes (noeviction), until somebody gives it more."""
    with redis.Redis.from_url(hall.city.settings.redis_url) as line:
        line.config_set("maxmemory", "1mb")
        time.sleep(AWAY)
        line.config_set("maxmemory", "0")


def postgres_killed(hall: Hall, load: Load) -> None:
    """kill -9 of PostgreSQL with all its backends; it starts again."""
    hall.postgres.kill()
    hall.postgres.start()


def postgres_away(hall: Hall, load: Load) -> None:
    """PostgreSQL is gone for ten seconds: editing goes on, nothing is kept meanwhile."""
    hall.postgres.kill()
    time.sleep(10.0)
    hall.postgres.start()


def postgres_frozen(hall: Hall, load: Load) -> None:
    """PostgreSQL holds its connections and answers nobody, then goes on."""
    hall.postgres.freeze()
    time.sleep(AWAY)
    hall.postgres.thaw()


def web_killed(hall: Hall, load: Load) -> None:
    """kill -9 of one of two web processes."""
    hall.kill(hall.web[0])


def rolling_update(hall: Hall, load: Load) -> None:
    """One web process after the other is replaced, as an update does it."""
    for index in range(len(hall.web)):
        hall.replace(index)


def keeper_killed(hall: Hall, load: Load) -> None:
    """kill -9 of the keeper."""
    hall.kill(hall.keepers[0])


def keeper_zombie(hall: Hall, load: Load) -> None:
    """The keeper stands still, another one takes its place, and then it goes on as if nothing had been."""
    with hall.frozen(hall.keepers[0]):
        hall.one_more_keeper()
        time.sleep(10.0)


def two_keepers(hall: Hall, load: Load) -> None:
    """A second keeper beside the first."""
    hall.one_more_keeper()
    time.sleep(SOON)


def power_lost(hall: Hall, load: Load) -> None:
    """The whole machine: all processes at once, and Valkey's newest writes never reached the disk."""
    with hall.newest_writes_lost():
        time.sleep(SOON)
        hall.keepers[0].process.kill()  # type: ignore[union-attr]
    hall.postgres.kill()
    hall.postgres.start()
    hall.valkey.start()
    for child in (*hall.web, *hall.keepers):
        hall.kill(child)


def lines_cut(hall: Hall, load: Load) -> None:
    """The lines of all browsers break at once, and all come back at once."""
    load.cut_lines()


FAULTS: dict[str, Fault] = {
    fault.__name__: fault
    for fault in (
        redis_killed,
        redis_away,
        redis_tail_cut,
        redis_emptied,
        redis_older,
        redis_frozen,
        redis_full,
        postgres_killed,
        postgres_away,
        postgres_frozen,
        web_killed,
        rolling_update,
        keeper_killed,
        keeper_zombie,
        two_keepers,
        power_lost,
        lines_cut,
    )
}

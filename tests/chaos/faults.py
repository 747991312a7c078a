"""What may happen to a city hall. Each fault is done and undone here; the hall must get well by itself."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from server.live.keys import Keys
from tests.chaos import crowds
from tests.chaos.guarded import Cluster, Sentinels
from tests.chaos.hall import Hall, Shape, until
from tests.chaos.load import Load
from tests.chaos.wire import Wire

Fault = Callable[[Hall, Load], None]
"""Raises AssertionError when something of it is not as it must be."""
CITY, OTHER = "999989", "999988"
SOON = 1.0
AWAY = 3.0
LONG = 30.0
VERY_LONG = 300.0


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
    with hall.redis() as line:
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
    with hall.redis() as line:
        line.config_set("maxmemory", "1mb")
        time.sleep(AWAY)
        line.config_set("maxmemory", "0")


def redis_line_cut(hall: Hall, load: Load) -> None:
    """The line to Valkey hangs, and then is reset: nobody knows what of it was done."""
    _hang_up(hall.to_redis)


def redis_answers_lost(hall: Hall, load: Load) -> None:
    """Five times: what was asked of Valkey is done, and the answer does not come."""
    for _ in range(5):
        hall.to_redis.cut_answers_after(1_500)
        time.sleep(SOON)


def redis_slow(hall: Hall, load: Load) -> None:
    """Every word to Valkey and back takes 30 ms longer."""
    hall.to_redis.slow(0.03)
    time.sleep(AWAY)
    hall.to_redis.slow(0)


def redis_flaps(hall: Hall, load: Load) -> None:
    """Valkey is told to be somebody's replica, and a moment later to be master again."""
    with hall.redis() as line:
        line.replicaof("127.0.0.1", "1")
        time.sleep(AWAY)
        line.replicaof("NO", "ONE")


def redis_disk_full(hall: Hall, load: Load) -> None:
    """Valkey's disk is full, until somebody makes room. (Needs root.)"""
    with hall.full_disk():
        time.sleep(AWAY)


def sentinel_failover(hall: Hall, load: Load) -> None:
    """kill -9 of the master; Sentinels make its replica the master, HAProxy leads there. (Needs haproxy.)"""
    _fail_over(hall)


def cluster_failover(hall: Hall, load: Load) -> None:
    """kill -9 of the Cluster's master that holds the city; its replica takes its slots. (Needs haproxy.)"""
    _fail_over(hall)


def other_city(hall: Hall, load: Load) -> None:
    """Another city opens on the same Valkey and the same PostgreSQL, loses all that it has there, gets well, and
    goes."""
    epoch = Keys(OTHER).epoch
    with hall.neighbour(), hall.redis() as line:
        before = line.hget(epoch, "number")
        for key in line.scan_iter(f"{{{OTHER}}}:*"):
            line.delete(key)
        until(lambda: line.hget(epoch, "state") == b"open", LONG, "the other city is well again")
        assert line.hget(epoch, "number") != before, "the other city did not notice"


def river_poisoned(hall: Hall, load: Load) -> None:
    """Somebody writes into the river what nobody can read, and what cannot be."""
    keys = Keys(CITY)
    with hall.redis() as line:
        epoch = line.hget(keys.epoch, "id") or b""
        spoiled = {"t": "sheet", "v": "1", "e": epoch, "c": load.clerks[0].case, "n": "1", "o": "spoiled", "b": b"\xc1"}
        for fields in (spoiled, {**spoiled, "n": "99999", "o": "ahead"}, {**spoiled, "n": "x"}, {"b": b"\0"}):
            line.xadd(keys.river, fields)
            hall.poisoned += 1
            time.sleep(SOON / 4)


def postgres_killed(hall: Hall, load: Load) -> None:
    """kill -9 of PostgreSQL with all its backends; it starts again."""
    hall.postgres.kill()
    hall.postgres.start()


def postgres_away(hall: Hall, load: Load) -> None:
    """PostgreSQL is gone for ten seconds: editing goes on, nothing is kept meanwhile."""
    hall.postgres.kill()
    time.sleep(10.0)
    hall.postgres.start()


def postgres_gone(hall: Hall, load: Load) -> None:
    """PostgreSQL is gone for five minutes."""
    hall.postgres.kill()
    time.sleep(VERY_LONG)
    hall.postgres.start()


def postgres_frozen(hall: Hall, load: Load) -> None:
    """PostgreSQL holds its connections and answers nobody for 30 s, then goes on."""
    hall.postgres.freeze()
    time.sleep(LONG)
    hall.postgres.thaw()


def postgres_line_cut(hall: Hall, load: Load) -> None:
    """The line to PostgreSQL hangs, and then is reset: nobody knows what of it was committed."""
    _hang_up(hall.to_postgres)


def postgres_answers_lost(hall: Hall, load: Load) -> None:
    """Five times: what was asked of PostgreSQL is done, and the answer does not come."""
    for _ in range(5):
        hall.to_postgres.cut_answers_after(300)
        time.sleep(SOON)


def postgres_failover(hall: Hall, load: Load) -> None:
    """kill -9 of PostgreSQL; its replica, which has every commit before it is answered, takes its place."""
    replica = hall.second_postgres()
    replica.follow()
    time.sleep(SOON)
    hall.postgres.kill()
    replica.stand_in()
    hall.take_over(replica)


def postgres_restored(hall: Hall, load: Load) -> None:
    """Point-in-time restore: PostgreSQL is what it was a second ago, by what was recorded of it. Moves of that second
    are lost, as they must be: nobody hands on meanwhile, everybody types."""
    load.end_walk()
    copy = hall.second_postgres()
    copy.record()
    time.sleep(SOON)
    moment = copy.now()
    copy.goes_on()  # nobody need have done anything since
    time.sleep(SOON)
    hall.postgres.kill()
    copy.go_back_to(moment)
    hall.take_over(copy)


def web_killed(hall: Hall, load: Load) -> None:
    """kill -9 of one of two web processes."""
    hall.kill(hall.web[0])


def web_of_three_killed(hall: Hall, load: Load) -> None:
    """kill -9 of one of three web processes behind HAProxy; it is not there for three seconds."""
    child = hall.web[0]
    assert child.process is not None
    child.process.kill()
    child.process.wait()
    time.sleep(AWAY)
    child.start()


def whole_house(hall: Hall, load: Load) -> None:
    """Three web processes behind HAProxy, PostgreSQL with its replica, Valkey under three Sentinels: of each the first
    one is killed, one after the other."""
    hall.kill(hall.web[0])
    postgres_failover(hall, load)
    time.sleep(SOON)
    _fail_over(hall)


def rolling_update(hall: Hall, load: Load) -> None:
    """One web process after the other is replaced, as an update does it."""
    for index in range(len(hall.web)):
        hall.replace(index)


def keeper_killed(hall: Hall, load: Load) -> None:
    """kill -9 of the keeper."""
    hall.kill(hall.keepers[0])


def keeper_zombie(hall: Hall, load: Load) -> None:
    """The keeper stands still for 30 s, another one takes its place, and then it goes on as if nothing had been."""
    with hall.frozen(hall.keepers[0]):
        hall.one_more_keeper()
        time.sleep(LONG)


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


def lines_half_open(hall: Hall, load: Load) -> None:
    """The lines of all browsers stand and carry nothing any more, as behind a switch that was pulled out."""
    for wire in hall.to_web:
        wire.go_deaf()


def lines_slow(hall: Hall, load: Load) -> None:
    """Everything takes a third of a second longer to every browser, and back."""
    for wire in hall.to_web:
        wire.slow(0.3)
    time.sleep(AWAY)
    for wire in hall.to_web:
        wire.slow(0)


def crowd_returns(hall: Hall, load: Load) -> None:
    """200 more screens lose their lines, and all of them are back in the same second."""
    crowds.come_back(hall.city, 200)


def readers_stall(hall: Hall, load: Load) -> None:
    """Ten screens stop reading while 200 MB are said to them. No web process may grow by more than 50 MB."""
    before = hall.rss_mb()
    crowds.stall(hall.city, screens=10, megabytes=200)
    grown = max(now - then for now, then in zip(hall.rss_mb(), before, strict=True))
    assert grown < 50, f"a web process grew by {grown:.0f} MB"


def clock_wrong(hall: Hall, load: Load) -> None:
    """The clock of one web process's machine is two hours ahead."""
    hall.restart_by(0, ("tests.chaos.clocks", "7200"))


def _fail_over(hall: Hall) -> None:
    assert hall.guard is not None, "nobody could take the master's place in this hall"
    hall.guard.lose_master()
    until(hall.guard.leads, LONG, "another master")


def _hang_up(wire: Wire) -> None:
    wire.freeze()
    time.sleep(AWAY)
    wire.abort()
    wire.thaw()


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
        redis_disk_full,
        redis_line_cut,
        redis_answers_lost,
        redis_slow,
        redis_flaps,
        sentinel_failover,
        cluster_failover,
        other_city,
        river_poisoned,
        postgres_killed,
        postgres_away,
        postgres_gone,
        postgres_frozen,
        postgres_line_cut,
        postgres_answers_lost,
        postgres_failover,
        postgres_restored,
        web_killed,
        web_of_three_killed,
        whole_house,
        rolling_update,
        clock_wrong,
        keeper_killed,
        keeper_zombie,
        two_keepers,
        power_lost,
        lines_cut,
        lines_half_open,
        lines_slow,
        crowd_returns,
        readers_stall,
    )
}
SHAPES = {
    "sentinel_failover": Shape(redis=Sentinels),
    "cluster_failover": Shape(redis=Cluster),
    "web_of_three_killed": Shape(web=3, proxied=True),
    "whole_house": Shape(redis=Sentinels, web=3, proxied=True),
}
"""Faults for another hall than the usual one."""

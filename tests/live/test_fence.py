"""The epoch fence (DESIGN §4 law 4): whatever happens to Redis, nothing is written under an older epoch (I9).

The script's text catches a process that restarted, the epoch key catches data that was replaced.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator

import pytest
from redis.asyncio import Redis

from server.embedded.valkey import Valkey
from server.live import scripts
from server.live.cupboard import open_keeping
from server.live.epoch import Epoch, Gate
from server.ports.journal import SealedSheet
from server.ports.sheets import Accepted, Later
from server.ports.unreachable import Unreachable
from tests.engines import Own, new_ground
from tests.live.life import CITY, KEYS, Life, eventually


@pytest.fixture
def second_server() -> Iterator[Own[Valkey]]:
    with new_ground() as ground:
        own = Own(Valkey(ground))
        own.start()
        yield own
        own.kill()


@pytest.fixture
async def pair(frail: Life, second_server: Own[Valkey], database_url: str) -> AsyncIterator[tuple[Life, Life]]:
    """A city with a case of one kept edit, and its replica."""
    replica = Life(second_server.engine.url(), database_url)
    async with frail.kept():
        await frail.new_case("a")
        assert await frail.edit("a", "name", "一", op="x1") == Accepted(1)
        await eventually(lambda: frail.kept_up_to("a", 1))
    await follow(replica.redis, frail.redis)
    yield frail, replica
    await replica.close()


async def follow(replica: Redis, master: Redis) -> None:
    """Make one server the replica of another; both speak through unix sockets only until now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    await master.config_set("port", port)
    await master.config_set("repl-diskless-sync-delay", 0)
    await replica.replicaof("127.0.0.1", port)

    async def linked() -> bool:
        told, other = await replica.info("replication"), await master.info("replication")
        return told["master_link_status"] == "up" and told["slave_repl_offset"] == other["master_repl_offset"]

    await eventually(linked, 20, "the replica follows")


async def as_known(life: Life) -> Epoch:
    """The epoch as a process remembers it that has heard of nothing since."""
    epoch = await life.live.gate.read()
    assert epoch.open
    return epoch


async def late_edit(life: Life, epoch: Epoch, op: str = "late") -> str:
    """What becomes of an edit by a process that still believes in `epoch`: "" when it was written."""
    gate = Gate(life.redis, KEYS, life.live.gate.line)
    keys = [KEYS.case("a"), KEYS.ops("a"), KEYS.river]
    try:
        answer = await gate.run(epoch, "change", keys, [op, "12345678", 1, 0, "a", "body", "name", "sealed"])
    except Unreachable as away:
        return away.why
    return "" if answer[0] == b"ok" else answer[0].decode()


async def state(life: Life) -> tuple[object, ...]:
    """All that an edit would change."""
    case = await life.redis.hgetall(KEYS.case("a"))
    return case, await life.redis.hgetall(KEYS.ops("a")), await life.redis.xlen(KEYS.river)


async def test_with_nothing_amiss_the_edit_is_written(frail: Life) -> None:
    async with frail.kept():
        await frail.new_case("a")
        await frail.edit("a", "name", "一", op="x1")
        assert await late_edit(frail, await as_known(frail)) == ""


async def test_i9_after_a_restart_the_scripts_are_gone(frail: Life, redis_server: Own[Valkey]) -> None:
    async with frail.kept():
        await frail.new_case("a")
        await frail.edit("a", "name", "一", op="x1")
    epoch = await as_known(frail)
    redis_server.kill()
    redis_server.start()
    await frail.redis.connection_pool.disconnect()
    before = await state(frail)
    assert (await as_known(frail)).id == epoch.id, "the key alone would let it through"
    assert await late_edit(frail, epoch) == "epoch"
    assert await state(frail) == before


async def test_i9_a_promoted_replica_knows_no_script(pair: tuple[Life, Life]) -> None:
    master, replica = pair
    epoch = await as_known(master)
    await replica.redis.replicaof("NO", "ONE")
    assert (await as_known(replica)).id == epoch.id
    before = await state(replica)
    assert await late_edit(replica, epoch) == "epoch"
    assert await state(replica) == before


async def test_i9_a_replica_takes_no_writes(pair: tuple[Life, Life]) -> None:
    master, replica = pair
    epoch = await as_known(master)
    for script in scripts.EVERYBODYS.values():
        await replica.redis.script_load(scripts.text(script, epoch.id))
    assert await late_edit(replica, epoch) == "epoch"


async def test_i9_an_old_master_that_comes_back_with_the_others_data_is_stopped_by_the_key(
    pair: tuple[Life, Life],
) -> None:
    master, replica = pair
    old = await as_known(master)
    await replica.redis.replicaof("NO", "ONE")
    async with replica.kept():
        await replica.opened(old.id)
        new = await as_known(replica)
    await follow(master.redis, replica.redis)
    await master.redis.replicaof("NO", "ONE")
    shas = await master.redis.script_exists(old.shas["change"])
    assert shas == [True], "the process never restarted: the text alone would let it through"
    before = await state(master)
    assert await late_edit(master, old) == "epoch"
    assert await late_edit(master, new) == "epoch", "the new epoch's scripts were never loaded here"
    assert await state(master) == before


async def test_i9_an_emptied_redis_has_no_epoch(frail: Life) -> None:
    async with frail.kept():
        await frail.new_case("a")
        await frail.edit("a", "name", "一", op="x1")
    epoch = await as_known(frail)
    await frail.redis.flushall()
    for script in scripts.EVERYBODYS.values():
        await frail.redis.script_load(scripts.text(script, epoch.id))
    assert await late_edit(frail, epoch) == "epoch"
    assert await frail.redis.keys("*") == []


async def test_i9_while_the_epoch_is_closed_nothing_is_written(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.edit("a", "name", "一", op="x1")
    epoch = await as_known(life)
    hands = open_keeping(life.redis_url, CITY)
    for number, name in ((epoch.number, epoch.id), (epoch.number + 1, f"{CITY}:{epoch.number + 1}:ab")):
        await hands.shut(number, name)
        before = await state(life)
        assert await late_edit(life, epoch) == "epoch"
        assert await life.edit("a", "name", "二") == Later("epoch")
        assert await state(life) == before
    await hands.close()


async def test_i9_a_zombie_keeper_cannot_bring_an_older_epoch_back(life: Life) -> None:
    hands = open_keeping(life.redis_url, CITY)
    await hands.shut(2, f"{CITY}:2:bb")
    for number, name in ((1, f"{CITY}:1:aa"), (2, f"{CITY}:2:cc")):
        with pytest.raises(Unreachable) as no:
            await hands.shut(number, name)
        assert no.value.why == "epoch"
        since = await hands.begin(name, number, "0-0")
        with pytest.raises(Unreachable):
            await hands.open(name, number, since, since)
    assert (await life.live.gate.read()).id == f"{CITY}:2:bb"
    await hands.shut(2, f"{CITY}:2:bb")
    await hands.close()


async def test_i9_an_epoch_opens_only_where_its_marker_stands(life: Life) -> None:
    hands, name = open_keeping(life.redis_url, CITY), f"{CITY}:1:aa"
    await hands.shut(1, name)
    with pytest.raises(Unreachable):
        await hands.open(name, 1, "5-0", "5-0")
    since = await hands.begin(name, 1, "5-0")
    await hands.open(name, 1, since, since)
    assert (await life.live.gate.read()).open
    await hands.close()


async def test_a_case_is_put_right_only_while_the_epoch_is_closed(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.edit("a", "name", "一", op="x1")
        name = (await as_known(life)).id
        hands = open_keeping(life.redis_url, CITY)
        sealed = SealedSheet("a", 0, "", {}, {})
        with pytest.raises(Unreachable):
            await hands.restore(name, sealed, None)
        assert (await life.sheets.head("a")).rev == 1
        await hands.close()


async def test_a_lost_answer_is_unknown_and_the_same_op_again_tells_the_truth(
    frail: Life, redis_server: Own[Valkey]
) -> None:
    """A write that Redis did and could not say: never refused, never twice."""
    async with frail.kept():
        await frail.new_case("a")
        frail.sheets.hold("a")
        await frail.edit("a", "name", "一", op="x1")
        redis_server.freeze()
        outcome = await frail.edit("a", "name", "二", op="x2")
        redis_server.thaw()
        assert outcome == Later("unknown")
        again = await frail.edit_until_taken("a", "name", "二", "x2")
        assert isinstance(again, Accepted)
        assert again.rev == 2
        assert await frail.sheets.known("a", ["x1", "x2"]) == {"x1": 1, "x2": 2}


async def test_redis_away_at_once_says_so_within_a_second(frail: Life, redis_server: Own[Valkey]) -> None:
    async with frail.kept():
        await frail.new_case("a")
        redis_server.kill()
        async with asyncio.timeout(1):
            assert isinstance(await frail.edit("a", "name", "一"), Later)
        redis_server.start()

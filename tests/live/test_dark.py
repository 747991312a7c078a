"""Between a Redis that came back and the epoch that puts it right, what it holds may be older than what was kept.

Nothing is read from it, handed on over it, or refused because of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from handoff.case import Facts, Sheet
from handoff.refusal import Reason, Refused
from server.embedded.valkey import Valkey
from server.ports.sheets import Later
from server.ports.unreachable import Unreachable
from tests.engines import Own
from tests.live.life import Life, digest, eventually


async def test_a_keeper_that_waits_for_news_outlives_a_master_that_is_a_replica_for_a_moment(frail: Life) -> None:
    async with frail.kept():
        await frail.new_case("a")
        await frail.edit("a", "name", "一", op="x1")
        await eventually(lambda: frail.kept_up_to("a", 1))
        await eventually(lambda: _waits(frail))
        await frail.redis.execute_command("REPLICAOF", "127.0.0.1", "1")
        await frail.redis.execute_command("REPLICAOF", "NO", "ONE")
        await frail.edit_until_taken("a", "name", "二", op="x2")
        await eventually(lambda: frail.kept_up_to("a", 2))


async def _waits(life: Life) -> bool:
    """Whether somebody's reading of the river is blocked."""
    return int((await life.redis.info("clients"))["blocked_clients"]) > 0


@pytest.fixture
async def fallen(frail: Life, redis_server: Own[Valkey]) -> AsyncIterator[Life]:
    """Two edits were kept; Redis was killed, lost the second one, and is back without a keeper."""
    async with frail.kept():
        await frail.new_case("a")
        await frail.edit("a", "name", "一", op="x1")
        await eventually(lambda: frail.kept_up_to("a", 1))
        writes = max(redis_server.engine.data.glob("appendonlydir/*.incr.aof"))
        length = writes.stat().st_size
        await frail.edit("a", "name", "二", op="x2")
        await eventually(lambda: frail.kept_up_to("a", 2))
    redis_server.kill()
    with writes.open("r+b") as file:
        file.truncate(length)
    redis_server.start()
    await eventually(lambda: back(frail))
    yield frail


async def back(life: Life) -> bool:
    """Redis answers, with the first edit alone, and the old epoch's word at the key."""
    try:
        epoch = await life.live.gate.read()
    except Unreachable:
        return False
    assert epoch.open
    assert await life.redis.hget("{999989}:case:a", "#rev") == b"1"
    return True


async def test_i17_no_snapshot_is_taken(fallen: Life) -> None:
    with pytest.raises(Unreachable) as no:
        await fallen.sheets.read("a")
    assert no.value.why == "epoch"


async def test_i12_no_hand_off_finds_out_where_the_sheet_is(fallen: Life) -> None:
    with pytest.raises(Unreachable) as no:
        await fallen.sheets.head("a")
    assert no.value.why == "epoch"


async def test_i5_no_edit_is_refused_over_what_was_true_once(fallen: Life) -> None:
    def no(sheet: Sheet) -> Facts:
        raise Refused(Reason.no_such_person)

    assert await fallen.sheets.change("a", "x3", digest("x"), 0, no, by="c", window="H1", kind="set") == Later("epoch")


async def test_i5_an_op_that_was_kept_is_not_forgotten(fallen: Life) -> None:
    assert await fallen.edit("a", "name", "二", op="x2") == Later("epoch")
    async with fallen.kept():
        outcome = await fallen.edit_until_taken("a", "name", "二", "x2")
        assert getattr(outcome, "again", False), "it stands already"

"""The keeper (DESIGN §9 P6): what is kept, what is announced, and what happens when one of two stores lies or is
away."""

from __future__ import annotations

import asyncio
import hashlib
import time
from contextlib import aclosing

from handoff.case import Entry
from handoff.river import ms_of
from handoff.stage import Stage
from server.embedded.postgres import Postgres
from server.live import scripts
from server.live.cupboard import open_keeping
from server.live.packing import ChangeBody, pack
from server.ports.river import Notice
from server.ports.sheets import Accepted
from server.record.journal import RecordJournal
from server.record.past import SOME
from tests.engines import Own
from tests.live.life import CITY, DAY, KEYS, Life, digest, eventually


async def test_i1_what_was_seen_is_kept_with_who_when_and_what(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.edit("a", "name", "山田", op="x1", says="山田")
        await eventually(lambda: life.kept_up_to("a", 1))
    row = (await life.rows('SELECT "case", rev, op, digest, epoch, "by", "window", kind, format, at FROM journal'))[0]
    assert row[:9] == ("a", 1, "x1", life.sealing.mark("a", digest("山田")), 1, "c1", "H1", "set", 1)
    sheet = await life.sheets.read("a")
    assert sheet is not None
    assert row[9] == sheet.entries["name"].at
    assert (await life.rows("SELECT key, rev, op FROM entries")) == [("name", 1, "x1")]
    assert [entry.value for entry in await life.past.history("a", "name")] == ["山田"]
    assert await life.past.kept("a", ["x1", "x2"]) == {"x1": 1}


async def test_what_happened_in_a_long_case_is_told_in_its_order_some_at_a_time(life: Life) -> None:
    names = [f"山田{at}" for at in range(2 * SOME + 1)]
    async with life.kept():
        await life.new_case("a")
        for name in names:
            await life.edit("a", "name", name)
        await eventually(lambda: life.kept_up_to("a", len(names)))
    told = [some async for some in life.past.changes("a")]
    assert [len(some) for some in told] == [SOME, SOME, 1]
    assert [(key, entry.rev, entry.value) for some in told for key, entry in some] == [
        ("name", rev, name) for rev, name in enumerate(names, 1)
    ]
    assert [some async for some in life.past.changes("b")] == [[]]


async def test_a_keeper_that_only_restarts_begins_no_epoch_and_says_again_what_is_kept(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.edit("a", "name", "山田")
        await eventually(lambda: life.kept_up_to("a", 1))
        first = await life.sheets.epoch()
    await life.redis.hset(KEYS.case("a"), "#kept", 0)  # it committed and died before it said so
    async with life.kept():
        await eventually(lambda: life.kept_up_to("a", 1))
        assert await life.sheets.epoch() == first
    assert await life.rows("SELECT number FROM epoch") == [(1,)]


async def test_a_keeper_that_died_before_the_mark_keeps_nothing_twice(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.edit("a", "name", "山田")
        await eventually(lambda: life.kept_up_to("a", 1))
    journal, hands = RecordJournal(life.database_url, CITY), open_keeping(life.redis_url, CITY)
    assert await journal.stand_by()
    batch = await hands.read("0-0", 0, 0)
    assert batch is not None
    for _ in range(2):
        assert await journal.write(1, batch.lines, batch.pos) == set()
    assert await life.rows("SELECT count(*) FROM journal") == [(1,)]
    assert await life.rows("SELECT count(*) FROM quarantine") == [(0,)]
    await journal.close()
    await hands.close()


async def test_of_two_keepers_one_leads_and_the_other_takes_over_when_it_dies(life: Life) -> None:
    first = asyncio.create_task(life.keeper().run())
    await life.opened(task=first)
    async with life.kept() as second:
        await life.new_case("a")
        await life.edit("a", "name", "一")
        await eventually(lambda: life.kept_up_to("a", 1))
        first.cancel()
        await asyncio.wait([first])
        await life.edit("a", "name", "二")
        await eventually(lambda: life.kept_up_to("a", 2))
        assert not second.done()
    assert await life.rows("SELECT number FROM epoch") == [(1,)]
    await life.no_gaps("a")


async def test_a_leader_that_does_nothing_while_the_river_grows_is_put_out(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
    stuck = RecordJournal(life.database_url, CITY)
    await eventually(stuck.stand_by, what="the lock that the first keeper has let go of")
    await life.edit("a", "name", "一")
    async with life.kept():
        await eventually(lambda: life.kept_up_to("a", 1), 15, "the stuck leader is put out")
    await stuck.close()


async def test_an_idle_leader_is_not_stuck(life: Life) -> None:
    journal = RecordJournal(life.database_url, CITY)
    async with life.kept():
        standby = life.keeper()
        assert not await journal.stand_by()
        standby._journal = journal
        await standby._watch_leader()
        assert standby._standing is None
    await journal.close()
    await standby._keeping.close()


async def spoil(life: Life, case: str, rev: int, op: str, body: bytes) -> None:
    """Put a change into river and case past the door, as a broken process would."""
    epoch = await life.live.gate.read()
    keys = [KEYS.epoch, KEYS.case(case), KEYS.ops(case), KEYS.river]
    args = [op, b"12345678", rev - 1, 0, case, body, "name", life.sealing.seal(case, "name", Entry("毒", op))]
    answer = await life.redis.evalsha(epoch.shas["change"], len(keys), *keys, *args)
    assert answer[0] == b"ok"


async def test_a_poisoned_change_goes_to_quarantine_the_batch_ends_and_the_case_is_put_right(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.new_case("b")
        await life.edit("a", "name", "一")
        await eventually(lambda: life.kept_up_to("a", 1))
        epoch = await life.sheets.epoch()
    await spoil(life, "a", 2, "no-body", b"\xff\xff")
    await spoil(life, "a", 3, "after-it", pack(ChangeBody([], "c1", "H1", "set", b"12345678")))
    await spoil(life, "b", 1, "nul", pack(ChangeBody([], "c\0", "H1", "set", b"12345678")))
    await life.edit("b", "kana", "ヤマダ", op="b2")
    async with life.kept():
        await life.opened(epoch)
        await eventually(lambda: _count(life, "quarantine", 4))
        why = await life.rows('SELECT "case", rev, why FROM quarantine ORDER BY "case", rev')
        assert [row[:2] for row in why] == [("a", 2), ("a", 3), ("b", 1), ("b", 2)]
        assert why[1][2] == "gap"
        for case, rev in (("a", 1), ("b", 0)):
            assert (await life.sheets.head(case)).rev == rev
            await life.equals_the_journal(case)
        assert isinstance(await life.edit("b", "kana", "ヤマダ", op="b2"), Accepted), "it is sent again, and kept"
        await eventually(lambda: life.kept_up_to("b", 1))


async def _count(life: Life, table: str, number: int) -> bool:
    return await life.rows(f"SELECT count(*) FROM {table}") == [(number,)]


async def test_where_the_river_tells_another_op_postgresql_is_right(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.edit("a", "name", "一", op="x1")
        await eventually(lambda: life.kept_up_to("a", 1))
        epoch = await life.sheets.epoch()
    await life.redis.hset(KEYS.case("a"), mapping={"#rev": 0, "#last": ""})
    await life.redis.hdel(KEYS.case("a"), "name")
    await life.redis.delete(KEYS.ops("a"))
    await life.edit("a", "name", "別", op="z1")
    async with life.kept():
        await life.opened(epoch)
        sheet = await life.sheets.read("a")
        assert sheet is not None
        assert sheet.value("name") == "一"
        assert await life.rows("SELECT op, why FROM quarantine") == [("z1", "other_op")]
        await life.equals_the_journal("a")


async def test_i11_postgresql_gone_the_edits_go_on_and_are_kept_later(
    dim: Life, postgres_server: Own[Postgres]
) -> None:
    async with dim.kept() as keeper:
        await dim.new_case("a")
        dim.sheets.hold("a")
        await dim.live.tail.start()
        postgres_server.kill()
        for n in range(20):
            assert await dim.edit("a", f"k{n}", "値") == Accepted(n + 1)
        assert await _lamp(dim) == "off"
        assert (await dim.sheets.head("a")).kept == 0
        postgres_server.start()
        await eventually(lambda: dim.kept_up_to("a", 20), 30)
        while await _lamp(dim) == "off":
            pass
        assert not keeper.done()
        await dim.engine.dispose()
        await dim.equals_the_journal("a")


async def _lamp(life: Life) -> str:
    """What the tail says next of PostgreSQL's lamp."""
    async with asyncio.timeout(15), aclosing(life.live.tail.listen()) as heard_all:
        async for heard in heard_all:
            if isinstance(heard, Notice) and "record" in heard.about:
                return heard.about["record"]
    raise AssertionError


async def test_postgresql_that_hangs_is_left_after_some_seconds_and_nothing_is_lost(
    dim: Life, postgres_server: Own[Postgres]
) -> None:
    async with dim.kept():
        await dim.new_case("a")
        postgres_server.freeze()
        assert await dim.edit("a", "name", "一") == Accepted(1)
        begun = time.monotonic()
        await asyncio.wait([asyncio.create_task(dim.sheets.wait_kept("a", 1, 6))])
        postgres_server.thaw()
        await eventually(lambda: dim.kept_up_to("a", 1), 30)
        assert time.monotonic() - begun > 5
        await dim.engine.dispose()
        await dim.no_gaps("a")


async def test_i10_trimming_lets_go_of_what_was_kept_long_ago_and_of_nothing_else(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        for n in range(5):
            await life.edit("a", "name", f"{n}")
        await eventually(lambda: life.kept_up_to("a", 5))
    for n in range(5, 8):
        await life.edit("a", "name", f"{n}")
    pos = str((await life.rows("SELECT pos FROM mark"))[0][0])
    hands = open_keeping(life.redis_url, CITY)
    hands._keep_ms = 0
    await hands.trim(pos)
    river = await life.redis.xrange(KEYS.river)
    assert [fields.get(b"o") for _, fields in river][-3:] == [b"op6-a", b"op7-a", b"op8-a"]
    assert all(ms_of(place.decode()) >= ms_of(pos) for place, _ in river), "only the mark's own millisecond may stay"
    async with life.kept():
        await eventually(lambda: life.kept_up_to("a", 8))
        await life.equals_the_journal("a")
    await hands.close()


async def test_the_sweeper_projects_what_no_door_has_shown(life: Life) -> None:
    async with life.kept():
        await life.new_case("a", fence=1)
        await life.move("a", "m1", fence=2)
        await life.move("a", "m2", fence=3)

        async def shown() -> bool:
            rows = await life.live.board.rows("HQ", DAY)
            return [(row.version, row.fence) for row in rows] == [(3, 3)]

        await eventually(shown)
        await eventually(lambda: _count(life, "outbox", 0))
        assert await life.edit("a", "name", "山田", fence=3) == Accepted(1)


async def test_a_case_sleeps_when_finished_kept_and_left_and_wakes_as_it_was(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.edit("a", "name", "山田", op="x1")
        await eventually(lambda: life.kept_up_to("a", 1))
    before = await life.sheets.read("a")
    assert before is not None
    hands, epoch = open_keeping(life.redis_url, CITY), await life.sheets.epoch()
    assert await hands.rest(epoch) == [], "not finished"
    row = await life.move("a", "m1", stage=Stage.done, ended=1)
    await life.live.board.project(row, "finish", "m1")
    await life.redis.zadd(KEYS.here("a"), {"screen": 1})
    assert await hands.rest(epoch) == [], "somebody was here within the half hour"
    await life.redis.delete(KEYS.here("a"))
    await life.redis.hset(KEYS.case("a"), "#kept", 0)
    assert await hands.rest(epoch) == [], "not kept"
    await life.redis.hset(KEYS.case("a"), "#kept", 1)
    assert await hands.rest(epoch) == ["a"]
    assert await life.sheets.read("a") is None
    assert await life.wake("a")
    after = await life.sheets.read("a")
    assert after is not None
    assert after.entries == before.entries
    assert (after.rev, after.kept, after.version, after.stage) == (1, 1, 2, "closed")
    assert await life.edit("a", "name", "山田", op="x1") == Accepted(1, again=True), "its ops are remembered (P9)"
    await hands.close()


async def test_waking_with_a_visit_that_redis_knows_newer_is_refused(life: Life) -> None:
    async with life.kept():
        old = await life.new_case("a")
        await life.live.board.project(await life.move("a", "m1", fence=2), "claim", "m1")
        await life.redis.delete(KEYS.case("a"))
        assert not await life.sheets.wake(await life.past.sealed("a"), 1, old)
        assert await life.sheets.read("a") is None
        assert await life.wake("a")
        assert (await life.sheets.head("a")).version == 2


async def test_120_edits_a_second_are_kept_within_a_tenth_of_a_second(life: Life) -> None:
    async with life.kept():
        for n in range(5):
            await life.new_case(f"c{n}")
            life.sheets.hold(f"c{n}")
        times: list[float] = []

        async def one(n: int) -> None:
            begun = time.monotonic()
            outcome = await life.edit(f"c{n % 5}", f"k{n % 40}", f"{n}")
            assert isinstance(outcome, Accepted)
            assert await life.sheets.wait_kept(f"c{n % 5}", outcome.rev, 2)
            times.append(time.monotonic() - begun)

        tasks = []
        for n in range(240):
            tasks.append(asyncio.create_task(one(n)))
            await asyncio.sleep(1 / 120)
        await asyncio.gather(*tasks)
        times.sort()
        assert times[len(times) // 2] < 0.1


def test_the_keepers_shas_are_those_of_the_text() -> None:
    text = scripts.text(scripts.KEEP, "999989:1:ab")
    assert len(hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()) == 40

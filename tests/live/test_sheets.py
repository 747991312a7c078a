"""An edit in Redis (DESIGN §9 P4): decided by the rule, compared and appended by Lua."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from handoff.overtaken import Overtaken
from handoff.refusal import Reason, Refused
from handoff.stage import Stage
from server.ports.sheets import Accepted, Asleep, Later, MovedOn
from tests.live.life import KEYS, Life, digest, eventually, writes


async def test_an_edit_is_accepted_at_the_next_revision_and_reads_back_with_version_and_time(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        assert await life.edit("a", "name", "山田", op="x1") == Accepted(1)
        assert await life.edit("a", "kana", "ヤマダ", op="x2") == Accepted(2)
        sheet = await life.sheets.read("a")
        assert sheet is not None
        assert (sheet.rev, sheet.visit, sheet.version) == (2, "v-a", 1)
        name = sheet.entries["name"]
        assert (name.value, name.op, name.rev, name.by) == ("山田", "x1", 1, "中村")
        first = (await life.redis.xrange(KEYS.river))[-2][0]
        assert name.at == int(first.split(b"-")[0])


async def test_of_a_sheet_that_was_read_a_moment_ago_only_what_is_newer_is_opened(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.edit("a", "name", "山田")
        await life.edit("a", "town", "港町")
        before = await life.sheets.read("a")
        assert before is not None
        await life.edit("a", "town", "神明")
        rev, at, _ = (await life.redis.hget(KEYS.case("a"), "name")).split(b":", 2)
        await life.redis.hset(KEYS.case("a"), "name", b":".join((rev, at, b"nobody can open this")))
        latest = await life.sheets.latest(before)
        assert latest is not None
        epoch, after = latest
        assert epoch == await life.sheets.epoch()
        assert [after.entries[key].value for key in ("name", "town")] == ["山田", "神明"]
        moved = msgspec.structs.replace(before.entries["name"], at=1)
        other = msgspec.structs.replace(before, entries={"name": moved})
        with pytest.raises(ValueError, match="sealed"):
            await life.sheets.latest(other)


async def test_the_same_op_again_is_done_and_writes_nothing_also_when_its_base_has_moved(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        assert await life.edit("a", "name", "山田", op="x1", base=None) == Accepted(1)
        assert await life.edit("a", "name", "山田", op="x1", base=None) == Accepted(1, again=True)
        assert (await life.sheets.head("a")).rev == 1


async def test_the_same_op_with_another_content_is_refused(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.edit("a", "name", "山田", op="x1")
        with pytest.raises(Refused) as no:
            await life.edit("a", "name", "山本", op="x1")
        assert no.value.reason == Reason.op_reused
        assert (await life.sheets.head("a")).rev == 1


async def test_the_base_is_the_op_that_was_on_screen(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.edit("a", "name", "山田", op="x1", base=None)
        with pytest.raises(Overtaken) as other:
            await life.edit("a", "name", "山本", op="y1", base=None)
        assert other.value.entries["name"].value == "山田"
        assert await life.edit("a", "name", "山本", op="y1", base="x1") == Accepted(2)


async def test_a_refused_op_leaves_no_trace_and_may_come_again(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.edit("a", "name", "山田", op="x1")
        with pytest.raises(Overtaken):
            await life.edit("a", "name", "山本", op="y1", base=None)
        assert await life.sheets.known("a", ["x1", "y1"]) == {"x1": 1}


async def test_windows_of_two_processes_edit_at_once_and_nothing_is_lost(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        other = Life(life.redis_url, life.database_url)
        for each in (life, other):
            each.sheets.hold("a")
        edits = [
            each.edit("a", f"k{n}", "値", op=f"{m}-{n}") for n in range(20) for m, each in enumerate((life, other))
        ]
        outcomes = await asyncio.gather(*edits)
        assert sorted(outcome.rev for outcome in outcomes if isinstance(outcome, Accepted)) == list(range(1, 41))
        await eventually(lambda: life.kept_up_to("a", 40))
        await life.equals_the_journal("a")
        await other.close()


async def test_i8_an_edit_with_an_older_fence_is_told_that_the_case_moved_on(life: Life) -> None:
    async with life.kept():
        await life.new_case("a", fence=1)
        row = await life.move("a", "m1", fence=2)
        await life.live.board.project(row, "claim", "m1")
        assert await life.edit("a", "name", "山田", op="x1", fence=1) == MovedOn(2)
        assert await life.edit("a", "name", "山田", op="x1", fence=2) == Accepted(1)


async def test_moved_on_comes_before_the_rules_own_no(life: Life) -> None:
    async with life.kept():
        await life.new_case("a", fence=2)
        await life.edit("a", "name", "山田", op="x1", fence=2)
        assert await life.edit("a", "name", "山本", op="y1", fence=1, base=None) == MovedOn(2)


async def test_an_edit_with_a_newer_fence_waits_for_the_projection_of_its_claim(life: Life) -> None:
    async with life.kept():
        await life.new_case("a", fence=1)
        row = await life.move("a", "m1", fence=2)
        waiting = asyncio.create_task(life.edit("a", "name", "山田", fence=2))
        done, _ = await asyncio.wait([waiting], timeout=0.1)
        assert not done
        await life.live.board.project(row, "claim", "m1")
        assert await waiting == Accepted(1)


async def test_a_sealed_sheet_takes_no_edits_until_the_move_is_projected(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.edit("a", "name", "山田")
        assert (await life.sheets.seal("a", 10_000)).rev == 1
        assert await life.edit("a", "name", "山本", op="late") == Later("sealed")
        await life.live.board.project(await life.move("a", "m1"), "plan", "m1")
        assert await life.edit("a", "name", "山本", op="late") == Accepted(2)


async def test_a_seal_runs_out(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.sheets.seal("a", 30)
        assert await life.edit_until_taken("a", "name", "山田", "x1") == Accepted(1)


async def test_a_closed_case_refuses_edits_but_knows_its_ops(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.edit("a", "name", "山田", op="x1")
        row = await life.move("a", "m1", stage=Stage.done, ended=1)
        await life.live.board.project(row, "finish", "m1")
        with pytest.raises(Refused) as no:
            await life.edit("a", "name", "山本", op="y1")
        assert no.value.reason == Reason.case_closed
        assert await life.edit("a", "name", "山田", op="x1") == Accepted(1, again=True)


async def test_an_absent_case_is_asleep_and_not_empty(life: Life) -> None:
    async with life.kept():
        assert await life.sheets.read("nobody") is None
        for asked in (life.edit("nobody", "name", "山田"), life.sheets.head("nobody"), life.sheets.seal("nobody", 1)):
            with pytest.raises(Asleep):
                await asked


async def test_a_case_at_hand_costs_one_round_trip_an_edit(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        life.sheets.hold("a")
        await life.edit("a", "name", "山田")
        before = await _calls(life)
        for n in range(10):
            await life.edit("a", "name", f"山田{n}")
        after = await _calls(life)
        assert after["evalsha"] - before["evalsha"] >= 10
        assert after.get("hgetall", 0) - before.get("hgetall", 0) < 5, "the keeper looks, the edits do not"
        life.sheets.release("a")
        await life.edit("a", "name", "読み直す")
        assert (await _calls(life)).get("hgetall", 0) - after.get("hgetall", 0) >= 1


async def test_a_case_at_hand_is_read_again_by_its_revision_alone(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        other = Life(life.redis_url, life.database_url)
        life.sheets.hold("a")
        before = await life.sheets.read("a")
        assert before is not None
        await life.edit("a", "name", "一")
        await life.edit("a", "town", "港町")
        assert await life.sheets.wait_kept("a", 2, 10.0)
        name = await life.redis.hget(KEYS.case("a"), "name")
        await life.redis.hset(KEYS.case("a"), "name", b"1:1:nobody can open this")
        latest = await life.sheets.latest(before)
        assert latest is not None
        assert (latest[0], latest[1].entries["name"].value) == (await life.sheets.epoch(), "一")
        assert (latest[1].rev, latest[1].kept) == (2, 2)
        await life.redis.hset(KEYS.case("a"), "name", name)
        await other.edit("a", "name", "二", op="y1")  # nobody tells this process of it
        latest = await life.sheets.latest(before)
        assert latest is not None
        assert (latest[1].entries["name"].value, latest[1].rev) == ("二", 3)
        latest[1].entries.clear()  # it is the reader's own
        assert (await life.sheets.latest(before) or latest)[1].entries.keys() == {"name", "town"}
        life.sheets.release("a")
        await other.close()


async def test_a_case_that_fell_asleep_is_not_told_from_what_is_at_hand(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        life.sheets.hold("a")
        before = await life.sheets.read("a")
        assert before is not None
        await life.redis.delete(KEYS.case("a"))
        assert await life.sheets.latest(before) is None
        life.sheets.release("a")
        assert await life.sheets.latest(before) is None


async def _calls(life: Life) -> dict[str, int]:
    stats = await life.redis.info("commandstats")
    return {name.removeprefix("cmdstat_"): told["calls"] for name, told in stats.items()}


async def test_a_sheet_at_hand_that_is_behind_never_says_no_by_itself(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        other = Life(life.redis_url, life.database_url)
        life.sheets.hold("a")
        await life.edit("a", "name", "一", op="x1")
        await other.edit("a", "name", "二", op="y1", base="x1")
        assert await life.edit("a", "name", "三", op="x2", base="y1") == Accepted(3)
        await other.close()


@pytest.mark.parametrize("word", ["a\0b", "\ud800", "x" * 201])
async def test_words_that_the_journal_could_not_take_never_reach_the_river(life: Life, word: str) -> None:
    async with life.kept():
        await life.new_case("a")
        with pytest.raises(Refused) as no:
            await life.sheets.change("a", "x1", digest("x"), 0, writes("x1", "k", "v"), by=word, window="", kind="set")
        assert no.value.reason == Reason.bad_message
        assert (await life.sheets.head("a")).rev == 0


async def test_an_edit_that_is_too_big_is_refused_and_writes_nothing(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        with pytest.raises(Refused) as no:
            await life.edit("a", "name", "あ" * 30_000)
        assert no.value.reason == Reason.too_big
        assert (await life.sheets.head("a")).rev == 0


async def test_without_an_epoch_nothing_is_written_and_the_edit_may_come_later(life: Life) -> None:
    assert await life.sheets.epoch() == ""
    assert await life.edit("a", "name", "山田") == Later("epoch")
    assert not await life.redis.exists(KEYS.river)


async def test_waiting_for_kept_ends_when_postgresql_holds_it_and_not_before(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
    await life.edit("a", "name", "山田")
    assert not await life.sheets.wait_kept("a", 1, 0.1)
    async with life.kept():
        assert await life.sheets.wait_kept("a", 1, 5)
        assert [row[0] for row in await life.rows("SELECT rev FROM journal")] == [1]

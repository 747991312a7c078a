"""Redis rolled back, restarted, emptied: what was kept stands, what was seen is sent again, and each edit is kept
once."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from handoff.case import Sheet, fold
from handoff.overtaken import Overtaken
from server.embedded.valkey import Valkey
from server.ports.river import NewEpoch, SheetChanged
from server.ports.sheets import Accepted, Later
from tests.engines import Own
from tests.live.life import DAY, KEYS, Life, eventually


def roll_back(server: Own[Valkey], copy: Path) -> None:
    """Let the server live again with the data that it had at the copy."""
    server.kill()
    shutil.rmtree(server.engine.data)
    shutil.copytree(copy, server.engine.data)
    for path in [server.engine.data, *server.engine.data.rglob("*")]:
        shutil.chown(path, copy.stat().st_uid)
    server.start()


async def test_i5_a_rolled_back_redis_loses_no_edit_of_a_client_that_sends_again(
    frail: Life, redis_server: Own[Valkey], tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    async with frail.kept():
        await frail.new_case("a")
        for n in range(3):
            await frail.edit("a", f"k{n}", "値", op=f"x{n}")
        await eventually(lambda: frail.kept_up_to("a", 3))
        epoch = await frail.sheets.epoch()
    shutil.copytree(redis_server.engine.data, copy)
    for n in range(3, 6):
        assert await frail.edit("a", f"k{n}", "値", op=f"x{n}") == Accepted(n + 1)
    roll_back(redis_server, copy)
    await frail.redis.connection_pool.disconnect()
    assert await frail.edit("a", "k9", "値", op="x9") == Later("epoch"), "until the keeper has looked"
    async with frail.kept():
        await frail.opened(epoch)
        assert (await frail.sheets.head("a")).rev == 3
        for n in range(6):
            outcome = await frail.edit_until_taken("a", f"k{n}", "値", f"x{n}")
            assert outcome == Accepted(n + 1, again=n < 3)
        await eventually(lambda: frail.kept_up_to("a", 6))
        await frail.equals_the_journal("a")


async def test_i3_after_a_roll_back_a_number_is_used_again_but_an_edit_over_what_is_gone_is_not_silent(
    frail: Life, redis_server: Own[Valkey], tmp_path: Path
) -> None:
    """Law 3: the base is an op. Revision 2 exists twice, in two epochs; the op that was on screen exists once."""
    copy = tmp_path / "copy"
    async with frail.kept():
        await frail.new_case("a")
        await frail.edit("a", "name", "一", op="x1")
        await eventually(lambda: frail.kept_up_to("a", 1))
        epoch = await frail.sheets.epoch()
    shutil.copytree(redis_server.engine.data, copy)
    frail.sheets.hold("a")
    await frail.edit("a", "name", "失われる", op="lost")
    roll_back(redis_server, copy)
    await frail.redis.connection_pool.disconnect()
    async with frail.kept():
        await frail.opened(epoch)
        other = Life(frail.redis_url, frail.database_url)
        assert await other.edit("a", "name", "他の窓口", op="other", base="x1") == Accepted(2)
        with pytest.raises(Overtaken) as seen:
            await frail.edit("a", "name", "続き", op="next", base="lost")
        assert seen.value.entries["name"].value == "他の窓口"
        await other.close()


async def test_i13_a_number_that_a_board_showed_is_not_given_again_by_a_record_that_went_back(frail: Life) -> None:
    """What a point-in-time restore leaves: the visit and its number are gone, and somebody holds the paper."""
    async with frail.kept():
        first, lost = await frail.new_case("a"), await frail.new_case("b")
        epoch = await frail.sheets.epoch()
        async with frail.engine.begin() as line:
            for table in ("tickets", "outbox", "visit_events", "visits"):
                await line.execute(text(f"DELETE FROM {table} WHERE visit = :visit"), {"visit": lost.visit})
            await line.execute(text("UPDATE series SET last = last - 1"))
        await frail.redis.hset(KEYS.visits("HQ", DAY), "x", b"1:\xc1")
        await frail.redis.delete(KEYS.epoch)
        await frail.opened(epoch)
        after = await frail.new_case("c")
    assert (first.number, lost.number, after.number) == ("A001", "A002", "A003")


async def test_un_kept_edits_of_a_restarted_redis_are_drained_before_the_new_epoch(
    frail: Life, redis_server: Own[Valkey]
) -> None:
    async with frail.kept():
        await frail.new_case("a")
        epoch = await frail.sheets.epoch()
    for n in range(600):
        await frail.edit("a", f"k{n % 30}", f"{n}")
    redis_server.kill()
    redis_server.start()
    await frail.redis.connection_pool.disconnect()
    async with frail.kept():
        await frail.opened(epoch)
        assert (await frail.sheets.head("a")).rev == 600
        await eventually(lambda: frail.kept_up_to("a", 600))
        await frail.equals_the_journal("a")


async def test_i16_an_emptied_redis_is_put_right_from_the_journal(frail: Life, redis_server: Own[Valkey]) -> None:
    async with frail.kept():
        row = await frail.new_case("a")
        for n in range(40):
            await frail.edit("a", f"k{n % 15}", f"{n}", op=f"x{n}")
        await eventually(lambda: frail.kept_up_to("a", 40))
        before = await frail.sheets.read("a")
        epoch = await frail.sheets.epoch()
        await frail.redis.flushall()
        await frail.opened(epoch)
        assert [shown.visit for shown in await frail.live.board.rows("HQ", DAY)] == [row.visit]
        assert await frail.sheets.read("a") is None, "an absent case is asleep"
        assert await frail.edit_until_taken("a", "k0", "30", "x30") == Accepted(31, again=True)
        after = await frail.sheets.read("a")
        assert before is not None
        assert after is not None
        assert (after.rev, after.entries, after.kept) == (before.rev, before.entries, 40)
        assert await frail.edit("a", "k0", "新しい") == Accepted(41)
        await eventually(lambda: frail.kept_up_to("a", 41))
        await frail.equals_the_journal("a")


@pytest.mark.parametrize(
    ("behind", "lost"),
    [
        ({"#rev": 2, "#last": "op2-a", "#visit": 1, "#fence": 1, "stale": "x"}, ["k2", "k3"]),
        ({"#visit": 1, "#fence": 1}, []),
        ({"#last": "another"}, []),
    ],
    ids=["sheet and visit", "visit", "another op at the same revision"],
)
async def test_an_awake_case_that_differs_from_the_record_is_replaced_whole(
    frail: Life, redis_server: Own[Valkey], behind: dict[str, str | int], lost: list[str]
) -> None:
    async with frail.kept():
        await frail.new_case("a", fence=1)
        for n in range(4):
            await frail.edit("a", f"k{n}", f"{n}", fence=1)
        await eventually(lambda: frail.kept_up_to("a", 4))
        await frail.live.board.project(await frail.move("a", "m1", fence=2), "claim", "m1")
        epoch = await frail.sheets.epoch()
    await frail.redis.hset(KEYS.case("a"), mapping={**behind, "k0": "1:1:" + "replaced"})
    if lost:
        await frail.redis.hdel(KEYS.case("a"), *lost)
    redis_server.kill()
    redis_server.start()
    await frail.redis.connection_pool.disconnect()
    async with frail.kept():
        await frail.opened(epoch)
        sheet = await frail.sheets.read("a")
        assert sheet is not None
        assert (sheet.rev, sheet.fence, sheet.version) == (4, 2, 2)
        assert sorted(sheet.entries) == ["k0", "k1", "k2", "k3"]
        await frail.equals_the_journal("a")


async def test_i17_and_i6_a_window_over_a_restart_ends_with_what_redis_has(
    frail: Life, redis_server: Own[Valkey]
) -> None:
    """Snapshot, then later events without gaps, and a new snapshot at every new epoch == a fresh snapshot."""
    async with frail.kept():
        await frail.new_case("a")
        await frail.live.tail.start()
        window = asyncio.create_task(_watch(frail, "a", until=60))
        for n in range(30):
            await frail.edit_until_taken("a", f"k{n % 7}", f"{n}", f"x{n}")
        epoch = await frail.sheets.epoch()
        redis_server.kill()
        redis_server.start()
        await frail.opened(epoch)
        for n in range(30, 60):
            await frail.edit_until_taken("a", f"k{n % 7}", f"{n}", f"x{n}")
        async with asyncio.timeout(15):
            seen = await window
        fresh = await frail.sheets.read("a")
        assert fresh is not None
        assert (seen.rev, seen.entries) == (60, fresh.entries)


async def _watch(life: Life, case: str, until: int) -> Sheet:
    """What a window does: snapshot, then the river; I6: never n+1 before n."""
    sheet = await life.sheets.read(case)
    assert sheet is not None
    async for heard in life.live.tail.listen():
        if isinstance(heard, NewEpoch):
            again = await life.sheets.read(case)
            assert again is not None
            sheet = again
        elif isinstance(heard, SheetChanged) and heard.n > sheet.rev:
            sheet = fold(sheet, heard.n, heard.at, heard.facts)
        if sheet.rev >= until:
            return sheet
    raise AssertionError


async def test_a_postgresql_that_was_put_back_is_filled_from_the_river(life: Life) -> None:
    """A restore of PostgreSQL from a backup of an hour ago: the river's last 24 hours are kept again."""
    async with life.kept():
        await life.new_case("a")
        await life.edit("a", "name", "一", op="x1")
        await eventually(lambda: life.kept_up_to("a", 1))
        backup = str((await life.rows("SELECT pos FROM mark"))[0][0])
        for n in range(2, 6):
            await life.edit("a", "name", f"{n}", op=f"x{n}")
        await eventually(lambda: life.kept_up_to("a", 5))
        epoch = await life.sheets.epoch()
    await life.write("DELETE FROM journal WHERE rev > 1")
    await life.write(f"UPDATE mark SET pos = '{backup}'")
    async with life.kept():
        await life.opened(epoch)
        assert await life.edit("a", "name", "6", op="x6") == Accepted(6)
        await eventually(lambda: life.kept_up_to("a", 6))
        await life.equals_the_journal("a")
        assert await life.rows("SELECT count(*) FROM quarantine") == [(0,)]

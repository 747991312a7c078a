"""Boards: a row's version decides which is newer; presence, sessions and limits beside them."""

from __future__ import annotations

import msgspec

from handoff.messages import Here, Me, Seat
from tests.live.life import DAY, KEYS, Life, eventually


async def test_a_row_is_shown_once_in_order_and_never_goes_back(life: Life) -> None:
    async with life.kept():
        first = await life.new_case("a", fence=1)
        board = life.live.board
        second = msgspec.structs.replace(first, version=2, fence=2)
        third = msgspec.structs.replace(first, version=3, fence=3)
        assert await board.project(third, "claim", "m3") == "gap"
        assert await board.project(second, "claim", "m2") == "ok"
        assert await board.project(second, "claim", "m2") == "done"
        assert await board.project(third, "claim", "m3") == "ok"
        assert await board.project(first, "give_number", "m1") == "done"
        assert await board.rows("HQ", DAY) == [third]
        sheet = await life.sheets.read("a")
        assert sheet is not None
        assert (sheet.version, sheet.fence) == (3, 3)
        moves = [fields[b"o"] for _, fields in await life.redis.xrange(KEYS.river) if fields[b"t"] == b"visit"]
        assert moves == [b"r-a", b"m2", b"m3"]


async def test_a_visit_that_goes_to_another_office_leaves_the_old_board(life: Life) -> None:
    async with life.kept():
        row = await life.new_case("a")
        board = life.live.board
        there = msgspec.structs.replace(row, version=2, office="EAST")
        assert await board.project(there, "hand_off", "m2") == "ok"
        assert await board.rows("HQ", DAY) == []
        assert await board.rows("EAST", DAY) == [there]
        assert await board.project(row, "give_number", "m1") == "done"
        assert await board.rows("HQ", DAY) == []


async def test_a_new_visit_of_a_case_takes_its_sheet_over_from_the_finished_one(life: Life) -> None:
    async with life.kept():
        old = await life.new_case("a", fence=2)
        ended = msgspec.structs.replace(old, version=2, stage="done", result="done")
        new = msgspec.structs.replace(old, visit="v2", version=1, arrived=old.arrived + 5, fence=3)
        assert await life.live.board.project(new, "claim", "m2") == "ok"
        assert await life.live.board.project(ended, "finish", "m1") == "ok", "a late word of the old visit"
        sheet = await life.sheets.read("a")
        assert sheet is not None
        assert (sheet.visit, sheet.version, sheet.fence, sheet.stage) == ("v2", 1, 3, "open")


async def test_while_the_epoch_is_closed_a_projection_waits(life: Life) -> None:
    async with life.kept():
        row = await life.new_case("a")
    await life.redis.hset(KEYS.epoch, "state", "closed")
    next_row = msgspec.structs.replace(row, version=2)
    assert await life.live.board.project(next_row, "plan", "m2") == "epoch"
    assert await life.live.board.rows("HQ", DAY) == [row]


async def test_seats_show_their_newest_state(life: Life) -> None:
    async with life.kept():
        board = life.live.board
        new, old = Seat("W1", "HQ", 2, "open", 9, ["c1"]), Seat("W1", "HQ", 1, "closed", 5)
        await board.show_seat(new)
        await board.show_seat(old)
        await board.show_seat(Seat("W0", "HQ", 1, "closed", 5))
        assert [(seat.window, seat.version) for seat in await board.seats("HQ")] == [("W0", 1), ("W1", 2)]


async def test_presence_shows_who_is_here_and_forgets_who_left_or_ran_out(life: Life) -> None:
    presence = life.live.presence
    await life.live.open()
    one, two = Here("s1", "c1", "中村", "W1", "name"), Here("s2", "c2", "佐藤", "W2")
    assert await presence.here("a", one) == [one]
    assert await presence.here("a", two) == [one, two]
    assert await presence.all("a") == [one, two]
    told = await life.redis.xlen(KEYS.weather)
    await presence.here("a", two)
    assert await life.redis.xlen(KEYS.weather) == told, "a mere beat says nothing"
    await presence.gone("a", "s1")
    assert await presence.all("a") == [two]
    assert await life.redis.xlen(KEYS.weather) == told + 1
    await life.redis.zadd(KEYS.here("a"), {"s2": 1})
    assert await presence.all("a") == []
    assert 0 < await life.redis.ttl(KEYS.here("a")) <= 1800, "the case does not sleep before that"
    assert await presence.here("a", one) == [one]
    assert await life.redis.hkeys(KEYS.faces("a")) == [b"s1"]


async def test_a_session_is_found_until_it_is_idle_too_long_over_or_dropped(life: Life) -> None:
    sessions, me = life.live.sessions, Me("c1", "中村", ["clerk"], "HQ", window="W1")
    await life.live.open()
    sha = b"\x01" * 32
    assert await sessions.find(sha) is None
    await sessions.put(sha, me, idle_s=60, absolute_s=3600)
    assert await sessions.find(sha) == me
    await life.redis.pexpire(KEYS.session(sha), 10_000)
    assert await sessions.find(sha) == me
    assert await life.redis.ttl(KEYS.session(sha)) > 50, "found = renewed"
    await life.redis.hset(KEYS.session(sha), "until", life.live.clock.now() - 1)
    assert await sessions.find(sha) is None, "the absolute end"
    await sessions.put(sha, me, idle_s=60, absolute_s=3600)
    await sessions.drop(sha)
    assert await sessions.find(sha) is None
    last = (await life.redis.xrange(KEYS.river))[-1][1]
    assert last[b"t"] == b"notice"
    await sessions.put(sha, me, idle_s=0, absolute_s=3600)
    await eventually(lambda: _none(sessions.find(sha)))


async def _none(asked: object) -> bool:
    return await asked is None  # type: ignore[misc]


async def test_tries_are_counted_and_forgotten(life: Life) -> None:
    limits = life.live.limits
    assert [await limits.allow("login 1000005", 3, 200) for _ in range(4)] == [True, True, True, False]
    assert await limits.allow("login 1000006", 3, 200)
    assert not any(b"1000005" in key for key in await life.redis.keys("*"))

    async def again() -> bool:
        return await limits.allow("login 1000005", 3, 200)

    await eventually(again)


async def test_a_redis_that_would_not_hold_the_fence_is_refused_and_weak_settings_are_said(life: Life) -> None:
    warnings = await life.live.open()
    assert len(warnings) == 1, "the shared test server writes nothing to the disk, and that is said"


async def test_many_sessions_are_looked_up_at_once_and_who_works_alone_is_renewed(life: Life) -> None:
    sessions, me = life.live.sessions, Me("c1", "中村", ["clerk"], "HQ", window="W1")
    await life.live.open()
    works, rests, over, none = (bytes([n]) * 32 for n in range(4))
    for sha in (works, rests, over):
        await sessions.put(sha, me, idle_s=60, absolute_s=3600)
        await life.redis.pexpire(KEYS.session(sha), 10_000)
    await life.redis.hset(KEYS.session(over), "until", life.live.clock.now() - 1)
    asked = {works: True, rests: False, over: True, none: True}
    assert await sessions.those(asked) == {works: me, rests: me}
    assert await life.redis.ttl(KEYS.session(works)) > 50
    assert await life.redis.ttl(KEYS.session(rests)) <= 10
    assert await sessions.those({}) == {}


async def test_a_new_epoch_empties_a_board_of_which_the_record_knows_nothing(life: Life) -> None:
    async with life.kept():
        row = await life.new_case("a")
        never = msgspec.structs.replace(row, version=2, office="EAST")
        assert await life.live.board.project(never, "hand_off", "lost with what the record went back behind") == "ok"
        assert await life.live.board.rows("EAST", DAY) == [never]
    await life.redis.hset(KEYS.epoch, "id", "another")
    async with life.kept():
        await life.opened(other_than="another")
        assert await life.live.board.rows("EAST", DAY) == []
        assert await life.live.board.rows("HQ", DAY) == [row]

"""The tail: everything once, in the river's order, over cuts, trimming and new epochs."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

from handoff.case import Entry, Sheet, fold
from handoff.messages import Here, Seat
from server.embedded.valkey import Valkey
from server.ports.river import (
    Heard,
    NewEpoch,
    Notice,
    NowKept,
    PresenceChanged,
    SeatsChanged,
    SheetChanged,
    VisitMoved,
)
from tests.engines import Own
from tests.live.life import KEYS, Life, eventually


async def listen_until(life: Life, enough: type | tuple[type, ...] | int, seconds: float = 10) -> list[Heard]:
    """What is heard, up to the first of this kind, or so many of any."""
    found: list[Heard] = []
    async with asyncio.timeout(seconds), aclosing(life.live.tail.listen()) as all_heard:
        async for heard in all_heard:
            found.append(heard)
            if len(found) == enough if isinstance(enough, int) else isinstance(heard, enough):
                return found
    raise AssertionError


async def test_what_happens_is_heard_in_order_with_version_and_time(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.live.tail.start()
        await life.edit("a", "name", "一", op="x1")
        row = await life.move("a", "m1", fence=1)
        await life.live.board.project(row, "claim", "m1")
        await life.edit("a", "name", "二", op="x2", fence=1)
        heard = [each for each in await listen_until(life, NowKept) if not isinstance(each, NowKept)]
        assert [type(each) for each in heard[:3]] == [SheetChanged, VisitMoved, SheetChanged]
        first, moved, second = heard[:3]
        assert isinstance(first, SheetChanged)
        assert isinstance(second, SheetChanged)
        assert (first.n, first.op, second.n, moved) == (1, "x1", 2, VisitMoved(row, "claim"))
        entry = Entry("一", "x1", rev=1, at=first.at, clerk="c1", by="中村", window="H1")
        assert first.facts == {"name": entry}


async def test_i17_a_snapshot_and_later_events_are_a_fresh_snapshot(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.live.tail.start()
        for n in range(10):
            await life.edit("a", f"k{n % 3}", f"{n}")
        sheet = await life.sheets.read("a")
        assert sheet is not None
        for n in range(10, 20):
            await life.edit("a", f"k{n % 5}", f"{n}")
        async with aclosing(life.live.tail.listen()) as all_heard:
            async for heard in all_heard:
                if isinstance(heard, SheetChanged) and heard.n > sheet.rev:
                    sheet = fold(sheet, heard.n, heard.at, heard.facts)
                if sheet.rev == 20:
                    break
        fresh = await life.sheets.read("a")
        assert isinstance(fresh, Sheet)
        assert sheet.entries == fresh.entries


async def test_notices_seats_weather_and_the_keepers_word_are_heard_too(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.live.open()
        await life.live.tail.start()
        await life.live.tail.notice("revoked", {"session": "ab"})
        seat = Seat("W1", "HQ", 1, "open", 5, ["c1"])
        await life.live.board.show_seat(seat)
        here = Here("s1", "c1", "中村", "W1", "name")
        await life.live.presence.here("a", here)
        heard = await listen_until(life, 3)
        assert {type(each) for each in heard} == {Notice, SeatsChanged, PresenceChanged}
        assert Notice("revoked", {"session": "ab"}) in heard
        assert SeatsChanged([seat]) in heard
        assert PresenceChanged("a", [here]) in heard


async def test_after_a_cut_it_goes_on_where_it_was(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.live.tail.start()
        listening = asyncio.create_task(listen_until(life, Notice))
        await eventually(lambda: _both_wait(life), what="the tail waits for the river")
        await life.redis.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes", "DB", _db(life))
        assert await listening == [Notice("lamp", {"live": "off"})]
        for n in range(4):
            await life.edit_until_taken("a", "name", f"{n}", f"x{n}")
        heard: list[Heard] = []
        while len(changes(heard)) < 4:
            heard += await listen_until(life, SheetChanged)
        assert heard[0] == Notice("lamp", {"live": "on"})
        assert changes(heard) == [1, 2, 3, 4]
        assert not any(isinstance(each, NewEpoch) for each in heard)


def changes(heard: list[Heard]) -> list[int]:
    """The revisions that were heard."""
    return [each.n for each in heard if isinstance(each, SheetChanged)]


def _db(life: Life) -> str:
    return life.redis_url.rpartition("=")[2]


async def _both_wait(life: Life) -> bool:
    """The keeper and the tail."""
    clients = await life.redis.client_list()
    return sum("b" in told["flags"] and told["db"] == _db(life) for told in clients) == 2


async def test_redis_away_puts_the_lamp_out_once_and_on_again(frail: Life, redis_server: Own[Valkey]) -> None:
    async with frail.kept():
        await frail.new_case("a")
        await frail.live.tail.start()
        redis_server.kill()
        assert await listen_until(frail, Notice) == [Notice("lamp", {"live": "off"})]
        redis_server.start()
        heard = await listen_until(frail, NewEpoch, 20)
        assert heard[0] == Notice("lamp", {"live": "on"})
        assert heard[-1] == NewEpoch(await frail.opened())


async def test_p10_a_place_that_was_trimmed_away_is_a_new_beginning(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.live.tail.start()
        await life.edit("a", "name", "一")
        await listen_until(life, SheetChanged)
        life.live.tail._cut = True
        for n in range(3):
            await life.edit("a", "name", f"{n}")
        await life.redis.xtrim(KEYS.river, maxlen=1, approximate=False)
        heard = await listen_until(life, NewEpoch)
        assert heard == [Notice("lamp", {"live": "on"}), NewEpoch(await life.sheets.epoch())]
        await life.edit("a", "name", "後")
        later = await listen_until(life, SheetChanged)
        assert [each.n for each in later if isinstance(each, SheetChanged)] == [5]


async def test_an_emptied_redis_is_noticed_without_a_cut(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.live.tail.start()
        await life.redis.flushdb()
        heard = await listen_until(life, NewEpoch, 15)
        assert isinstance(heard[-1], NewEpoch)
        assert heard[-1].id.startswith("999989:2:")


async def test_an_entry_that_cannot_be_read_stops_nobody(life: Life) -> None:
    async with life.kept():
        await life.new_case("a")
        await life.live.tail.start()
        await life.redis.xadd(KEYS.river, {"t": "sheet", "b": b"\xff"})
        await life.redis.xadd(KEYS.weather, {"b": b"\xff"})
        await life.edit("a", "name", "一")
        heard = await listen_until(life, SheetChanged)
        assert len([each for each in heard if isinstance(each, SheetChanged)]) == 1
        await eventually(lambda: life.kept_up_to("a", 1))

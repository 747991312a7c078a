"""状態: since when what is broken is known, whoever saw it; that nobody looked is an outage too; a month is counted."""

from __future__ import annotations

import pytest

from handoff.operations import Part
from handoff.refusal import Reason
from handoff.uptime import Uptime
from server.ports.watching import Outage, Safekept
from server.record.outages import PgOutages
from server.work import status
from server.work.watching import BEAT_MS, GAP_MS, Watch
from tests.work.town import MORNING, Town, eventually, refused

SECOND, HOUR = 1_000, 3_600_000


@pytest.fixture
def outages(town: Town) -> PgOutages:
    return PgOutages(town.engine)


def eyes(town: Town, outages: PgOutages) -> Watch:
    """A web process that has just begun to look."""
    return Watch(town.c, outages, town.live.pulse)


async def looks(town: Town, watch: Watch, seconds: int, *, live: bool = True, record: bool = True) -> int:
    """A look each second; the moment of the first."""
    began = town.clock.now
    for _ in range(seconds):
        await watch.look(live, record)
        town.clock.now += SECOND
    return began


async def known(outages: PgOutages, *parts: Part) -> list[Outage]:
    return [one for one in await outages.since(0) if one.part in parts]


async def test_an_outage_of_the_record_is_written_down_when_it_is_back(town: Town, outages: PgOutages) -> None:
    watch = eyes(town, outages)
    await looks(town, watch, 2)
    away = await looks(town, watch, 20, record=False)
    assert abs(watch.since["record"] - away) < SECOND
    assert await known(outages, "record") == [], "nobody could write it down"
    back = await looks(town, watch, 2)
    (one,) = await known(outages, "record")
    assert abs(one.since - away) < SECOND and one.until is not None and abs(one.until - back) < SECOND
    assert "record" not in watch.since


async def test_what_two_processes_see_is_one_outage_and_a_moment_is_none(town: Town, outages: PgOutages) -> None:
    first, second = eyes(town, outages), eyes(town, outages)
    for live, seconds in ((True, 1), (False, 2), (True, 1)):
        await looks(town, first, seconds, live=live)
    assert await known(outages, "live") == [], "two seconds are a blink"
    for live in (True, *[False] * 10, True):
        for watch in (first, second):
            await watch.look(live, True)
        town.clock.now += SECOND
    (one,) = await known(outages, "live")
    assert one.until is not None and 9 * SECOND < one.until - one.since < 12 * SECOND


async def test_an_outage_stands_open_while_it_lasts_and_who_was_told_with_it(town: Town, outages: PgOutages) -> None:
    watch, clerk = eyes(town, outages), await town.at("W05")
    await refused(Reason.bad_message, status.tell(watch, clerk, "live", "情報システム課"))
    await looks(town, watch, 6, live=False)
    await status.tell(watch, clerk, "live", " 情報システム課 内線1234 ")
    await refused(Reason.bad_message, status.tell(watch, clerk, "live", "　 "))
    await refused(Reason.too_long, status.tell(watch, clerk, "live", "課" * 61))
    said = await status.status(watch)
    (live,) = [one for one in said.standing if one.part == "live"]
    assert (live.state, live.since) == ("broken", watch.since["live"])
    assert [(told.whom, told.by) for told in live.told] == [("情報システム課 内線1234", clerk.name)]
    assert said.contacts[0].startswith("情報システム課")


async def test_nobody_who_looked_is_an_outage_of_the_house(town: Town, outages: PgOutages) -> None:
    before = eyes(town, outages)
    last = await looks(town, before, 1)
    town.clock.now += GAP_MS // 2
    await looks(town, eyes(town, outages), 1)
    assert await known(outages, "house") == [], "one process after the other is how a house is updated"
    last = town.clock.now
    town.clock.now += 2 * HOUR
    after = eyes(town, outages)
    await looks(town, after, 1)
    (one,) = await known(outages, "house")
    assert abs(one.since - last) < BEAT_MS and one.until is not None
    assert abs(one.until - one.since - 2 * HOUR) < BEAT_MS


async def test_what_nobody_saw_end_ends_with_the_last_look(town: Town, outages: PgOutages) -> None:
    await looks(town, eyes(town, outages), 6, live=False)
    (open_one,) = await known(outages, "live")
    assert open_one.until is None
    town.clock.now += HOUR
    await looks(town, eyes(town, outages), 1)
    (one,) = await known(outages, "live")
    assert one.since == open_one.since and one.until is not None and one.until - one.since < BEAT_MS


async def test_a_keeper_who_does_not_keep_is_seen(town: Town, outages: PgOutages) -> None:
    watch, row = eyes(town, outages), await town.visitor(await town.at("W05"))
    await eventually(lambda: nothing_is_owed(watch))
    assert "keeper" not in watch.since
    await town.keeper_stops()
    await town.write(row.case, new_town="中央一丁目")
    await watch.look(True, True)
    assert watch.unkept.edits == 1 and "keeper" in watch.since
    await watch.look(True, False)
    assert "keeper" not in watch.since, "without the record nobody could keep"


async def nothing_is_owed(watch: Watch) -> bool:
    await watch.look(True, True)
    return watch.unkept.since == 0


async def test_the_month_counts_opening_hours_and_what_was_lost_of_them(town: Town, outages: PgOutages) -> None:
    watch = eyes(town, outages)
    await outages.note("record", MORNING - 14 * HOUR, MORNING)  # from 19:00 on: half an hour of it while it was open
    await outages.note("backup", MORNING - 48 * HOUR, MORNING)
    said = await status.status(watch)
    assert said.month is not None and said.month.lost_ms == HOUR // 2
    assert said.month.open_ms > 100 * HOUR
    assert said.month != Uptime(), "the month began on a Monday four weeks ago"


async def test_a_backup_is_broken_until_there_is_one_and_when_it_is_too_old(town: Town, outages: PgOutages) -> None:
    watch = eyes(town, outages)
    await looks(town, watch, 1)
    assert {"backup", "drill"} <= watch.since.keys()
    await outages.safekeep(Safekept("backup", town.clock.now, 900, "x.backup", 10, 20))
    town.clock.turn(minutes=1)
    await looks(town, watch, 1)
    assert "backup" not in watch.since
    town.clock.turn(minutes=24 * 60 + 5)
    await looks(town, watch, 1)
    assert watch.since["backup"] < town.clock.now - 5 * 60 * SECOND
    await outages.safekeep(Safekept("backup", town.clock.now, 900, "y.backup", why="space"))
    said = await status.status(watch)
    assert [one.why for one in said.failed] == ["space"]
    assert said.backup is not None and said.backup.file == "x.backup"


async def test_boards_that_hold_their_lines_are_known_to_every_process(town: Town) -> None:
    here = {status.called("hall", "main", "1階モニター")}
    await town.live.pulse.seen(here, MORNING)
    assert await town.live.pulse.screens(MORNING - 1) == here
    await town.live.pulse.seen(set(), MORNING + 25 * HOUR)
    assert await town.live.pulse.screens(0) == set()


async def test_while_the_record_is_away_what_it_alone_knows_is_not_made_up(town: Town, outages: PgOutages) -> None:
    watch = eyes(town, outages)
    await looks(town, watch, 1)
    away = await looks(town, watch, 5, record=False)
    said = await status.status(watch)
    assert (said.month, said.backup, said.unkept.edits) == (None, None, 0)
    states = {one.part: one.state for one in said.standing}
    assert (states["record"], states["keeper"], states["boards"]) == ("broken", "unknown", "unknown")
    assert [one.part for one in said.outages if abs(one.since - away) < SECOND] == ["record"]
    assert said.contacts, "whom to call is known all the same"

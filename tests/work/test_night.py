"""夜間の処理: what is not done when the offices open is said, and is no longer said when it is done."""

from __future__ import annotations

import pytest

from server.record.outages import PgOutages
from server.work import figuring, night, status, visits, wait_learning
from server.work.watching import SAFEKEPT_MS, Watch
from tests.work.town import Town

MINUTE = 60_000


async def done(town: Town) -> None:
    """All that a night does."""
    await visits.midnight(town.c)
    await figuring.walk(town.c)
    await wait_learning.learn_once(town.c)


async def next_morning(town: Town) -> None:
    """Somebody came and was not settled; the office has been open for a while on the next day."""
    await done(town)
    await town.visitor(await town.at("W05"))
    town.clock.turn(minutes=24 * 60)


async def test_what_the_night_did_not_do_is_named_and_what_it_did_is_not(town: Town) -> None:
    await next_morning(town)
    assert await night.left(town.c, town.clock.now) == ["midnight", "figures", "waits"]
    await visits.midnight(town.c)
    assert await night.left(town.c, town.clock.now) == ["figures", "waits"]
    await done(town)
    assert await night.left(town.c, town.clock.now) == []


async def test_while_all_offices_are_closed_there_is_time(town: Town) -> None:
    await next_morning(town)
    town.clock.turn(minutes=-6 * 60)
    assert await night.left(town.c, town.clock.now) == []


async def test_the_state_says_it_and_takes_it_back(town: Town) -> None:
    await next_morning(town)
    watch = Watch(town.c, PgOutages(town.engine), town.live.pulse)
    await watch.look(True, True)
    standing = {one.part: one for one in (await status.status(watch)).standing}
    assert standing["night"].state == "broken"
    assert standing["night"].names == ["midnight", "figures", "waits"]
    await done(town)
    town.clock.now += SAFEKEPT_MS
    await watch.look(True, True)
    assert {one.part: one for one in (await status.status(watch)).standing}["night"].state == "stands"


@pytest.mark.parametrize("minutes", [1, 6])
async def test_an_office_that_has_just_opened_may_still_be_at_it(town: Town, minutes: int) -> None:
    await next_morning(town)
    opens = 8 * 60 + 30
    town.clock.now += (opens + minutes) * MINUTE - (town.clock.now + 9 * 60 * MINUTE) % (24 * 60 * MINUTE)
    assert bool(await night.left(town.c, town.clock.now)) == (minutes > 5)

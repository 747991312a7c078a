"""Pairings in PostgreSQL: one code at a time, not too many who wait, and nothing left of those who waited in vain."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from server.ports.pairings import Paired, Waiting, What
from server.ports.visits import RecordAway
from server.record.engine import open_engine
from server.record.pairings import RecordPairings

MINUTES = 60_000


@pytest.fixture
async def pairings(database_url: str) -> AsyncIterator[RecordPairings]:
    """Over a fresh database."""
    engine = open_engine(database_url)
    yield RecordPairings(engine)
    await engine.dispose()


def waiting(name: str, code: str = "", what: What = "display", until: int = 5 * MINUTES) -> Waiting:
    """A hall that waits, or a reader."""
    kind = "hall" if what == "display" else "reader"
    return Waiting(name, what, kind, (code or f"code {name}").encode(), f"key {name}".encode(), until)


async def test_two_that_wait_never_show_one_code(pairings: RecordPairings) -> None:
    assert await pairings.begin(waiting("a", "same"), 0, 9)
    assert not await pairings.begin(waiting("b", "same"), 0, 9)
    assert not await pairings.begin(waiting("c", "same", "device"), 0, 9)


async def test_of_twenty_at_once_with_one_code_one_has_it(pairings: RecordPairings) -> None:
    begun = await asyncio.gather(*(pairings.begin(waiting(f"s{n}", "same"), 0, 99) for n in range(20)))
    assert begun.count(True) == 1


async def test_not_more_wait_than_may(pairings: RecordPairings) -> None:
    assert [await pairings.begin(waiting(f"s{n}"), 0, 3) for n in range(5)] == [True, True, True, False, False]


async def test_who_waited_in_vain_is_forgotten_and_makes_room(pairings: RecordPairings) -> None:
    for n in range(3):
        await pairings.begin(waiting(f"s{n}"), 0, 3)
    assert await pairings.begin(waiting("new"), 5 * MINUTES, 3)
    assert await pairings.of_key(b"key s0", 5 * MINUTES) is None
    assert await pairings.of_key(b"key new", 5 * MINUTES) is not None


async def test_two_who_type_one_code_at_once_adopt_it_once(pairings: RecordPairings) -> None:
    await pairings.begin(waiting("a"), 0, 9)
    places = [Paired("a", "display", "hall", f"画面{n}", "main") for n in range(8)]
    adopted = await asyncio.gather(*(pairings.adopt(place, b"code a", 1) for place in places))
    assert adopted.count(True) == 1
    (kept,) = await pairings.all("display")
    assert kept.name == places[adopted.index(True)].name


async def test_a_reader_keeps_its_window_and_shows_when_it_was_seen(pairings: RecordPairings) -> None:
    await pairings.begin(waiting("r", what="device"), 0, 9)
    await pairings.adopt(Paired("r", "device", "reader", "5番", window="W05"), b"code r", 7)
    assert await pairings.of_key(b"key r", 42) == Paired(
        "r", "device", "reader", "5番", window="W05", paired_at=7, seen=42
    )


async def test_what_is_revoked_is_found_no_more_and_revoked_once(pairings: RecordPairings) -> None:
    await pairings.begin(waiting("a"), 0, 9)
    await pairings.adopt(Paired("a", "display", "hall", "画面", "main"), b"code a", 1)
    assert await pairings.revoke("display", "a", 2) == b"key a"
    assert await pairings.revoke("display", "a", 3) is None
    assert await pairings.of_key(b"key a", 4) is None
    assert await pairings.all("display") == []


async def test_an_away_record_says_so(pairings: RecordPairings) -> None:
    away = RecordPairings(open_engine("postgresql://nobody@/none?host=/tmp/md-nowhere"))
    with pytest.raises(RecordAway):
        await away.of_key(b"key", 0)

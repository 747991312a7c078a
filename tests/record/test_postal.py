"""The postal file in PostgreSQL: one in use, another beside it, all of it or nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.filefault import BadFile, bad
from handoff.postal import Area
from server.ports.postal import CodeChange
from server.record.postal import WAITS_MS, PgPostal
from server.record.tables import postal_areas, postal_files


def area(code: str, town: str, note: str = "", pref: str = "架空県") -> Area:
    return Area(code, "99999", pref, "となり市", town, note, "カクウケン", "トナリシ", "チョウ")


async def batches(*made: list[Area] | BadFile) -> AsyncIterator[list[Area]]:
    for batch in made:
        if isinstance(batch, BadFile):
            raise batch
        yield batch


@pytest.fixture
def postal(engine: AsyncEngine) -> PgPostal:
    return PgPostal(engine)


async def count(engine: AsyncEngine, file: str) -> int:
    async with engine.connect() as connection:
        query = select(func.count()).select_from(postal_areas).where(postal_areas.c.file == file)
        return int((await connection.execute(query)).scalar_one())


async def test_a_file_is_used_only_when_somebody_says_so(postal: PgPostal) -> None:
    brought = await postal.bring("one", "管理", 1, batches([area("9990001", "北町"), area("9990001", "南町")]))
    assert (brought.rows, brought.codes) == (2, 1)
    assert await postal.in_use() is None
    assert await postal.find("9990001") == []
    used = await postal.use("one", "管理二", 5)
    assert used == await postal.in_use()
    assert used is not None
    assert (used.file, used.by, used.at) == ("one", "管理二", 5)
    assert await postal.find("9990001") == [area("9990001", "北町"), area("9990001", "南町")]
    assert await postal.find("9990002") == []


async def test_a_file_that_turns_out_bad_half_way_leaves_nothing(postal: PgPostal, engine: AsyncEngine) -> None:
    with pytest.raises(BadFile):
        await postal.bring("one", "管理", 1, batches([area("9990001", "北町")], bad("x", row=2)))
    assert await count(engine, "one") == 0
    assert await postal.use("one", "管理", 2) is None


async def test_the_difference_counts_codes_and_shows_some(postal: PgPostal) -> None:
    old = [area("9990001", "北町"), area("9990002", "南町"), area("9990003", "東町"), area("9990003", "西町", "１丁目")]
    new = [area("9990001", "北町"), area("9990003", "西町", "１丁目"), area("9990003", "中町"), area("9990004", "新町")]
    await postal.bring("old", "管理", 1, batches(old))
    assert (await postal.difference("old")).added == 3
    await postal.use("old", "管理", 2)
    await postal.bring("new", "管理", 3, batches(new[:2], new[2:]))
    found = await postal.difference("new")
    assert (found.added, found.removed, found.changed, found.same) == (1, 1, 1, 1)
    east, middle, west = "架空県となり市東町", "架空県となり市中町", "架空県となり市西町（１丁目）"
    assert found.samples == [
        CodeChange("9990002", ["架空県となり市南町"], []),
        CodeChange("9990003", [east, west], [middle, west]),
        CodeChange("9990004", [], ["架空県となり市新町"]),
    ]


async def test_the_same_areas_in_another_order_are_no_difference(postal: PgPostal) -> None:
    pair = [area("9990001", "北町"), area("9990001", "南町")]
    await postal.bring("old", "管理", 1, batches(pair))
    await postal.use("old", "管理", 2)
    await postal.bring("new", "管理", 3, batches(pair[::-1]))
    found = await postal.difference("new")
    assert (found.added, found.removed, found.changed, found.same, found.samples) == (0, 0, 0, 1, [])


async def test_a_new_file_takes_the_place_of_the_old_one_whole(postal: PgPostal, engine: AsyncEngine) -> None:
    await postal.bring("old", "管理", 1, batches([area("9990001", "北町")]))
    await postal.use("old", "管理", 2)
    await postal.bring("new", "管理", 3, batches([area("9990002", "南町")]))
    assert [one.town for one in await postal.find("9990001")] == ["北町"], "still the old one"
    await postal.use("new", "管理", 4)
    assert await postal.find("9990001") == []
    assert [one.town for one in await postal.find("9990002")] == ["南町"]
    assert await count(engine, "old") == 0


async def test_of_two_that_were_compared_with_the_same_file_one_comes_into_use(postal: PgPostal) -> None:
    for file in ("one", "two"):
        await postal.bring(file, "管理", 1, batches([area("9990001", file)]))
    assert await postal.use("one", "管理", 2) is not None
    assert await postal.use("two", "管理", 3) is None, "its difference was to another file"
    assert await postal.use("one", "管理", 4) is None, "it is in use already"
    assert [one.town for one in await postal.find("9990001")] == ["one"]


async def test_prefectures_stand_in_the_files_order(postal: PgPostal) -> None:
    found = [
        area("9990001", "北町", pref="乙県"),
        area("9990001", "南町", pref="乙県"),
        area("9990002", "町", pref="甲県"),
    ]
    await postal.bring("one", "管理", 1, batches(found))
    assert list((await postal.prefectures("one")).items()) == [("乙県", 1), ("甲県", 1)]


async def test_what_nobody_used_is_forgotten_after_an_hour(postal: PgPostal, engine: AsyncEngine) -> None:
    await postal.bring("one", "管理", 1, batches([area("9990001", "北町")]))
    await postal.use("one", "管理", 2)
    await postal.bring("two", "管理", 3, batches([area("9990001", "北町")]))
    await postal.bring("three", "管理", WAITS_MS + 4, batches([area("9990001", "北町")]))
    async with engine.connect() as connection:
        assert set((await connection.execute(select(postal_files.c.file))).scalars()) == {"one", "three"}

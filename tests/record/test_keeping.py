"""The catalog in PostgreSQL: versions of every age are read, drafts are written whole, the log stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.catalog_rows import KEYS, body_of, tables_of
from server.ports.drafts import FIRST_REV, Change, DraftMoved, Edit, Hand, Plan, RowsOvertaken
from server.ports.unreachable import Unreachable
from server.record import tables as t
from server.record.catalogs import PgCatalogs
from server.record.drafts import PgDrafts
from tests.record.test_city import CITY

WHO = Hand("U08", "管", 1_000)
OLD = ("questions", "rules", "forms", "item_groups", "signatures", "towns", "katagaki", "holidays")
"""The rows that were kept before all were."""


def old_body() -> dict[str, Any]:
    """A version as it was kept before conditions, terms and languages were."""
    body: dict[str, Any] = msgspec.to_builtins(CITY.catalog)
    for one in body["procedures"].values():
        for new in ("trigger", "due_items", "due_days", "due_first_counts"):
            del one[new]
    return {**body, "words": body["words"]["ja"], "tables": {name: body["tables"][name] for name in OLD}}


def edit(one: str, text: str | None, base: int, stands: int = 1) -> Edit:
    """A reason as it shall be; `stands`: the revision that it has in the version under the draft."""
    row = {"reason_id": one, "kind": "pause", "text_ja": text} if text is not None else None
    return Edit("reasons", one, row, base, {"reason_id": one, "kind": "pause", "text_ja": "前の文"}, stands)


async def add_version(engine: AsyncEngine, version: int, body: Any, state: str = "published") -> None:
    async with engine.begin() as line:
        await line.execute(sa.insert(t.catalogs).values(version=version, state=state, at=1, since=1, body=body))


async def test_a_version_of_before_all_rows_were_kept_is_read(engine: AsyncEngine) -> None:
    await add_version(engine, 1, old_body())
    catalogs = PgCatalogs(engine)
    await catalogs.refresh()
    kept = catalogs.current()
    assert kept.procedures["P001"].name == "転入届" and kept.procedures["P001"].trigger == ""
    assert kept.words.ja == CITY.catalog.words.ja and kept.words.en == {}
    assert catalogs.public()["version"] == 1 and catalogs.book(1).faults == []
    rows = tables_of(kept, CITY.house)
    assert rows.keys() == KEYS.keys() and len(rows["procedures"]) == 92
    assert rows["questions"] == CITY.catalog.tables["questions"]


async def test_such_a_version_is_followed_by_the_folders_and_cases_stay_on_it(engine: AsyncEngine) -> None:
    await add_version(engine, 4, old_body())
    catalogs = PgCatalogs(engine)
    assert await catalogs.load(CITY, {}, 9)
    assert catalogs.current().version == 5 and catalogs.current().procedures["P001"].trigger == "True"
    assert catalogs.version(4).procedures["P001"].trigger == ""
    assert not await catalogs.load(CITY, {}, 9)
    assert catalogs.current().version == 5


async def test_versions_hold_a_row_that_is_the_same_once(engine: AsyncEngine, catalogs: PgCatalogs) -> None:
    changed = {**CITY.catalog.tables, "reasons": [{**row, "text_ja": "x"} for row in CITY.catalog.tables["reasons"]]}
    await add_version(engine, 2, body_of(2, "999989", "あおばの市", changed))
    await catalogs.refresh()
    one, two = catalogs.version(1).tables, catalogs.version(2).tables
    assert two["questions"] is one["questions"] and two["reasons"][0] is not one["reasons"][0]
    assert catalogs.current().version == 2 and catalogs.current().reasons["pause-1"].name == "x"


async def test_old_versions_are_read_while_people_work_and_are_never_taken_for_another(engine: AsyncEngine) -> None:
    for version in range(1, 14):
        rows = {**CITY.catalog.tables, "events": CITY.catalog.tables["events"][: version + 1]}
        await add_version(engine, version, body_of(version, "999989", "あおばの市", rows))
    catalogs = PgCatalogs(engine)
    await catalogs.refresh()
    assert len(catalogs.current().events) == 14 and len(catalogs.version(6).events) == 7
    for ask in (catalogs.version, catalogs.book, catalogs.forms, catalogs.public):
        assert catalogs.holds(2)
        with pytest.raises(Unreachable, match="busy"):
            ask(2)
    with pytest.raises(Unreachable, match="busy"):
        catalogs.ground(date(2027, 3, 29), 2)
    await catalogs.read_older()
    assert [len(catalogs.version(version).events) for version in range(1, 14)] == list(range(2, 15))


async def test_a_process_that_has_not_heard_yet_answers_with_what_it_knows(
    engine: AsyncEngine, catalogs: PgCatalogs
) -> None:
    assert not await catalogs.stale()
    await add_version(engine, 2, body_of(2, "999989", "あおばの市", CITY.catalog.tables))
    assert await catalogs.stale() and not catalogs.holds(2)
    assert catalogs.version(2) == catalogs.current() and catalogs.ground(date(2027, 3, 29), 2).items
    await catalogs.refresh()
    assert not await catalogs.stale() and catalogs.holds(2)


async def test_nobody_changes_the_log(engine: AsyncEngine, catalogs: PgCatalogs) -> None:
    await PgDrafts(engine).make("d1", "下書き", catalogs.current().version, WHO)
    for statement in ("UPDATE catalog_log SET clerk = 'x'", "DELETE FROM catalog_log", "TRUNCATE catalog_log"):
        with pytest.raises(DBAPIError, match="only ever added to"):
            async with engine.begin() as line:
                await line.execute(sa.text(statement))
    assert [line.what for line in await PgDrafts(engine).log(None, 10, {})] == ["draft"]


async def test_rows_are_written_all_or_none(engine: AsyncEngine, catalogs: PgCatalogs) -> None:
    drafts = PgDrafts(engine)
    await drafts.make("d1", "下書き", catalogs.current().version, WHO)
    await drafts.write("d1", 1, [edit("pause-2", "先", 1)], WHO, "row")
    with pytest.raises(RowsOvertaken) as no:
        await drafts.write("d1", 1, [edit("pause-1", "あ", 1), edit("pause-2", "い", 1)], WHO, "row")
    (theirs,) = no.value.theirs
    assert (theirs.id, theirs.by, theirs.rev) == ("pause-2", "管", FIRST_REV + 1)
    stands = await drafts.get("d1")
    assert stands is not None and [one.id for one in stands.rows.values()] == ["pause-2"]
    assert len(await drafts.log(None, 10, {"draft": "d1"})) == 2


async def test_a_row_that_is_saved_as_it_stands_is_no_change(engine: AsyncEngine, catalogs: PgCatalogs) -> None:
    drafts = PgDrafts(engine)
    await drafts.make("d1", "下書き", catalogs.current().version, WHO)
    assert await drafts.write("d1", 1, [edit("pause-1", "前の文", 1)], WHO, "row") == [1]
    assert await drafts.write("d1", 1, [edit("pause-1", "新", 1)], WHO, "row") == [FIRST_REV + 1]
    assert await drafts.write("d1", 1, [edit("pause-1", "新", FIRST_REV + 1)], WHO, "row") == [FIRST_REV + 1]
    stands = await drafts.get("d1")
    assert stands is not None and stands.head.rev == FIRST_REV + 1


async def test_a_row_taken_away_has_no_revision_until_it_is_there_again(
    engine: AsyncEngine, catalogs: PgCatalogs
) -> None:
    drafts = PgDrafts(engine)
    await drafts.make("d1", "下書き", catalogs.current().version, WHO)
    await drafts.write("d1", 1, [edit("pause-1", None, 1)], WHO, "row")
    with pytest.raises(RowsOvertaken) as no:
        await drafts.write("d1", 1, [edit("pause-1", "x", 1)], WHO, "row")
    assert (no.value.theirs[0].row, no.value.theirs[0].rev) == (None, 0)
    assert await drafts.write("d1", 1, [edit("pause-1", "x", 0)], WHO, "row") == [FIRST_REV + 2]


async def test_whoever_read_another_draft_or_line_of_versions_reads_again(
    engine: AsyncEngine, catalogs: PgCatalogs
) -> None:
    drafts, body = PgDrafts(engine), body_of(2, "999989", "あおばの市", CITY.catalog.tables)
    await drafts.make("d1", "下書き", 1, WHO)
    with pytest.raises(DraftMoved):
        await drafts.write("d1", 7, [edit("pause-1", "x", 1)], WHO, "row")
    with pytest.raises(DraftMoved):
        await drafts.write("none", 1, [edit("pause-1", "x", 1)], WHO, "row")
    plan = Plan(2, body, 1, 5, "管", "")
    with pytest.raises(DraftMoved):
        await drafts.change(Change("publish", 2, "", [plan], [], "d1", FIRST_REV + 5), WHO)
    with pytest.raises(DraftMoved):
        await drafts.change(Change("publish", 3, "", [msgspec.structs.replace(plan, version=3)], []), WHO)
    with pytest.raises(DraftMoved):
        await drafts.change(Change("withdraw", 1, "", [], [1]), WHO)
    assert [head.version for head in await drafts.versions()] == [1]
    await drafts.change(Change("publish", 2, "", [plan], [], "d1", FIRST_REV), WHO)
    assert await drafts.get("d1") is None
    assert [await drafts.take_effect(2, [], [], {}, 9), await drafts.take_effect(2, [], [], {}, 9)] == [True, False]


async def test_the_log_is_read_in_parts_newest_first(engine: AsyncEngine, catalogs: PgCatalogs) -> None:
    drafts = PgDrafts(engine)
    await drafts.make("d1", "下書き", 1, WHO)
    rev = 1
    for n in range(5):
        (rev,) = await drafts.write("d1", 1, [edit("pause-1", f"文{n}", rev)], WHO, "row")
    first = await drafts.log(None, 2, {"table": "reasons"})
    more = await drafts.log(first[-1].line, 9, {"table": "reasons", "id": "pause-1"})
    said = [line.after["text_ja"] for line in [*first, *more] if line.after]
    assert said == ["文4", "文3", "文2", "文1", "文0"]
    assert more[-1].before == {"reason_id": "pause-1", "kind": "pause", "text_ja": "前の文"}

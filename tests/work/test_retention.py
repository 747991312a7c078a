"""What the city keeps no longer is gone, in every copy; what it keeps, what is open and what goes on stays."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from handoff import ids
from handoff import messages as m
from handoff.refusal import Reason
from server.ports.confirmations import Confirmation
from server.ports.imports import MOVING, RESIDENTS
from server.record.tables import entries, journal, visit_events
from server.work import find, imports, opening, retention, sheets
from server.work.cupboards import Actor
from server.work.visits.closing import interrupt
from tests.residents import CITY, file_of, moving_of
from tests.work.town import Town, eventually, refused

SECRET = "123456789018"
DAYS = 1095
KAN = Actor("U08", "管", "main", roles=("admin",))


async def a_case(town: Town, who: Actor) -> m.Row:
    """A visitor's case with entries, and a paper that was shown."""
    row = await town.visitor(who)
    await town.write(row.case, p__00000000__m_name="渡邉　葛子", p__00000000__m_kana="ワタナベ　カツコ")
    rev = await town.write(row.case, new_town="中央一丁目")
    op = ids.new_op(town.c.chance(ids.OP_BYTES))
    shown = Confirmation(row.case, op, town.clock(), "agree", "", ["F01"], "U01", "中村", "W05", "d" * 64)
    await town.c.confirmations.keep(shown, b"%PDF secret")
    await eventually(lambda: town.c.sheets.wait_kept(row.case, rev, 1.0))
    await find.refresh(town.c, row.case)
    return row


async def ends(town: Town, row: m.Row) -> None:
    """Its visit ends, and it sleeps."""
    await interrupt(town.c, await town.stored(row.visit))
    await sleeps(town, row)


async def sleeps(town: Town, row: m.Row) -> None:
    """Nobody has it open."""
    keys = town.live.gate.keys
    await town.live.redis.delete(keys.case(row.case), keys.ops(row.case))


async def sealed(town: Town, case: str) -> list[tuple[str, bytes]]:
    """What a backup of the database has of a case."""
    async with town.engine.connect() as line:
        rows = (await line.execute(select(entries.c.key, entries.c.body).where(entries.c.case == case))).all()
    return [(row.key, bytes(row.body)) for row in rows]


async def test_after_its_days_a_case_is_in_no_copy_and_the_others_stay(town: Town) -> None:
    who = await town.at("W05")
    old, young, goes_on = [await a_case(town, who) for _ in range(3)]
    backup = await sealed(town, old.case)
    assert backup
    await ends(town, old)
    town.clock.turn(days=400)
    await ends(town, young)
    town.clock.turn(days=DAYS - 400 - 1)
    assert await retention.walk(town.c) == 0
    town.clock.turn(days=2)
    assert (await retention.look(town.c, KAN)).due == 1
    assert await retention.walk(town.c) == 1
    assert await retention.walk(town.c) == 0, "once"
    for key, one in backup:
        with pytest.raises(ValueError, match="seal|case|" + old.case):
            town.c.sealing.open(old.case, key, one)
    async with town.engine.connect() as line:
        for table in (journal, entries):
            assert (await line.execute(select(table).where(table.c.case == old.case))).all() == []
        notes = select(visit_events.c.note).where(visit_events.c.visit == old.visit)
        assert set((await line.execute(notes)).scalars()) == {None}
    assert await town.c.confirmations.paper(old.case, "d" * 64) is None
    assert await town.c.confirmations.paper(young.case, "d" * 64) == b"%PDF secret"
    assert await sealed(town, young.case)
    assert await sealed(town, goes_on.case)


async def test_an_erased_case_opens_no_more_and_is_never_an_empty_one(town: Town) -> None:
    """By whoever knows its id: no such case, and no edit makes one."""
    who = await town.at("W05")
    row = await a_case(town, who)
    await ends(town, row)
    town.clock.turn(days=DAYS + 1)
    assert await retention.walk(town.c) == 1
    await refused(Reason.no_such_case, opening.look_at(town.c, who, row.case))
    edit = m.Change(
        ids.new_op(town.c.chance(ids.OP_BYTES)), row.case, 0, m.Set({"new_town": "本町"}), {"new_town": None}
    )
    await refused(Reason.no_such_case, sheets.edit(town.c, who, edit))
    assert await town.c.sheets.read(row.case) is None


async def test_what_somebody_has_open_is_left_for_the_next_time(town: Town) -> None:
    who = await town.at("W05")
    row = await a_case(town, who)
    await interrupt(town.c, await town.stored(row.visit))
    town.clock.turn(days=DAYS + 1)
    assert await retention.walk(town.c) == 0
    sheet = await town.c.sheets.read(row.case)
    assert sheet is not None
    assert sheet.value("new_town") == "中央一丁目"
    await sleeps(town, row)
    assert await retention.walk(town.c) == 1


async def test_a_round_that_broke_off_after_the_key_is_done_again(town: Town) -> None:
    """The key is gone, the rows are still there: they go the next time, and are counted once."""
    who = await town.at("W05")
    row = await a_case(town, who)
    await ends(town, row)
    town.clock.turn(days=DAYS + 1)
    town.c.sealing.destroy(row.case)
    assert await retention.walk(town.c) == 1
    assert await sealed(town, row.case) == []
    runs = (await retention.look(town.c, KAN)).runs
    assert [run.counts["cases"] for run in runs] == [1]
    assert runs[0].counts["papers"] == runs[0].counts["confirmations"] == 1
    assert runs[0].counts["changes"] >= 2


async def test_only_an_administrator_sees_what_is_due(town: Town) -> None:
    who = await town.at("W05")
    await refused(Reason.not_allowed, retention.look(town.c, who))
    await refused(Reason.not_allowed, retention.certificate(town.c, who, "2027-03-01", "2027-03-31"))
    await refused(Reason.no_such_date, retention.certificate(town.c, KAN, "2027-3-1", "2027-03-31"))
    await refused(Reason.bad_message, retention.certificate(town.c, KAN, "2027-03-31", "2027-03-01"))
    await refused(Reason.too_long, retention.certificate(town.c, KAN, "2027-03-01", "2027-03-31", "あ" * 61))


async def test_the_citys_own_data_goes_when_its_days_are_over_kind_by_kind(town: Town) -> None:
    await imports.found(town.c, {"residents": file_of(CITY), "moving": moving_of()})
    assert town.c.catalogs.settings().retention.moving_days == 60
    used = await town.c.imports.in_use(MOVING)
    assert used is not None
    town.clock.turn(days=59)
    await retention.walk(town.c)
    assert await town.c.imports.in_use(MOVING) == used
    town.clock.turn(days=2)
    await retention.walk(town.c)
    assert await town.c.imports.in_use(MOVING) is None
    assert not town.c.sealing.destroy(used.box), "its key is gone"
    assert await town.c.imports.in_use(RESIDENTS) is not None
    assert (await retention.look(town.c, KAN)).runs[0].counts["own_data"] == used.rows

"""Keep, then hand: what was seen before a hand-off is kept before it, and a move asked twice is done once."""

from __future__ import annotations

import asyncio

from sqlalchemy import text

from handoff import messages as m
from handoff.case import Entry
from handoff.refusal import Reason, Refused
from handoff.visit import Visit, planned, row_of
from server.ports.sheets import Accepted, Later
from server.ports.visits import AtWindow, Step
from server.work import moves, sheets, visits
from server.work.cupboards import Actor
from tests.work.town import Town, eventually, refused, request


async def served(town: Town, who: Actor) -> m.Row:
    """A visitor at the window."""
    row = await town.visitor(who)
    return await town.do(visits.claim, who, m.Claim(number=row.number))


async def test_i12_what_was_acknowledged_before_the_hand_off_is_in_the_journal_before_it(town: Town) -> None:
    """Twenty edits, and the hand-off at once: the visit's `sheet_rev` holds them all, and PostgreSQL holds that."""
    who, later = await town.at("W05"), await town.at("W20", "U05")
    for turn in range(3):
        row = await served(town, who)
        revs = [await town.write(row.case, new_banchi=f"{turn}の{at}") for at in range(20)]
        passed = await town.do(visits.hand_off, who, m.HandOff(row.visit, "G20"))
        assert passed.sheet_rev == revs[-1] == await town.c.archive.last_rev(row.case)
        taken = await town.do(visits.claim, later, m.Claim(number=row.number))
        sheet = await town.c.sheets.read(row.case)
        assert sheet is not None and sheet.rev >= taken.sheet_rev and sheet.version >= taken.version
        assert sheet.value("new_banchi") == f"{turn}の19"
        await town.do(visits.finish, later, m.Finish(row.visit, "done"))


async def test_i12_while_nothing_is_kept_nothing_is_handed_on(redis_url: str, database_url: str) -> None:
    """The keeper is gone: hand-off, claim and finish wait two seconds and say 未保存; the visit stays; then it goes."""
    town = Town(redis_url, database_url)
    async with town.alive():
        who = await town.at("W05")
        row = await served(town, who)
    town = Town(redis_url, database_url)
    await town.live.open()
    await town.c.catalogs.refresh()
    try:
        await town.write(row.case, new_town="中央一丁目")
        await refused(Reason.not_kept_yet, visits.hand_off(town.c, who, request(), None, m.HandOff(row.visit, "G20")))
        assert row_of(await town.stored(row.visit)) == row
    finally:
        await town.live.close()
        await town.engine.dispose()
        town.argon2.close()
    async with Town(redis_url, database_url).alive() as town:
        passed = await town.do(visits.hand_off, who, m.HandOff(row.visit, "G20"))
        assert (passed.stage, passed.sheet_rev) == ("passing", 1)


async def test_finishing_seals_the_sheet_first(town: Town) -> None:
    """Edits that race with 終える are either in what was finished, or refused; none comes after it."""
    who = await town.at("W05")
    row = await served(town, who)
    accepted: list[int] = []

    async def types() -> str:
        for at in range(400):
            try:
                accepted.append(await town.write(row.case, new_banchi=str(at)))
            except AssertionError as stopped:
                return str(stopped)
            except Refused as no:
                return no.reason.value
        return ""

    typing = asyncio.create_task(types())
    await eventually(lambda: _length(accepted, 3))
    end = await town.do(visits.finish, who, m.Finish(row.visit, "done"))
    assert await typing in {repr(Later("sealed")), Reason.case_closed.value, Reason.case_sealed.value}
    assert end.sheet_rev == max(accepted) == await town.c.archive.last_rev(row.case)


async def _length(found: list[int], least: int) -> bool:
    return len(found) >= least


async def test_a_move_asked_again_is_done_once(town: Town) -> None:
    """At any step: the same row, one event."""
    who = await town.at("W05")
    row = await served(town, who)
    hand_off = m.HandOff(row.visit, "G20", memo="続きをお願いします")
    asked = [visits.hand_off(town.c, who, "hand-off-once-0001", row.version, hand_off) for _ in range(5)]
    done = await asyncio.gather(*asked)
    assert {one.row.version for one in done if one.row} == {row.version + 1}
    assert await visits.hand_off(town.c, who, "hand-off-once-0001", row.version, hand_off) == done[0]


async def test_a_clerk_who_saw_an_older_visit_is_told(town: Town) -> None:
    """`visit_changed`; but a way that was planned meanwhile is no reason."""
    who = await town.at("W05")
    row = await served(town, who)
    printed = await visits.slip(town.c, who, request(), None, m.Slip(row.visit))
    held = await town.do(visits.hold, who, m.Hold(row.visit), version=row.version)
    assert printed.row is not None and held.version == row.version + 2
    back = visits.back(town.c, who, request(), row.version, m.Back(row.visit))
    assert (await refused(Reason.visit_changed, back)).more["version"] == held.version


async def test_a_projection_that_was_missed_is_made_good(town: Town) -> None:
    """Nobody showed two moves: the next one shows them first, in order, and the outbox is empty."""
    who = await town.at("W05")
    row = await served(town, who)
    for what in ("plan", "plan"):
        now = await town.stored(row.visit)

        def rule(visit: Visit, _: AtWindow, what: str = what) -> Step:
            return Step(planned(visit, town.clock(), ["G20", what]), what)

        await town.c.visits.move(request(), row.visit, rule, moves.story(who), now.since)
    assert await town.on_board(row) == row
    held = await town.do(visits.hold, who, m.Hold(row.visit))
    assert held.version == row.version + 3 and await town.on_board(held) == held
    await eventually(lambda: _empty(town))


async def _empty(town: Town) -> bool:
    async with town.engine.connect() as connection:
        return (await connection.execute(text("SELECT count(*) FROM outbox"))).scalar_one() == 0


async def test_a_case_goes_to_another_office_and_back(town: Town) -> None:
    """The number stays; the board of each office shows it only while it is there."""
    who = await town.at("W05")
    row = await served(town, who)
    passed = await town.do(visits.hand_off, who, m.HandOff(row.visit, "G05", office="east"))
    assert (passed.office, passed.number) == ("east", "A001") and await town.on_board(passed) == passed
    assert row.visit not in {one.visit for one in await town.c.board.rows("main", row.day)}
    again = await town.do(visits.take_back, who, m.TakeBack(row.visit))
    assert (again.office, again.stage, again.window) == ("main", "serving", "W05") and await town.on_board(
        again
    ) == again
    await town.do(visits.hand_off, who, m.HandOff(row.visit, "G05", office="east", window="E01"))
    branch = await town.at("E01")
    taken = await town.do(visits.claim, branch, m.Claim(number="A001"))
    assert (taken.office, taken.window) == ("east", "E01")


async def test_take_back_and_claim_race_and_one_wins(town: Town) -> None:
    """In the record's transaction; the loser is told."""
    who, later = await town.at("W05"), await town.at("W20", "U05")
    for _ in range(6):
        row = await served(town, who)
        await town.do(visits.hand_off, who, m.HandOff(row.visit, "G20"))
        tries = (
            visits.take_back(town.c, who, request(), None, m.TakeBack(row.visit)),
            visits.claim(town.c, later, request(), None, m.Claim(number=row.number)),
        )
        done = await asyncio.gather(*tries, return_exceptions=True)
        lost = [one for one in done if isinstance(one, Refused)]
        assert len(lost) == 1 and lost[0].reason in (Reason.taken, Reason.already_claimed, Reason.illegal_move)
        holder = who if (await town.stored(row.visit)).window == "W05" else later
        await town.do(visits.finish, holder, m.Finish(row.visit, "done"))


async def test_a_hand_off_to_nowhere_is_refused(town: Town) -> None:
    """No such counter, a window of another counter, an urgency that there is not."""
    who = await town.at("W05")
    row = await served(town, who)

    def to(**where: object) -> object:
        return visits.hand_off(town.c, who, request(), None, m.HandOff(row.visit, **where))  # type: ignore[arg-type]

    await refused(Reason.no_such_counter, to(to="G99"))  # type: ignore[arg-type]
    await refused(Reason.no_such_counter, to(to="G20", office="east"))  # type: ignore[arg-type]
    await refused(Reason.no_such_window, to(to="G20", window="W05"))  # type: ignore[arg-type]
    await refused(Reason.not_a_choice, to(to="G20", urgency="very"))  # type: ignore[arg-type]
    await refused(Reason.no_such_visit, visits.hand_off(town.c, who, request(), None, m.HandOff("nobody", "G20")))
    assert row_of(await town.stored(row.visit)) == row


async def test_a_quiet_counter_is_quiet_from_the_hand_off_on(town: Town) -> None:
    """おくやみ: no voice, no board."""
    who = await town.at("W05")
    row = await served(town, who)
    assert not row.quiet
    assert (await town.do(visits.hand_off, who, m.HandOff(row.visit, "G12"))).quiet


async def test_the_way_follows_the_procedures(town: Town) -> None:
    """What was chosen by hand and what the life event brings by itself (転入: ごみ・防災の案内) make the way; the
    counters that had the case do not come again."""
    who = await town.at("W05")
    row = await served(town, who)
    sheet = await town.c.sheets.read(row.case)
    assert sheet is not None
    facts = {f"proc.{one}": Entry(True, "op") for one in ("P001", "P030", "P013")}
    outcome = await town.c.sheets.change(
        row.case,
        "choose-procedures-1",
        b"12345678",
        sheet.fence,
        lambda _: facts,
        by="U01",
        window="W05",
        kind="choose",
    )
    assert isinstance(outcome, Accepted)
    planned = await town.do(visits.plan, who, m.Plan(row.case))
    assert planned.way == ["G20", "G35", "G01"]
    assert (await town.do(visits.plan, who, m.Plan(row.case))).version == planned.version


async def test_a_plan_over_an_older_sheet_never_has_the_last_word(town: Town) -> None:
    """A plan waits for the visit's row; meanwhile a procedure more is chosen, as another process's edit does it."""
    who = await town.at("W05")
    row = await served(town, who)

    async def chooses(procedure: str) -> None:
        do = m.Choose([procedure])
        change = m.Change(op=request(), case=row.case, fence=row.fence, do=do)
        assert (await sheets.edit(town.c, who, change)).result == "ok"

    await chooses("P030")
    async with town.engine.begin() as other:
        await other.execute(text("SELECT 1 FROM visits WHERE visit = :visit FOR UPDATE"), {"visit": row.visit})
        plan = asyncio.create_task(visits.plan(town.c, who, request(), None, m.Plan(row.case)))
        await eventually(lambda: _waits(town))
        await chooses("P080")
    await plan
    assert (await town.stored(row.visit)).way == ["G20", "G23", "G35"]


async def _waits(town: Town) -> bool:
    """Whether somebody waits for a row."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    async with town.engine.connect() as connection:
        return (await connection.execute(text(waiting))).scalar_one() > 0

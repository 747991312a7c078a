"""The audit at work: noted, chained, heard in a second place; whatever is done to the table is found."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from handoff import messages as m
from handoff.chain import Head
from handoff.refusal import Reason
from server.ports.archive import Look
from server.ports.audit import Sought
from server.record.witness import PgWitness
from server.work import auditing, find, opening, visits
from server.work.cupboards import Actor
from tests.work.town import DAY, MORNING, Town, refused

ADMIN = Actor("U08", "管", "main", roles=("admin",), session=bytes(32))


async def a_morning(town: Town) -> None:
    """A few looks, settled."""
    who = await town.at("W05")
    row = await town.visitor(who)
    await town.do(visits.claim, who, m.Claim(number=row.number))
    await find.search(town.c, who, "さとう")
    for _ in range(4):
        await opening.look_at(town.c, who, row.case)
    assert await auditing.settle_looks(town.c) == 5


async def wrong(town: Town) -> list[tuple[int, str]]:
    """What a check finds."""
    verdict = await auditing.check(town.c.ledger, town.c.witness)
    return [(one.seq, one.what) for one in verdict.breaks]


async def by_force(town: Town, *statements: str) -> None:
    """Somebody who holds the database does this to it."""
    async with town.engine.begin() as line:
        await line.execute(text("ALTER TABLE audit DISABLE TRIGGER audit_stands"))
        for statement in statements:
            await line.execute(text(statement))


async def test_i15_every_look_is_one_row_of_a_chain_that_holds(town: Town) -> None:
    await a_morning(town)
    assert await wrong(town) == []
    rows = await town.c.ledger.find(Sought(DAY, DAY), 100)
    assert [row.what for row in rows] == ["open"] * 4 + ["search"]
    assert [row.seq for row in rows] == [5, 4, 3, 2, 1]
    assert {row.terminal for row in rows} != {""}, "the browser is named"


async def test_looks_that_come_twice_are_one_row(town: Town) -> None:
    """The keeper died after the commit and before it let go of the queue."""
    looks = [(f"id-{n}", Look(MORNING + n, "U01", "W05", "main", "open", "c")) for n in range(3)]
    first = await town.c.ledger.append(looks, 1)
    again = await town.c.ledger.append([*looks, ("id-3", looks[0][1])], 2)
    assert (first and first.seq, again and again.seq) == (3, 4)
    assert await wrong(town) == []


async def test_nobody_changes_the_table_in_passing(town: Town) -> None:
    """Not even the house itself."""
    await a_morning(town)
    for statement in ("UPDATE audit SET clerk = 'U09'", "DELETE FROM audit", "TRUNCATE audit"):
        with pytest.raises(DBAPIError, match="only ever added to"):
            async with town.engine.begin() as line:
                await line.execute(text(statement))


@pytest.mark.parametrize(
    ("force", "finds"),
    [
        (["UPDATE audit SET clerk = 'U09' WHERE seq = 2"], (2, "changed")),
        (["DELETE FROM audit WHERE seq = 3"], (3, "missing")),
        (
            [
                "UPDATE audit SET seq = seq + 100 WHERE seq > 2",
                'INSERT INTO audit SELECT 3, \'mine\', at, clerk, "window", office, what, "case", about, terminal, '
                "purpose, number, hash FROM audit WHERE seq = 2",
                "UPDATE audit SET seq = seq - 99 WHERE seq > 100",
            ],
            (3, "changed"),
        ),
        (
            [
                "UPDATE audit SET seq = 102 WHERE seq = 2",
                "UPDATE audit SET seq = 2 WHERE seq = 3",
                "UPDATE audit SET seq = 3 WHERE seq = 102",
            ],
            (2, "changed"),
        ),
        (["DELETE FROM audit WHERE seq > 3"], (4, "cut")),
        (["DELETE FROM audit"], (1, "cut")),
    ],
    ids=["edited", "deleted", "inserted", "reordered", "cut_off", "emptied"],
)
async def test_whatever_is_done_by_force_is_found(town: Town, force: list[str], finds: tuple[int, str]) -> None:
    await a_morning(town)
    await by_force(town, *force)
    assert finds in await wrong(town)


async def test_the_second_place_may_be_another_database(town: Town, databases) -> None:  # type: ignore[no-untyped-def]
    with databases.fresh() as url:
        witness, elsewhere = PgWitness(url, "999989"), PgWitness(url, "131016")
        await witness.hear(Head(3, "ab", 1))
        await witness.hear(Head(3, "ab", 1))
        assert await witness.heads() == [Head(3, "ab", 1)]
        assert await elsewhere.heads() == [], "another city's heads are its own"
        await witness.close()
        await elsewhere.close()


async def test_reading_the_audit_is_a_row_too_and_only_for_who_may(town: Town) -> None:
    await a_morning(town)
    clerk = await town.at("W06")
    sought = Sought(DAY, DAY)
    await refused(Reason.not_allowed, auditing.find(town.c, clerk, sought))
    await refused(Reason.not_allowed, auditing.export(town.c, clerk, sought))
    await refused(Reason.no_such_date, auditing.find(town.c, ADMIN, Sought("2027-02-30", DAY)))
    await refused(Reason.bad_message, auditing.find(town.c, ADMIN, Sought(DAY, "2027-01-01")))
    assert len(await auditing.find(town.c, ADMIN, sought)) == 5
    sheet = await auditing.export(town.c, ADMIN, sought)
    assert sheet.startswith("\ufeffseq,at,clerk")
    assert len(sheet.splitlines()) == 6
    assert (await auditing.verify(town.c, ADMIN)).whole
    assert [look.what for *_, look in await town.c.audit.waiting()] == ["audit_read", "audit_export", "audit_check"]


async def test_no_cell_of_the_export_begins_a_formula(town: Town) -> None:
    look = Look(MORNING, "=1+1", "-W", "main", "open", "@x", purpose="+cmd")
    await town.c.ledger.append([("one", look)], 1)
    line = (await auditing.export(town.c, ADMIN, Sought(DAY, DAY))).splitlines()[1]
    assert all(not cell.startswith(("=", "+", "-", "@")) for cell in line.split(","))


async def test_a_hundred_thousand_rows_are_checked_soon(town: Town) -> None:
    """Within 2 s on a quiet machine; here as fast as the machine lets it, and right."""
    for lot in range(5):
        looks = [
            (f"id-{lot}-{n}", Look(MORNING + n, "U01", "W05", "main", "open", f"case-{n}", {"n": n}))
            for n in range(20_000)
        ]
        await town.c.ledger.append(looks, lot)
    begun = time.process_time()
    verdict = await auditing.check(town.c.ledger, town.c.witness)
    print(f"100,000 rows: {time.process_time() - begun:.2f} s of processor")
    assert (verdict.rows, verdict.whole) == (100_000, True)

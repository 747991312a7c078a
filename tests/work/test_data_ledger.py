"""個人情報の管理台帳, gathered from what the house already wrote down."""

from __future__ import annotations

import csv
import io

import msgspec

from handoff import messages as m
from handoff.refusal import Reason
from server.ports.audit import Sought
from server.ports.retention import Run
from server.ports.watching import Safekept
from server.record.outages import PgOutages
from server.work import auditing, data_ledger, find, visits
from server.work.cupboards import Actor
from tests.work.town import DAY, Town, refused

ADMIN = Actor("U08", "管", "main", roles=("admin",))
FILE = "madoguchi-999989-20270330T030000Z.backup"


async def test_the_ledger_says_who_used_what_was_copied_and_what_was_erased_and_is_a_row_itself(town: Town) -> None:
    who, outages, now = await town.at("W05"), PgOutages(town.engine), town.c.clock()
    row = await town.visitor(who)
    await town.do(visits.claim, who, m.Claim(number=row.number))
    for _ in range(2):
        await find.search(town.c, who, "さとう")
    await auditing.settle_looks(town.c)
    await outages.safekeep(Safekept("backup", now, 900, FILE, 10_000, 4_000))
    await outages.safekeep(Safekept("backup", now + 1, 900, "bad", why="space"))
    await outages.safekeep(Safekept("drill", now + 2, 900, FILE))
    await town.c.retention.note(Run(now, {"cases": 2, "papers": 7}))

    lines = await data_ledger.ledger(town.c, outages, ADMIN, DAY, DAY)

    told = {(one.stage, one.what): (one.day, one.count, one.clerk, one.note) for one in lines}
    assert told["used", "案件を検索した"] == (DAY, 2, who.clerk, "")
    assert [value for (stage, _), value in told.items() if stage == "copied"] == [(DAY, 4_000, "", FILE)]
    assert sorted(one.count for one in lines if one.stage == "erased") == [2, 7]
    for one in lines:
        assert "さとう" not in one.what + one.note

    read = list(csv.reader(io.StringIO(data_ledger.as_csv(lines).removeprefix("\ufeff"))))
    assert read[0] == ["区分", "日", "内容", "数", "単位", "利用者", "備考"] and len(read) == len(lines) + 1
    await auditing.settle_looks(town.c)
    assert [one.clerk for one in await town.c.ledger.find(Sought(DAY, DAY, what="ledger"), 10)] == ["U08"]


async def test_it_is_for_administrators_and_auditors_and_for_days_that_are(town: Town) -> None:
    outages = PgOutages(town.engine)
    clerk = msgspec.structs.replace(ADMIN, roles=("clerk",))
    await refused(Reason.not_allowed, data_ledger.ledger(town.c, outages, clerk, DAY, DAY))
    await refused(Reason.no_such_date, data_ledger.ledger(town.c, outages, ADMIN, "2027-02-30", DAY))
    assert await data_ledger.ledger(town.c, outages, ADMIN, "2026-01-01", "2026-01-02") == []

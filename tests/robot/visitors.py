"""Households that have moved and gone home, for the robot: what each of them said, in letters of every kind."""

from __future__ import annotations

from itertools import cycle, islice
from typing import Any

import msgspec

from handoff import messages as m
from handoff.case import Entry
from handoff.ids import new_op
from server.ports.sheets import Accepted
from server.work import accounts, users
from server.work.cupboards import Actor
from tests.house import TANAKA, RunningHouse
from tests.households import households
from tests.papers import homes

HOMES = ("S2", "S3", "S6", "S1", "S4", "S5", "S7")
"""特例転入, 転入 from abroad, おくやみ, 転入 of a family, 転居, 転出, 離婚: whoever has a 住民異動届."""
NAMES = (
    *("辻\U000e0100　𠮷男", "髙﨑　蓬\U000e0101", "𣘺本　光〜", "=SUM　薫"),
    *("-渡邉　①", "NGUYEN　VAN", "か゛く　ﾊﾝｶｸ", "森鷗外　繁"),
)
ROBOT = "U05"
KAN = Actor("U08", "管", "main", roles=("admin",))
GRANTS = ["form:*:rwpx", "item:*:rwpx"]


async def finished(house: RunningHouse, many: int) -> dict[str, dict[str, Any]]:
    """So many households came, said so, and went home: case -> what it said."""
    client, voice = await house.clerk(TANAKA, "W01")
    said = {}
    for at, home in enumerate(islice(cycle(HOMES), many)):
        row = (await voice.done(m.GiveNumber("S04"))).row
        assert row is not None
        await voice.done(m.Call(row.visit))
        await voice.done(m.Serve(row.visit))
        said[row.case] = await _said(house, row.case, home, NAMES[at % len(NAMES)] + str(at))
        await voice.done(m.Finish(row.visit, "done"))
    await client.leave()
    return said


async def _said(house: RunningHouse, case: str, home: str, name: str) -> dict[str, Any]:
    """A household's entries, its people under names of their own."""
    c, told, paper = house.web.cellar.cupboards, households()[home], homes()[home]
    values: dict[str, Any] = {**told.entries, **paper.entries, f"ev.{paper.event}": True}
    values |= {f"q.{question}": yes for question, yes in told.answers.items()}
    named = [key for key in sorted(values) if key.endswith(".m_name")]
    values |= {key: f"{name}{'甲乙丙丁戊己'[at]}" for at, key in enumerate(named)}
    op = new_op(c.chance(16))
    sheet = await c.sheets.read(case)
    assert sheet is not None
    facts = {key: Entry(value, op) for key, value in values.items()}
    done = await c.sheets.change(
        case, op, c.chance(8), sheet.fence, lambda _: facts, by="U03", window="W01", kind="set"
    )
    assert isinstance(done, Accepted), done
    return values


async def may_export(house: RunningHouse) -> None:
    """An administrator lets the robot's account take out what cases say."""
    c = house.web.cellar.cupboards
    stands = accounts.of(await c.users.all(c.clock()), ROBOT)
    account = msgspec.structs.replace(stands.account, rights=GRANTS)
    await users.write(c, KAN, ROBOT, account, stands.rev)

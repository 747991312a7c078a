"""後を継ぐ窓口グループ: what comes with the lines of a counter that has ended (`handoff/heirs.py`). The lines are its
heir's with the catalog of the day; here its heir's windows are told of it, and ways that still name it are put
right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from handoff import visit as rules
from handoff.calendar import midnight
from handoff.messages import Bulletin
from handoff.offices import House, Line
from handoff.refusal import Refused
from handoff.stage import Move, Stage
from handoff.visit import Visit
from server.ports.unreachable import Unreachable
from server.ports.visits import AtWindow, Step, Story, Unsure
from server.work import bulletins, moves
from server.work.cupboards import Cupboards

HOUSE: Final = "つなぐ窓口"
NIGHT: Final = Story(clerk="", name="組織の変更", window=None)
DAY_MS: Final = 86_400_000


async def left_in(c: Cupboards, office: str, lines: Iterable[str]) -> tuple[int, int]:
    """What stands in lines of an office: visits that are not ended, and appointments to come."""
    wanted, today = set(lines), c.business_day()
    older = [one for one in await c.visits.forgotten(today) if one.office == office]
    here = [one for one in [*await c.visits.unfinished(office, today), *older] if one.line in wanted]
    to_come = [one for one in await _to_come(c, office) if one.line in wanted]
    return sum(one.stage is not Stage.booked for one in here), len(to_come)


async def _to_come(c: Cupboards, office: str) -> list[Visit]:
    """The visits of an office's appointments whose visitors are still to come."""
    first = date.fromisoformat(c.business_day())
    last = first + timedelta(days=c.catalogs.settings().appointments.days)
    found = await c.appointments.between(office, first.isoformat(), last.isoformat())
    return [one.visit for one in found if one.visit.stage is Stage.booked]


async def tell(c: Cupboards, version: int, before: House) -> None:
    """The windows of each heir read today which lines are theirs since this version, and what stands in them.
    `before`: the house until then."""
    house, had = c.catalogs.house(), {(one.office, one.line) for one in before.passed}
    for line in house.passed:
        if (line.office, line.line) not in had:
            await c.bulletins.keep(line.office, await _said(c, version, house, line), "", c.clock())
            await c.tail.notice(bulletins.NOTICE, {"office": line.office})


async def _said(c: Cupboards, version: int, house: House, line: Line) -> Bulletin:
    left, booked = await left_in(c, line.office, [line.line])
    now = c.clock()
    return Bulletin(
        bulletin=f"heir-{version}-{line.office}-{line.line}",
        to="windows",
        text=f"「{line.name}」の番号札の列は、今日からこちらの窓口で受け持ちます。"
        f"終わっていない案件 {left}件・予約 {booked}件があります。",
        since=now,
        until=midnight(date.fromisoformat(c.business_day())) + DAY_MS,
        group=house.goes_on(line.office, line.group),
        by=HOUSE,
    )


async def walk(c: Cupboards) -> int:
    """Ways of today's visits and of appointments name nobody who has ended; how many were put right. Safe to ask again
    and by two at once."""
    house, done = c.catalogs.house(), 0
    for office in {one.partition(".")[0] for one in house.heirs}:
        today = await c.visits.unfinished(office, c.business_day())
        ways = {one.visit: one.way for one in [*today, *await _to_come(c, office)]}
        for visit, way in ways.items():
            if _now(house, office, way) != way:
                done += await _put_right(c, visit)
    return done


def _now(house: House, office: str, way: list[str]) -> list[str]:
    return list(dict.fromkeys(house.goes_on(office, group) for group in way))


async def _put_right(c: Cupboards, visit: str) -> bool:
    """False when it cannot be now: the next round does it."""

    def rule(found: Visit, here: AtWindow) -> Step:
        way = _now(c.catalogs.house(), found.office, found.way)
        return Step(rules.planned(found, c.clock(), way), Move.plan)

    try:
        found = await c.visits.get(visit)
        if found is not None:
            await moves.run(c, f"heir-{visit}-{found.version}", visit, rule, NIGHT)
    except (Refused, Unsure, Unreachable):
        return False
    return found is not None

"""What holds at the end of a day: nobody was called twice, nobody is forgotten, the board says what the record says."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from handoff.messages import Row
from handoff.visit import row_of
from tests.work.town import DAY, Town

_CALLS = text(
    "SELECT visit, count(*) AS calls FROM visit_events WHERE move = 'call' GROUP BY visit HAVING count(*) > 1"
)
_ENDS = text("SELECT stage, count(*) AS n FROM visits WHERE day = :day GROUP BY stage")
_VISITS = text("SELECT visit FROM visits WHERE day = :day")


async def nobody_twice(town: Town) -> None:
    """Each visitor was called by one window, once: nobody here is put back into a line."""
    async with town.engine.connect() as line:
        assert (await line.execute(_CALLS)).all() == []


async def nobody_forgotten(town: Town, came: Sequence[Row]) -> dict[str, int]:
    """Whoever came has a number of their own, and the visit is ended; how many by what they became."""
    assert len({row.number for row in came}) == len(came)
    async with town.engine.connect() as line:
        ends = {row.stage: row.n for row in await line.execute(_ENDS, {"day": DAY})}
    assert sum(ends.values()) == len(came) and set(ends) <= {"done", "suspended"}, ends
    return ends


async def board_is_record(town: Town) -> bool:
    """Whether the board shows each visit of the day as the record has it (I13): to be waited for."""
    async with town.engine.connect() as line:
        visits = (await line.execute(_VISITS, {"day": DAY})).scalars().all()
    shown = {row.visit: row for row in await town.c.board.rows("main", DAY)}
    return shown == {visit: row_of(await town.stored(visit)) for visit in visits}

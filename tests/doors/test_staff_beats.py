"""A screen's sign of life goes on while its clerk opens one case after another."""

from __future__ import annotations

import pytest

from tests.doors.wire import Wire
from tests.house import NAKAMURA, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")
CASES = 8


async def test_cases_that_are_opened_during_a_beat_do_not_break_it(city_hall: RunningHouse) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    wire = await Wire.inside(city_hall, client)
    cases = []
    for n in range(CASES):
        request = f"beats-and-cases-{n}"
        await wire.say({"t": "move", "request": request, "do": {"kind": "give_number", "service": "S01"}})
        cases.append((await wire.answers(request))["row"]["case"])
    for case in cases:
        await wire.say({"t": "join", "case": case})
        for _ in range(4):
            await wire.say({"t": "beat", "cases": []})
    opened = set()
    while len(opened) < CASES:
        text = await wire.next()
        assert '"unknown"' not in text
        opened |= {case for case in cases if f'"t":"case","case":"{case}"' in text}
    assert await wire.works()
    await wire.close()

"""A screen's sign of life goes on while its clerk opens one case after another, and tells it whether its line lives."""

from __future__ import annotations

import pytest

from handoff import messages as m
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


async def test_whoever_asks_whether_the_line_carries_anything_is_answered(city_hall: RunningHouse) -> None:
    """A screen hangs up a line on which this is not answered: also before the greeting, and at every door."""
    _, clerk = await city_hall.clerk(NAKAMURA)
    hall = await (await city_hall.screen("hall")).stands_at("/display")
    for screen, result in ((clerk, "done"), (hall, "refused")):
        await screen.say(m.Beat(re="anybody"))
        answer = await screen.hears(m.Answer, lambda heard: heard.re == "anybody")
        assert answer.result == result
    await hall.greets()
    await hall.say(m.Beat(re="anybody now"))
    assert (await hall.hears(m.Answer, lambda heard: heard.re == "anybody now")).result == "done"

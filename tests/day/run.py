"""A day from its first number to the night after it, with what must hold looked at on the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import lcm
from typing import Final

from server.embedded.valkey import Valkey
from tests.day.checks import board_is_record, nobody_forgotten, nobody_twice
from tests.day.events import CLOSES, OPENS, Event
from tests.day.replay import STEP, Day
from tests.engines import Own
from tests.work.town import CITY, Town, eventually

REST_S: Final = 60.0
_SERVED: Final = ("G00", "G12", "G27")
"""Counters without a window of the plan below: nobody comes to them."""
WINDOWS: Final = tuple(one.window for one in CITY.house.windows if one.office == "main" and one.group not in _SERVED)[
    :22
]


def services() -> list[str]:
    """What the clerks at these windows are asked for: each as often as its line has numbers for it. A letter ends at
    999, and lines share letters, so ten thousand visitors are not to come for anything at all alike."""
    groups = {one.group for one in CITY.house.windows if one.window in WINDOWS}
    letters = {one.line: one.letters for one in CITY.house.lines if one.office == "main" and one.group in groups}
    by_letters = defaultdict[str, list[str]](list)
    for one in CITY.house.services:
        if one.office == "main" and one.line in letters:
            by_letters[letters[one.line]].append(one.service)
    alike = lcm(*map(len, by_letters.values()))
    return [one for of, some in by_letters.items() for one in some for _ in range(len(of) * alike // len(some))]


async def play(database_url: str, valkey: Own[Valkey], events: Sequence[Event]) -> dict[str, int]:
    """What visits became. An AssertionError where somebody was called twice or forgotten, or the board lies."""
    async with Town(valkey.engine.url(), database_url, connections=24).alive() as town:
        clerks = [await town.at(window) for window in WINDOWS]
        steps = (CLOSES - OPENS) / STEP
        coming = sum(one.what == "comes" for one in events)
        day = Day(town, valkey, clerks, pace=max(1, round(1.6 * coming / len(WINDOWS) / steps)))
        await day.play([one for one in events if one.what != "midnight"])
        await eventually(lambda: board_is_record(town), REST_S)
        await day.play([one for one in events if one.what == "midnight"])
        await eventually(lambda: board_is_record(town), REST_S)
        await nobody_twice(town)
        assert day.cuts == sum(one.what == "power" for one in events)
        return await nobody_forgotten(town, day.came)

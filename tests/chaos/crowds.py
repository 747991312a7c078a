"""Many screens beside the clerks at work: two hundred that come back at once, ten that stop reading."""

from __future__ import annotations

import asyncio
import itertools

from handoff import messages as m
from handoff.case import Value
from tests.bench import crew
from tests.bench.city import CLERKS, SERVICE, City
from tests.bench.terminal import Terminal, new_op

BACK_S = 60.0
LONG = {"staff_memo": 1_000, "form_biko": 400, "new_katagaki": 300, "old_katagaki": 300}
"""The items that take the longest texts, and how many letters; three bytes each."""


def come_back(city: City, count: int) -> None:
    """So many screens connect, lose their lines in the same moment and are all back. Raises AssertionError when one is
    not."""
    asyncio.run(_come_back(city, count))


async def _come_back(city: City, count: int) -> None:
    cookies = [await asyncio.to_thread(crew.log_in, city.port(number), city.login(number)) for number in range(CLERKS)]
    screens = [Terminal(f"screen {number}") for number in range(count)]

    async def come(number: int) -> None:
        await screens[number].come(city.port(number), cookies[number % CLERKS])

    for number in range(count):
        await come(number)
    for screen in screens:
        screen.leave()
    async with asyncio.timeout(BACK_S):
        back = await asyncio.gather(*(come(number) for number in range(count)), return_exceptions=True)
    for screen in screens:
        screen.leave()
    away = [type(why).__name__ for why in back if why is not None]
    assert not away, f"{len(away)} of {count} screens did not come back: {set(away)}"


def stall(city: City, screens: int, megabytes: int) -> None:
    """So many screens open a case and read nothing more; so much is said to them in it."""
    asyncio.run(_stall(city, screens, megabytes))


async def _stall(city: City, screens: int, megabytes: int) -> None:
    cookie = await asyncio.to_thread(crew.log_in, city.port(0), city.login(0))
    writer, *readers = [Terminal(f"screen {number}") for number in range(screens + 1)]
    for number, screen in enumerate((writer, *readers)):
        await screen.come(city.port(number), cookie)
    await writer.move(m.Sit(window=city.window(90)))
    row = (await writer.move(m.GiveNumber(service=SERVICE))).row
    assert row is not None
    view = await writer.join(row.case)
    for reader in readers:
        await reader.join(row.case)
        assert reader.line is not None
        reader.line.transport.pause_reading()
    said, base, letters = 0, dict.fromkeys(LONG), itertools.cycle("あいうえお")
    while said < megabytes * 1_000_000:
        op, letter = new_op(), next(letters)
        entries: dict[str, Value] = {item: letter * count for item, count in LONG.items()}
        answer = await writer.change(row.case, m.Set(entries), base, view.fence, op)
        assert answer.result == "ok", f"{answer.result} {answer.reason}"
        said, base = said + screens * 3 * sum(LONG.values()), dict.fromkeys(LONG, op)
    for screen in (writer, *readers):
        screen.leave()

"""A card: from its being laid on a window's reader until the screen of another window, on the other process, holds it.

`screens`: ten windows, each with an agent as a PC runs it (desk, conversation, line) and a pretend licence without
PINs; a key has said before whose card comes. Five cards a second, turn and turn about; the time that the card itself
takes is taken off. The floor is the same two processes without rules (`floor.py`), as `edit` has it. `mynumber`,
`licence`: one read over the service of card readers with vpcd's reader, from power to no power, and in turn with it the
same commands alone on a card that has power (`read_ratio`). Goals: p95 <= 150 ms, `read_ratio` <= 2.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial

from tests.bench import bare, card_read, edit
from tests.bench.card_desk import at_windows
from tests.bench.city import City, in_city
from tests.bench.figures import percentile, ratio, seconds, share

WINDOWS, RATE = 10, 5.0
SECONDS, FLOOR_SECONDS = 30.0, 15.0
READS, READ_SECONDS = 200, 30.0


def run(reads: int | None = None, windows: int = WINDOWS) -> Iterator[dict[str, object]]:
    """One line for the screens, one for each kind of card."""
    yield screens(reads or round(RATE * seconds(SECONDS)), windows, seconds(FLOOR_SECONDS))
    for kind in card_read.CARDS:
        whole, alone, commands = card_read.through_the_service(kind, reads or share(READS, READ_SECONDS))
        yield {
            "bench": "card",
            "case": kind,
            "n": len(whole),
            "commands": commands,
            "p50": percentile(whole, 50),
            "p95": percentile(whole, 95),
            "alone_p50": percentile(alone, 50),
            "read_ratio": ratio(percentile(whole, 50), percentile(alone, 50)),
        }


def screens(reads: int, windows: int, floor_s: float, city: City | None = None) -> dict[str, object]:
    """The line for the screens: so many cards, and so many seconds of the floor."""
    with in_city(city, 2 * windows) as here:
        took = asyncio.run(at_windows(here, windows, RATE, reads))
        with bare.open_floor(here, "edit") as ports:
            pairs = partial(bare.gather, here, ports, 2 * windows)
            room = asyncio.run(edit.measure(pairs, round(RATE), floor_s, keeps=False))
    floored = edit.applied(room)
    return {
        "bench": "card",
        "case": "screens",
        "n": len(took),
        "p50": percentile(took, 50),
        "p95": percentile(took, 95),
        "floor_p95": percentile(floored, 95),
        "ratio": ratio(percentile(took, 95), percentile(floored, 95)),
    }

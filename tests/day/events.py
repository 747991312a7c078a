"""The events of a day, one JSON line each, in the order of their times: who comes, who goes to lunch, when the power is
gone, and midnight. `at` is minutes since 00:00 in Tokyo."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, Literal

import msgspec

OPENS, LUNCH, POWER, CLOSES, MIDNIGHT = 510.0, 720.0, 870.0, 1_035.0, 1_445.0
LUNCH_MINUTES: Final = 60.0
LATE: Final = 3
"""So many come in the last minute, when nobody calls any more."""


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`comes` for a `service`; a `window` `pauses` and `resumes`; the `power` of the live store is cut; `midnight`."""

    at: float
    what: Literal["comes", "pauses", "resumes", "power", "midnight"]
    service: str = ""
    window: str = ""


def read(path: Path) -> list[Event]:
    """A file's events in the order of their times."""
    decoder = msgspec.json.Decoder(Event)
    return sorted(map(decoder.decode, path.read_bytes().splitlines()), key=lambda one: one.at)


def write(path: Path, events: Iterable[Event]) -> None:
    """A file of them."""
    path.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in events))


def a_day(visitors: int, services: Sequence[str], windows: Sequence[str], seed: int = 1) -> list[Event]:
    """A day on which so many come, more in the morning; each second window is at lunch, then the others; the power is
    cut in the afternoon."""
    chance = random.Random(seed)
    comes = [
        Event(OPENS + (CLOSES - OPENS) * chance.betavariate(1.3, 1.8), "comes", chance.choice(services))
        for _ in range(visitors - LATE)
    ]
    comes += [Event(CLOSES - 1, "comes", chance.choice(services)) for _ in range(LATE)]
    lunch = [
        Event(LUNCH + LUNCH_MINUTES * (place % 2 + back), what, window=window)
        for place, window in enumerate(windows)
        for back, what in ((0, "pauses"), (1, "resumes"))
    ]
    return sorted([*comes, *lunch, Event(POWER, "power"), Event(MIDNIGHT, "midnight")], key=lambda one: one.at)

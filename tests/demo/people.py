"""Who works in the demo hour, and what its visitors come for; shares and minutes as a city hall has them."""

from __future__ import annotations

from typing import Final

import msgspec

ARRIVALS: Final = 178
"""Visitors in the hour."""
WAITING: Final = 36
"""So many wait when the hour begins, so that it is busy at once."""
NEWCOMER: Final = ("1000005", "W05")
"""The account and the window that are left to whoever sits down."""
RECEPTION: Final = "W00"
WINDOWS: Final = (
    *(f"W{at:02d}" for at in (1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)),
    *(f"W{at}" for at in (20, 21, 22, 23, 24, 25, 26, 27, 30, 31, 32, 33, 34, 35)),
)
"""29 windows; with the reception that is 30 pretend clerks."""
LOGINS: Final = ("1000006", "1000001", "1000000", "1000020", "1000025")
"""Each is logged in at several windows."""
SERVICES: Final[dict[str, int]] = {
    "S04": 62,
    "S01": 30,
    "S07": 24,
    "S08": 9,
    "S02": 8,
    "S13": 7,
    "S05": 6,
    "S09": 6,
    "S11": 5,
    "S17": 5,
    "S12": 4,
    "S19": 4,
    "S06": 3,
    "S14": 3,
    "S21": 2,
}
"""Service -> how many of the hour's visitors come for it."""
MINUTES: Final[dict[str, float]] = {"G01": 3.0, "G05": 9.0, "G13": 9.0}
OTHER_MINUTES: Final = 8.0
ONWARD: Final[dict[str, tuple[str, ...]]] = {"G05": ("G20", "G25", "G30", "G34"), "G12": ("G22", "G21")}
"""Where a counter's visitors go from there; half of them do."""

assert sum(SERVICES.values()) == ARRIVALS, "every visitor comes for something"


class Place(msgspec.Struct, frozen=True):
    """A window, its counter, and who is logged in there."""

    window: str
    group: str
    login: str


def places() -> list[Place]:
    """The pretend clerks' windows. A window's number is its counter's first in the demo city."""
    return [Place(window, _group(window), LOGINS[at % len(LOGINS)]) for at, window in enumerate(WINDOWS)]


def _group(window: str) -> str:
    number = int(window[1:])
    first = 1 if number <= 4 else 5 if number <= 10 else 13 if 13 <= number <= 17 else number
    return f"G{first:02d}"

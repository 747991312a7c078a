"""The files of a city's backups: what they are called, which are kept, and when the next one is due."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from handoff.calendar import local_time

NAME: Final = re.compile(r"madoguchi-(?P<city>[0-9]{6})-(?P<at>[0-9]{8}T[0-9]{6}Z)\.backup")
STAMP: Final = "%Y%m%dT%H%M%SZ"
HOUR_MS: Final = 3_600_000
AGAIN_MS: Final = 10 * 60_000
"""After one that failed."""


def name_of(city: str, at: int) -> str:
    """What the backup of this instant (ms) is called; names sort by time."""
    return f"madoguchi-{city}-{datetime.fromtimestamp(at // 1000, UTC).strftime(STAMP)}.backup"


def at_of(name: str, city: str) -> int | None:
    """When a backup of this city was begun (ms); None for any other file."""
    found = NAME.fullmatch(name)
    if found is None or found["city"] != city:
        return None
    return int(datetime.strptime(found["at"], STAMP).replace(tzinfo=UTC).timestamp()) * 1000


def outlived(names: Iterable[str], city: str, generations: int) -> list[str]:
    """The files that are kept no longer: a generation is the last one of a day in Tokyo, and so many days are kept."""
    newest_first = sorted((name for name in names if at_of(name, city) is not None), reverse=True)
    kept: dict[str, str] = {}
    for name in newest_first:
        day = local_time(at_of(name, city) or 0).date().isoformat()
        if day not in kept and len(kept) < generations:
            kept[day] = name
    return [name for name in newest_first if name not in kept.values()]


def is_due(now: int, last: int, failed: int, hours: int, is_open: bool) -> bool:
    """Whether the next one is to be made: half of the time after the last one when nobody serves, an hour before the
    end of it in any case. `last`, `failed`: when the last good one and one that failed after it began (0: none)."""
    if now - failed < AGAIN_MS:
        return False
    age = now - last
    return age >= (hours - 1) * HOUR_MS or (not is_open and age >= hours * HOUR_MS // 2)

"""The ids of the river: `<ms>-<n>`, given by Redis. They only grow, and their ms is the time of a change, nobody
else's."""

from __future__ import annotations

from typing import Final

START: Final = "0-0"
"""Before everything."""


def halves(river_id: str) -> tuple[int, int]:
    """(ms, n) of an id; `n` is 0 when left out."""
    ms, _, n = river_id.partition("-")
    return int(ms), int(n or 0)


def ms_of(river_id: str) -> int:
    """The ms since 1970 of an id."""
    return halves(river_id)[0]


def after(left: str, right: str) -> bool:
    """Whether `left` comes later than `right`."""
    return halves(left) > halves(right)

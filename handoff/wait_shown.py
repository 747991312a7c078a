"""The words of a wait, 待ち時間の目安: a range that holds, said in steps that a visitor can use.

P10 down and P90 up to 5 minutes, to 10 above 60; 90分以上 at the top; never 0: まもなく. A range that is shown stays
until the median has left it, or has moved by more than 5 minutes for two refreshes.
"""

from __future__ import annotations

from typing import Final

import msgspec

from handoff.wait import Range

STEP: Final = 5
WIDE_STEP: Final = 10
WIDE_FROM: Final = 60
TOP: Final = 90
MOVED: Final = 5.0
REFRESHES: Final = 2


class Shown(msgspec.Struct, frozen=True):
    """What stands on a board: whole minutes, `to` None = and more. `p50` when it began to stand there, `moved`: for how
    many refreshes the median has been elsewhere."""

    low: int
    to: int | None
    p50: float
    moved: int = 0

    @property
    def soon(self) -> bool:
        """まもなく: not later than the first step."""
        return self.to is not None and self.to <= STEP

    def holds(self, wait: float) -> bool:
        """Whether a wait lies in what was said."""
        return self.low <= wait and (self.to is None or wait <= self.to)


def _down(minutes: float) -> int:
    step = STEP if minutes < WIDE_FROM else WIDE_STEP
    return int(minutes // step) * step


def _up(minutes: float) -> int:
    step = STEP if minutes <= WIDE_FROM else WIDE_STEP
    return max(STEP, int(-(-minutes // step)) * step)


def shown(found: Range) -> Shown:
    """A range in steps."""
    top = _up(found.p90)
    return Shown(min(TOP, _down(found.p10)), None if top > TOP else top, found.p50)


def refreshed(before: Shown | None, found: Range) -> Shown:
    """What is shown now: what was shown, as long as it may be."""
    new = shown(found)
    if before is None or not before.holds(found.p50):
        return new
    if abs(found.p50 - before.p50) <= MOVED:
        return msgspec.structs.replace(before, moved=0)
    return new if before.moved + 1 >= REFRESHES else msgspec.structs.replace(before, moved=before.moved + 1)


def words(one: Shown) -> str:
    """As it is written: `15〜25分`, `90分以上`, `まもなく`."""
    if one.soon:
        return "まもなく"
    if one.to is None:
        return f"{one.low}分以上"
    return f"{one.low}〜{one.to}分" if one.low else f"{one.to}分以内"

"""A band of a form: something as wide as the page that may be lower or higher, so that everything fits on one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, TypeAlias

from handoff.kit.pen import Pen

MOST: Final = 1.7
"""A band grows by at most so much of what it may shrink."""

Draw: TypeAlias = Callable[[Pen, float, float], None]


class Band(NamedTuple):
    """How high it would like to be, how high it must be, in mm; `draw(pen, y, height)`."""

    natural: float
    least: float
    draw: Draw


class CrowdedError(Exception):
    """More stands on a form than a page holds."""


def gap(natural: float, least: float = 0.6) -> Band:
    """Room between bands."""
    return Band(natural, least, lambda pen, y, h: None)


def stack(pen: Pen, bands: Sequence[Band], top: float, bottom: float) -> float:
    """Draw bands under one another between `top` and `bottom`: all of them lower where they would not fit, a little
    higher where there is room. Returns where they end. CrowdedError if even the lowest do not fit."""
    room = bottom - top
    natural, least = sum(band.natural for band in bands), sum(band.least for band in bands)
    if least > room + 0.01:
        raise CrowdedError(f"{least - room:.1f} mm too much")
    share = min(MOST, (room - least) / (natural - least)) if natural > least else 1.0
    y = top
    for band in bands:
        high = band.least + (band.natural - band.least) * share
        band.draw(pen, y, high)
        y += high
    return y

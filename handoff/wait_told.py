"""What was foretold and what it became, as LogStack learns from it. Plain values: whoever only keeps them needs no
numbers library."""

from __future__ import annotations

from typing import Final

import msgspec

STEADY: Final = ("ql", "qlm", "les", "hol", "average", "rate", "pace", "crowd", "lull", "absent", "noon", "late")
"""What LogStack looks at, in the order in which it is kept."""


class Told(msgspec.Struct, frozen=True):
    """A wait that was foretold and what it became: `p50` as it was played, and x."""

    queue: str
    x: list[float]
    p50: float
    wait: float

"""What it was like before, as the city measured it: the figures that today's are laid beside."""

from __future__ import annotations

from math import isfinite
from typing import Final

import msgspec

from handoff.refusal import Reason, Refused

MOST: Final = 1_000.0
LONGEST: Final = 200


class Baseline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of one visitor on the average; None where nobody measured it. `wait` until the call, `service` at the counters
    (minutes); `written`: boxes of applications that the visitor wrote by hand. `how`: when and where that was."""

    wait: float | None = None
    service: float | None = None
    written: float | None = None
    how: str = ""


class Kept(msgspec.Struct, frozen=True):
    """The figures, and who entered them when (ms)."""

    baseline: Baseline
    at: int
    name: str


def admitted(said: Baseline) -> Baseline:
    """As it is kept. Refused: `bad_message` (`at`: the figure that is none, or out of reach), `too_long`."""
    for at in ("wait", "service", "written"):
        value = getattr(said, at)
        if value is not None and not (isfinite(value) and 0 <= value <= MOST):
            raise Refused(Reason.bad_message, at=at)
    if len(said.how) > LONGEST:
        raise Refused(Reason.too_long, at="how", limit=LONGEST)
    return msgspec.structs.replace(said, how=said.how.strip())

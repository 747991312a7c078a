"""流れ: where a visit was, stage by stage, as a floor manager may see it: lines, windows and times, and nobody."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from handoff.messages import Row
from handoff.stage import ENDS


class Stop(msgspec.Struct, frozen=True, omit_defaults=True):
    """A stretch of a visit: in which stage, in which line, at which window (None: at none), from when until when (ms;
    None: it still is). `calls`: how often it was called in it."""

    stage: str
    office: str
    line: str
    since: int
    until: int | None = None
    window: str | None = None
    calls: int = 0


def stops(rows: Iterable[Row]) -> list[Stop]:
    """The stretches of a visit's rows, which come by version. What changes neither stage nor place (a way that was
    planned anew, another call) begins none; the end of the visit is the last one, and lasts no time."""
    found: list[Stop] = []
    for row in rows:
        here = Stop(row.stage, row.office, row.line, row.since, None, row.window, row.calls)
        if found and _same(found[-1], here):
            found[-1] = msgspec.structs.replace(found[-1], calls=here.calls)
            continue
        if found:
            found[-1] = msgspec.structs.replace(found[-1], until=here.since)
        found.append(msgspec.structs.replace(here, until=here.since) if row.stage in ENDS else here)
    return found


def _same(one: Stop, other: Stop) -> bool:
    return (one.stage, one.office, one.line, one.window) == (other.stage, other.office, other.line, other.window)

"""One run: clerks type, the hall is hurt in the middle, everybody goes on, and then everything is looked at."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from functools import partial

import msgspec

from handoff import messages as m
from tests.bench.figures import percentile
from tests.chaos.checker import check
from tests.chaos.clerk import Clerk, Op
from tests.chaos.faults import FAULTS, SHAPES
from tests.chaos.hall import PLAIN, Hall, open_hall, until
from tests.chaos.load import Load

PAIRS = 4
A_PAIR = 80.0
"""So many edits a second two clerks who wait for each answer come to: where more are wanted, more clerks type."""
WARM_S, AFTER_S = 2.0, 2.0
PROBE = 8.0
"""Edits a second with which an idle hall is tried afterwards."""
PATIENCE_S = 90.0
DRAINED = 100
"""Edits a second that a hall gets rid of at the very least: nobody waits less than a queue needs."""
PLANTED_PATIENCE_S = 30.0
"""With a defect planted much never comes: nobody need wait for it as long."""


class Result(msgspec.Struct):
    """The line of a run. `recovered_s`: from the end of the fault until an edit was seen; `drained_s`: until everything
    that was typed before was kept; `kept_p95`: ms from seen to kept, the fault included; `seen_p95`: ms from typed to
    seen, of what was typed while it lasted, and `seen_p95_before`, of what was typed before; `lost`: kept edits that
    PostgreSQL does not hold; `hand_offs`: how often a case went to the other window meanwhile."""

    chaos: str
    rate: float
    edits: int
    kept: int
    hand_offs: int
    lost: int
    kept_p95: float
    recovered_s: float
    drained_s: float
    seen_p95: float
    seen_p95_before: float
    violations: list[str]
    planted: str = ""


def run(fault: str, rate: float, seed: int = 1, planted: str = "") -> Result:
    """Hurt a hall of its own in this way, at so many edits a second; 0: nobody types until it is over."""
    with open_hall(planted, SHAPES.get(fault, PLAIN)) as hall:
        return hurt(hall, fault, rate, seed, planted)


def hurt(hall: Hall, fault: str, rate: float, seed: int, planted: str = "") -> Result:
    """The same in a hall that stands already, with new cases."""
    load = Load(hall.city, max(PAIRS, math.ceil(rate / A_PAIR)), seed)
    with load.working():
        load.rate = rate
        time.sleep(WARM_S)
        violations: list[str] = []
        begun = time.monotonic()
        try:
            FAULTS[fault](hall, load)
        except AssertionError as wrong:
            violations.append(f"{fault}: {wrong}")
        ended = time.monotonic()
        load.rate = rate or PROBE
        patience = PLANTED_PATIENCE_S if planted else PATIENCE_S
        recovered = _come(violations, partial(load.seen_since, ended), "I5: an edit is seen again", patience)
        time.sleep(AFTER_S)
        load.rest()
        _rest(load, violations, patience)
        found = check(hall, load)
    ops = [op for clerk in load.clerks for op in clerk.ops]
    return Result(
        chaos=fault,
        rate=rate,
        edits=len(ops),
        kept=sum(op.state == "kept" for op in ops),
        hand_offs=load.walk.turns,
        lost=found.lost,
        kept_p95=percentile([(op.kept - op.seen) * 1000 for op in ops if op.kept], 95),
        recovered_s=round(recovered, 2),
        drained_s=round(max([0.0, *(op.kept - ended for op in ops if op.typed < ended)]), 2),
        seen_p95=_seen_p95([op for op in ops if begun <= op.typed < ended]),
        seen_p95_before=_seen_p95([op for op in ops if op.typed < begun]),
        violations=sorted(set(violations + found.violations)),
        planted=planted,
    )


def _seen_p95(ops: list[Op]) -> float:
    return percentile([(op.seen - op.typed) * 1000 for op in ops if op.seen], 95)


def _rest(load: Load, violations: list[str], patience: float) -> None:
    """Until everything typed is kept and every window has a fresh snapshot; what never comes is a violation."""
    _come(violations, load.settled, "I5: everything typed is kept", patience + load.waiting() / DRAINED)
    before = {clerk: clerk.view for clerk in load.clerks}
    for clerk in load.clerks:
        clerk.stale = True
    read = partial(_all_read_again, load, before)
    _come(violations, read, "I4: a fresh snapshot", patience)


def _all_read_again(load: Load, before: dict[Clerk, m.CaseView | None]) -> bool:
    return all(clerk.view is not before[clerk] for clerk in load.clerks)


def _come(violations: list[str], true: Callable[[], bool], what: str, patience: float) -> float:
    """Wait for it; the seconds that it took. What does not come is a violation."""
    try:
        return until(true, patience, what)
    except AssertionError as never:
        violations.append(str(never))
        return patience

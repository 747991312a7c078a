"""Lines: who is next, why, and when somebody counts as absent.

The order is: urgent first, then the lines that go before others at their counter, then 要配慮 where the line wants it,
then appointments whose time has come, then by `turn`, then by number; what of this a line does is the city's
(`queue_order.py`). Whoever has an appointment goes before the
walk-ins of its line from its time on, and until then waits in the order of arrival as they do; it counts in the line
where the visit began to wait, and at no further counter. `turn` is the arrival at the house, also after a hand-off, a
transfer or 交付待ち: who has waited longest in all is next, and nobody starts again at the end because of a counter's
mistake; a line may go by the arrival in the line instead. The record's `call next` reads the same order from its index,
and `clients/shared/src/order.ts` is its twin; tests hold the three together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal, Protocol, TypeAlias, TypeVar

import msgspec

from handoff.catalog import VisitSettings
from handoff.queue_order import OrderSettings
from handoff.refusal import Reason, Refused
from handoff.stage import QUEUED, Stage
from handoff.visit import Visit

MINUTE_MS = 60_000
SURE = "absent-2"
"""The visitor has told us that they went home: no need to call any more."""
EVERYWHERE = OrderSettings()
"""The order of a city that decides nothing."""
By: TypeAlias = Literal["urgent", "care", "appointment", "arrival", "line", "end"]


class Standing(Protocol):
    """What the order looks at: of a visit, and of its row on a board."""

    @property
    def number(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def line(self) -> str: ...
    @property
    def arrived(self) -> int: ...
    @property
    def line_since(self) -> int: ...
    @property
    def turn(self) -> int | None: ...
    @property
    def urgency(self) -> str: ...
    @property
    def care(self) -> bool: ...
    @property
    def due(self) -> int | None: ...


S = TypeVar("S", bound=Standing)


class Why(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why somebody stands where they stand. `place`: 1 = next; `by`: what brought them there (urgent, care and
    appointment go before the others' times; end: came back from 不在 to the end); `since` (ms): the time that counts.
    `over`: numbers of those whose time is earlier and who come later all the same; `under`: the other way round. `due`:
    the appointment whose time has not come. `line_first`: somebody behind stands in a line that this counter calls
    later; `line_later`: somebody before stands in one that it calls first."""

    place: int
    by: By
    since: int
    over: list[str] = []
    under: list[str] = []
    due: int | None = None
    line_first: bool = False
    line_later: bool = False


def is_due(one: Standing, now: int) -> bool:
    """Whether it is the time of the appointment of somebody who waits."""
    return one.stage == Stage.waiting and one.due is not None and one.due <= now


def place(one: Standing, now: int, orders: OrderSettings = EVERYWHERE) -> tuple[bool, int, bool, bool, int, str]:
    """What a line is sorted by."""
    order = orders.rule(one.line)
    return (
        one.urgency != "urgent",
        orders.rank(one.line),
        not (order.care and one.care),
        not (order.appointments and is_due(one, now)),
        counted(one, orders),
        one.number,
    )


def counted(one: Standing, orders: OrderSettings = EVERYWHERE) -> int:
    """The time (ms) by which somebody stands in the line."""
    if orders.rule(one.line).handoffs == "line":
        return one.line_since
    return one.arrived if one.turn is None else one.turn


def callable_by(visit: Visit, lines: Iterable[str], window: str) -> bool:
    """Whether `call next` at a window may pick this visit."""
    return visit.stage in QUEUED and visit.line in set(lines) and visit.to_window in (None, window)


def in_order(people: Iterable[S], now: int, orders: OrderSettings = EVERYWHERE) -> list[S]:
    """A line, next first."""
    return sorted((one for one in people if one.stage in QUEUED), key=lambda one: place(one, now, orders))


def newcomers(line: Sequence[Standing], lines: Iterable[str], now: int, orders: OrderSettings) -> dict[str, int]:
    """By line, how many of those who wait (all lines together, in their order) are called before somebody who comes
    into it now: who is urgent, who stands in a line that goes first, and whoever of the same rank came before. Of
    somebody who comes nothing is known but the line: no urgency, no 要配慮, no appointment."""
    keys = [place(one, now, orders)[:-1] for one in line]
    return {one: bisect_right(keys, (True, orders.rank(one), True, True, now)) for one in lines}


def explain(people: Iterable[S], number: str, now: int, orders: OrderSettings = EVERYWHERE) -> Why | None:
    """Why one of a line stands where it stands; None when it does not wait there."""
    line = in_order(people, now, orders)
    at = next((at for at, one in enumerate(line) if one.number == number), None)
    if at is None:
        return None
    one, since, rank = line[at], counted(line[at], orders), orders.rank(line[at].line)
    return Why(
        at + 1,
        _by(one, now, orders),
        since,
        [other.number for other in line[at + 1 :] if counted(other, orders) < since],
        [other.number for other in line[:at] if counted(other, orders) > since],
        _to_come(one, now, orders),
        any(orders.rank(other.line) > rank for other in line[at + 1 :]),
        any(orders.rank(other.line) < rank for other in line[:at]),
    )


def _to_come(one: Standing, now: int, orders: OrderSettings) -> int | None:
    """The appointment that will bring somebody forward."""
    counts = orders.rule(one.line).appointments and one.stage == Stage.waiting
    return one.due if counts and one.due is not None and one.due > now else None


def _by(one: Standing, now: int, orders: OrderSettings) -> By:
    order = orders.rule(one.line)
    if one.urgency == "urgent":
        return "urgent"
    if order.care and one.care:
        return "care"
    if order.appointments and is_due(one, now):
        return "appointment"
    if order.handoffs == "line":
        return "line"
    return "arrival" if one.turn in (None, one.arrived) else "end"


def may_be_absent(visit: Visit, settings: VisitSettings, now: int, reason: str) -> None:
    """Refused with `not_now` while a visitor who is being called has not been called often or long enough."""
    if visit.stage not in (Stage.calling, Stage.delivering) or reason == SURE:
        return
    left_ms = visit.since + settings.absent_minutes * MINUTE_MS - now
    if visit.calls < settings.absent_calls and left_ms > 0:
        raise Refused(Reason.not_now, at="absent", calls=settings.absent_calls - visit.calls, left_s=left_ms // 1000)


def to_end(settings: VisitSettings) -> bool:
    """Whether somebody who comes back from 不在 goes to the end of the line."""
    return settings.back_place == "end"

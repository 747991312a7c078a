"""What moves of visits tell about times: services that ended, waits that ended with a call, and how long after the
reception somebody was called for what is handed over (交付). Queues are named `office/line`, classes
`office/line:service`; what is handed over is a queue beside the line's, `office/line delivery`, and its classes are the
hours in which the reception ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import msgspec

from handoff.calendar import business_day, midnight
from handoff.wait import Called, Done
from handoff.wait_flow import Mark
from handoff.wait_learn import Service, Wait
from server.ports.waits import Event

MINUTE_MS: Final = 60_000
LEAST, MOST = 0.2, 240.0
"""Services outside of these minutes are presses on a wrong key, or a case that was forgotten open."""
WAITED: Final = frozenset({"waiting", "passing"})
CALLS: Final = frozenset({"call", "claim"})
RETURNS: Final = frozenset({"back", "give_back"})
"""Moves by which somebody stands again where they stood before."""
STAYS: Final = frozenset({"serving", "held", "processing", "ready"})
"""Stages in which a reception that ended may still lead to what is handed over."""
NEWEST: Final = 30
HANDING: Final = frozenset({"processing", "ready"})
"""処理中 and 交付待ち: received, and to be called for what is handed over."""
MOST_HANDING: Final = 480.0
"""After so many minutes it was another day's."""


class Begun(msgspec.Struct, frozen=True):
    """A reception that ended: in which line, when (ms)."""

    office: str
    line: str
    at: int


def queue_of(office: str, line: str) -> str:
    """What a line is called here."""
    return f"{office}/{line}"


def kind_of(office: str, line: str, service: str) -> str:
    """The class of a service: what the visitor came for, at this line."""
    return f"{office}/{line}:{service}"


def handing_of(office: str, line: str) -> str:
    """What is handed over at a line, as a queue of its own."""
    return f"{queue_of(office, line)} delivery"


def handing_kind(office: str, line: str, minute: float) -> str:
    """Its class: the hour in which the reception ended."""
    return f"{handing_of(office, line)}:{int(minute // 60)}"


def minutes_of(ms: int) -> float:
    """An instant as minutes since the midnight of its day in Tokyo."""
    return (ms - midnight(business_day(ms))) / MINUTE_MS


def services(events: Sequence[Event]) -> list[Service]:
    """All services that ended."""
    return [
        Service(business_day(one.at).isoformat(), queue_of(one.office, one.line), _kind(one), one.took / MINUTE_MS)
        for one in events
        if _is_service(one)
    ]


def came(events: Sequence[Event]) -> list[Mark]:
    """All who came into a line: with a number, handed on, or moved there."""
    return [
        _mark(one, one.into)
        for one in events
        if one.next in WAITED and one.move not in RETURNS and (one.stage not in WAITED or one.into != one.line)
    ]


def ended(events: Sequence[Event]) -> list[Mark]:
    """All services that ended, at their end."""
    return [_mark(one, one.line) for one in events if _is_service(one)]


def _mark(one: Event, line: str) -> Mark:
    return Mark(business_day(one.at).isoformat(), queue_of(one.office, line), minutes_of(one.at))


def waits(events: Sequence[Event]) -> list[Wait]:
    """All waits that ended with a call; who was overtaken by whom is counted line by line."""
    after = _after(events)
    lines = defaultdict[tuple[str, str], list[Event]](list)
    for one in events:
        if one.move in CALLS and one.stage in WAITED:
            lines[queue_of(one.office, one.line), business_day(one.at).isoformat()].append(one)
    found = []
    for (queue, _), called in lines.items():
        for place, one in enumerate(called):
            over = sum(other.at - other.took > one.at - one.took for other in called[:place])
            then = after.get((one.visit, one.at), [])
            came = not (then and then[0].next == "absent")
            back = not came and any(other.next == "serving" for other in then)
            found.append(Wait(queue, one.took / MINUTE_MS, came, over, back))
    return found


def handings(events: Sequence[Event]) -> tuple[list[Service], dict[str, Begun]]:
    """How long after the reception each was called for what is handed over, as services of the line that called (a line
    that only hands over begins when the visitor came into it); and by visit the receptions that ended and of which no
    call came yet. Whoever is received anew meanwhile, or called a second time, counts once, from the first."""
    found, open_ = [], dict[str, Begun]()
    for one in events:
        begun = open_.get(one.visit)
        if one.stage == "ready" and one.move in CALLS:
            if begun is not None and begun.line == one.line:
                found.append(_handed(one, begun))
            open_.pop(one.visit, None)
        elif one.next in HANDING and one.move not in RETURNS:
            if begun is None or begun.line != one.into:
                open_[one.visit] = Begun(one.office, one.into, one.at)
        elif one.next not in STAYS:
            open_.pop(one.visit, None)
    return [one for one in found if LEAST <= one.minutes <= MOST_HANDING], open_


def _handed(call: Event, begun: Begun) -> Service:
    kind = handing_kind(begun.office, begun.line, minutes_of(begun.at))
    minutes = (call.at - begun.at) / MINUTE_MS
    return Service(business_day(begun.at).isoformat(), handing_of(begun.office, begun.line), kind, minutes)


def today(events: Sequence[Event]) -> tuple[dict[str, list[Done]], dict[str, list[Called]]]:
    """Of each queue the newest services and calls of a day, oldest first; what was handed over counts as a service of
    its own queue."""
    done, called = defaultdict[str, list[Done]](list), defaultdict[str, list[Called]](list)
    for one in events:
        queue, minutes = queue_of(one.office, one.line), one.took / MINUTE_MS
        if _is_service(one):
            done[queue].append(Done(_kind(one), minutes))
        if one.move in CALLS and one.stage in WAITED:
            called[queue].append(Called(minutes_of(one.at), minutes))
    for handed in handings(events)[0]:
        done[handed.queue].append(Done(handed.kind, handed.minutes))
    return {queue: all_[-NEWEST:] for queue, all_ in done.items()}, {
        queue: all_[-NEWEST:] for queue, all_ in called.items()
    }


def _is_service(one: Event) -> bool:
    return one.stage == "serving" and one.next != "serving" and LEAST <= one.took / MINUTE_MS <= MOST


def _kind(one: Event) -> str:
    return kind_of(one.office, one.line, one.service)


def _after(events: Sequence[Event]) -> dict[tuple[str, int], list[Event]]:
    """What came after each move of a visit on the same day."""
    visits = defaultdict[str, list[Event]](list)
    for one in events:
        visits[one.visit].append(one)
    return {(one.visit, one.at): moves[place + 1 :] for moves in visits.values() for place, one in enumerate(moves)}

"""The forecast of an office as its boards know it: from rows and windows to what may be said of each line.

A range is said only when there is enough to say it from: services of the line were learned, and of its newest forecasts
at least `ENOUGH` met their call. Until then staff read データ収集中, and the hall how many wait.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import msgspec

from handoff.calendar import business_day
from handoff.messages import Due, LineHour, LineWait, Row, Seat
from handoff.offices import House, Line
from handoff.plan_windows import Span, as_it_goes
from handoff.queue import EVERYWHERE, in_order, newcomers
from handoff.queue_order import OrderSettings
from handoff.stage import QUEUED, Stage
from handoff.visibility import NOBODY_THERE
from handoff.wait import Called, Done, Range, Snapshot, State, Ticket, Window
from handoff.wait_draws import Draws
from handoff.wait_flow import Flow, Mark
from handoff.wait_foretold import Forecast, Foreteller
from handoff.wait_model import Model
from handoff.wait_rolling import ENOUGH, Rolling
from handoff.wait_shown import Shown, refreshed
from server.ports.waits import Became, Foretold
from server.work.wait_handing import Handing
from server.work.wait_learning import Kept
from server.work.wait_log import HANDING, Begun, handing_kind, handing_of, kind_of, minutes_of, queue_of

NO_PLANS: Final[Mapping[str, list[Span]]] = MappingProxyType({})
NONE_BEGUN: Final[Mapping[str, Begun]] = MappingProxyType({})
HOUR: Final = 60.0
AT_WINDOW = frozenset({Stage.serving, Stage.calling, Stage.delivering})


def snapshot(
    house: House,
    rows: Iterable[Row],
    seats: Iterable[Seat],
    now: int,
    done: Mapping[str, list[Done]],
    called: Mapping[str, list[Called]],
    orders: OrderSettings = EVERYWHERE,
    plans: Mapping[str, list[Span]] = NO_PLANS,
    begun: Mapping[str, Begun] = NONE_BEGUN,
) -> Snapshot:
    """An office at an instant (ms). `plans`: of the windows, for this day; one without stays as it is. `begun`: by
    visit the receptions that ended; one that is not there ended when its stage began."""
    every = list(rows)
    line = in_order((one for one in every if one.stage in QUEUED), now, orders)
    lines = {queue_of(one.office, one.line): one.line for one in house.lines}
    before = newcomers(line, set(lines.values()), now, orders)
    at = {one.window: one for one in every if one.stage in AT_WINDOW}
    left: dict[str | None, int] = {}
    for one in every:
        left[one.from_window] = max(one.since, left.get(one.from_window, 0))
    return Snapshot(
        minutes_of(now),
        [_ticket(one, one.line_since) for one in line],
        [
            planned(window, plans.get(seat.window), minutes_of(now))
            for seat in seats
            if (window := _window(house, seat, at.get(seat.window), left.get(seat.window, 0))) is not None
        ],
        [_ticket(one, one.since) for one in every if one.stage == Stage.absent],
        dict(done),
        dict(called),
        {queue: before[line] for queue, line in lines.items()},
        [_handing(one, begun) for one in every if one.stage in HANDING and one.channel not in NOBODY_THERE],
    )


def _ticket(row: Row, since: int) -> Ticket:
    queue, kind = queue_of(row.office, row.line), kind_of(row.office, row.line, row.service)
    return Ticket(row.visit, queue, kind, minutes_of(since), row.stage == Stage.ready)


def _handing(row: Row, begun: Mapping[str, Begun]) -> Ticket:
    known = begun.get(row.visit)
    since = minutes_of(known.at if known is not None and known.line == row.line else row.since)
    return Ticket(row.visit, handing_of(row.office, row.line), handing_kind(row.office, row.line, since), since)


def _window(house: House, seat: Seat, at: Row | None, left: int) -> Window | None:
    """A window and what it does; None when no line is called there. `at`: whom it has; `left`: when somebody went from
    it last (ms; 0: nobody has)."""
    window = house.in_use(seat.window)
    lines = house.lines_of(seat.office, seat.serves or window.group) if window is not None else []
    if not lines:
        return None
    queues = tuple(queue_of(one.office, one.line) for one in lines)
    if at is not None:
        kind = kind_of(at.office, at.line, at.service)
        return Window(seat.window, queues, "busy", minutes_of(at.since), kind)
    state: State = "idle" if seat.state == "open" else "closed" if seat.state == "closed" else "away"
    return Window(seat.window, queues, state, minutes_of(max(seat.since, left)))


def planned(window: Window, spans: list[Span] | None, now: float) -> Window:
    """The window with its plan, as far as the clerk goes by it."""
    if spans is None:
        return window
    began = window.since if window.state == "busy" else None
    return msgspec.structs.replace(window, plan=tuple(as_it_goes(spans, now, began)))


class Look(msgspec.Struct, frozen=True):
    """What is said of an office's lines and of those who wait for what is handed over, and what of it is to be kept."""

    lines: list[LineWait]
    dues: list[Due]
    news: list[Foretold]


class WaitBoard:
    """What one process knows: the model, the newest misses, and what stands on its boards."""

    def __init__(self) -> None:
        self.draws = Draws()
        self.teller = Foreteller(Model(Kept().learned), Kept().stack, Rolling(), self.draws)
        self.shown: dict[str, Shown] = {}
        self.noted: dict[str, set[tuple[str, str]]] = {}
        """office -> who was seen in which queue at the last look."""
        self.hours: dict[str, LineHour] = {}

    def learned(self, kept: Kept, became: Sequence[Became]) -> None:
        """The model of the day, and what the newest forecasts missed by."""
        rolling = Rolling()
        for one in became:
            rolling.note(one.queue, _range(one.stacked), one.wait)
        self.teller = Foreteller(Model(kept.learned), kept.stack, rolling, self.draws)

    def happened(self, came: Iterable[Mark], ended: Iterable[Mark], now: int) -> None:
        """Who came into each line and what was served there in the last hour, beside what is usual."""
        until, weekday = minutes_of(now), business_day(now).weekday()
        since = max(0.0, until - HOUR)
        counts = [Counter(one.queue for one in marks if one.at > since) for marks in (came, ended)]
        flows = (self.teller.model.learned.came, self.teller.model.learned.ended)

        def usual(of: Mapping[str, Flow], queue: str) -> float | None:
            known = of.get(queue)
            return round(known.between(since, until, weekday), 1) if known is not None and known.enough else None

        self.hours = {
            queue: LineHour(*(count[queue] for count in counts), *(usual(of, queue) for of in flows))
            for queue in {*counts[0], *counts[1], *flows[0], *flows[1]}
        }

    def enough(self, queue: str) -> bool:
        """Whether a range may be said."""
        misses = self.teller.rolling.kept.get(queue)
        return self.teller.model.knows(queue) and misses is not None and len(misses[0]) >= ENOUGH

    def look(self, office: str, lines: Iterable[Line], seen: Snapshot, now: int) -> Look:
        """An office's floor played on once, at `now` (ms): what is said of each of its lines that a window serves, and
        what is foretold to those who have come into a line, or whose reception has ended, since the last look at it."""
        coming = {(one.key, one.queue) for one in seen.waiting if not one.ready}
        received = {(one.key, one.queue) for one in seen.handing}
        new = (coming | received) - self.noted.get(office, set())
        self.noted[office] = coming | received
        queues = dict(coming & new)
        arrivals, each = self.teller.look(seen, queues.keys())
        handing = Handing(self, seen)
        return Look(
            [
                self._line(one, arrivals[queue], handing)
                for one in lines
                if one.office == office and (queue := queue_of(one.office, one.line)) in arrivals
            ],
            [handing.due(one, now) for one in seen.handing],
            [
                *(self._foretold(key, queues[key], one, now) for key, one in each.items()),
                *handing.news({key for key, _ in received & new}, now),
            ],
        )

    def _line(self, line: Line, found: Forecast, handing: Handing) -> LineWait:
        queue = queue_of(line.office, line.line)
        hour, later = self.hours.get(queue), handing.of(line)
        if not found.open:
            self.shown.pop(queue, None)
            return LineWait(line.line, "shut", found.ahead, hour=hour, handing=later)
        if not self.enough(queue):
            return LineWait(line.line, "learning", found.ahead, hour=hour, handing=later)
        said = self.said(queue, found.said)
        p50, p80 = round(found.said.p50), round(found.said.p80)
        return LineWait(line.line, "known", found.ahead, said.low, said.to, p50, p80, hour, later)

    def said(self, queue: str, found: Range) -> Shown:
        """What stands on the boards of a queue from now on."""
        self.shown[queue] = refreshed(self.shown.get(queue), found)
        return self.shown[queue]

    def _foretold(self, key: str, queue: str, one: Forecast, now: int) -> Foretold:
        told = one.open > 0 and self.enough(queue)
        return Foretold(key, queue, now, one.played.p50, list(one.stacked.levels), list(one.said.levels), one.x, told)


def _range(levels: list[float]) -> Range:
    return Range(levels[1], *levels)

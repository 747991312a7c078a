"""待ち時間の目安 on the boards: at most once a second and beside the event loop, worked out when something happened on
the floor and now and then because time goes on, said when it changed, and again for screens that came since. Nothing
is said before something is known; a board is right without it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from time import thread_time
from typing import Final, NamedTuple, TypeVar

from handoff.calendar import business_day, midnight
from handoff.messages import HandingWait, LineWait, ToClient, Waits
from handoff.plan_windows import Span
from handoff.visibility import NOBODY, Shown, View, show
from handoff.wait import Called, Done, Snapshot
from server.realtime.announce import Announcer
from server.realtime.rooms import Rooms
from server.work import wait_learning, wait_log, window_plans
from server.work.cupboards import Cupboards
from server.work.lines import order_at
from server.work.wait_board import WaitBoard, snapshot

LOG_MS: Final = 20_000
"""So often the day's services and calls are read, and what forecasts became."""
AGAIN_MS: Final = 10_000
STILL_MS: Final = 5_000
"""So long a forecast of a floor on which nothing happens stands."""
LITTLE_MS: Final = 100.0
RESTS: Final = 10
NEWEST: Final = 400
BACK_MS: Final = 60 * 86_400_000


class Looked(NamedTuple):
    """When a floor was played (ms), what had happened by then (on it, and in the log), how long it rests (ms)."""

    at: int
    happened: tuple[int, int]
    rest: int


NEVER: Final = Looked(0, (0, 0), 0)
T = TypeVar("T")


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    """ms of processor, and what came of it."""
    begun = thread_time()
    found = work()
    return (thread_time() - begun) * 1000, found


def rest_after(spent: float) -> int:
    """How long after so much work (ms): thousands who wait cost a tenth of a processor, or are foretold every 5 s."""
    return int(min(STILL_MS, spent * RESTS)) if spent > LITTLE_MS else 0


class WaitRound:
    """One process's forecasts, of all offices that a screen has opened."""

    def __init__(self, cupboards: Cupboards, rooms: Rooms, announcer: Announcer) -> None:
        self.c, self.rooms, self.announcer = cupboards, rooms, announcer
        self.board: WaitBoard | None = None
        self.read_at = 0
        self.done: dict[str, list[Done]] = {}
        self.called: dict[str, list[Called]] = {}
        self.came: dict[str, int] = {}
        """Of each queue how many came today."""
        self.told: dict[str, tuple[int, Waits]] = {}
        self.looked: dict[str, Looked] = {}
        """office -> the last playing of its floor."""
        self.begun: dict[str, wait_log.Begun] = {}
        """visit -> its reception that ended today, where it waits for what is handed over."""
        self.plans: dict[str, dict[str, list[Span]]] = {}
        """office -> window -> its plan of today, entered or learned."""
        self.usual: dict[tuple[str, date], dict[str, list[Span]]] = {}

    async def walk(self) -> None:
        """Once: look, foretell, say, keep."""
        now = self.c.clock()
        board = await self.ready(now)
        for office in sorted(self.announcer.read):
            await self._office(office, now, board)

    async def ready(self, now: int) -> WaitBoard:
        """What this process knows, with today's log as it was at most 20 s ago."""
        if self.board is None:
            self.board = await asyncio.to_thread(WaitBoard)
        if now - self.read_at >= LOG_MS:
            await self._read(now, self.board)
        return self.board

    async def _read(self, now: int, board: WaitBoard) -> None:
        events = await self.c.waits.events(midnight(business_day(now)), now + 1)
        self.done, self.called = wait_log.today(events)
        self.begun = wait_log.handings(events)[1]
        came, ended = wait_log.came(events), wait_log.ended(events)
        self.came = Counter(one.queue for one in came)
        known = await self.c.waits.learned()
        became = await self.c.waits.became(now - BACK_MS, NEWEST)
        kept = wait_learning.opened(known[1]) if known is not None else wait_learning.Kept()
        await asyncio.to_thread(board.learned, kept, became)
        board.happened(came, ended, now)
        for office in sorted(self.announcer.read):
            await self._plans(office, business_day(now))
        self.read_at = now

    async def _plans(self, office: str, day: date) -> None:
        """What was entered for today, over what the windows usually do; that is learned once a day."""
        if (office, day) not in self.usual:
            self.usual = {key: one for key, one in self.usual.items() if key[1] == day}
            self.usual[office, day] = await window_plans.learned(self.c, office, day)
        entered = {one.window: one.spans for one in await self.c.plans.of_day(office, day.isoformat())}
        self.plans[office] = {**self.usual[office, day], **entered}

    async def seen(self, office: str, now: int) -> Snapshot:
        """An office as its boards show it."""
        rows, seats = await self.announcer.board(office)
        if office not in self.plans:
            await self._plans(office, business_day(now))
        orders, plans = order_at(self.c, office), self.plans[office]
        house = self.c.catalogs.house()
        return snapshot(house, rows, seats, now, self.done, self.called, orders, plans, self.begun)

    async def _office(self, office: str, now: int, board: WaitBoard) -> None:
        happened = (self.announcer.moves[office], self.read_at)
        before = self.looked.get(office, NEVER)
        if now - before.at < (STILL_MS if happened == before.happened else before.rest):
            return
        seen = await self.seen(office, now)
        spent, found = await asyncio.to_thread(
            _timed, partial(board.look, office, self.c.catalogs.house().lines, seen, now)
        )
        self.looked[office] = Looked(now, happened, rest_after(spent))
        self._tell(Waits(office=office, lines=found.lines, dues=found.dues), now)
        await self.c.waits.foretell(found.news)

    def _tell(self, said: Waits, now: int) -> None:
        """To staff all of it; to halls and on papers what is known, of lines that stand on boards."""
        office = said.office
        at, before = self.told.get(office, (0, None))
        if before is None and not any(_known(one) for one in said.lines):
            return
        if said == before and now - at < AGAIN_MS:
            return
        self.told[office] = (now, said)
        house = self.c.catalogs.house()
        loud = {
            line.line
            for line in house.lines
            if (counter := house.counter(office, line.group)) is not None and not counter.quiet
        }
        hall = Waits(office=office, lines=[_of_hall(one) for one in said.lines if one.line in loud and _known(one)])
        self.announcer.waits[office] = hall
        shown: Shown[ToClient] = show(hall, NOBODY, {}, False)
        self.rooms.tell(f"hall:{office}", shown)
        self.rooms.tell(f"line:{office}", show(said, View(frozenset()), {}, False))


def _known(one: LineWait) -> bool:
    """Whether anything may be told to visitors."""
    return one.state == "known" or (one.handing is not None and one.handing.state == "known")


def _of_hall(one: LineWait) -> LineWait:
    """What of a line visitors are told."""
    later = one.handing
    handing = HandingWait("known", later.low, later.to) if later is not None and later.state == "known" else None
    if one.state != "known":
        return LineWait(one.line, "learning", handing=handing)
    return LineWait(one.line, "known", low=one.low, to=one.to, handing=handing)

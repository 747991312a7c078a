"""A day played by clerks at all windows: an hour of arrivals, then everybody who is free presses 次の方を呼ぶ at
once, again and again until that hour's work is done."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from itertools import groupby
from typing import Any, Final

from handoff import messages as m
from handoff.calendar import business_day, midnight
from handoff.messages import Row
from handoff.refusal import Reason, Refused
from server.embedded.valkey import Valkey
from server.ports.unreachable import Unreachable
from server.ports.visits import RecordAway, Unsure
from server.work import visits, windows
from server.work.cupboards import Actor, Done
from tests.day.events import CLOSES, Event
from tests.engines import Own
from tests.work.town import MORNING, Town, request

STEP: Final = 60.0
"""Minutes that are played at once."""
MINUTE_MS: Final = 60_000
AGAIN_S: Final = 0.05
LATER: Final = frozenset({Reason.not_now, Reason.not_kept_yet})
"""What a clerk's screen asks again with the same request."""
GIVERS: Final = 8
Deed = Callable[..., Awaitable[Done]]


class Day:
    """A town with clerks at these windows, and the live store that may lose its power."""

    def __init__(self, town: Town, valkey: Own[Valkey], clerks: Sequence[Actor], pace: int) -> None:
        self.town, self.valkey = town, valkey
        self.clerks = {who.window or "": who for who in clerks}
        self.away: set[str] = set()
        self.pace = pace
        """How many visitors a window serves in a step."""
        self.came: list[Row] = []
        self.cuts = 0
        self.felt = asyncio.Event()

    async def play(self, events: Sequence[Event]) -> None:
        """All of them, step by step."""
        for step, some in groupby(events, key=lambda one: int(one.at // STEP)):
            self._turn_to(step * STEP)
            await self._step(list(some), works=step * STEP < CLOSES - STEP)

    def _turn_to(self, minutes: float) -> None:
        self.town.clock.now = max(self.town.clock.now, midnight_of_day() + int(minutes * MINUTE_MS))

    async def _step(self, events: list[Event], works: bool) -> None:
        comes = deque(one.service for one in events if one.what == "comes")
        await asyncio.gather(*(self._gives(comes) for _ in range(GIVERS)))
        cuts = False
        for one in events:
            if one.what in ("pauses", "resumes"):
                await self._lunch(one)
            elif one.what == "midnight":
                self._turn_to(one.at)
                await self._night()
            cuts = cuts or one.what == "power"
        if works:
            working = [self._works(who) for window, who in self.clerks.items() if window not in self.away]
            work = asyncio.gather(*working)
            if cuts:
                await self._cut(work)
            await work

    # ---- deeds, each asked again until it is done or refused for good

    async def _does(self, deed: Deed, who: Actor, what: Any, version: int | None = None) -> Done:
        said = request()
        while True:
            try:
                return await deed(self.town.c, who, said, version, what)
            except (Unreachable, RecordAway, Unsure):
                self.felt.set()
                await asyncio.sleep(AGAIN_S)
            except Refused as no:
                if no.reason not in LATER:
                    raise
                await asyncio.sleep(AGAIN_S)

    async def _gives(self, services: deque[str]) -> None:
        who = next(iter(self.clerks.values()))
        while services:
            row = (await self._does(visits.give_number, who, m.GiveNumber(services.popleft()))).row
            assert row is not None
            self.came.append(row)

    async def _works(self, who: Actor) -> None:
        for _ in range(self.pace):
            try:
                called = (await self._does(visits.call, who, m.Call())).row
            except Refused as no:
                if no.reason is not Reason.line_empty:
                    raise
                return
            assert called is not None
            served = (await self._does(visits.serve, who, m.Serve(called.visit), called.version)).row
            assert served is not None
            await self._does(visits.finish, who, m.Finish(called.visit, "done"), served.version)

    async def _lunch(self, event: Event) -> None:
        who = self.clerks[event.window]
        if event.what == "pauses":
            self.away.add(event.window)
            await self._does(windows.pause, who, m.Pause("pause-1"))
        else:
            self.away.discard(event.window)
            await self._does(windows.open_window, who, m.OpenWindow())

    async def _cut(self, work: asyncio.Future[list[None]]) -> None:
        """The power is gone while everybody works, and comes back when somebody has felt it (or nobody works)."""
        self.felt.clear()
        self.valkey.kill()
        self.cuts += 1
        felt = asyncio.create_task(self.felt.wait())
        await asyncio.wait({felt, work}, return_when=asyncio.FIRST_COMPLETED)
        felt.cancel()
        self.valkey.start()

    async def _night(self) -> None:
        """The keeper asks every minute; what cannot be kept yet is left for the next time."""
        while await self.town.c.visits.forgotten(self.town.c.business_day()):
            if not await visits.midnight(self.town.c):
                await asyncio.sleep(AGAIN_S)


def midnight_of_day() -> int:
    """When the town's day began."""
    return midnight(business_day(MORNING))

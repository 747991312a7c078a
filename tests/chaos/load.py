"""Clerks at work in a loop and a thread of their own, while the main thread hurts the hall: some type, two hand a case
to and fro."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from handoff import messages as m
from tests.bench import crew
from tests.bench.city import NUMBERS, City
from tests.bench.terminal import Terminal
from tests.chaos.clerk import Clerk
from tests.chaos.hall import until
from tests.chaos.walk import Walk

FIELDS = (("new_katagaki", "old_katagaki", "form_biko"), ("next_katagaki", "late_reason", "old_overseas"))
"""The fields of each clerk of a pair."""
PATIENCE_S = 60.0


class Load:
    """Pairs of clerks, each pair at one case, on both web processes. `rate`: edits a second of all together; it may be
    changed at any moment."""

    def __init__(self, city: City, pairs: int, seed: int) -> None:
        self.city = city
        self.pairs = pairs
        self.rate = 0.0
        self.clerks: list[Clerk] = []
        self.walk = Walk(city, 2 * pairs)
        self._walking: asyncio.Task[None] | None = None
        self._chance = random.Random(seed)
        self._ready = threading.Event()
        self._end = threading.Event()
        self._failed: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    @contextmanager
    def working(self) -> Iterator[Load]:
        """All clerks sit and have their cases open."""
        self._thread.start()
        try:
            assert self._ready.wait(120), "the clerks do not come"
            self._look()
            yield self
            self._look()
        finally:
            self._end.set()
            self._thread.join(30)

    def cut_lines(self) -> None:
        """All browsers' lines are cut at once; everybody comes back at once. Called from another thread than theirs."""
        assert self._loop is not None
        for clerk in self.clerks:
            self._loop.call_soon_threadsafe(clerk.leave)

    def rest(self) -> None:
        """Nobody begins anything new."""
        assert self._loop is not None
        self.rate = 0
        self._loop.call_soon_threadsafe(self.walk.rest)

    def end_walk(self) -> None:
        """No more hand-offs; the last one is over."""
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self.walk.rest)
        until(lambda: self._walking is not None and self._walking.done(), PATIENCE_S, "the last hand-off")

    def settled(self) -> bool:
        """Whether all that was typed is kept, and the case that walks stands somewhere."""
        self._look()
        walked = self._walking is not None and self._walking.done()
        return walked and all(clerk.settled() for clerk in self.clerks)

    def waiting(self) -> int:
        """How many edits are not kept yet."""
        return sum(len(clerk.open) for clerk in self.clerks)

    def seen_since(self, moment: float) -> bool:
        """Whether an edit was seen after this moment (of `time.monotonic`)."""
        self._look()
        return any(clerk.saw > moment for clerk in self.clerks)

    def edits(self) -> int:
        """How many were typed so far."""
        return sum(len(clerk.ops) for clerk in self.clerks)

    def _look(self) -> None:
        if self._failed is not None:
            raise self._failed

    def _run(self) -> None:
        try:
            asyncio.run(self._live())
        except Exception as failed:
            self._failed = failed  # the main thread raises it
            raise
        finally:
            self._ready.set()

    async def _live(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(lambda *_: None)  # lines that break are what this is about
        for pair in range(self.pairs):
            case = await self._new_case(pair)
            self.clerks += [Clerk(self.city, 2 * pair + side, case, FIELDS[side]) for side in range(2)]
        self._walking = asyncio.create_task(self.walk.walk())
        working = [self._walking, *(asyncio.create_task(clerk.work()) for clerk in self.clerks)]
        await asyncio.gather(*(clerk.seated.wait() for clerk in self.clerks))
        self._ready.set()
        due = monotonic()
        while not self._end.is_set():
            await asyncio.sleep(0.005)
            for task in working:
                if task.done():
                    task.result()
            if not self.rate:
                due = monotonic()
            while self.rate and due < monotonic():
                due += self._chance.expovariate(self.rate)
                self._chance.choice(self.clerks).type()
        for task in working:
            task.cancel()
        for clerk in self.clerks:
            clerk.leave()

    async def _new_case(self, pair: int) -> str:
        terminal = Terminal(self.city.window(2 * pair))
        cookie = await asyncio.to_thread(crew.log_in, self.city.port(0), self.city.login(2 * pair))
        await terminal.come(self.city.port(0), cookie)
        await terminal.move(m.Sit(window=self.city.window(2 * pair)))
        row = (await terminal.move(m.GiveNumber(service=NUMBERS[pair % len(NUMBERS)]))).row
        assert row is not None
        terminal.leave()
        return row.case

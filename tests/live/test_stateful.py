"""The live core against its promises: three windows, two processes, a keeper, and all that befalls them, at random.

Real Redis and PostgreSQL. Held after every example, at rest: I1 to I7, I12, I17 (DESIGN, Invariants).
"""

from __future__ import annotations

import asyncio
import itertools
import os
from collections.abc import Coroutine, Iterator
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from server.embedded.valkey import Valkey
from server.ports.river import Heard
from server.ports.sheets import Asleep
from server.ports.unreachable import Unreachable
from server.ports.visits import Barrier, Step, WrongEpoch
from tests.engines import Own
from tests.live.life import KEYS, STORY, Life, eventually, now_ms
from tests.live.window import Window

EXAMPLES, STEPS = 15, 80
SEED_OF_CASES = itertools.count()


class House:
    """Two web processes and a keeper on one loop, for all examples."""

    def __init__(self, redis_server: Own[Valkey], database_url: str) -> None:
        self.runner = asyncio.Runner()
        self.server = redis_server
        self.steps = 0
        self.database_url = database_url
        self.run(self._open())

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Until it is done; keeper and tails go on beside it."""
        return self.runner.run(work)

    async def _open(self) -> None:
        self.lives = [Life(self.server.engine.url(), self.database_url) for _ in range(2)]
        self.heard: list[list[Heard]] = [[], []]
        self.keeper = asyncio.create_task(self.lives[0].keeper().run())
        await self.lives[0].opened(task=self.keeper)
        for life in self.lives:
            await life.live.tail.start()
        self.tails = [asyncio.create_task(self._listen(n)) for n in range(2)]

    async def _listen(self, number: int) -> None:
        async for heard in self.lives[number].live.tail.listen():
            self.heard[number].append(heard)

    async def new_keeper(self) -> None:
        """The keeper dies, another one comes."""
        await end(self.keeper)
        self.keeper = asyncio.create_task(self.lives[0].keeper().run())

    def close(self) -> None:
        """End all."""

        async def all_of_it() -> None:
            for task in (*self.tails, self.keeper):
                await end(task)
            for life in self.lives:
                await life.close()

        self.run(all_of_it())
        self.runner.close()


async def end(task: asyncio.Task[Any]) -> None:
    """Cut off."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


class Days(RuleBasedStateMachine):
    """One case, three windows; windows 0 and 1 on one process, window 2 on another."""

    house: House

    def __init__(self) -> None:
        super().__init__()
        self.names = itertools.count()
        self.acknowledged_before_claim: list[tuple[int, set[str]]] = []

    @initialize()
    def a_case(self) -> None:
        self.case = f"case{next(SEED_OF_CASES)}"
        lives = self.house.lives
        self.house.run(self._open_case(lives[0]))
        self.windows = [Window(lives[n // 2], self.case, f"w{n}") for n in range(3)]
        self.places = [len(heard) for heard in self.house.heard]
        for window in self.windows:
            assert self.house.run(window.join())

    async def _open_case(self, life: Life) -> None:
        for each in self.house.lives:
            each.sheets.hold(self.case)
        opened = False
        while not opened:
            with suppress(Unreachable, Asleep):
                await life.new_case(self.case)
                opened = await life.sheets.read(self.case) is not None

    @rule(who=st.integers(0, 2), key=st.sampled_from("abcd"))
    def type_and_send(self, who: int, key: str) -> None:
        self.house.steps += 1
        window = self.windows[who]
        window.type(f"{self.case}-{next(self.names)}", key, f"{who}")
        self.house.run(window.send())

    @rule(key=st.sampled_from("ab"))
    def all_three_at_once(self, key: str) -> None:
        self.house.steps += 1
        for window in self.windows:
            window.type(f"{self.case}-{next(self.names)}", key, window.name)

        async def together() -> None:
            await asyncio.gather(*(window.send() for window in self.windows))

        self.house.run(together())

    @rule(who=st.integers(0, 2), which=st.integers(0, 50))
    def an_answer_was_lost_and_the_op_is_sent_again(self, who: int, which: int) -> None:
        self.house.steps += 1
        window = self.windows[who]
        taken = [op for op in window.ops if op.state in ("seen", "kept")]
        if taken:
            op = taken[which % len(taken)]
            before, op.state = op.state, "queued"
            self.house.run(window._send(op))
            if op.state == "seen" and before == "kept":
                op.state = before

    @rule(who=st.integers(0, 2))
    def hear(self, who: int) -> None:
        self.house.steps += 1
        self.house.run(asyncio.sleep(0))
        self._hear(who // 2)

    @rule(who=st.integers(0, 2))
    def join_again(self, who: int) -> None:
        self.house.steps += 1
        self._hear(who // 2)
        self.house.run(self.windows[who].join())

    @rule()
    def a_claim(self) -> None:
        """Keep, then hand (P7): epoch and revision first, PostgreSQL only when it holds them."""
        self.house.steps += 1
        self.house.run(self._claim(self.house.lives[1]))

    async def _claim(self, life: Life) -> None:
        seen = {op.name for window in self.windows for op in window.ops if op.state in ("seen", "kept")}
        try:
            head = await life.sheets.head(self.case)
            if not await life.sheets.wait_kept(self.case, head.rev, 2):
                return

            def move(visit: Any, _: Any) -> Step:
                new = msgspec.structs.replace(
                    visit, version=visit.version + 1, fence=visit.fence + 1, sheet_rev=head.rev
                )
                return Step(new, "claim")

            request = f"{self.case}-m{next(self.names)}"
            barrier = Barrier(self.case, head.epoch, head.rev)
            written = await life.visits.move(request, f"v-{self.case}", move, STORY, now_ms(), barrier)
            self.acknowledged_before_claim.append((head.rev, seen))
            await life.live.board.project(written.row, written.event, request)
        except (Unreachable, Asleep, WrongEpoch):
            return

    @rule()
    def the_keeper_catches_up(self) -> None:
        self.house.steps += 1
        self.house.run(asyncio.sleep(0.03))

    @rule(chance=st.integers(0, 9))
    def the_keeper_dies(self, chance: int) -> None:
        self.house.steps += 1
        if chance == 0:
            self.house.run(self.house.new_keeper())

    @rule(chance=st.integers(0, 19))
    def redis_restarts(self, chance: int) -> None:
        self.house.steps += 1
        if chance == 0:
            self.house.server.kill()
            self.house.server.start()

    @rule(chance=st.integers(0, 29))
    def redis_is_emptied(self, chance: int) -> None:
        self.house.steps += 1
        if chance == 0:
            with suppress(Exception):
                self.house.run(self.house.lives[0].redis.flushall())

    @precondition(lambda self: any(window.stale for window in self.windows))
    @rule()
    def whoever_lost_touch_joins_and_sends_its_queue(self) -> None:
        self.house.steps += 1
        self.house.run(self._settle_once())

    async def _settle_once(self) -> bool:
        for number in range(2):
            self._hear(number)
        for window in self.windows:
            if window.stale and not await window.join():
                continue
            await window.send()
        return not any(window.stale or op.state == "queued" for window in self.windows for op in window.ops)

    async def _settled_and_awake(self) -> bool:
        """An emptied Redis may not have been noticed yet by anybody."""
        with suppress(Unreachable):
            if await self.house.lives[0].sheets.read(self.case) is not None:
                return await self._settle_once()
            for window in self.windows:
                window.stale = True
            await self._settle_once()
        return False

    def _hear(self, process: int) -> None:
        news = self.house.heard[process][self.places[process] :]
        self.places[process] += len(news)
        for heard in news:
            for window in self.windows[process * 2 : process * 2 + 2]:
                window.hear(heard)

    def teardown(self) -> None:
        if hasattr(self, "windows"):
            self.house.run(self._at_rest())

    async def _at_rest(self) -> None:
        life = self.house.lives[0]
        await self.house.lives[0].opened(task=self.house.keeper)
        await eventually(self._settled_and_awake, 30, "all windows have sent all")
        head = await life.sheets.head(self.case)
        await eventually(lambda: life.kept_up_to(self.case, head.rev), 30, "kept")
        rows = await life.rows(f"SELECT op, rev FROM journal WHERE \"case\" = '{self.case}'")
        journal = {str(op): int(str(rev)) for op, rev in rows}
        for window in self.windows:
            for op in window.ops:
                assert (op.name in journal) == (op.state in ("seen", "kept")), f"I1, I5: {op}"
        for rev, seen in self.acknowledged_before_claim:
            assert all(journal[name] <= rev for name in seen), "I12"
        await life.no_gaps(self.case)
        await life.equals_the_journal(self.case)
        await eventually(self._all_windows_equal, 10, "I4 and I17: every window shows what Redis has")
        for each in self.house.lives:
            each.sheets.release(self.case)
        await life.redis.delete(KEYS.case(self.case), KEYS.ops(self.case))

    async def _all_windows_equal(self) -> bool:
        fresh = await self.house.lives[0].sheets.read(self.case)
        await self._settle_once()
        assert fresh is not None
        return all(
            window.sheet is not None and (window.sheet.rev, window.sheet.entries) == (fresh.rev, fresh.entries)
            for window in self.windows
        )


@pytest.fixture
def house(redis_server: Own[Valkey], database_url: str) -> Iterator[House]:
    made = House(redis_server, database_url)
    yield made
    made.close()


def test_whatever_happens_every_promise_holds(house: House) -> None:
    class AllDays(Days):
        pass

    AllDays.house = house
    run_state_machine_as_test(
        AllDays,
        settings=settings(
            max_examples=int(os.environ.get("MADOGUCHI_EXAMPLES", EXAMPLES)),
            stateful_step_count=STEPS,
            deadline=None,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert house.steps >= EXAMPLES * STEPS / 2 or "MADOGUCHI_EXAMPLES" in os.environ

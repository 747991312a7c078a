"""One city alive in a test: real Redis, real PostgreSQL, the cupboards over them, and keepers that run beside the
test."""

from __future__ import annotations

import asyncio
import hashlib
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import msgspec
from sqlalchemy import text

from handoff.case import Entry, Facts, Sheet
from handoff.messages import Row
from handoff.overtaken import Overtaken
from handoff.stage import Stage
from handoff.visit import Visit, row_of
from server.live.cupboard import LiveCupboard, open_keeping
from server.live.keys import Keys
from server.ports.sheets import Asleep, Decide, Outcome
from server.ports.unreachable import Unreachable
from server.ports.visits import Opening, Step, Story
from server.record.engine import open_engine
from server.record.journal import RecordJournal
from server.record.outbox import PgOutbox
from server.record.past import RecordPast
from server.record.visits import PgVisits
from server.work.keeper import Keeper
from tests.sealed import sealing

CITY = "999989"
KEYS = Keys(CITY)
DAY = "2027-03-29"
STORY = Story("c1", "中村", "H1")


def now_ms() -> int:
    """ms since 1970."""
    return time.time_ns() // 1_000_000


async def eventually(true: Callable[[], Awaitable[object]], seconds: float = 10.0, what: str = "") -> None:
    """Look again until it is so; fails when it is not within the time."""
    end = time.monotonic() + seconds
    while not await true():
        assert time.monotonic() < end, f"not within {seconds} s: {what or true}"
        await asyncio.sleep(0.01)


def digest(text: str) -> bytes:
    """8 bytes over what an op says."""
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


def writes(op: str, key: str, value: str, base: str | bool | None = False) -> Decide:
    """A rule that sets one value; with a base it is refused when another write stands there."""

    def decide(sheet: Sheet) -> Facts:
        there = sheet.entries.get(key)
        if base is not False and (there.op if there else None) != base:
            raise Overtaken({key: there or Entry(None, "")})
        return {key: Entry(value, op, clerk="c1", by="中村", window="H1")}

    return decide


class Life:
    """The cupboards of one web process, and what the keeper needs."""

    def __init__(self, redis_url: str, database_url: str) -> None:
        self.redis_url = redis_url
        self.database_url = database_url
        self.sealing = sealing(CITY)
        self.live = LiveCupboard(redis_url, CITY, self.sealing)
        self.redis = self.live.redis
        self.engine = open_engine(database_url, size=4)
        self.visits = PgVisits(self.engine, CITY)
        self.past = RecordPast(self.engine, self.sealing)
        self._ops = 0

    @property
    def sheets(self):
        """The sheets of this process."""
        return self.live.sheets

    def keeper(self) -> Keeper:
        """A keeper that does not run yet."""
        return Keeper(
            CITY,
            RecordJournal(self.database_url, CITY),
            open_keeping(self.redis_url, CITY),
            PgOutbox(self.engine),
            self.live.board,
            os.urandom,
        )

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[asyncio.Task[None]]:
        """A keeper runs, and its epoch is open; it is cut off at the end."""
        task = asyncio.create_task(self.keeper().run())
        try:
            await self.opened(task=task)
            yield task
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def opened(self, other_than: str = "", task: asyncio.Task[None] | None = None) -> str:
        """Wait for an open epoch, another one than that; the keeper in `task` must live."""
        found = ""

        async def is_open() -> bool:
            nonlocal found
            if task is not None and task.done():
                task.result()
            with suppress(Unreachable):
                found = await self.sheets.epoch()
            return found not in ("", other_than)

        await eventually(is_open, 20, "an open epoch")
        self.live.gate.forget()
        return found

    async def new_case(self, case: str, fence: int = 0) -> Row:
        """A case with a visit in PostgreSQL and on the board, awake and empty."""
        at = now_ms()
        visit = Visit(
            visit=f"v-{case}",
            case=case,
            version=1,
            office="HQ",
            home="HQ",
            day=DAY,
            number="",
            stage=Stage.waiting,
            line="L1",
            service="S1",
            arrived=at,
            since=at,
            line_since=at,
            turn=at,
            fence=fence,
        )
        written = await self.visits.open(f"r-{case}", Opening(visit, "A", True, 1), STORY, at)
        await self.live.board.project(written.row, written.event, written.request)
        await self.visits.shown(written.outbox)
        await self.wake(case)
        return written.row

    async def wake(self, case: str) -> bool:
        """As `awaken` does it."""
        visit = await self.visits.last_of(case)
        assert visit is not None
        return await self.sheets.wake(await self.past.sealed(case), 1, row_of(visit))

    async def move(self, case: str, request: str, **changes: object) -> Row:
        """A move decided in PostgreSQL, not projected. `changes` are fields of the visit."""

        def rule(visit: Visit, _: object) -> Step:
            return Step(msgspec.structs.replace(visit, version=visit.version + 1, **changes), "plan")

        return (await self.visits.move(request, f"v-{case}", rule, STORY, now_ms())).row

    async def edit(
        self,
        case: str,
        key: str,
        value: str,
        *,
        op: str = "",
        fence: int = 0,
        base: str | bool | None = False,
        says: str = "",
    ) -> Outcome:
        """One edit of one key."""
        self._ops += 1
        op = op or f"op{self._ops}-{case}"
        return await self.sheets.change(
            case, op, digest(says or value), fence, writes(op, key, value, base), by="c1", window="H1", kind="set"
        )

    async def edit_until_taken(self, case: str, key: str, value: str, op: str) -> Outcome:
        """As a client does it: the same op again until it ends."""
        outcome: Outcome | None = None

        async def taken() -> bool:
            nonlocal outcome
            try:
                outcome = await self.edit(case, key, value, op=op)
            except Asleep:
                await self.wake(case)
                return False
            return type(outcome).__name__ != "Later"

        await eventually(taken, 20, op)
        assert outcome is not None
        return outcome

    async def rows(self, query: str) -> list[tuple[object, ...]]:
        """What PostgreSQL says to a query."""
        async with self.engine.connect() as line:
            return [tuple(row) for row in await line.execute(text(query))]

    async def write(self, statement: str) -> None:
        """Do something to PostgreSQL that the house would not do."""
        async with self.engine.begin() as line:
            await line.execute(text(statement))

    async def kept_up_to(self, case: str, rev: int) -> bool:
        """Whether Redis says that PostgreSQL holds it."""
        kept = await self.redis.hget(KEYS.case(case), "#kept")
        return kept is not None and int(kept) >= rev

    async def equals_the_journal(self, case: str) -> None:
        """I4: fold(journal) == Redis."""
        sheet = await self.sheets.read(case)
        folded = await self.past.sheet(case)
        assert sheet is not None
        assert (sheet.rev, sheet.entries) == (folded.rev, folded.entries)
        await self.no_gaps(case)

    async def no_gaps(self, case: str) -> None:
        """I2: revisions without gaps, each op once."""
        rows = await self.rows(f"SELECT rev, op FROM journal WHERE \"case\" = '{case}' ORDER BY rev")
        assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
        assert len({row[1] for row in rows}) == len(rows)

    async def close(self) -> None:
        """Let go of everything."""
        await self.live.close()
        await self.engine.dispose()

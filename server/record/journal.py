"""The keeper's writing of the journal (DESIGN §9 P6.3), on one connection: the one that holds the keeper's lock.

Who loses the lock loses the connection, and with it every chance to write: there is no other fence between two keepers.
A batch always ends: what PostgreSQL refuses goes to `quarantine`, and the case is told to be put right.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

import asyncpg

from handoff.river import START, ms_of
from server.ports.journal import EpochRow, Fenced, Gone, Line, Mark, SealedSheet, Spoiled
from server.record.engine import as_async
from server.record.fold import DAY_MS, REVISIONS, fold

log = logging.getLogger(__name__)
PATIENCE_S: Final = 5.0
HEADS_AT_HAND: Final = 10_000

_LINES = """unnest($1::text[], $2::bigint[], $3::text[], $4::bytea[], $5::bigint[], $6::bigint[], $7::text[],
  $8::text[], $9::text[], $10::int[], $11::bytea[]) AS u"""
_CELLS = """unnest($12::text[], $13::text[], $14::bigint[], $15::bigint[], $16::text[], $17::bytea[]) AS u"""
WRITE = f"""WITH mine AS (SELECT number FROM epoch WHERE number = $18 FOR SHARE),
lines AS (INSERT INTO journal ("case", rev, op, digest, at, epoch, "by", "window", kind, format, body)
  SELECT u.* FROM mine, {_LINES}),
cells AS (INSERT INTO entries ("case", key, rev, at, op, body) SELECT u.* FROM mine, {_CELLS}
  ON CONFLICT ("case", key) DO UPDATE SET rev = excluded.rev, at = excluded.at, op = excluded.op, body = excluded.body
  WHERE entries.rev < excluded.rev),
place AS (INSERT INTO mark (one, pos, beat) SELECT 1, $19::text, $20::bigint FROM mine
  ON CONFLICT (one) DO UPDATE SET pos = excluded.pos, beat = excluded.beat)
SELECT number FROM mine"""
"""A whole batch in one statement, hence one transaction and one round trip: it writes all of it, or, fenced,
nothing."""
HEADS = """SELECT c, h.rev, h.op FROM unnest($1::text[]) c,
LATERAL (SELECT rev, op FROM journal j WHERE j."case" = c ORDER BY rev DESC LIMIT 1) h"""
OF_CASE: Final = REVISIONS.replace(":case", "$1")
QUARANTINE = """INSERT INTO quarantine (river, "case", rev, op, epoch, why, at, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"""
TIMELINE = "('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int"
_TROUBLE = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a connection cut in the middle of an operation has lost its own thread
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    OSError,
    TimeoutError,
)
_REFUSED_ROW = (asyncpg.UniqueViolationError, asyncpg.DataError, asyncpg.IntegrityConstraintViolationError)


class RecordJournal:
    """`server.ports.journal.KeepersJournal`. `name` tells the locks of two cities in one server apart."""

    def __init__(self, url: str, name: str) -> None:
        self._url = as_async(url).set(drivername="postgresql").render_as_string(hide_password=False)
        digest = hashlib.sha256(f"madoguchi keeper {name}".encode()).digest()
        self._lock = int.from_bytes(digest[:8], "big", signed=True)
        self._line: Any = None
        self._heads: dict[str, int] = {}

    async def stand_by(self) -> bool:
        """Try to lead. Connects when needed."""
        async with self._speaking() as line:
            return bool(await line.fetchval("SELECT pg_try_advisory_lock($1)", self._lock))

    async def oust(self) -> bool:
        """End the connection of the leader that holds the lock; False when nobody holds it."""
        high, low = (self._lock >> 32) & 0xFFFFFFFF, self._lock & 0xFFFFFFFF
        async with self._speaking() as line:
            ended = await line.fetch(
                """SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND classid = $1::bigint::oid AND objid = $2::bigint::oid AND objsubid = 1
                AND pid <> pg_backend_pid()""",
                high,
                low,
            )
            return bool(ended)

    async def epoch(self) -> EpochRow:
        """The epoch row as it is now; number 0 before the first epoch."""
        async with self._speaking() as line:
            row = await line.fetchrow("SELECT number, nonce, run_id, replid, timeline, since FROM epoch")
            return EpochRow(**dict(row)) if row else EpochRow()

    async def mark(self) -> Mark:
        """How far the river is kept, and PostgreSQL's own timeline."""
        async with self._speaking() as line:
            pos = await line.fetchval("SELECT pos FROM mark")
            return Mark(pos or "0-0", await line.fetchval(f"SELECT {TIMELINE}"))

    async def next_epoch(self, above: int, nonce: str) -> EpochRow:
        """A new number, higher than the row's and than `above`; committed. Who Redis is, is not known yet."""
        async with self._speaking() as line:
            row = await line.fetchrow(
                """INSERT INTO epoch (one, number, nonce) VALUES (1, $1::bigint + 1, $2)
                ON CONFLICT (one) DO UPDATE SET number = greatest(epoch.number, $1::bigint) + 1, nonce = $2, run_id = ''
                RETURNING number, nonce, run_id, replid, timeline, since""",
                above,
                nonce,
            )
            return EpochRow(**dict(row))

    async def settle(self, epoch: EpochRow, pos: str) -> None:
        """Write who Redis is and where the epoch begins. `Fenced` when the number is not ours any more."""
        async with self._speaking() as line, line.transaction():
            mine = await line.fetchval(
                """UPDATE epoch SET run_id = $2, replid = $3, timeline = $4, since = $5 WHERE number = $1
                RETURNING number""",
                epoch.number,
                epoch.run_id,
                epoch.replid,
                epoch.timeline,
                epoch.since,
            )
            if mine is None:
                raise Fenced
            await _mark(line, pos)

    async def write(self, number: int, lines: list[Line | Spoiled], pos: str) -> set[str]:
        """One batch, one transaction; `pos` after it. Gives the cases that the river tells differently than the
        journal."""
        good = [item for item in lines if isinstance(item, Line)]
        async with self._speaking() as line:
            try:
                if len(good) == len(lines) and await self._in_order(line, good):
                    await _write(line, number, good, pos)
                    return set()
            except _REFUSED_ROW as error:
                log.warning("batch refused why=%s: one by one", type(error).__name__)
            self._heads.clear()
            return await _write_with_care(line, number, lines, pos)

    async def _in_order(self, line: Any, lines: list[Line]) -> bool:
        """Whether revisions follow the journal's own without a gap. Who leads is the only one to write: it may
        remember."""
        if len(self._heads) > HEADS_AT_HAND:
            self._heads.clear()
        unknown = {item.case for item in lines} - self._heads.keys()
        if unknown:
            told = await _heads(line, list(unknown))
            self._heads |= {case: told.get(case, (0, ""))[0] for case in unknown}
        for item in lines:
            if item.rev != self._heads[item.case] + 1:
                return False
            self._heads[item.case] = item.rev
        return True

    async def heads(self, cases: list[str]) -> dict[str, tuple[int, str]]:
        """(max rev, its op) of each case; (0, "") where the journal has nothing."""
        async with self._speaking() as line:
            return dict.fromkeys(cases, (0, "")) | await _heads(line, cases)

    async def fold(self, case: str) -> SealedSheet:
        """The case as its journal tells it."""
        async with self._speaking() as line:
            rows = await line.fetch(OF_CASE, case)
            return fold(case, rows, int(time.time() * 1000) - DAY_MS)

    async def close(self) -> None:
        """Let go of the connection, and with it of the lock."""
        line, self._line = self._line, None
        self._heads.clear()
        if line is not None:
            line.terminate()

    @asynccontextmanager
    async def _speaking(self) -> AsyncIterator[Any]:
        """The connection. After any trouble with it, it is gone, and so is the lead."""
        try:
            if self._line is None:
                self._line = await asyncpg.connect(
                    self._url,
                    timeout=PATIENCE_S,
                    command_timeout=PATIENCE_S,
                    server_settings={
                        "application_name": "madoguchi keeper",
                        "idle_in_transaction_session_timeout": "15000",
                    },
                )
            yield self._line
        except _TROUBLE as error:
            await self.close()
            raise Gone(type(error).__name__) from None


async def _mark(line: Any, pos: str) -> None:
    await line.execute(
        """INSERT INTO mark (one, pos, beat) VALUES (1, $1, $2)
        ON CONFLICT (one) DO UPDATE SET pos = excluded.pos, beat = excluded.beat""",
        pos,
        int(time.time() * 1000),
    )


async def _heads(line: Any, cases: list[str]) -> dict[str, tuple[int, str]]:
    return {case: (rev, op) for case, rev, op in await line.fetch(HEADS, cases)}


async def _write_with_care(line: Any, number: int, lines: list[Line | Spoiled], pos: str) -> set[str]:
    """A batch that PostgreSQL did not take as it is. It ends all the same: what cannot be kept goes to quarantine."""
    odd: set[str] = set()
    async with line.transaction():
        if await line.fetchval("SELECT number FROM epoch FOR SHARE") != number:
            raise Fenced
        for item in lines:
            if isinstance(item, Spoiled):
                await _quarantine(line, item, number, item.why, odd)
        good = [item for item in lines if isinstance(item, Line)]
        if good:
            await _append(line, good, number, odd)
        await _mark(line, pos)
    return odd


async def _append(line: Any, lines: list[Line], number: int, odd: set[str]) -> None:
    """Halves of halves, so that only what is refused stands alone."""
    if len(lines) > 1 and not await _taken(line, lines, number):
        half = len(lines) // 2
        await _append(line, lines[:half], number, odd)
        await _append(line, lines[half:], number, odd)
    elif len(lines) == 1:
        await _append_one(line, lines[0], number, odd)


async def _taken(line: Any, lines: list[Line], number: int) -> bool:
    """Whether PostgreSQL took all of them, in order; else nothing of them stands there."""
    heads = {case: rev for case, (rev, _) in (await _heads(line, list({item.case for item in lines}))).items()}
    for item in lines:
        if item.rev != heads.get(item.case, 0) + 1:
            return False
        heads[item.case] = item.rev
    try:
        async with line.transaction():
            await _write(line, number, lines, None)
    except _REFUSED_ROW:
        return False
    return True


async def _append_one(line: Any, item: Line, number: int, odd: set[str]) -> None:
    """Already kept, next, or told differently: then PostgreSQL is right."""
    op = await line.fetchval('SELECT op FROM journal WHERE "case" = $1 AND rev = $2', item.case, item.rev)
    if op is not None:
        if op != item.op:
            await _quarantine(line, item, number, "other_op", odd)
        return
    head, _ = (await _heads(line, [item.case])).get(item.case, (0, ""))
    if item.rev != head + 1:
        await _quarantine(line, item, number, "gap", odd)
        return
    try:
        async with line.transaction():
            await _write(line, number, [item], None)
    except _REFUSED_ROW as error:
        await _quarantine(line, item, number, type(error).__name__, odd)


async def _write(line: Any, number: int, lines: list[Line], pos: str | None) -> None:
    """The one statement. Without `pos` the mark stays where it is (the batch has not ended). Raises `Fenced`."""
    rows = [(i.case, i.rev, i.op, i.digest, i.at, i.epoch, i.by, i.window, i.kind, i.format, i.body) for i in lines]
    last = {(i.case, key): (i.rev, i.at, i.op, sealed) for i in lines for key, sealed in i.entries}
    cells = [(case, key, *rest) for (case, key), rest in last.items()]
    if pos is None:
        pos = await line.fetchval("SELECT pos FROM mark") or START
    columns = [*_columns(rows, 11), *_columns(cells, 6)]
    if await line.fetchval(WRITE, *columns, number, pos, int(time.time() * 1000)) is None:
        raise Fenced


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]


async def _quarantine(line: Any, item: Line | Spoiled, number: int, why: str, odd: set[str]) -> None:
    """Put it aside for a person to look at. Told with its place, never with its content."""
    odd.add(item.case)
    words = [word.replace("\0", "\ufffd").encode("utf-8", "replace").decode() for word in (item.case, item.op)]
    log.error("quarantine river=%s rev=%s why=%s", item.id, item.rev, why)
    await line.execute(QUARANTINE, item.id, words[0], item.rev, words[1], number, why, ms_of(item.id), item.body)

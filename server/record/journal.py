"""The keeper's writing of the journal (DESIGN §9 P6.3), on one connection: the one that holds the keeper's lock.

Who loses the lock loses the connection, and with it every chance to write: there is no other fence between two keepers.
A batch always ends: what PostgreSQL refuses goes to `quarantine`, and the case is told to be put right.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import asyncpg

from server.ports.journal import EpochRow, Fenced, Gone, Line, Mark, SealedSheet, Spoiled
from server.record.engine import as_async
from server.record.fold import DAY_MS, fold

log = logging.getLogger(__name__)
PATIENCE_S: Final = 5.0

INSERT = """INSERT INTO journal ("case", rev, op, digest, at, epoch, "by", "window", kind, format, body)
SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bytea[], $5::bigint[], $6::bigint[], $7::text[],
  $8::text[], $9::text[], $10::int[], $11::bytea[])"""
DERIVE = """INSERT INTO entries ("case", key, rev, at, op, body)
SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::bytea[])
ON CONFLICT ("case", key) DO UPDATE SET rev = excluded.rev, at = excluded.at, op = excluded.op, body = excluded.body
WHERE entries.rev < excluded.rev"""
HEADS = """SELECT c, h.rev, h.op FROM unnest($1::text[]) c,
LATERAL (SELECT rev, op FROM journal j WHERE j."case" = c ORDER BY rev DESC LIMIT 1) h"""
QUARANTINE = """INSERT INTO quarantine (river, "case", rev, op, epoch, why, at, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"""
TIMELINE = "('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int"
_TROUBLE = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
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
        async with self._speaking() as line, line.transaction():
            if await line.fetchval("SELECT number FROM epoch FOR SHARE") != number:
                raise Fenced
            odd: set[str] = set()
            good = [item for item in lines if isinstance(item, Line)]
            for item in lines:
                if isinstance(item, Spoiled):
                    await _quarantine(line, item, number, item.why, odd)
            if good:
                await _append(line, good, number, odd)
            await _mark(line, pos)
            return odd

    async def heads(self, cases: list[str]) -> dict[str, tuple[int, str]]:
        """(max rev, its op) of each case; (0, "") where the journal has nothing."""
        async with self._speaking() as line:
            return dict.fromkeys(cases, (0, "")) | await _heads(line, cases)

    async def fold(self, case: str) -> SealedSheet:
        """The case as its journal tells it."""
        async with self._speaking() as line:
            rows = await line.fetch(
                'SELECT rev, op, digest, at, body FROM journal WHERE "case" = $1 ORDER BY rev', case
            )
            return fold(case, rows, int(time.time() * 1000) - DAY_MS)

    async def close(self) -> None:
        """Let go of the connection, and with it of the lock."""
        line, self._line = self._line, None
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


async def _append(line: Any, lines: list[Line], number: int, odd: set[str]) -> None:
    """Plain INSERT of the whole; where PostgreSQL refuses, halves, and at last one by one."""
    try:
        async with line.transaction():
            if len(lines) == 1:
                await _append_one(line, lines[0], number, odd)
            else:
                await _check_order(line, lines)
                await _insert(line, lines)
            return
    except _REFUSED_ROW as error:
        why = type(error).__name__
    if len(lines) == 1:
        await _quarantine(line, lines[0], number, why, odd)
        return
    half = len(lines) // 2
    await _append(line, lines[:half], number, odd)
    await _append(line, lines[half:], number, odd)


async def _check_order(line: Any, lines: list[Line]) -> None:
    """Revisions must follow the journal's own without a gap; else each of them is looked at (told by `DataError`)."""
    heads = {case: rev for case, (rev, _) in (await _heads(line, list({item.case for item in lines}))).items()}
    for item in lines:
        if item.rev != heads.get(item.case, 0) + 1:
            raise asyncpg.DataError("out of order")
        heads[item.case] = item.rev


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
    await _insert(line, [item])


async def _insert(line: Any, lines: list[Line]) -> None:
    columns = zip(
        *(
            (
                item.case,
                item.rev,
                item.op,
                item.digest,
                item.at,
                item.epoch,
                item.by,
                item.window,
                item.kind,
                item.format,
                item.body,
            )
            for item in lines
        ),
        strict=True,
    )
    await line.execute(INSERT, *(list(column) for column in columns))
    last = {(item.case, key): (item.rev, item.at, item.op, sealed) for item in lines for key, sealed in item.entries}
    if last:
        cells = zip(*((case, key, *rest) for (case, key), rest in last.items()), strict=True)
        await line.execute(DERIVE, *(list(column) for column in cells))


async def _quarantine(line: Any, item: Line | Spoiled, number: int, why: str, odd: set[str]) -> None:
    """Put it aside for a person to look at. Told with its place, never with its content."""
    odd.add(item.case)
    words = [word.replace("\0", "\ufffd").encode("utf-8", "replace").decode() for word in (item.case, item.op)]
    log.error("quarantine river=%s rev=%s why=%s", item.id, item.rev, why)
    await line.execute(
        QUARANTINE, item.id, words[0], item.rev, words[1], number, why, int(item.id.partition("-")[0]), item.body
    )

"""The ledger of looks in PostgreSQL: a chain without gaps, written by one hand at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.calendar import midnight
from handoff.chain import COLUMNS, START, Head, link
from handoff.oversight import Trace
from server.ports.archive import Look
from server.ports.audit import Row, Sought
from server.record.tables import audit
from server.record.transaction import reading, transaction

LOCK: Final = 0x61756474
LOT: Final = 20_000
_encode: Final = msgspec.json.Encoder(order="sorted").encode
_CHAIN: Final = (
    f"SELECT {', '.join(f'{chr(34)}{name}{chr(34)}' for name in (*COLUMNS, 'hash'))} FROM audit "
    "WHERE seq > $1 ORDER BY seq LIMIT $2"
)


class PgLedger:
    """`server.ports.audit.Ledger`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def append(self, looks: Sequence[tuple[str, Look]], now: int) -> Head | None:
        """Looks by their ids, in one transaction; one that stands there already is left out. The head after them."""
        async with transaction(self._engine) as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            last = (
                await connection.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1))
            ).one_or_none()
            seq, before = (last.seq, last.hash) if last else (0, START)
            known = set(
                (await connection.execute(select(audit.c.look).where(audit.c.look.in_([one for one, _ in looks]))))
                .scalars()
                .all()
            )
            rows = []
            for name, look in looks:
                if name in known:
                    continue
                known.add(name)
                seq += 1
                row = _row(seq, name, look)
                before = link(before, list(row.values()))
                rows.append({**row, "hash": before})
            if rows:
                await connection.execute(insert(audit), rows)
        return Head(seq, before.hex(), now) if seq else None

    async def find(self, sought: Sought, most: int) -> list[Row]:
        """Rows, newest first."""
        names = Row.__struct_fields__
        query = select(*(audit.c[name] for name in names)).where(
            audit.c.at >= midnight(date.fromisoformat(sought.since)),
            audit.c.at < midnight(date.fromisoformat(sought.until) + timedelta(days=1)),
        )
        for name in ("clerk", "case", "what"):
            if wanted := getattr(sought, name):
                query = query.where(audit.c[name] == wanted)
        if sought.number:
            query = query.where(audit.c.number)
        if sought.before is not None:
            query = query.where(audit.c.seq < sought.before)
        async with reading(self._engine) as connection:
            found = await connection.execute(query.order_by(audit.c.seq.desc()).limit(most))
            return [Row(*row) for row in found]

    async def traces(self, since: int, until: int) -> list[Trace]:
        """What the analyses need of all rows of a time."""
        query = select(audit.c.at, audit.c.clerk, audit.c.what, audit.c.number)
        async with reading(self._engine) as connection:
            found = await connection.execute(query.where(audit.c.at >= since, audit.c.at < until))
            return [Trace(*row) for row in found]

    async def chain(self) -> AsyncIterator[list[Sequence[Any]]]:
        """All rows in lots, in order."""
        last = -1
        async with reading(self._engine) as connection:
            line = (await connection.get_raw_connection()).driver_connection
            assert line is not None
            while rows := await line.fetch(_CHAIN, last, LOT):
                yield rows
                last = rows[-1]["seq"]


def _row(seq: int, name: str, look: Look) -> dict[str, Any]:
    """The columns in the order of `chain.COLUMNS`."""
    said = {**msgspec.structs.asdict(look), "seq": seq, "look": name, "about": _encode(look.about).decode()}
    return {column: said[column] for column in COLUMNS}

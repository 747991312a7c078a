"""What visitors confirmed, in PostgreSQL: `server.ports.confirmations.Confirmations`."""

from __future__ import annotations

import msgspec
from sqlalchemy import and_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.case import Entry
from server.ports.confirmations import Confirmation
from server.ports.sealing import Sealing
from server.record.tables import confirmations, journal, shown_papers
from server.record.transaction import reading, transaction


class PgConfirmations:
    """One row for each confirmation; each paper once, sealed as an entry of its case is."""

    def __init__(self, engine: AsyncEngine, sealing: Sealing) -> None:
        self._engine = engine
        self._sealing = sealing

    async def keep(self, one: Confirmation, pdf: bytes) -> None:
        """Both or nothing."""
        sealed = self._sealing.seal(one.case, _key(one.digest), Entry({"pdf": pdf}, one.op))
        paper = {"case": one.case, "digest": one.digest, "sealed": sealed}
        async with transaction(self._engine) as connection:
            await connection.execute(insert(shown_papers).values(paper).on_conflict_do_nothing())
            await connection.execute(insert(confirmations).values(msgspec.structs.asdict(one)).on_conflict_do_nothing())

    async def of_case(self, case: str) -> list[Confirmation]:
        """Oldest first."""
        done = and_(journal.c.case == confirmations.c.case, journal.c.op == confirmations.c.op)
        query = select(confirmations).join(journal, done).where(confirmations.c.case == case)
        async with reading(self._engine) as connection:
            rows = (await connection.execute(query.order_by(journal.c.rev))).mappings().all()
        return [Confirmation(**row) for row in rows]

    async def paper(self, case: str, digest: str) -> bytes | None:
        """The PDF, opened."""
        query = select(shown_papers.c.sealed).where(shown_papers.c.case == case, shown_papers.c.digest == digest)
        async with reading(self._engine) as connection:
            sealed = (await connection.execute(query)).scalar_one_or_none()
        if sealed is None:
            return None
        entry = self._sealing.open(case, _key(digest), bytes(sealed))
        pdf = entry.value.get("pdf") if isinstance(entry.value, dict) else None
        return pdf if isinstance(pdf, bytes) else None


def _key(digest: str) -> str:
    return f"paper.{digest}"

"""The tables of other systems (連携先): keys, answers to requests that named themselves, what is to be told."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Identity, Index, Integer, LargeBinary, Table, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from server.record.metadata import METADATA

systems: Final = Table(
    "systems",
    METADATA,
    Column("system", Text, primary_key=True),
    Column("sha", LargeBinary, nullable=False, unique=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("body", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("ended", BigInteger),
    Column("ended_by", Text, nullable=False),
    Column("used", BigInteger),
)
"""One row for each (handoff/system.py `System`, as JSON); the SHA-256 of its key, and the sealed secret that signs
notices. `office` and `target` stand beside it for the transaction of a visit's move, which writes the notices."""

system_answers: Final = Table(
    "system_answers",
    METADATA,
    Column("system", Text, ForeignKey("systems.system"), primary_key=True),
    Column("request", Text, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("status", Integer),
    Column("body", LargeBinary),
    Index("ix_system_answers_at", "at"),
)
"""What was answered to a request that named itself (Idempotency-Key); `digest`: keyed, of what it said."""

system_notices: Final = Table(
    "system_notices",
    METADATA,
    Column("notice", BigInteger, Identity(always=True), primary_key=True),
    Column("system", Text, ForeignKey("systems.system"), nullable=False),
    Column("row", JSONB, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("due", BigInteger),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("arrived", BigInteger),
    Column("why", Text, nullable=False, server_default=""),
    Index("ix_system_notices_due", "due", postgresql_where=text("due IS NOT NULL")),
    Index("ix_system_notices_system", "system"),
)
"""What a system is to be told: a visit's row as it was. `due`: when it is tried (again), NULL: it arrived, or was given
up; `why`: the word of the last failure."""

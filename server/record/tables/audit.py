"""The table of the audit: a chain of rows, only ever added to."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Index, LargeBinary, Table, Text

from server.record.metadata import METADATA

audit: Final = Table(
    "audit",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("look", Text, nullable=False, unique=True),
    Column("at", BigInteger, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("window", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("case", Text),
    Column("about", Text, nullable=False),
    Column("terminal", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("number", Boolean, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Index(None, "at"),
    Index(None, "clerk", "at"),
    Index("ix_audit_case", "case"),
)
"""One row for each look at personal data, search, reveal, print, export and log-in; a trigger refuses everything but
adding. `seq` has no gaps, `look` is the id that its door gave it, `about` JSON as it was hashed, `hash` covers the row
and the row before it (handoff/chain.py)."""

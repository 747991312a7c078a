"""The tables of the kits that are printed for hours without power."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, text
from sqlalchemy.dialects.postgresql import ARRAY

from server.record.metadata import METADATA

reserve_kits: Final = Table(
    "reserve_kits",
    METADATA,
    Column("kit", Text, primary_key=True),
    Column("office", Text, nullable=False),
    Column("letter", Text, nullable=False),
    Column("first", Integer, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("forms", ARRAY(Text), nullable=False),
    Column("copies", Integer, nullable=False),
    Column("withdrawn", BigInteger),
    Column("withdrawn_by", Text, nullable=False, server_default=""),
    Index(
        "ix_reserve_kits_kept",
        "letter",
        "first",
        unique=True,
        postgresql_where=text("withdrawn IS NULL"),
    ),
)
"""No two kits that are kept have the same numbers: the index says so."""

reserve_numbers: Final = Table(
    "reserve_numbers",
    METADATA,
    Column("sha", LargeBinary, primary_key=True),
    Column("kit", Text, ForeignKey("reserve_kits.kit"), nullable=False),
    Column("number", Text, nullable=False),
    Index("ix_reserve_numbers_kit", "kit"),
)
"""Numbers by the SHA-256 of their code. One is used when `tickets` has the same digest."""

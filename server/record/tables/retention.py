"""The table of what was erased."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Identity, Table
from sqlalchemy.dialects.postgresql import JSONB

from server.record.metadata import METADATA

erasures: Final = Table(
    "erasures",
    METADATA,
    Column("line", BigInteger, Identity(always=True), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("counts", JSONB, nullable=False),
)
"""One row for each round in which something was erased: how many of what. Only ever added to."""

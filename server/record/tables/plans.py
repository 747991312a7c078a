"""The table of windows' plans."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from server.record.metadata import METADATA

window_plans: Final = Table(
    "window_plans",
    METADATA,
    Column("day", Text, primary_key=True),
    Column("window", Text, ForeignKey("windows.window"), primary_key=True),
    Column("office", Text, nullable=False),
    Column("spans", JSONB, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""When a window is to take visitors on a day: [[from, to], …] in minutes since midnight; none = it stays closed."""

"""The tables of what windows are to do on a day, and what they did."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text
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

window_states: Final = Table(
    "window_states",
    METADATA,
    Column("window", Text, ForeignKey("windows.window"), primary_key=True),
    Column("version", BigInteger, primary_key=True, autoincrement=False),
    Column("office", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("serves", Text),
    Index(None, "office", "at"),
)
"""What became of windows, only ever added to: a window from its version on as boards show it, and nobody's name."""

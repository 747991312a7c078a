"""The table of appointments: what the visit of one does not say itself."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from server.record.metadata import METADATA

appointments: Final = Table(
    "appointments",
    METADATA,
    Column("visit", Text, ForeignKey("visits.visit"), primary_key=True),
    Column("number", Text, nullable=False),
    Column("case", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("group", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("name", Text, nullable=False),
    Index(None, "number", unique=True),
    Index(None, "office", "group"),
)
"""One row for each appointment, for good. Its day, its time and what became of it stand in its visit (`day`, `due`,
`stage`); who moved it and why, in the visit's events. `group`: the counter whose place it takes, for `minutes`."""

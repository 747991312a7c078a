"""The tables of statistics: what visits left when they ended, days that are counted, what it was like before."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Identity, Index, Integer, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from server.record.metadata import METADATA

COUNTS: Final = (
    "notifications",
    "applications",
    "sheets",
    "boxes",
    "typed",
    "names",
    "signatures",
    "answers",
    "automatic",
    "entered",
    "taken",
    "corrected",
)
"""What is counted of one visit (handoff/ended.py), and added up for a day."""

visit_facts: Final = Table(
    "visit_facts",
    METADATA,
    Column("visit", Text, ForeignKey("visits.visit"), primary_key=True),
    Column("procedures", ARRAY(Text), nullable=False),
    Column("reads", ARRAY(Text), nullable=False),
    Column("town", Text, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("clerk_at", BigInteger, nullable=False),
    *(Column(name, Integer, nullable=False) for name in COUNTS),
)
"""One row for each visit that ended with its applications, written in the transaction that ended it."""

day_figures: Final = Table(
    "day_figures",
    METADATA,
    Column("office", Text, primary_key=True),
    Column("by", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("visitors", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("suspended", Integer, nullable=False),
    Column("withdrawn", Integer, nullable=False),
    Column("gone", Integer, nullable=False),
    Column("open", Integer, nullable=False),
    Column("calls", Integer, nullable=False),
    Column("services", Integer, nullable=False),
    Column("service_ms", BigInteger, nullable=False),
    Column("waits", ARRAY(Integer), nullable=False),
    Column("cases", Integer, nullable=False),
    *(Column(name, Integer, nullable=False) for name in COUNTS),
    Column("clerk", Text, nullable=False),
    Column("clerk_at", BigInteger, nullable=False),
)
"""A day that is over, group by group. `waits`: the ms of each wait, in no order, so that the percentile of a year is as
true as that of a day."""

figured_days: Final = Table(
    "figured_days",
    METADATA,
    Column("office", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
)
"""Which days stand in `day_figures`, as they were at `at`."""

baselines: Final = Table(
    "baselines",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("office", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("body", JSONB, nullable=False),
    Index("ix_baselines_office", "office", "id"),
)
"""What the city entered of the time before (handoff/baseline.py); only ever added to, the newest holds."""

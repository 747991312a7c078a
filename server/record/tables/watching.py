"""The tables of how the house stood: outages, who was told, the last look, backups and their trials."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Identity, Index, SmallInteger, Table, Text

from server.record.metadata import METADATA

outages: Final = Table(
    "outages",
    METADATA,
    Column("line", BigInteger, Identity(always=True), primary_key=True),
    Column("part", Text, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("until", BigInteger),
    Index("ix_outages_part_since", "part", "since"),
)
"""A part of the house that was broken; `until` is NULL as long as it is. Outages of one part do not overlap."""

outages_told: Final = Table(
    "outages_told",
    METADATA,
    Column("line", BigInteger, Identity(always=True), primary_key=True),
    Column("outage", BigInteger, ForeignKey("outages.line"), nullable=False, index=True),
    Column("at", BigInteger, nullable=False),
    Column("whom", Text, nullable=False),
    Column("by", Text, nullable=False),
)
"""Who was told of an outage, when and by whom."""

looks: Final = Table(
    "looks",
    METADATA,
    Column("one", SmallInteger, CheckConstraint("one = 1", name="one"), primary_key=True, server_default="1"),
    Column("at", BigInteger, nullable=False),
)
"""When somebody looked last whether the house stands: one row."""

safekept: Final = Table(
    "safekept",
    METADATA,
    Column("line", BigInteger, Identity(always=True), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("took", BigInteger, nullable=False),
    Column("file", Text, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("rows", BigInteger, nullable=False),
    Column("why", Text, nullable=False),
    Index("ix_safekept_kind_at", "kind", "at"),
)
"""Backups and their trials; `why` is "" when it is good. Only ever added to."""

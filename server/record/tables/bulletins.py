"""The tables of what floor managers say to windows and to the hall."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from server.record.metadata import METADATA

bulletins: Final = Table(
    "bulletins",
    METADATA,
    Column("bulletin", Text, primary_key=True),
    Column("office", Text, nullable=False),
    Column("to", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("easy", Text, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("group", Text),
    Column("window", Text),
    Column("clerk", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("come", JSONB(none_as_null=True)),
    Index("ix_bulletins_until", "until"),
)
"""One row each, by the id of the request that asked for it; `until` is when it ends, also when it was taken back.
`come`: where staff are asked to come to, and for which visit (`handoff.messages.Come`)."""

bulletin_reads: Final = Table(
    "bulletin_reads",
    METADATA,
    Column("bulletin", Text, ForeignKey("bulletins.bulletin", ondelete="CASCADE"), primary_key=True),
    Column("reader", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("answer", Text),
)
"""Where it was read and taken away: a window, or a clerk who sits nowhere. `answer`: coming | cannot, of a window that
is asked to come."""

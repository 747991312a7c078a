"""The tables of the people who work here: clerks, their sessions, their attempts, and what they looked for."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Identity, Index, LargeBinary, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from server.record.metadata import METADATA

clerks: Final = Table(
    "clerks",
    METADATA,
    Column("clerk", Text, primary_key=True),
    Column("login", Text, nullable=False, unique=True),
    Column("password", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("roles", ARRAY(Text), nullable=False),
    Column("sees", ARRAY(Text), nullable=False),
    Column("offices", ARRAY(Text), nullable=False),
    Column("groups", ARRAY(Text), nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("valid_to", Text),
    Column("disabled", Boolean, nullable=False, server_default="false"),
)
"""`password` is an argon2id hash. `sees` are the rights of view; `groups` the counters where the clerk usually
works."""

sessions: Final = Table(
    "sessions",
    METADATA,
    Column("sha", LargeBinary, primary_key=True),
    Column("clerk", Text, ForeignKey("clerks.clerk"), nullable=False),
    Column("office", Text, nullable=False),
    Column("window", Text),
    Column("begun", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("ended", BigInteger),
    Index(None, "clerk"),
)

login_attempts: Final = Table(
    "login_attempts",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("login", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("good", Boolean, nullable=False),
    Index(None, "login", "at"),
)

looks: Final = Table(
    "looks",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("window", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("case", Text),
    Column("about", JSONB, nullable=False),
)
"""One row for each search and each opening without a slip, written before the data leaves."""

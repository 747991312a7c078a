"""The tables around the accounts: groups of users, changes planned ahead, who changed whom, passwords used before."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Identity, Index, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from server.record.metadata import METADATA

teams: Final = Table(
    "teams",
    METADATA,
    Column("team", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sees", ARRAY(Text), nullable=False),
    Column("rights", ARRAY(Text), nullable=False),
)
"""Groups of users: rights that many have."""

user_plans: Final = Table(
    "user_plans",
    METADATA,
    Column("plan", BigInteger, Identity(always=True), primary_key=True),
    Column("clerk", Text, ForeignKey("clerks.clerk"), nullable=False),
    Column("day", Text, nullable=False),
    Column("body", JSONB, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("state", Text, nullable=False, server_default="planned"),
    Index(None, "state", "day"),
)
"""Changes of an account that begin at 00:00 of a day. `body` are the fields that change. `state`: planned | done |
withdrawn | refused."""

user_log: Final = Table(
    "user_log",
    METADATA,
    Column("line", BigInteger, Identity(always=True), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("clerk", Text),
    Column("before", JSONB),
    Column("after", JSONB),
    Column("note", Text, nullable=False, server_default=""),
    Index(None, "clerk"),
)
"""Who changed whose account, from what to what: written in the transaction of the change, only ever added to."""

old_passwords: Final = Table(
    "old_passwords",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("clerk", Text, ForeignKey("clerks.clerk"), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("password", Text, nullable=False),
    Index(None, "clerk"),
)
"""Passwords (argon2id) that were set once, so that they are not used again."""

"""The tables of the house: offices, counters, windows, lines and the settings of a city."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text
from sqlalchemy import ForeignKeyConstraint as Foreign
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from server.record.metadata import METADATA

offices: Final = Table(
    "offices",
    METADATA,
    Column("office", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("opens", Text, nullable=False),
    Column("closes", Text, nullable=False),
    Column("rank", Integer, nullable=False, server_default="0"),
)

counters: Final = Table(
    "counters",
    METADATA,
    Column("office", Text, ForeignKey("offices.office"), primary_key=True),
    Column("group", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("floor", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("walk_rank", Integer, nullable=False),
    Column("quiet", Boolean, nullable=False),
    Column("appointment", Boolean, nullable=False),
    Column("lines_first", ARRAY(Text), nullable=False, server_default="{}"),
)
"""A kind of counter at an office (窓口グループ)."""

windows: Final = Table(
    "windows",
    METADATA,
    Column("window", Text, primary_key=True),
    Column("office", Text, nullable=False),
    Column("group", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("floor", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("retired", Boolean, nullable=False, server_default="false"),
    Column("state", Text, nullable=False, server_default="closed"),
    Column("reason", Text),
    Column("version", BigInteger, nullable=False, server_default="1"),
    Column("since", BigInteger, nullable=False, server_default="0"),
    Column("serves", Text),
    Column("auto", Boolean, nullable=False, server_default="false"),
    Foreign(["office", "group"], ["counters.office", "counters.group"]),
)
"""A numbered window. `state` is open | paused | closed | away; `version` grows with every change of state or seats;
`serves`: the counter whose visitors it takes for now instead of its own's; `auto`: the next is called by itself. A
window that the catalog has no more, or no more uses, is `retired`: what happened there still names it."""

seats: Final = Table(
    "seats",
    METADATA,
    Column("session", LargeBinary, primary_key=True),
    Column("clerk", Text, nullable=False),
    Column("window", Text, ForeignKey("windows.window"), nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("away", Boolean, nullable=False, server_default="false"),
    Index(None, "window"),
)
"""Who sits where, one row for each browser: two clerks at one window, one clerk at two browsers."""

lines: Final = Table(
    "lines",
    METADATA,
    Column("office", Text, primary_key=True),
    Column("line", Text, primary_key=True),
    Column("group", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("letters", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Foreign(["office", "group"], ["counters.office", "counters.group"]),
)
"""A line of an office. `letters`: its number letter, then the one that follows when 999 are given."""

services: Final = Table(
    "services",
    METADATA,
    Column("office", Text, primary_key=True),
    Column("service", Text, primary_key=True),
    Column("line", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("event", Text, nullable=False, server_default=""),
    Column("rank", Integer, nullable=False),
    Foreign(["office", "line"], ["lines.office", "lines.line"]),
)

settings: Final = Table(
    "settings",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("value", JSONB, nullable=False),
)

displays: Final = Table(
    "displays",
    METADATA,
    Column("display", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("window", Text),
    Column("code_sha", LargeBinary),
    Column("code_until", BigInteger, nullable=False, server_default="0"),
    Column("key_sha", LargeBinary, unique=True),
    Column("paired_at", BigInteger),
    Column("revoked_at", BigInteger),
    Column("seen", BigInteger, nullable=False, server_default="0"),
)
"""Paired screens: tablet, hall, numbers. Bound to an office or a window, with a key of their own."""

devices: Final = Table(
    "devices",
    METADATA,
    Column("device", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("window", Text, nullable=False),
    Column("code_sha", LargeBinary),
    Column("code_until", BigInteger, nullable=False, server_default="0"),
    Column("key_sha", LargeBinary, unique=True),
    Column("paired_at", BigInteger),
    Column("revoked_at", BigInteger),
    Column("seen", BigInteger, nullable=False, server_default="0"),
)
"""Paired agents of card readers and printers at a window."""

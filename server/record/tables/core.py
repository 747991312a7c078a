"""The tables of the live core (DESIGN P1): what the keeper writes, and what a move checks."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, CheckConstraint, Column, Identity, Integer, LargeBinary, SmallInteger, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from server.record.metadata import METADATA

epoch: Final = Table(
    "epoch",
    METADATA,
    Column("one", SmallInteger, CheckConstraint("one = 1", name="one"), primary_key=True, server_default="1"),
    Column("number", BigInteger, nullable=False),
    Column("nonce", Text, nullable=False),
    Column("run_id", Text, nullable=False, server_default=""),
    Column("replid", Text, nullable=False, server_default=""),
    Column("timeline", Integer, nullable=False, server_default="0"),
    Column("since", Text, nullable=False, server_default="0-0"),
)
"""One row. Changed only when an epoch begins, so that the FOR SHARE of moves never waits for the keeper's batches."""

mark: Final = Table(
    "mark",
    METADATA,
    Column("one", SmallInteger, CheckConstraint("one = 1", name="one"), primary_key=True, server_default="1"),
    Column("pos", Text, nullable=False, server_default="0-0"),
    Column("beat", BigInteger, nullable=False, server_default="0"),
)
"""One row. How far the river is kept; changed with every batch."""

journal: Final = Table(
    "journal",
    METADATA,
    Column("case", Text, primary_key=True),
    Column("rev", BigInteger, primary_key=True, autoincrement=False),
    Column("op", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("window", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("format", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Unique("case", "op"),
)
"""Every revision of every sheet, as facts; nothing is ever changed here."""

entries: Final = Table(
    "entries",
    METADATA,
    Column("case", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("rev", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("op", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""The last fact of each key, derived from the journal."""

quarantine: Final = Table(
    "quarantine",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("river", Text, nullable=False),
    Column("case", Text, nullable=False),
    Column("rev", BigInteger, nullable=False),
    Column("op", Text, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""River entries that could not be kept: a person looks at each of them."""

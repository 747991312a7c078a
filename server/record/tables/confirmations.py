"""The tables of what visitors confirmed: who, when, at which window, and the paper that was shown."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY

from server.record.metadata import METADATA

shown_papers: Final = Table(
    "shown_papers",
    METADATA,
    Column("case", Text, primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)
"""A PDF as it was shown to a visitor, sealed, once for all who confirmed it. `digest`: SHA-256 of the PDF."""

confirmations: Final = Table(
    "confirmations",
    METADATA,
    Column("case", Text, primary_key=True),
    Column("op", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("what", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("forms", ARRAY(Text), nullable=False),
    Column("clerk", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("window", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Index(None, "case", "at"),
)
"""Written before the edit that it belongs to: a row counts when the case's journal holds its `op`. `what`: agree, sign,
for (代筆); `person` "" = whoever sat there."""

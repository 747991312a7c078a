"""The tables of protected persons (支援措置): flags, the blind words by which they are met, history, lists."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Identity, Index, Integer, LargeBinary, Table, Text

from server.record.metadata import METADATA

protections: Final = Table(
    "protections",
    METADATA,
    Column("flag", Text, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("begins", Text, nullable=False),
    Column("ends", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("asked_by", Text),
    Column("asked_at", BigInteger),
    Column("asked_version", BigInteger),
)
"""One row for each protected person, also when the flag was lifted. `flag` is a blind word of the resident's number;
`state`: provisional, on, lifted; `body` is sealed: who it is, who belongs to it, where they live. `asked_…`: somebody
wants it lifted, having seen `asked_version`."""

protection_words: Final = Table(
    "protection_words",
    METADATA,
    Column("flag", Text, ForeignKey("protections.flag", ondelete="CASCADE"), primary_key=True),
    Column("word", LargeBinary, primary_key=True),
    Column("kind", Text, primary_key=True),
)
"""Blind words of a flag that stands. `kind`: self, together, household, koseki, other, address."""

protection_log: Final = Table(
    "protection_log",
    METADATA,
    Column("line", BigInteger, Identity(always=True), primary_key=True),
    Column("flag", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("note", LargeBinary, nullable=False),
    Index(None, "flag"),
)
"""What was done to a flag, by whom; the reason is sealed. Only ever added to."""

protection_lists: Final = Table(
    "protection_lists",
    METADATA,
    Column("made", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("set", Integer, nullable=False),
    Column("lifted", Integer, nullable=False),
    Column("left", Integer, nullable=False),
)
"""The lists that were taken in, by the moment at which they were made (`YYYY-MM-DDTHH:MM`)."""

"""The tables of the city's own data that came in by files: files, their rows, how such files are read."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, text
from sqlalchemy.dialects.postgresql import ARRAY

from server.record.metadata import METADATA

import_files: Final = Table(
    "import_files",
    METADATA,
    Column("file", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("profile", Text, nullable=False),
    Column("extent", Text, nullable=False),
    Column("box", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("rows", Integer, nullable=False, server_default="0"),
    Column("instead_of", Text, nullable=False, server_default=""),
    Column("used", Boolean, nullable=False, server_default="false"),
    Index("ix_import_files_used", "kind", unique=True, postgresql_where=text("used")),
)
"""At most one of a kind is `used`. `box`: the name of the key under which its rows are sealed; `instead_of`: the file
that it was compared with ("" = none), with the moment at which that one was last changed."""

import_rows: Final = Table(
    "import_rows",
    METADATA,
    Column("file", Text, ForeignKey("import_files.file", ondelete="CASCADE"), primary_key=True),
    Column("row", LargeBinary, primary_key=True),
    Column("household", LargeBinary, nullable=False),
    Column("words", ARRAY(LargeBinary), nullable=False),
    Column("said", LargeBinary, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_import_rows_household", "file", "household"),
    Index("ix_import_rows_words", "words", postgresql_using="gin"),
)
"""One row for each resident. `row` is the blind word of its number, `household` of its household's; by `words` it is
found; `said` tells whether another row says the same; `body` is sealed. `gone`: of differences, a resident
who is none any more."""

import_profiles: Final = Table(
    "import_profiles",
    METADATA,
    Column("profile", Text, primary_key=True),
    Column("rev", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("body", Text, nullable=False),
)
"""How a kind of file is read (取込定義), as JSON; `rev` grows with every change."""

import_turn: Final = Table(
    "import_turn",
    METADATA,
    Column("turn", Integer, primary_key=True, autoincrement=False),
    Column("by", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""Whose file is being read, or was the last time: one row."""

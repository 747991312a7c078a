"""The tables of files that somebody brought: workbooks of a draft, and the postal file of Japan Post."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, text

from server.record.metadata import METADATA

postal_files: Final = Table(
    "postal_files",
    METADATA,
    Column("file", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("rows", Integer, nullable=False, server_default="0"),
    Column("codes", Integer, nullable=False, server_default="0"),
    Column("instead_of", Text, nullable=False, server_default=""),
    Column("used", Boolean, nullable=False, server_default="false"),
    Index("ix_postal_files_used", "used", unique=True, postgresql_where=text("used")),
)
"""At most one is `used`; the others wait for somebody who says so. `instead_of`: the one that was in use when it was
brought ("" = none)."""

postal_areas: Final = Table(
    "postal_areas",
    METADATA,
    Column("file", Text, ForeignKey("postal_files.file", ondelete="CASCADE"), primary_key=True),
    Column("rank", Integer, primary_key=True),
    Column("code", Text, nullable=False),
    Column("city_code", Text, nullable=False),
    Column("pref", Text, nullable=False),
    Column("city", Text, nullable=False),
    Column("town", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("pref_kana", Text, nullable=False),
    Column("city_kana", Text, nullable=False),
    Column("town_kana", Text, nullable=False),
    Index(None, "file", "code"),
)
"""One row for each area of a file, in the file's order."""

workbooks: Final = Table(
    "workbooks",
    METADATA,
    Column("upload", Text, primary_key=True),
    Column("draft", Text, ForeignKey("drafts.draft", ondelete="CASCADE"), nullable=False),
    Column("clerk", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""A workbook as it was read, for the clerk who brought it, until it is applied or a day has passed."""

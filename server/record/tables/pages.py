"""The base pages of forms: what administrators uploaded, and pages of ours as they were when they were taken over."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, LargeBinary, Table, Text

from server.record.metadata import METADATA

base_pages: Final = Table(
    "base_pages",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""Only ever added to: versions of the catalog name pages by their digest, and a version never changes."""

"""The tables of the catalog's keeping: its versions, drafts of a next one, and who changed what."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Identity, Index, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from server.record.metadata import METADATA

catalogs: Final = Table(
    "catalogs",
    METADATA,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("state", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("body", JSONB, nullable=False),
    Column("since", BigInteger, nullable=False, server_default="0"),
    Column("by", Text, nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
    Column("based_on", Integer),
)
"""A version is never changed once it is published, and its number never used again.

`state`: published (was or is in force), planned (from `since` on), withdrawn (before its time came). `at` = when it
was made.
"""

drafts: Final = Table(
    "drafts",
    METADATA,
    Column("draft", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("based_on", Integer, ForeignKey("catalogs.version"), nullable=False),
    Column("rev", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("maker", Text, nullable=False),
    Column("orders", JSONB, nullable=False, server_default="{}"),
)
"""A draft is what differs from the version that it is based on. `rev` counts its changes; `orders`: table -> ids in
order, with the revision and who."""

draft_rows: Final = Table(
    "draft_rows",
    METADATA,
    Column("draft", Text, ForeignKey("drafts.draft", ondelete="CASCADE"), primary_key=True),
    Column("table", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("rev", BigInteger, nullable=False),
    Column("over", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("row", JSONB(none_as_null=True)),
)
"""A row of a draft as somebody left it; NULL = taken away. `over`: the version that its writer saw under it."""

catalog_log: Final = Table(
    "catalog_log",
    METADATA,
    Column("line", BigInteger, Identity(always=True), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("draft", Text),
    Column("version", Integer),
    Column("table", Text),
    Column("id", Text),
    Column("before", JSONB(none_as_null=True)),
    Column("after", JSONB(none_as_null=True)),
    Column("note", Text, nullable=False, server_default=""),
    Index(None, "table", "id"),
)
"""Who changed what, when, from what to what. Lines are only ever added: a trigger refuses everything else."""

"""The tables of what goes out: applications as work, layouts of their CSV, letters that are written otherwise."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, text

from server.record.metadata import METADATA

worklist: Final = Table(
    "worklist",
    METADATA,
    Column("case", Text, ForeignKey("cases.case"), primary_key=True),
    Column("form", Text, primary_key=True),
    Column("office", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("holder", Text, nullable=False),
    Column("holder_name", Text, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("entered_by", Text, nullable=False),
    Column("entered_name", Text, nullable=False),
    Column("entered_at", BigInteger, nullable=False),
    Column("checked_by", Text, nullable=False),
    Column("checked_name", Text, nullable=False),
    Column("checked_at", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("seen", LargeBinary, nullable=False),
    Column("said", LargeBinary),
    Column("changed", BigInteger, nullable=False),
    Index("ix_worklist_day", "day", "number"),
    Index("ix_worklist_open", "state", "day", "number", postgresql_where=text("state <> 'checked'")),
)
"""One row for each application (handoff/worklist.py `Task`). `said`: what was written about it, sealed under the case's
key; `changed`: when a deed was last done."""

worklist_read: Final = Table(
    "worklist_read",
    METADATA,
    Column("visit", Text, ForeignKey("visits.visit"), primary_key=True),
    Column("version", BigInteger, nullable=False),
)
"""How far a visit was looked at for applications that may be worked on."""

export_layouts: Final = Table(
    "export_layouts",
    METADATA,
    Column("form", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
)
"""The columns of a form's CSV, as JSON; never changed, the highest number counts."""

conversion_letters: Final = Table(
    "conversion_letters",
    METADATA,
    Column("letter", Text, primary_key=True),
    Column("written", Text, nullable=False),
    Column("note", Text, nullable=False),
)
"""The city's own table of letters."""

conversion_maps: Final = Table(
    "conversion_maps",
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("letters", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""What came in as a file: `own` (when the city's own table was last changed; no body) and `public` (JSON, packed)."""

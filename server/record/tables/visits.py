"""The tables of visits: cases, visits and their events, numbers, tickets, and what is still to be projected."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Identity, Index, Integer, LargeBinary, Table, Text, text
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from server.record.metadata import METADATA

cases: Final = Table(
    "cases",
    METADATA,
    Column("case", Text, primary_key=True),
    Column("catalog", Integer, nullable=False),
    Column("opened", BigInteger, nullable=False),
    Column("office", Text, nullable=False),
    Column("closed", BigInteger),
    Column("erased", BigInteger),
)
"""`erased`: since then nothing of what was entered is kept, and the case opens no more."""

series: Final = Table(
    "series",
    METADATA,
    Column("office", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("letter", Text, primary_key=True),
    Column("last", Integer, nullable=False),
)
"""The last number given. Its row lock is what makes numbers unique."""

visits: Final = Table(
    "visits",
    METADATA,
    Column("visit", Text, primary_key=True),
    Column("case", Text, ForeignKey("cases.case"), nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("office", Text, nullable=False),
    Column("home", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("arrived", BigInteger, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("line_since", BigInteger, nullable=False),
    Column("turn", BigInteger, nullable=False),
    Column("fence", BigInteger, nullable=False),
    Column("window", Text),
    Column("clerk", Text),
    Column("to_window", Text),
    Column("from_window", Text),
    Column("way", JSONB, nullable=False),
    Column("been", JSONB, nullable=False),
    Column("waits", JSONB, nullable=False),
    Column("calls", Integer, nullable=False),
    Column("called_at", BigInteger, nullable=False),
    Column("urgency", Text, nullable=False),
    Column("result", Text),
    Column("reason", Text),
    Column("channel", Text, nullable=False),
    Column("sheet_rev", BigInteger, nullable=False),
    Column("claim_rev", BigInteger, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("quiet", Boolean, nullable=False),
    Column("ended", BigInteger),
    Column("before", JSONB),
    Column("follows", Text),
    Column("due", BigInteger),
    Column("care", Boolean, nullable=False, server_default="false"),
    Unique("home", "day", "number"),
    Index("ix_visits_live_case", "case", unique=True, postgresql_where=text("ended IS NULL")),
    Index("ix_visits_case", "case"),
    Index(
        "ix_visits_queue",
        "office",
        "line",
        "turn",
        postgresql_where=text("stage IN ('waiting', 'passing', 'ready')"),
    ),
    Index("ix_visits_window", "window", postgresql_where=text('ended IS NULL AND "window" IS NOT NULL')),
    Index("ix_visits_live_day", "day", "office", postgresql_where=text("ended IS NULL")),
)
"""One row for each visit (handoff/visit.py `Visit`). A case has at most one that is not ended: the index says so."""

visit_events: Final = Table(
    "visit_events",
    METADATA,
    Column("visit", Text, ForeignKey("visits.visit"), primary_key=True),
    Column("version", BigInteger, primary_key=True, autoincrement=False),
    Column("request_id", Text, nullable=False, unique=True),
    Column("move", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("took", BigInteger, nullable=False),
    Column("stage", Text, nullable=False),
    Column("next", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("window", Text),
    Column("reason", Text),
    Column("note", Text),
    Column("row", JSONB, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Index(None, "at"),
)
"""Every move: who, where, when, and `took`, the ms that the visit was in `stage` before it went to `next`."""

outbox: Final = Table(
    "outbox",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("visit", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("event", Text, nullable=False),
    Column("request_id", Text, nullable=False),
    Column("row", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""Moves that are decided and perhaps not yet shown."""

tickets: Final = Table(
    "tickets",
    METADATA,
    Column("sha", LargeBinary, primary_key=True),
    Column("case", Text, ForeignKey("cases.case"), nullable=False),
    Column("visit", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("issued", BigInteger, nullable=False),
    Column("replaced_at", BigInteger),
    Column("ended_at", BigInteger),
    Column("uses", Integer, nullable=False, server_default="0"),
    Index("ix_tickets_case", "case"),
    Index(
        "ix_tickets_current",
        "case",
        unique=True,
        postgresql_where=text("replaced_at IS NULL AND ended_at IS NULL"),
    ),
)
"""Slips by the SHA-256 of their code: the code itself stands on paper only."""

person_index: Final = Table(
    "person_index",
    METADATA,
    Column("case", Text, ForeignKey("cases.case"), primary_key=True),
    Column("person", Text, primary_key=True),
    Column("words", ARRAY(LargeBinary), nullable=False),
    Index("ix_person_index_words", "words", postgresql_using="gin"),
)
"""The blind words by which the persons of a case are found, derived from its sheet; may be thrown away and made
again."""

reports: Final = Table(
    "reports",
    METADATA,
    Column("office", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("body", JSONB, nullable=False),
)
"""朝のお知らせ: what midnight did to the visits that nobody settled."""

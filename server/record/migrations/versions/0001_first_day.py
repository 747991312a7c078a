"""All that the record keeps from its first day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "cases",
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("catalog", sa.Integer(), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("closed", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("case", name=op.f("pk_cases")),
    )
    op.create_table(
        "catalogs",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_catalogs")),
    )
    op.create_table(
        "clerks",
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("sees", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("offices", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("groups", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("valid_to", sa.Text(), nullable=True),
        sa.Column("disabled", sa.Boolean(), server_default="false", nullable=False),
        sa.PrimaryKeyConstraint("clerk", name=op.f("pk_clerks")),
        sa.UniqueConstraint("login", name=op.f("uq_clerks_login")),
    )
    op.create_table(
        "devices",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("code_sha", sa.LargeBinary(), nullable=True),
        sa.Column("code_until", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("key_sha", sa.LargeBinary(), nullable=True),
        sa.Column("paired_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("seen", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("device", name=op.f("pk_devices")),
        sa.UniqueConstraint("key_sha", name=op.f("uq_devices_key_sha")),
    )
    op.create_table(
        "displays",
        sa.Column("display", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("window", sa.Text(), nullable=True),
        sa.Column("code_sha", sa.LargeBinary(), nullable=True),
        sa.Column("code_until", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("key_sha", sa.LargeBinary(), nullable=True),
        sa.Column("paired_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("seen", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("display", name=op.f("pk_displays")),
        sa.UniqueConstraint("key_sha", name=op.f("uq_displays_key_sha")),
    )
    op.create_table(
        "entries",
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("op", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case", "key", name=op.f("pk_entries")),
    )
    op.create_table(
        "epoch",
        sa.Column("one", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), server_default="", nullable=False),
        sa.Column("replid", sa.Text(), server_default="", nullable=False),
        sa.Column("timeline", sa.Integer(), server_default="0", nullable=False),
        sa.Column("since", sa.Text(), server_default="0-0", nullable=False),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_epoch")),
    )
    op.create_table(
        "journal",
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("rev", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("op", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case", "rev", name=op.f("pk_journal")),
        sa.UniqueConstraint("case", "op", name=op.f("uq_journal_case_op")),
    )
    op.create_table(
        "login_attempts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_attempts")),
    )
    op.create_index(op.f("ix_login_attempts_login_at"), "login_attempts", ["login", "at"], unique=False)
    op.create_table(
        "looks",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=True),
        sa.Column("about", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_looks")),
    )
    op.create_table(
        "mark",
        sa.Column("one", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("pos", sa.Text(), server_default="0-0", nullable=False),
        sa.Column("beat", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_mark")),
    )
    op.create_table(
        "offices",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("opens", sa.Text(), nullable=False),
        sa.Column("closes", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("office", name=op.f("pk_offices")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("visit", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_table(
        "quarantine",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("river", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("op", sa.Text(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine")),
    )
    op.create_table(
        "reports",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("office", "day", name=op.f("pk_reports")),
    )
    op.create_table(
        "series",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("office", "day", "letter", name=op.f("pk_series")),
    )
    op.create_table(
        "settings",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_settings")),
    )
    op.create_table(
        "counters",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("floor", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("walk_rank", sa.Integer(), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("appointment", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["office"], ["offices.office"], name=op.f("fk_counters_office")),
        sa.PrimaryKeyConstraint("office", "group", name=op.f("pk_counters")),
    )
    op.create_table(
        "person_index",
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("kana_form", sa.Text(), nullable=False),
        sa.Column("sound_form", sa.Text(), nullable=False),
        sa.Column("name_form", sa.Text(), nullable=False),
        sa.Column("birth", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.case"], name=op.f("fk_person_index_case")),
        sa.PrimaryKeyConstraint("case", "person", name=op.f("pk_person_index")),
    )
    op.create_index("ix_person_index_birth", "person_index", ["birth"], unique=False)
    op.create_index(
        "ix_person_index_kana",
        "person_index",
        ["kana_form"],
        unique=False,
        postgresql_ops={"kana_form": "text_pattern_ops"},
    )
    op.create_index(
        "ix_person_index_name",
        "person_index",
        ["name_form"],
        unique=False,
        postgresql_ops={"name_form": "text_pattern_ops"},
    )
    op.create_index(
        "ix_person_index_sound",
        "person_index",
        ["sound_form"],
        unique=False,
        postgresql_ops={"sound_form": "text_pattern_ops"},
    )
    op.create_table(
        "sessions",
        sa.Column("sha", sa.LargeBinary(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("window", sa.Text(), nullable=True),
        sa.Column("begun", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["clerk"], ["clerks.clerk"], name=op.f("fk_sessions_clerk")),
        sa.PrimaryKeyConstraint("sha", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_clerk"), "sessions", ["clerk"], unique=False)
    op.create_table(
        "tickets",
        sa.Column("sha", sa.LargeBinary(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("visit", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issued", sa.BigInteger(), nullable=False),
        sa.Column("replaced_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("uses", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.case"], name=op.f("fk_tickets_case")),
        sa.PrimaryKeyConstraint("sha", name=op.f("pk_tickets")),
    )
    op.create_index("ix_tickets_case", "tickets", ["case"], unique=False)
    op.create_index(
        "ix_tickets_current",
        "tickets",
        ["case"],
        unique=True,
        postgresql_where=sa.text("replaced_at IS NULL AND ended_at IS NULL"),
    )
    op.create_table(
        "visits",
        sa.Column("visit", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("home", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("arrived", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("line_since", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("window", sa.Text(), nullable=True),
        sa.Column("clerk", sa.Text(), nullable=True),
        sa.Column("to_window", sa.Text(), nullable=True),
        sa.Column("from_window", sa.Text(), nullable=True),
        sa.Column("way", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("been", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("waits", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("called_at", sa.BigInteger(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("sheet_rev", sa.BigInteger(), nullable=False),
        sa.Column("claim_rev", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("follows", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case"], ["cases.case"], name=op.f("fk_visits_case")),
        sa.PrimaryKeyConstraint("visit", name=op.f("pk_visits")),
        sa.UniqueConstraint("home", "day", "number", name=op.f("uq_visits_home_day_number")),
    )
    op.create_index("ix_visits_case", "visits", ["case"], unique=False)
    op.create_index("ix_visits_live_case", "visits", ["case"], unique=True, postgresql_where=sa.text("ended IS NULL"))
    op.create_index(
        "ix_visits_live_day", "visits", ["day", "office"], unique=False, postgresql_where=sa.text("ended IS NULL")
    )
    op.create_index(
        "ix_visits_queue",
        "visits",
        ["office", "line", "turn"],
        unique=False,
        postgresql_where=sa.text("stage IN ('waiting', 'passing', 'ready')"),
    )
    op.create_index(
        "ix_visits_window",
        "visits",
        ["window"],
        unique=False,
        postgresql_where=sa.text('ended IS NULL AND "window" IS NOT NULL'),
    )
    op.create_table(
        "lines",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("letters", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office", "group"], ["counters.office", "counters.group"], name=op.f("fk_lines_office_group")
        ),
        sa.PrimaryKeyConstraint("office", "line", name=op.f("pk_lines")),
    )
    op.create_table(
        "visit_events",
        sa.Column("visit", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("took", sa.BigInteger(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("next", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("window", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("row", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["visit"], ["visits.visit"], name=op.f("fk_visit_events_visit")),
        sa.PrimaryKeyConstraint("visit", "version", name=op.f("pk_visit_events")),
        sa.UniqueConstraint("request_id", name=op.f("uq_visit_events_request_id")),
    )
    op.create_index(op.f("ix_visit_events_at"), "visit_events", ["at"], unique=False)
    op.create_table(
        "windows",
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("floor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), server_default="closed", nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("since", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["office", "group"], ["counters.office", "counters.group"], name=op.f("fk_windows_office_group")
        ),
        sa.PrimaryKeyConstraint("window", name=op.f("pk_windows")),
    )
    op.create_table(
        "seats",
        sa.Column("session", sa.LargeBinary(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("away", sa.Boolean(), server_default="false", nullable=False),
        sa.ForeignKeyConstraint(["window"], ["windows.window"], name=op.f("fk_seats_window")),
        sa.PrimaryKeyConstraint("session", name=op.f("pk_seats")),
    )
    op.create_index(op.f("ix_seats_window"), "seats", ["window"], unique=False)
    op.create_table(
        "services",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), server_default="", nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office", "line"], ["lines.office", "lines.line"], name=op.f("fk_services_office_line")
        ),
        sa.PrimaryKeyConstraint("office", "service", name=op.f("pk_services")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("services")
    op.drop_index(op.f("ix_seats_window"), table_name="seats")
    op.drop_table("seats")
    op.drop_table("windows")
    op.drop_index(op.f("ix_visit_events_at"), table_name="visit_events")
    op.drop_table("visit_events")
    op.drop_table("lines")
    op.drop_index(
        "ix_visits_window", table_name="visits", postgresql_where=sa.text('ended IS NULL AND "window" IS NOT NULL')
    )
    op.drop_index(
        "ix_visits_queue", table_name="visits", postgresql_where=sa.text("stage IN ('waiting', 'passing', 'ready')")
    )
    op.drop_index("ix_visits_live_day", table_name="visits", postgresql_where=sa.text("ended IS NULL"))
    op.drop_index("ix_visits_live_case", table_name="visits", postgresql_where=sa.text("ended IS NULL"))
    op.drop_index("ix_visits_case", table_name="visits")
    op.drop_table("visits")
    op.drop_index(
        "ix_tickets_current", table_name="tickets", postgresql_where=sa.text("replaced_at IS NULL AND ended_at IS NULL")
    )
    op.drop_index("ix_tickets_case", table_name="tickets")
    op.drop_table("tickets")
    op.drop_index(op.f("ix_sessions_clerk"), table_name="sessions")
    op.drop_table("sessions")
    op.drop_index("ix_person_index_name", table_name="person_index", postgresql_ops={"name_form": "text_pattern_ops"})
    op.drop_index("ix_person_index_kana", table_name="person_index", postgresql_ops={"kana_form": "text_pattern_ops"})
    op.drop_index("ix_person_index_birth", table_name="person_index")
    op.drop_table("person_index")
    op.drop_table("counters")
    op.drop_table("settings")
    op.drop_table("series")
    op.drop_table("reports")
    op.drop_table("quarantine")
    op.drop_table("outbox")
    op.drop_table("offices")
    op.drop_table("mark")
    op.drop_table("looks")
    op.drop_index(op.f("ix_login_attempts_login_at"), table_name="login_attempts")
    op.drop_table("login_attempts")
    op.drop_table("journal")
    op.drop_table("epoch")
    op.drop_table("entries")
    op.drop_table("displays")
    op.drop_table("devices")
    op.drop_table("clerks")
    op.drop_table("catalogs")
    op.drop_table("cases")

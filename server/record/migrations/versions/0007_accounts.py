"""Accounts are kept online: groups, grants, changes planned ahead, passwords used before, and who changed whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NUMBERS = {"rev": "1", "password_at": "0", "unlocked_at": "0", "secret_step": "0"}
TEXTS = {"kana": "", "sort": "staff"}
LISTS = ("teams", "rights")
OF_SESSIONS = ("rev", "proved")


def upgrade() -> None:
    """Forward."""
    _columns()
    op.create_table(
        "teams",
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sees", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("rights", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("team", name=op.f("pk_teams")),
    )
    op.create_table(
        "user_plans",
        sa.Column("plan", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="planned", nullable=False),
        sa.ForeignKeyConstraint(["clerk"], ["clerks.clerk"], name=op.f("fk_user_plans_clerk")),
        sa.PrimaryKeyConstraint("plan", name=op.f("pk_user_plans")),
    )
    op.create_index(op.f("ix_user_plans_state_day"), "user_plans", ["state", "day"])
    _logs()


def _columns() -> None:
    for name, default in TEXTS.items():
        op.add_column("clerks", sa.Column(name, sa.Text(), server_default=default, nullable=False))
    for name in LISTS:
        op.add_column("clerks", sa.Column(name, postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False))
    for name, default in NUMBERS.items():
        op.add_column("clerks", sa.Column(name, sa.BigInteger(), server_default=default, nullable=False))
    op.add_column("clerks", sa.Column("password_due", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("clerks", sa.Column("subject", sa.Text(), nullable=True))
    op.add_column("clerks", sa.Column("secret", sa.Text(), nullable=True))
    op.create_unique_constraint(op.f("uq_clerks_subject"), "clerks", ["subject"])
    for name in OF_SESSIONS:
        op.add_column("sessions", sa.Column(name, sa.BigInteger(), server_default="0", nullable=False))


def _logs() -> None:
    op.create_table(
        "user_log",
        sa.Column("line", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=True),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("line", name=op.f("pk_user_log")),
    )
    op.create_index(op.f("ix_user_log_clerk"), "user_log", ["clerk"])
    op.create_table(
        "old_passwords",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["clerk"], ["clerks.clerk"], name=op.f("fk_old_passwords_clerk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_old_passwords")),
    )
    op.create_index(op.f("ix_old_passwords_clerk"), "old_passwords", ["clerk"])


def downgrade() -> None:
    """Back."""
    for table in ("old_passwords", "user_log", "user_plans", "teams"):
        op.drop_table(table)
    for name in OF_SESSIONS:
        op.drop_column("sessions", name)
    for name in (*TEXTS, *LISTS, *NUMBERS, "password_due", "subject", "secret"):
        op.drop_column("clerks", name)

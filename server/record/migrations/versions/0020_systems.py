"""Other systems: keys, answers to requests that named themselves, what is to be told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "systems",
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("sha", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("system", name=op.f("pk_systems")),
        sa.UniqueConstraint("sha", name=op.f("uq_systems_sha")),
    )
    op.create_table(
        "system_answers",
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["system"], ["systems.system"], name=op.f("fk_system_answers_system")),
        sa.PrimaryKeyConstraint("system", "request", name=op.f("pk_system_answers")),
    )
    op.create_index("ix_system_answers_at", "system_answers", ["at"])
    op.create_table(
        "system_notices",
        sa.Column("notice", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("row", postgresql.JSONB(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("arrived", sa.BigInteger(), nullable=True),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["system"], ["systems.system"], name=op.f("fk_system_notices_system")),
        sa.PrimaryKeyConstraint("notice", name=op.f("pk_system_notices")),
    )
    there = sa.text("due IS NOT NULL")
    op.create_index("ix_system_notices_due", "system_notices", ["due"], postgresql_where=there)
    op.create_index("ix_system_notices_system", "system_notices", ["system"])


def downgrade() -> None:
    """Back."""
    for table in ("system_notices", "system_answers", "systems"):
        op.drop_table(table)

"""Kits of numbers on paper for hours without power."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "reserve_kits",
        sa.Column("kit", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("forms", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_by", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("kit", name=op.f("pk_reserve_kits")),
    )
    op.create_index(
        "ix_reserve_kits_kept",
        "reserve_kits",
        ["letter", "first"],
        unique=True,
        postgresql_where=sa.text("withdrawn IS NULL"),
    )
    op.create_table(
        "reserve_numbers",
        sa.Column("sha", sa.LargeBinary(), nullable=False),
        sa.Column("kit", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["kit"], ["reserve_kits.kit"], name=op.f("fk_reserve_numbers_kit")),
        sa.PrimaryKeyConstraint("sha", name=op.f("pk_reserve_numbers")),
    )
    op.create_index("ix_reserve_numbers_kit", "reserve_numbers", ["kit"])


def downgrade() -> None:
    """Back."""
    op.drop_table("reserve_numbers")
    op.drop_table("reserve_kits")

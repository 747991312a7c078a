"""再生: what windows were from when until when, so that the floor of a day gone by can be shown again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "window_states",
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("serves", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["window"], ["windows.window"], name=op.f("fk_window_states_window")),
        sa.PrimaryKeyConstraint("window", "version", name=op.f("pk_window_states")),
    )
    op.create_index(op.f("ix_window_states_office_at"), "window_states", ["office", "at"])


def downgrade() -> None:
    """Back."""
    op.drop_index(op.f("ix_window_states_office_at"), table_name="window_states")
    op.drop_table("window_states")

"""Wait times: what was foretold and what it became, and what nights learned."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "wait_forecasts",
        sa.Column("visit", sa.Text(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("played", sa.Double(), nullable=False),
        sa.Column("stacked", postgresql.ARRAY(sa.Double()), nullable=False),
        sa.Column("said", postgresql.ARRAY(sa.Double()), nullable=False),
        sa.Column("x", postgresql.ARRAY(sa.Double()), nullable=False),
        sa.Column("wait", sa.Double(), nullable=True),
        sa.Column("called", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("visit", "queue", name=op.f("pk_wait_forecasts")),
    )
    op.create_index("ix_wait_forecasts_at", "wait_forecasts", ["at"])
    op.create_table(
        "wait_models",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_wait_models")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("wait_models")
    op.drop_table("wait_forecasts")

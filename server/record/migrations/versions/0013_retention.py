"""What was erased is known, and how many of what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.add_column("cases", sa.Column("erased", sa.BigInteger(), nullable=True))
    op.create_table(
        "erasures",
        sa.Column("line", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("line", name=op.f("pk_erasures")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("erasures")
    op.drop_column("cases", "erased")

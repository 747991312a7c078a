"""「12番へ来てください」: what a window asks of others, and what they answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.add_column("bulletins", sa.Column("come", postgresql.JSONB(none_as_null=True), nullable=True))
    op.add_column("bulletin_reads", sa.Column("answer", sa.Text(), nullable=True))


def downgrade() -> None:
    """Back."""
    op.drop_column("bulletin_reads", "answer")
    op.drop_column("bulletins", "come")

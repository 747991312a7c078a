"""Rows of visits say whether the visitor needs consideration (要配慮)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.add_column("visits", sa.Column("care", sa.Boolean(), server_default="false", nullable=False))


def downgrade() -> None:
    """Back."""
    op.drop_column("visits", "care")

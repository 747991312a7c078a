"""自動で次の方を呼ぶ: at windows whose clerks want it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.add_column("windows", sa.Column("auto", sa.Boolean(), nullable=False, server_default="false"))


def downgrade() -> None:
    """Back."""
    op.drop_column("windows", "auto")

"""先に呼ぶ列: which lines of a counter its windows call before the others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    lines = postgresql.ARRAY(sa.Text())
    op.add_column("counters", sa.Column("lines_first", lines, nullable=False, server_default="{}"))


def downgrade() -> None:
    """Back."""
    op.drop_column("counters", "lines_first")

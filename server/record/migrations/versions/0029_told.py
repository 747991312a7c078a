"""待ち時間の目安: whether a forecast was shown to anybody; what was kept before is not known to have been."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.add_column("wait_forecasts", sa.Column("told", sa.Boolean(), nullable=False, server_default="false"))


def downgrade() -> None:
    """Back."""
    op.drop_column("wait_forecasts", "told")

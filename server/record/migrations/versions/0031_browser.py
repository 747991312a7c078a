"""自分のログイン: in which browser a session began, in two words; of those that stand already it is not known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.add_column("sessions", sa.Column("browser", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Back."""
    op.drop_column("sessions", "browser")

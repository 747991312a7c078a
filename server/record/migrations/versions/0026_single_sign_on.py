"""シングルサインオン: a session knows whether it began there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.add_column("sessions", sa.Column("sso", sa.Boolean(), nullable=False, server_default="false"))


def downgrade() -> None:
    """Back."""
    op.drop_column("sessions", "sso")

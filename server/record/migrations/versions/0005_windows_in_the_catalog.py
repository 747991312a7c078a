"""Windows are kept with the catalog: one that is used no more stays, because what happened there names it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.add_column("windows", sa.Column("retired", sa.Boolean(), server_default="false", nullable=False))


def downgrade() -> None:
    """Back."""
    op.drop_column("windows", "retired")

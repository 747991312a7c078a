"""開庁日と時間 are rows of the catalog. What the settings of a city said of them stays: the version before this one
still reads it."""

from __future__ import annotations

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward: nothing."""


def downgrade() -> None:
    """Back: nothing."""

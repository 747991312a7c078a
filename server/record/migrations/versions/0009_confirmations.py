"""What visitors confirmed, with the paper that was shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "shown_papers",
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case", "digest", name=op.f("pk_shown_papers")),
    )
    op.create_table(
        "confirmations",
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("op", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("forms", ARRAY(sa.Text()), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case", "op", name=op.f("pk_confirmations")),
    )
    op.create_index(op.f("ix_confirmations_case_at"), "confirmations", ["case", "at"])


def downgrade() -> None:
    """Back."""
    op.drop_table("confirmations")
    op.drop_table("shown_papers")

"""What floor managers say to windows and to the hall; windows that serve another counter for now."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "bulletins",
        sa.Column("bulletin", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("easy", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("group", sa.Text(), nullable=True),
        sa.Column("window", sa.Text(), nullable=True),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bulletin", name=op.f("pk_bulletins")),
    )
    op.create_index("ix_bulletins_until", "bulletins", ["until"])
    op.create_table(
        "bulletin_reads",
        sa.Column("bulletin", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bulletin"], ["bulletins.bulletin"], name=op.f("fk_bulletin_reads_bulletin"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("bulletin", "reader", name=op.f("pk_bulletin_reads")),
    )
    op.add_column("windows", sa.Column("serves", sa.Text(), nullable=True))


def downgrade() -> None:
    """Back."""
    op.drop_column("windows", "serves")
    op.drop_table("bulletin_reads")
    op.drop_table("bulletins")

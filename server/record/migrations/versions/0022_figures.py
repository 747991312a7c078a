"""Statistics: what visits left when they ended, days that are counted, what it was like before.

Nothing is filled here: the keeper counts the days that are over, a few at a time, and who asks meanwhile counts the
others from the visits themselves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

OF_VISITS = ("notifications", "applications", "sheets", "boxes", "typed", "names", "signatures")
OF_ENTRIES = ("answers", "automatic", "entered", "taken", "corrected")
OF_DAYS = ("visitors", "done", "suspended", "withdrawn", "gone", "open", "calls", "services")


def numbers(*names: str) -> list[sa.Column[int]]:
    """Columns of whole numbers."""
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "visit_facts",
        sa.Column("visit", sa.Text(), nullable=False),
        sa.Column("procedures", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("reads", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("clerk_at", sa.BigInteger(), nullable=False),
        *numbers(*OF_VISITS, *OF_ENTRIES),
        sa.ForeignKeyConstraint(["visit"], ["visits.visit"], name=op.f("fk_visit_facts_visit")),
        sa.PrimaryKeyConstraint("visit", name=op.f("pk_visit_facts")),
    )
    op.create_table(
        "day_figures",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        *numbers(*OF_DAYS),
        sa.Column("service_ms", sa.BigInteger(), nullable=False),
        sa.Column("waits", postgresql.ARRAY(sa.Integer()), nullable=False),
        *numbers("cases", *OF_VISITS, *OF_ENTRIES),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("clerk_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("office", "by", "day", "key", name=op.f("pk_day_figures")),
    )
    op.create_table(
        "figured_days",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("office", "day", name=op.f("pk_figured_days")),
    )
    op.create_table(
        "baselines",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baselines")),
    )
    op.create_index("ix_baselines_office", "baselines", ["office", "id"])


def downgrade() -> None:
    """Back."""
    op.drop_table("baselines")
    op.drop_table("figured_days")
    op.drop_table("day_figures")
    op.drop_table("visit_facts")

"""How the house stood: outages and who was told, backups and their trials."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "outages",
        sa.Column("line", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("line", name=op.f("pk_outages")),
    )
    op.create_index("ix_outages_part_since", "outages", ["part", "since"])
    op.create_table(
        "outages_told",
        sa.Column("line", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("outage", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("whom", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["outage"], ["outages.line"], name=op.f("fk_outages_told_outage")),
        sa.PrimaryKeyConstraint("line", name=op.f("pk_outages_told")),
    )
    op.create_index(op.f("ix_outages_told_outage"), "outages_told", ["outage"])
    op.create_table(
        "looks",
        sa.Column("one", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("one = 1", name=op.f("ck_looks_one")),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_looks")),
    )
    op.create_table(
        "safekept",
        sa.Column("line", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("took", sa.BigInteger(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("line", name=op.f("pk_safekept")),
    )
    op.create_index("ix_safekept_kind_at", "safekept", ["kind", "at"])


def downgrade() -> None:
    """Back."""
    op.drop_table("safekept")
    op.drop_table("looks")
    op.drop_table("outages_told")
    op.drop_table("outages")

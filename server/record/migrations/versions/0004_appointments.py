"""Appointments: a visit that is booked has the time at which it is due, and a row with what else it is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.add_column("visits", sa.Column("due", sa.BigInteger(), nullable=True))
    op.create_table(
        "appointments",
        sa.Column("visit", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["visit"], ["visits.visit"], name=op.f("fk_appointments_visit")),
        sa.PrimaryKeyConstraint("visit", name=op.f("pk_appointments")),
    )
    op.create_index(op.f("ix_appointments_number"), "appointments", ["number"], unique=True)
    op.create_index(op.f("ix_appointments_office_group"), "appointments", ["office", "group"])


def downgrade() -> None:
    """Back."""
    op.drop_table("appointments")
    op.drop_column("visits", "due")

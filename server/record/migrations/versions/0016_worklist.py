"""What goes out: applications as work, layouts of CSV, letters that are written otherwise."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0018"
branch_labels = None
depends_on = None

TEXTS = ("office", "day", "number", "event", "state", "holder", "holder_name", "entered_by", "entered_name")
TEXTS_TOO = ("checked_by", "checked_name", "reason")
NUMBERS = ("version", "since", "entered_at", "checked_at", "changed")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "worklist",
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in (*TEXTS, *TEXTS_TOO)),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in NUMBERS),
        sa.Column("seen", sa.LargeBinary(), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case"], ["cases.case"], name=op.f("fk_worklist_case")),
        sa.PrimaryKeyConstraint("case", "form", name=op.f("pk_worklist")),
    )
    op.create_index("ix_worklist_day", "worklist", ["day", "number"])
    still = sa.text("state <> 'checked'")
    op.create_index("ix_worklist_open", "worklist", ["state", "day", "number"], postgresql_where=still)
    op.create_table(
        "worklist_read",
        sa.Column("visit", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["visit"], ["visits.visit"], name=op.f("fk_worklist_read_visit")),
        sa.PrimaryKeyConstraint("visit", name=op.f("pk_worklist_read")),
    )
    op.create_table(
        "export_layouts",
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("form", "number", name=op.f("pk_export_layouts")),
    )
    op.create_table(
        "conversion_letters",
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("letter", name=op.f("pk_conversion_letters")),
    )
    op.create_table(
        "conversion_maps",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_conversion_maps")),
    )


def downgrade() -> None:
    """Back."""
    for table in ("conversion_maps", "conversion_letters", "export_layouts", "worklist_read", "worklist"):
        op.drop_table(table)

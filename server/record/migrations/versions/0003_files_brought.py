"""Files that somebody brings: workbooks of a draft until they are applied, and the postal file of Japan Post."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXTS = ("code", "city_code", "pref", "city", "town", "note", "pref_kana", "city_kana", "town_kana")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "postal_files",
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), server_default="0", nullable=False),
        sa.Column("codes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("instead_of", sa.Text(), server_default="", nullable=False),
        sa.Column("used", sa.Boolean(), server_default="false", nullable=False),
        sa.PrimaryKeyConstraint("file", name=op.f("pk_postal_files")),
    )
    op.create_index("ix_postal_files_used", "postal_files", ["used"], unique=True, postgresql_where=sa.text("used"))
    op.create_table(
        "postal_areas",
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
        sa.ForeignKeyConstraint(["file"], ["postal_files.file"], name=op.f("fk_postal_areas_file"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("file", "rank", name=op.f("pk_postal_areas")),
    )
    op.create_index(op.f("ix_postal_areas_file_code"), "postal_areas", ["file", "code"])
    op.create_table(
        "workbooks",
        sa.Column("upload", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["draft"], ["drafts.draft"], name=op.f("fk_workbooks_draft"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("upload", name=op.f("pk_workbooks")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("workbooks")
    op.drop_table("postal_areas")
    op.drop_table("postal_files")

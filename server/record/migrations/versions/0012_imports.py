"""The city's own data comes in by files: files, their sealed rows, how they are read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "import_files",
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("extent", sa.Text(), nullable=False),
        sa.Column("box", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), server_default="0", nullable=False),
        sa.Column("instead_of", sa.Text(), server_default="", nullable=False),
        sa.Column("used", sa.Boolean(), server_default="false", nullable=False),
        sa.PrimaryKeyConstraint("file", name=op.f("pk_import_files")),
    )
    op.create_index("ix_import_files_used", "import_files", ["kind"], unique=True, postgresql_where=sa.text("used"))
    op.create_table(
        "import_rows",
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.Column("household", sa.LargeBinary(), nullable=False),
        sa.Column("words", postgresql.ARRAY(sa.LargeBinary()), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["file"], ["import_files.file"], name=op.f("fk_import_rows_file"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("file", "row", name=op.f("pk_import_rows")),
    )
    op.create_index("ix_import_rows_household", "import_rows", ["file", "household"])
    op.create_index("ix_import_rows_words", "import_rows", ["words"], postgresql_using="gin")
    op.create_table(
        "import_profiles",
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("profile", name=op.f("pk_import_profiles")),
    )


def downgrade() -> None:
    """Back."""
    for table in ("import_profiles", "import_rows", "import_files"):
        op.drop_table(table)

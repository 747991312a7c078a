"""The catalog is kept online: versions with their dates, drafts, and who changed what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STANDS = """
CREATE FUNCTION catalog_log_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'catalog_log is only ever added to';
END
$$
"""
REFUSES = """
CREATE TRIGGER catalog_log_stands BEFORE UPDATE OR DELETE OR TRUNCATE ON catalog_log
FOR EACH STATEMENT EXECUTE FUNCTION catalog_log_stands()
"""


def upgrade() -> None:
    """Forward."""
    op.add_column("catalogs", sa.Column("since", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("catalogs", sa.Column("by", sa.Text(), server_default="", nullable=False))
    op.add_column("catalogs", sa.Column("note", sa.Text(), server_default="", nullable=False))
    op.add_column("catalogs", sa.Column("based_on", sa.Integer(), nullable=True))
    op.execute("UPDATE catalogs SET since = at")
    op.create_table(
        "drafts",
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("orders", JSONB(), server_default="{}", nullable=False),
        sa.ForeignKeyConstraint(["based_on"], ["catalogs.version"], name=op.f("fk_drafts_based_on")),
        sa.PrimaryKeyConstraint("draft", name=op.f("pk_drafts")),
    )
    op.create_table(
        "draft_rows",
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("over", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("row", JSONB(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["draft"], ["drafts.draft"], name=op.f("fk_draft_rows_draft"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("draft", "table", "id", name=op.f("pk_draft_rows")),
    )
    op.create_table(
        "catalog_log",
        sa.Column("line", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("table", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=True),
        sa.Column("before", JSONB(none_as_null=True), nullable=True),
        sa.Column("after", JSONB(none_as_null=True), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("line", name=op.f("pk_catalog_log")),
    )
    op.create_index(op.f("ix_catalog_log_table_id"), "catalog_log", ["table", "id"])
    op.execute(STANDS)
    op.execute(REFUSES)


def downgrade() -> None:
    """Back. Versions that were only planned go: the code of before would take them for published."""
    op.execute("DROP TRIGGER catalog_log_stands ON catalog_log")
    op.execute("DROP FUNCTION catalog_log_stands")
    op.drop_index(op.f("ix_catalog_log_table_id"), table_name="catalog_log")
    op.drop_table("catalog_log")
    op.drop_table("draft_rows")
    op.drop_table("drafts")
    op.execute("DELETE FROM catalogs WHERE state <> 'published'")
    for column in ("based_on", "note", "by", "since"):
        op.drop_column("catalogs", column)

"""The audit is a chain: rows that carry the hash of the row before them, and that nobody changes."""

from __future__ import annotations

import hashlib
import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STANDS = """
CREATE FUNCTION audit_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit is only ever added to';
END
$$
"""
REFUSES = """
CREATE TRIGGER audit_stands BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_stands()
"""
COLUMNS = (
    *("seq", "look", "at", "clerk", "window", "office", "what", "case", "about", "terminal", "purpose", "number"),
)


def _plain(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, sort_keys=True)


def upgrade() -> None:
    """Forward. The looks of before are the chain's first rows."""
    op.create_table(
        "audit",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("look", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("terminal", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("number", sa.Boolean(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
        sa.UniqueConstraint("look", name=op.f("uq_audit_look")),
    )
    op.create_index(op.f("ix_audit_at"), "audit", ["at"])
    op.create_index(op.f("ix_audit_clerk_at"), "audit", ["clerk", "at"])
    op.create_index("ix_audit_case", "audit", ["case"])
    _carry_over()
    op.execute(STANDS)
    op.execute(REFUSES)
    op.drop_table("looks")


def _carry_over() -> None:
    line = op.get_bind()
    audit = sa.table("audit", *(sa.column(name) for name in (*COLUMNS, "hash")))
    before = hashlib.sha256("つなぐ窓口 監査記録".encode()).digest()
    old = line.execute(sa.text('SELECT id, at, clerk, "window", office, what, "case", about FROM looks ORDER BY id'))
    for seq, row in enumerate(old.mappings().all(), start=1):
        about = _plain(row["about"])
        values = [seq, f"looks-{row['id']}", row["at"], row["clerk"], row["window"], row["office"], row["what"]]
        values += [row["case"], about, "", "", False]
        before = hashlib.sha256(before + _plain(values).encode()).digest()
        line.execute(audit.insert().values(dict(zip((*COLUMNS, "hash"), (*values, before), strict=True))))


def downgrade() -> None:
    """Back. What the audit holds is lost to the code of before."""
    op.create_table(
        "looks",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=True),
        sa.Column("about", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_looks")),
    )
    op.execute("DROP TRIGGER audit_stands ON audit")
    op.execute("DROP FUNCTION audit_stands")
    op.drop_table("audit")

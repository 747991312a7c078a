"""Persons are found by blind words; the flags of protected persons, their words, their history and their lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

FORMS = ("kana_form", "sound_form", "name_form", "birth")


def upgrade() -> None:
    """Forward. The index of persons is made again as their cases move."""
    op.execute("DELETE FROM person_index")
    for name in ("kana", "sound", "name", "birth"):
        op.drop_index(f"ix_person_index_{name}", table_name="person_index")
    for name in FORMS:
        op.drop_column("person_index", name)
    op.add_column("person_index", sa.Column("words", postgresql.ARRAY(sa.LargeBinary()), nullable=False))
    op.create_index("ix_person_index_words", "person_index", ["words"], postgresql_using="gin")
    op.create_table(
        "protections",
        sa.Column("flag", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("begins", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.BigInteger(), nullable=True),
        sa.Column("asked_version", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("flag", name=op.f("pk_protections")),
    )
    op.create_table(
        "protection_words",
        sa.Column("flag", sa.Text(), nullable=False),
        sa.Column("word", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["flag"], ["protections.flag"], name=op.f("fk_protection_words_flag"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("flag", "word", "kind", name=op.f("pk_protection_words")),
    )
    op.create_table(
        "protection_log",
        sa.Column("line", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("flag", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("line", name=op.f("pk_protection_log")),
    )
    op.create_index(op.f("ix_protection_log_flag"), "protection_log", ["flag"])
    op.create_table(
        "protection_lists",
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("set", sa.Integer(), nullable=False),
        sa.Column("lifted", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("made", name=op.f("pk_protection_lists")),
    )


def downgrade() -> None:
    """Back."""
    for table in ("protection_lists", "protection_log", "protection_words", "protections"):
        op.drop_table(table)
    op.execute("DELETE FROM person_index")
    op.drop_index("ix_person_index_words", table_name="person_index")
    op.drop_column("person_index", "words")
    for name in FORMS:
        op.add_column("person_index", sa.Column(name, sa.Text(), nullable=False))
    for name in ("kana", "sound", "name"):
        column = f"{name}_form"
        op.create_index(
            f"ix_person_index_{name}", "person_index", [column], postgresql_ops={column: "text_pattern_ops"}
        )
    op.create_index("ix_person_index_birth", "person_index", ["birth"])

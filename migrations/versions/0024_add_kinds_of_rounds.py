"""add kinds of rounds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from competition import db

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ADDED = ("kind", "size", "has_halves", "threshold", "least_marks", "others", "may_change")


def upgrade() -> None:
    """Apply. Rounds that stand are rounds of scores, judged as they were."""
    with op.batch_alter_table("round_rules") as table:
        table.add_column(sa.Column("kind", sa.String(length=20), nullable=False, server_default="scores"))
        table.add_column(sa.Column("size", sa.Integer(), nullable=True))
        table.add_column(sa.Column("has_halves", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("threshold", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("least_marks", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("others", sa.String(length=20), nullable=False, server_default="never"))
        table.add_column(sa.Column("may_change", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        "ruling",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("round_id", sa.String(length=26), nullable=False),
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column("stays_in", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("ruled_by", sa.String(length=26), nullable=False),
        sa.Column("ruled_at", db.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_ruling_entry_id_entry")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_ruling_round_id_round")),
        sa.ForeignKeyConstraint(["ruled_by"], ["person.id"], name=op.f("fk_ruling_ruled_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruling")),
        sa.UniqueConstraint("round_id", "entry_id", name=op.f("uq_ruling_round_id_entry_id")),
    )
    op.create_index(op.f("ix_ruling_entry_id"), "ruling", ["entry_id"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("ruling")
    with op.batch_alter_table("round_rules") as table:
        for name in ADDED:
            table.drop_column(name)

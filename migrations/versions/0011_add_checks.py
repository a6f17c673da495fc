"""add the organisers' check of entries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from competition import db

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    """Apply. Nobody has looked at anything yet."""
    op.create_table(
        "entry_check",
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=26), nullable=False),
        sa.Column("decided_at", db.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_check_entry_id_entry")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_entry_check_decided_by_person")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_entry_check")),
    )
    op.create_table(
        "fix_request",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column("items", JSON, nullable=False),
        sa.Column("receipt", sa.Integer(), nullable=False),
        sa.Column("due_at", db.UtcDateTime(), nullable=False),
        sa.Column("asked_by", sa.String(length=26), nullable=False),
        sa.Column("asked_at", db.UtcDateTime(), nullable=False),
        sa.Column("answered_at", db.UtcDateTime()),
        sa.Column("closed_at", db.UtcDateTime()),
        sa.Column("closed_by", sa.String(length=26)),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_fix_request_entry_id_entry")),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_fix_request_asked_by_person")),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name=op.f("fk_fix_request_closed_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fix_request")),
    )
    op.create_index(op.f("ix_fix_request_entry_id_asked_at"), "fix_request", ["entry_id", "asked_at"])


def downgrade() -> None:
    """Undo. What was found not eligible stands again: before this migration nothing could say otherwise."""
    op.execute("UPDATE entry SET state = 'submitted' WHERE state = 'not_eligible'")
    op.drop_table("fix_request")
    op.drop_table("entry_check")

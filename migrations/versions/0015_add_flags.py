"""add flags."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from competition import db

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("score_sheet", sa.Column("note", sa.Text(), nullable=False, server_default=""))
    op.add_column("assignment", sa.Column("set_aside_at", db.UtcDateTime()))
    op.create_table(
        "flag",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("assignment_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("raised_at", db.UtcDateTime(), nullable=False),
        sa.Column("settled_at", db.UtcDateTime()),
        sa.Column("settled_by", sa.String(length=26)),
        sa.Column("outcome", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_flag_assignment_id_assignment")),
        sa.ForeignKeyConstraint(["settled_by"], ["person.id"], name=op.f("fk_flag_settled_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
    )
    op.create_index(op.f("ix_flag_assignment_id"), "flag", ["assignment_id"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("flag")
    op.drop_column("assignment", "set_aside_at")
    op.drop_column("score_sheet", "note")

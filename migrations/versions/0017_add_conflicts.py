"""add conflicts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from competition import db

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "conflict",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("call_id", sa.String(length=26), nullable=False),
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column("juror_id", sa.String(length=26), nullable=False),
        sa.Column("maker_id", sa.String(length=26), nullable=False),
        sa.Column("grounds", db.Json, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("asked_at", db.UtcDateTime(), nullable=False),
        sa.Column("settled_at", db.UtcDateTime()),
        sa.Column("settled_by", sa.String(length=26)),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_conflict_call_id_call")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_conflict_entry_id_entry")),
        sa.ForeignKeyConstraint(["juror_id"], ["person.id"], name=op.f("fk_conflict_juror_id_person")),
        sa.ForeignKeyConstraint(["maker_id"], ["person.id"], name=op.f("fk_conflict_maker_id_person")),
        sa.ForeignKeyConstraint(["settled_by"], ["person.id"], name=op.f("fk_conflict_settled_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
        sa.UniqueConstraint("entry_id", "juror_id", name=op.f("uq_conflict_entry_id_juror_id")),
    )
    op.create_index(op.f("ix_conflict_call_id_state"), "conflict", ["call_id", "state"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("conflict")

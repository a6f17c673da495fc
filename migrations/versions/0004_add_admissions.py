"""add admissions to later rounds, and by what they were chosen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BY = sa.Enum("places", "threshold", "hand", name="advanceby", native_enum=False, length=20)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "admission",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("round_id", sa.String(length=26), nullable=False),
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column("admitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_admission_entry_id_entry")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_admission_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admission")),
        sa.UniqueConstraint("round_id", "entry_id", name=op.f("uq_admission_round_id_entry_id")),
    )
    op.create_index(op.f("ix_admission_entry_id"), "admission", ["entry_id"])
    op.create_table(
        "advancement",
        sa.Column("round_id", sa.String(length=26), nullable=False),
        sa.Column("run_id", sa.String(length=26), nullable=False),
        sa.Column("by", BY, nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("is_per_category", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("decided_by", sa.String(length=26), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_advancement_decided_by_person")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_advancement_round_id_round")),
        sa.ForeignKeyConstraint(["run_id"], ["scoring_run.id"], name=op.f("fk_advancement_run_id_scoring_run")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_advancement")),
    )
    op.create_index(op.f("ix_advancement_run_id"), "advancement", ["run_id"])


def downgrade() -> None:
    """Undo: later rounds and who was in them are not known to what came before."""
    op.drop_table("advancement")
    op.drop_table("admission")

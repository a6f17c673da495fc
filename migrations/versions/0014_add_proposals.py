"""add proposals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from competition import db

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "juror_terms",
        sa.Column("call_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("languages", db.Json, nullable=False),
        sa.Column("categories", db.Json, nullable=False),
        sa.Column("most", sa.Integer()),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_juror_terms_call_id_call")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_juror_terms_person_id_person")),
        sa.PrimaryKeyConstraint("call_id", "person_id", name=op.f("pk_juror_terms")),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("round_id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("wanted", db.Json, nullable=False),
        sa.Column("content", db.Json),
        sa.Column("digest", sa.String(length=64)),
        sa.Column("asked_by", sa.String(length=26), nullable=False),
        sa.Column("asked_at", db.UtcDateTime(), nullable=False),
        sa.Column("ready_at", db.UtcDateTime()),
        sa.Column("applied_at", db.UtcDateTime()),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_proposal_round_id_round")),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_proposal_asked_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index(op.f("ix_proposal_round_id"), "proposal", ["round_id"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("proposal")
    op.drop_table("juror_terms")

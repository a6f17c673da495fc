"""add ballots."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from competition import db

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "ballot",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("round_id", sa.String(length=26), nullable=False),
        sa.Column("juror_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ranked", db.Json, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("updated_at", db.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["juror_id"], ["person.id"], name=op.f("fk_ballot_juror_id_person")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_ballot_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
        sa.UniqueConstraint("round_id", "juror_id", name=op.f("uq_ballot_round_id_juror_id")),
    )
    op.create_table(
        "ballot_version",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("ballot_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", db.Json, nullable=False),
        sa.Column("saved_at", db.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_ballot_version_ballot_id_ballot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_version")),
        sa.UniqueConstraint("ballot_id", "number", name=op.f("uq_ballot_version_ballot_id_number")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("ballot_version")
    op.drop_table("ballot")

"""add scoring rules; a run is asked for first and computed later."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    """Apply. What older engines found cannot be shown beside what this one finds: those runs are computed anew."""
    op.create_table(
        "scoring_rules",
        sa.Column("round_id", sa.String(length=26), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("ties", JSON, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("changed_by", sa.String(length=26), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name=op.f("fk_scoring_rules_changed_by_person")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_scoring_rules_round_id_round")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_scoring_rules")),
    )
    op.add_column("scoring_run", sa.Column("computed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("scoring_run", "computed_at")
    op.drop_table("scoring_rules")

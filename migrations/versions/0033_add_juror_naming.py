"""add juror naming."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

ID = sa.String(length=26)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "juror_naming",
        sa.Column("call_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_juror_naming_call_id_call")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_juror_naming_person_id_person")),
        sa.PrimaryKeyConstraint("call_id", "person_id", name=op.f("pk_juror_naming")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("juror_naming")

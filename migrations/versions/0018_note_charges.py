"""note charges."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Nobody owes anything yet."""
    column = sa.Column("is_charged", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("fee_schedule", column)


def downgrade() -> None:
    """Undo."""
    op.drop_column("fee_schedule", "is_charged")

"""limit files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

# What was the law for every call until now.
PER_ENTRY, PER_CALL = 10_000_000_000, 5_000_000_000_000


def upgrade() -> None:
    """Apply. Each call keeps the limits that were those of all."""
    op.add_column("call", sa.Column("entry_bytes", sa.BigInteger(), nullable=False, server_default=str(PER_ENTRY)))
    op.add_column("call", sa.Column("call_bytes", sa.BigInteger(), nullable=False, server_default=str(PER_CALL)))


def downgrade() -> None:
    """Undo."""
    op.drop_column("call", "call_bytes")
    op.drop_column("call", "entry_bytes")

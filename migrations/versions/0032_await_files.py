"""await files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from competition import db

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. No file that was handed in before was on its way."""
    op.add_column("entry_file", sa.Column("awaited_until", db.UtcDateTime(), nullable=True))


def downgrade() -> None:
    """Undo."""
    op.drop_column("entry_file", "awaited_until")

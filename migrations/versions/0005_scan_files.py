"""scan files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SCAN = sa.Enum("clean", "not_scanned", "too_large", name="scan", native_enum=False, length=20)


def upgrade() -> None:
    """Apply. Of files that are there already nothing is claimed."""
    op.add_column("entry_file", sa.Column("scan", SCAN, nullable=True))


def downgrade() -> None:
    """Undo."""
    op.drop_column("entry_file", "scan")

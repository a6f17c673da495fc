"""let addresses change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("errand", sa.Column("email", sa.String(length=320)))


def downgrade() -> None:
    """Undo. A link that would change an address leads nowhere then."""
    op.execute("DELETE FROM errand WHERE purpose = 'new_address'")
    op.drop_column("errand", "email")

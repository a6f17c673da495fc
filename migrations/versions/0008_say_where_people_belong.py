"""say where people belong."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SAID = (("country", 2), ("school", 200), ("employer", 200))


def upgrade() -> None:
    """Apply. Nobody has said anything yet."""
    for name, most in SAID:
        op.add_column("person", sa.Column(name, sa.String(length=most), nullable=False, server_default=""))


def downgrade() -> None:
    """Undo."""
    for name, _most in SAID:
        op.drop_column("person", name)

"""ask the buyer's country."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Where nobody was asked yet, the VAT number's first letters go on telling the country."""
    op.add_column("fee_choice", sa.Column("buyer_country", sa.String(length=2), nullable=False, server_default=""))


def downgrade() -> None:
    """Undo."""
    op.drop_column("fee_choice", "buyer_country")

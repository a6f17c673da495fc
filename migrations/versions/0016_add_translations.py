"""add translations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from competition import db

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TEXTS = (("languages", "[]"), ("translations", "{}"), ("checked", "{}"))


def upgrade() -> None:
    """Apply. Every text is in one language so far."""
    for name, empty in TEXTS:
        op.add_column("entry", sa.Column(name, db.Json, nullable=False, server_default=empty))
    op.add_column("entry", sa.Column("saved_as", sa.String(length=40), nullable=False, server_default=""))
    op.add_column("published_work", sa.Column("versions", db.Json, nullable=False, server_default="{}"))


def downgrade() -> None:
    """Undo."""
    op.drop_column("published_work", "versions")
    for name in ("saved_as", *(name for name, _empty in TEXTS)):
        op.drop_column("entry", name)

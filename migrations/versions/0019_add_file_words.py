"""add file words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from competition import db

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Of a file nothing is said yet, and none stands for its entry."""
    op.add_column("entry", sa.Column("file_words", db.Json, nullable=False, server_default="{}"))
    op.add_column("entry", sa.Column("cover_id", sa.String(length=26)))
    op.add_column("entry_file", sa.Column("replaces_id", sa.String(length=26)))


def downgrade() -> None:
    """Undo."""
    op.drop_column("entry_file", "replaces_id")
    op.drop_column("entry", "cover_id")
    op.drop_column("entry", "file_words")

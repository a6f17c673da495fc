"""keep what visitors typed, and what an entry was begun with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from competition import db

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("entry") as table:
        table.add_column(sa.Column("begin_key", sa.String(length=100)))
        table.create_unique_constraint(op.f("uq_entry_begin_key"), ["begin_key"])
    op.create_table(
        "entry_sketch",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("call_id", sa.String(length=26), nullable=False),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("content", db.Json, nullable=False),
        sa.Column("expires_at", db.UtcDateTime(), nullable=False),
        sa.Column("claimed_at", db.UtcDateTime()),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name=op.f("fk_entry_sketch_call_id_call"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_sketch")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_entry_sketch_token_digest")),
    )
    op.create_index(op.f("ix_entry_sketch_expires_at"), "entry_sketch", ["expires_at"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("entry_sketch")
    with op.batch_alter_table("entry") as table:
        table.drop_constraint(op.f("uq_entry_begin_key"), type_="unique")
        table.drop_column("begin_key")

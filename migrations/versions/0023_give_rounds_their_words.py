"""give rounds their words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from competition import db

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What a later round was answered is in the entry's languages (no list of its own); nothing more is said.

    An extension is for the entry itself where it names no round, and an organiser's where it names no code.
    """
    op.add_column("later_entry", sa.Column("file_words", db.Json, nullable=False, server_default="{}"))
    op.add_column("later_entry", sa.Column("translations", db.Json, nullable=False, server_default="{}"))
    op.add_column("later_entry", sa.Column("languages", db.Json))
    op.add_column("later_entry", sa.Column("cover_id", sa.String(length=26)))
    with op.batch_alter_table("entry_extension") as batch:
        batch.add_column(sa.Column("round_id", sa.String(length=26)))
        batch.add_column(sa.Column("voucher_id", sa.String(length=26)))
        batch.create_foreign_key(op.f("fk_entry_extension_round_id_round"), "round", ["round_id"], ["id"])
        batch.create_foreign_key(op.f("fk_entry_extension_voucher_id_voucher"), "voucher", ["voucher_id"], ["id"])


def downgrade() -> None:
    """Undo. What was given for a later round is no extension of the entry itself."""
    op.execute("DELETE FROM entry_extension WHERE round_id IS NOT NULL")
    with op.batch_alter_table("entry_extension") as batch:
        batch.drop_constraint(op.f("fk_entry_extension_voucher_id_voucher"), type_="foreignkey")
        batch.drop_constraint(op.f("fk_entry_extension_round_id_round"), type_="foreignkey")
        batch.drop_column("voucher_id")
        batch.drop_column("round_id")
    for name in ("cover_id", "languages", "translations", "file_words"):
        op.drop_column("later_entry", name)

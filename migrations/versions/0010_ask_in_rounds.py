"""ask in rounds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from competition import db

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What stands is asked of every entry, for good, and replaces nothing; no call has rules of its own yet."""
    with op.batch_alter_table("call") as table:
        table.add_column(sa.Column("rules", db.Json, nullable=False, server_default="{}"))
    with op.batch_alter_table("entry_field") as table:
        table.add_column(sa.Column("required_from", db.UtcDateTime(), nullable=True))
        table.add_column(sa.Column("round_id", sa.String(length=26), nullable=True))
        table.add_column(sa.Column("asked_until", db.UtcDateTime(), nullable=True))
        table.add_column(sa.Column("replaces", db.Json, nullable=False, server_default="[]"))
        table.create_foreign_key(op.f("fk_entry_field_round_id_round"), "round", ["round_id"], ["id"])
    with op.batch_alter_table("round") as table:
        table.add_column(sa.Column("entries_open_at", db.UtcDateTime(), nullable=True))
        table.add_column(sa.Column("entries_due_at", db.UtcDateTime(), nullable=True))
    with op.batch_alter_table("submission") as table:
        table.add_column(sa.Column("round_id", sa.String(length=26), nullable=True))
        table.create_foreign_key(op.f("fk_submission_round_id_round"), "round", ["round_id"], ["id"])
    _create_tables()


def _create_tables() -> None:
    op.create_table(
        "rules_version",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("call_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", db.Json, nullable=False),
        sa.Column("published_at", db.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_rules_version_call_id_call")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules_version")),
        sa.UniqueConstraint("call_id", "number", name=op.f("uq_rules_version_call_id_number")),
    )
    op.create_table(
        "later_entry",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column("round_id", sa.String(length=26), nullable=False),
        sa.Column("answers", db.Json, nullable=False),
        sa.Column("pending", db.Json, nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", db.UtcDateTime(), nullable=False),
        sa.Column("updated_at", db.UtcDateTime(), nullable=False),
        sa.Column("submitted_at", db.UtcDateTime(), nullable=True),
        sa.Column("closed_at", db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_later_entry_entry_id_entry")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_later_entry_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_later_entry")),
        sa.UniqueConstraint("entry_id", "round_id", name=op.f("uq_later_entry_entry_id_round_id")),
    )
    op.create_index(op.f("ix_later_entry_round_id"), "later_entry", ["round_id"])


def downgrade() -> None:
    """Undo; the answers to what later rounds asked go with it."""
    op.drop_table("later_entry")
    op.drop_table("rules_version")
    with op.batch_alter_table("submission") as table:
        table.drop_constraint(op.f("fk_submission_round_id_round"), type_="foreignkey")
        table.drop_column("round_id")
    with op.batch_alter_table("round") as table:
        table.drop_column("entries_due_at")
        table.drop_column("entries_open_at")
    with op.batch_alter_table("entry_field") as table:
        table.drop_constraint(op.f("fk_entry_field_round_id_round"), type_="foreignkey")
        for name in ("replaces", "asked_until", "round_id", "required_from"):
            table.drop_column(name)
    with op.batch_alter_table("call") as table:
        table.drop_column("rules")

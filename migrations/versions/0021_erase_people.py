"""erase people, let them take their data out, and list their entries by when they joined."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from competition import db

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Nobody was erased before there was a way."""
    op.add_column("person", sa.Column("erased_at", db.UtcDateTime()))
    _list_by_joining()
    op.create_table(
        "erasure",
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("asked_at", db.UtcDateTime(), nullable=False),
        sa.Column("due_at", db.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_erasure_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_erasure")),
    )
    op.create_table(
        "data_export",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("folder", sa.String(length=60), nullable=False),
        sa.Column("parts", db.Json, nullable=False),
        sa.Column("missing", db.Json, nullable=False),
        sa.Column("asked_at", db.UtcDateTime(), nullable=False),
        sa.Column("ready_at", db.UtcDateTime()),
        sa.Column("expires_at", db.UtcDateTime()),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_data_export_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_export")),
    )
    op.create_index(op.f("ix_data_export_person_id_asked_at"), "data_export", ["person_id", "asked_at"])


def _list_by_joining() -> None:
    """Let one's entries be listed from an index, newest first: who is on a team joined when it began, as far as known."""
    with op.batch_alter_table("entry_member") as table:
        table.add_column(sa.Column("joined_at", db.UtcDateTime()))
    op.execute(
        "UPDATE entry_member SET joined_at ="
        " (SELECT entry.created_at FROM entry WHERE entry.id = entry_member.entry_id)"
    )
    with op.batch_alter_table("entry_member") as table:
        table.alter_column("joined_at", existing_type=db.UtcDateTime(), nullable=False)
        table.drop_index(op.f("ix_entry_member_person_id"))
        table.create_index(op.f("ix_entry_member_person_id_joined_at_id"), ["person_id", "joined_at", "id"])


def downgrade() -> None:
    """Undo. Who was erased stays so: nobody can bring him back."""
    op.drop_table("data_export")
    op.drop_table("erasure")
    op.drop_column("person", "erased_at")
    with op.batch_alter_table("entry_member") as table:
        table.drop_index(op.f("ix_entry_member_person_id_joined_at_id"))
        table.create_index(op.f("ix_entry_member_person_id"), ["person_id"])
        table.drop_column("joined_at")

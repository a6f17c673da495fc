"""erase people, and let them take their data out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from competition import db

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Nobody was erased before there was a way."""
    op.add_column("person", sa.Column("erased_at", db.UtcDateTime()))
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


def downgrade() -> None:
    """Undo. Who was erased stays so: nobody can bring him back."""
    op.drop_table("data_export")
    op.drop_table("erasure")
    op.drop_column("person", "erased_at")

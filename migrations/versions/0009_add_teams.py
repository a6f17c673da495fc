"""add teams."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from competition import db

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Who is on a team already may edit, as he could before."""
    op.add_column("entry_member", sa.Column("rights", sa.String(length=20), nullable=False, server_default="edit"))
    op.add_column("entry_member", sa.Column("lead_offered_at", db.UtcDateTime()))
    op.create_table(
        "entry_invitation",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("rights", sa.String(length=20), nullable=False),
        sa.Column("invited_by", sa.String(length=26), nullable=False),
        sa.Column("created_at", db.UtcDateTime(), nullable=False),
        sa.Column("expires_at", db.UtcDateTime(), nullable=False),
        sa.Column("accepted_at", db.UtcDateTime()),
        sa.Column("accepted_by", sa.String(length=26)),
        sa.Column("declined_at", db.UtcDateTime()),
        sa.Column("revoked_at", db.UtcDateTime()),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_invitation_entry_id_entry")),
        sa.ForeignKeyConstraint(["invited_by"], ["person.id"], name=op.f("fk_entry_invitation_invited_by_person")),
        sa.ForeignKeyConstraint(["accepted_by"], ["person.id"], name=op.f("fk_entry_invitation_accepted_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_invitation")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_entry_invitation_token_digest")),
    )
    op.create_index(op.f("ix_entry_invitation_entry_id"), "entry_invitation", ["entry_id"])
    op.create_index(op.f("ix_entry_invitation_email"), "entry_invitation", ["email"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("entry_invitation")
    op.drop_column("entry_member", "lead_offered_at")
    op.drop_column("entry_member", "rights")

"""add inquiries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "inquiry",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("call_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("waits_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_inquiry_call_id_call")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_inquiry_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry")),
        sa.UniqueConstraint("call_id", "person_id", name=op.f("uq_inquiry_call_id_person_id")),
    )
    op.create_index(op.f("ix_inquiry_person_id"), "inquiry", ["person_id"])
    op.create_table(
        "inquiry_message",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("inquiry_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(length=26), nullable=False),
        sa.Column("is_answer", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_inquiry_message_inquiry_id_inquiry")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_inquiry_message_author_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_message")),
        sa.UniqueConstraint("inquiry_id", "number", name=op.f("uq_inquiry_message_inquiry_id_number")),
    )
    op.create_table(
        "public_answer",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("call_id", sa.String(length=26), nullable=False),
        sa.Column("question", JSON, nullable=False),
        sa.Column("answer", JSON, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_public_answer_call_id_call")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_answer")),
    )
    op.create_index(op.f("ix_public_answer_call_id"), "public_answer", ["call_id"])


def downgrade() -> None:
    """Undo."""
    for table in ("public_answer", "inquiry_message", "inquiry"):
        op.drop_table(table)

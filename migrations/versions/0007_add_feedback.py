"""add what a team sees of its entry's judging, and which comments the chair releases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
FEEDBACK = sa.Enum("none", "scores", "scores_and_comments", name="feedback", native_enum=False, length=20)


def upgrade() -> None:
    """Apply. Calls and releases of before show teams nothing, as they did."""
    for table in ("call", "release"):
        op.add_column(table, sa.Column("feedback", FEEDBACK, nullable=False, server_default="none"))
    _make_released_comments()
    _make_published_sheets()
    _make_published_comments()


def downgrade() -> None:
    """Undo: what teams saw of their judging is not known to what came before."""
    for table in ("published_comment", "published_sheet", "released_comment"):
        op.drop_table(table)
    for table in ("release", "call"):
        op.drop_column(table, "feedback")


def _make_released_comments() -> None:
    op.create_table(
        "released_comment",
        sa.Column("sheet_id", sa.String(length=26), nullable=False),
        sa.Column("call_id", sa.String(length=26), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("released_by", sa.String(length=26), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_released_comment_call_id_call")),
        sa.ForeignKeyConstraint(["released_by"], ["person.id"], name=op.f("fk_released_comment_released_by_person")),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["score_sheet.id"], name=op.f("fk_released_comment_sheet_id_score_sheet")
        ),
        sa.PrimaryKeyConstraint("sheet_id", name=op.f("pk_released_comment")),
    )
    op.create_index(op.f("ix_released_comment_call_id"), "released_comment", ["call_id"])


def _make_published_sheets() -> None:
    op.create_table(
        "published_sheet",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("release_id", sa.String(length=26), nullable=False),
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column("round", JSON, nullable=False),
        sa.Column("means", JSON, nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_published_sheet_entry_id_entry")),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_published_sheet_release_id_release")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_sheet")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_published_sheet_entry_id")),
    )
    op.create_index(op.f("ix_published_sheet_release_id"), "published_sheet", ["release_id"])


def _make_published_comments() -> None:
    op.create_table(
        "published_comment",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("sheet_id", sa.String(length=26), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["published_sheet.id"], name=op.f("fk_published_comment_sheet_id_published_sheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_comment")),
    )
    op.create_index(op.f("ix_published_comment_sheet_id"), "published_comment", ["sheet_id"])

"""add meetings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql")
MOMENT = sa.DateTime(timezone=True)
ID = sa.String(length=26)
TABLES = ("meeting", "attendance", "discussion_note", "vote", "cast_vote", "minutes_version", "minutes_signature")


def upgrade() -> None:
    """Apply."""
    _make_meetings()
    _make_votes()
    _make_minutes()


def downgrade() -> None:
    """Undo."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _make_meetings() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", ID, nullable=False),
        sa.Column("call_id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("began_by", ID, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("entry_id", ID, nullable=True),
        sa.Column("is_revealed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_meeting_call_id_call")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_meeting_round_id_round")),
        sa.ForeignKeyConstraint(["began_by"], ["person.id"], name=op.f("fk_meeting_began_by_person")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_meeting_entry_id_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(op.f("ix_meeting_call_id_began_at"), "meeting", ["call_id", "began_at"])
    op.create_table(
        "attendance",
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("came_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id_person")),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name=op.f("pk_attendance")),
    )
    op.create_table(
        "discussion_note",
        sa.Column("id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("entry_id", ID, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_correction", sa.Boolean(), nullable=False),
        sa.Column("written_by", ID, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_discussion_note_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_discussion_note_entry_id_entry")),
        sa.ForeignKeyConstraint(["written_by"], ["person.id"], name=op.f("fk_discussion_note_written_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion_note")),
    )
    op.create_index(op.f("ix_discussion_note_meeting_id_written_at"), "discussion_note", ["meeting_id", "written_at"])


def _make_votes() -> None:
    op.create_table(
        "vote",
        sa.Column("id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("entry_id", ID, nullable=True),
        sa.Column("honour_id", ID, nullable=True),
        sa.Column("opened_by", ID, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("in_favour", sa.Integer(), nullable=True),
        sa.Column("against", sa.Integer(), nullable=True),
        sa.Column("abstained", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_vote_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_vote_entry_id_entry")),
        sa.ForeignKeyConstraint(
            ["honour_id"], ["honour.id"], name=op.f("fk_vote_honour_id_honour"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_vote_opened_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_vote_meeting_id_number")),
    )
    op.create_index(op.f("ix_vote_honour_id"), "vote", ["honour_id"])
    op.create_table(
        "cast_vote",
        sa.Column("vote_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column(
            "choice", sa.Enum("yes", "no", "abstain", name="choice", native_enum=False, length=20), nullable=False
        ),
        sa.Column("cast_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_cast_vote_vote_id_vote")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_cast_vote_person_id_person")),
        sa.PrimaryKeyConstraint("vote_id", "person_id", name=op.f("pk_cast_vote")),
    )


def _make_minutes() -> None:
    op.create_table(
        "minutes_version",
        sa.Column("id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("drawn_by", ID, nullable=False),
        sa.Column("drawn_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_minutes_version_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["drawn_by"], ["person.id"], name=op.f("fk_minutes_version_drawn_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_version")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_minutes_version_meeting_id_number")),
    )
    op.create_table(
        "minutes_signature",
        sa.Column("minutes_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["minutes_id"], ["minutes_version.id"], name=op.f("fk_minutes_signature_minutes_id_minutes_version")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_minutes_signature_person_id_person")),
        sa.PrimaryKeyConstraint("minutes_id", "person_id", name=op.f("pk_minutes_signature")),
    )

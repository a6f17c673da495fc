"""add oversight."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql")
MOMENT = sa.DateTime(timezone=True)
ID = sa.String(length=26)

CRITERION = sa.table(
    "criterion", *[sa.column(name, sa.Integer) for name in ("weight", "lowest", "highest")], sa.column("id", ID)
)
SHEET = sa.table("score_sheet", sa.column("id", ID), sa.column("marks", JSON), sa.column("score", sa.Double))


def upgrade() -> None:
    """Apply. What was marked till now gets its score."""
    op.add_column("round_rules", sa.Column("hides_marks", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("round_rules", sa.Column("edition", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("score_sheet", sa.Column("score", sa.Double(), nullable=True))
    with op.batch_alter_table("assignment") as table:
        table.add_column(sa.Column("instead_of", ID, nullable=True))
        table.create_foreign_key(op.f("fk_assignment_instead_of_assignment"), "assignment", ["instead_of"], ["id"])
        table.create_unique_constraint(op.f("uq_assignment_instead_of"), ["instead_of"])
    _make_tables()
    _score_sheets()


def downgrade() -> None:
    """Undo."""
    for name in ("reminder", "reminder_plan", "rubric_edition"):
        op.drop_table(name)
    with op.batch_alter_table("assignment") as table:
        table.drop_constraint(op.f("uq_assignment_instead_of"), type_="unique")
        table.drop_constraint(op.f("fk_assignment_instead_of_assignment"), type_="foreignkey")
        table.drop_column("instead_of")
    op.drop_column("score_sheet", "score")
    for name in ("edition", "hides_marks"):
        op.drop_column("round_rules", name)


def _score_sheets() -> None:
    bind = op.get_bind()
    criteria = {row.id: row for row in bind.execute(sa.select(CRITERION)).all()}
    for sheet in bind.execute(sa.select(SHEET.c.id, SHEET.c.marks)).all():
        known = [(criteria[name], points) for name, points in sheet.marks.items() if name in criteria]
        if known:
            bind.execute(SHEET.update().where(SHEET.c.id == sheet.id).values(score=_score(known)))


def _score(known: list[tuple[Any, int]]) -> float:
    whole = sum(one.weight * (points - one.lowest) / (one.highest - one.lowest) for one, points in known)
    return float(100 * whole / sum(one.weight for one, _points in known))


def _make_tables() -> None:
    op.create_table(
        "rubric_edition",
        sa.Column("round_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("criteria", JSON, nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("ended_by", ID, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_rubric_edition_round_id_round")),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name=op.f("fk_rubric_edition_ended_by_person")),
        sa.PrimaryKeyConstraint("round_id", "number", name=op.f("pk_rubric_edition")),
    )
    op.create_table(
        "reminder_plan",
        sa.Column("round_id", ID, nullable=False),
        sa.Column("days", JSON, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_reminder_plan_round_id_round")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_reminder_plan")),
    )
    op.create_table(
        "reminder",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("juror_id", ID, nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("sent_by", ID, nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_reminder_round_id_round")),
        sa.ForeignKeyConstraint(["juror_id"], ["person.id"], name=op.f("fk_reminder_juror_id_person")),
        sa.ForeignKeyConstraint(["sent_by"], ["person.id"], name=op.f("fk_reminder_sent_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("round_id", "juror_id", "step", name=op.f("uq_reminder_round_id_juror_id_step")),
    )

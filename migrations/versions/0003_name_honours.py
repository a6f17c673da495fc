"""name honours."""

from __future__ import annotations

import base64
import secrets

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
KINDS = sa.Enum(
    "grand_prix", "category", "honourable_mention", "special", name="honourkind", native_enum=False, length=20
)
# A decision and a published work hung on one thing each; in SQLite a table is made anew to change that.
OF_A_CATEGORY = "SELECT id FROM honour WHERE honour.category_id = decision.category_id AND honour.kind = 'category'"
CATEGORY_OF = "SELECT category_id FROM honour WHERE honour.id = decision.honour_id"
FIRST_AWARD = (
    "SELECT award.id FROM published_award AS award JOIN published_recipient AS got ON got.award_id = award.id"
    " WHERE got.work_id = published_work.id ORDER BY award.position LIMIT 1"
)


def upgrade() -> None:
    """Apply."""
    _make_honours()
    _give_each_category_its_honour()
    _make_motions()
    _decide_by_honours()
    _publish_by_honours()
    _make_withdrawals()
    _make_complaints()


def downgrade() -> None:
    """Undo: what was decided beside the awards of categories goes with the honours."""
    op.drop_table("complaint")
    op.drop_column("release", "complaints_until")
    op.drop_column("call", "complaint_days")
    op.drop_table("award_withdrawal")
    _publish_by_categories()
    _decide_by_categories()
    op.drop_table("motion")
    op.drop_table("honour")


def _make_honours() -> None:
    op.create_table(
        "honour",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("call_id", sa.String(length=26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", KINDS, nullable=False),
        sa.Column("name", JSON, nullable=False),
        sa.Column("category_id", sa.String(length=26), nullable=True),
        sa.Column("giver_id", sa.String(length=26), nullable=True),
        sa.Column("prize", JSON, nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("threshold", sa.Double(), nullable=True),
        sa.Column("quota", sa.Integer(), nullable=True),
        sa.Column("may_join", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_honour_call_id_call")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_honour_category_id_category"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["giver_id"], ["institution.id"], name=op.f("fk_honour_giver_id_institution")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_honour")),
        sa.UniqueConstraint("call_id", "position", name=op.f("uq_honour_call_id_position")),
    )
    op.create_index(op.f("ix_honour_category_id"), "honour", ["category_id"])


def _give_each_category_its_honour() -> None:
    category = sa.table("category", sa.column("id"), sa.column("call_id"), sa.column("position"))
    honour = sa.table(
        "honour",
        *(sa.column(name) for name in ("id", "call_id", "position", "category_id", "most")),
        sa.column("kind", KINDS),
        sa.column("name", JSON),
        sa.column("prize", JSON),
        sa.column("may_join", sa.Boolean()),
    )
    connection = op.get_bind()
    for category_id, call_id, position in connection.execute(sa.select(category)).all():
        values = {"id": _new_id(), "call_id": call_id, "position": position, "category_id": category_id}
        rule = {"kind": "category", "name": {}, "prize": {}, "most": 1, "may_join": False}
        connection.execute(honour.insert().values(**values, **rule))


def _make_motions() -> None:
    op.create_table(
        "motion",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("call_id", sa.String(length=26), nullable=False),
        sa.Column("honour_id", sa.String(length=26), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("in_favour", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.Column("abstained", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(length=26), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_motion_call_id_call")),
        sa.ForeignKeyConstraint(["honour_id"], ["honour.id"], name=op.f("fk_motion_honour_id_honour")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_motion_recorded_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion")),
        sa.UniqueConstraint("honour_id", name=op.f("uq_motion_honour_id")),
    )
    op.create_index(op.f("ix_motion_call_id"), "motion", ["call_id"])


def _decide_by_honours() -> None:
    with op.batch_alter_table("decision") as batch:
        batch.add_column(sa.Column("honour_id", sa.String(length=26), nullable=True))
    op.execute(sa.text(f"UPDATE decision SET honour_id = ({OF_A_CATEGORY})"))  # noqa: S608 - no word of it is given
    with op.batch_alter_table("decision") as batch:
        batch.alter_column("honour_id", existing_type=sa.String(length=26), nullable=False)
        batch.drop_constraint("uq_decision_call_id_category_id_entry_id", type_="unique")
        batch.drop_constraint("fk_decision_category_id_category", type_="foreignkey")
        batch.drop_column("category_id")
        batch.create_foreign_key(op.f("fk_decision_honour_id_honour"), "honour", ["honour_id"], ["id"])
        batch.create_unique_constraint(
            op.f("uq_decision_call_id_honour_id_entry_id"), ["call_id", "honour_id", "entry_id"]
        )


def _decide_by_categories() -> None:
    with op.batch_alter_table("decision") as batch:
        batch.add_column(sa.Column("category_id", sa.String(length=26), nullable=True))
    op.execute(sa.text("DELETE FROM decision WHERE honour_id IN (SELECT id FROM honour WHERE kind != 'category')"))
    op.execute(sa.text(f"UPDATE decision SET category_id = ({CATEGORY_OF})"))  # noqa: S608 - no word of it is given
    with op.batch_alter_table("decision") as batch:
        batch.alter_column("category_id", existing_type=sa.String(length=26), nullable=False)
        batch.drop_constraint("uq_decision_call_id_honour_id_entry_id", type_="unique")
        batch.drop_constraint("fk_decision_honour_id_honour", type_="foreignkey")
        batch.drop_column("honour_id")
        batch.create_foreign_key(op.f("fk_decision_category_id_category"), "category", ["category_id"], ["id"])
        batch.create_unique_constraint(
            op.f("uq_decision_call_id_category_id_entry_id"), ["call_id", "category_id", "entry_id"]
        )


def _publish_by_honours() -> None:
    # SQLite makes a table anew to drop a column, so nothing may refer to the works while that is done.
    work, received = sa.table("published_work", sa.column("id"), sa.column("award_id")), _received()
    pairs = op.get_bind().execute(sa.select(work.c.id, work.c.award_id)).all()
    op.drop_index("ix_published_work_award_id", "published_work")
    with op.batch_alter_table("published_work") as batch:
        batch.drop_constraint("fk_published_work_award_id_published_award", type_="foreignkey")
        batch.drop_column("award_id")
    # With defaults, since rows are there; SQLite adds such a column without making the table anew.
    nothing = sa.text("'{}'")
    op.alter_column("published_award", "category", new_column_name="name")
    op.add_column("published_award", sa.Column("kind", KINDS, nullable=False, server_default="category"))
    op.add_column("published_award", sa.Column("giver", JSON, nullable=False, server_default=nothing))
    op.add_column("published_award", sa.Column("prize", JSON, nullable=False, server_default=nothing))
    op.create_table(
        "published_recipient",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("award_id", sa.String(length=26), nullable=False),
        sa.Column("work_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["award_id"], ["published_award.id"], name=op.f("fk_published_recipient_award_id_published_award")
        ),
        sa.ForeignKeyConstraint(
            ["work_id"], ["published_work.id"], name=op.f("fk_published_recipient_work_id_published_work")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_recipient")),
        sa.UniqueConstraint("award_id", "work_id", name=op.f("uq_published_recipient_award_id_work_id")),
    )
    op.create_index(op.f("ix_published_recipient_work_id"), "published_recipient", ["work_id"])
    for work_id, award_id in pairs:
        # A work had one award, so its own id may name that it receives it.
        op.execute(received.insert().values(id=work_id, award_id=award_id, work_id=work_id))


def _publish_by_categories() -> None:
    op.add_column("published_work", sa.Column("award_id", sa.String(length=26), nullable=True))
    op.execute(sa.text(f"UPDATE published_work SET award_id = ({FIRST_AWARD})"))  # noqa: S608 - no word of it is given
    op.drop_table("published_recipient")
    with op.batch_alter_table("published_work") as batch:
        batch.alter_column("award_id", existing_type=sa.String(length=26), nullable=False)
        batch.create_foreign_key(
            op.f("fk_published_work_award_id_published_award"), "published_award", ["award_id"], ["id"]
        )
        batch.create_index(op.f("ix_published_work_award_id"), ["award_id"])
    for name in ("kind", "giver", "prize"):
        op.drop_column("published_award", name)
    op.alter_column("published_award", "name", new_column_name="category")


def _make_withdrawals() -> None:
    op.create_table(
        "award_withdrawal",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("call_id", sa.String(length=26), nullable=False),
        sa.Column("award_id", sa.String(length=26), nullable=False),
        sa.Column("work_id", sa.String(length=26), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.String(length=26), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(length=26), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_award_withdrawal_{column}_{table}"))
            for column, table in (
                ("call_id", "call"),
                ("award_id", "published_award"),
                ("work_id", "published_work"),
                ("proposed_by", "person"),
                ("confirmed_by", "person"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_withdrawal")),
        sa.UniqueConstraint("award_id", "work_id", name=op.f("uq_award_withdrawal_award_id_work_id")),
    )
    for column in ("call_id", "work_id"):
        op.create_index(op.f(f"ix_award_withdrawal_{column}"), "award_withdrawal", [column])


def _make_complaints() -> None:
    op.add_column("call", sa.Column("complaint_days", sa.Integer(), nullable=False, server_default="30"))
    op.add_column("release", sa.Column("complaints_until", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "complaint",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("call_id", sa.String(length=26), nullable=False),
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("filed_by", sa.String(length=26), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=26), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_complaint_call_id_call")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_complaint_entry_id_entry")),
        sa.ForeignKeyConstraint(["filed_by"], ["person.id"], name=op.f("fk_complaint_filed_by_person")),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_complaint_answered_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_complaint_entry_id")),
    )
    op.create_index(op.f("ix_complaint_call_id"), "complaint", ["call_id"])


def _received() -> sa.TableClause:
    return sa.table("published_recipient", *(sa.column(name) for name in ("id", "award_id", "work_id")))


def _new_id() -> str:
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()

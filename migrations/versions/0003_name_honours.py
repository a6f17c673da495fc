"""name honours."""

from __future__ import annotations

import base64
import secrets

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
KINDS = sa.Enum(
    "grand_prix", "category", "honourable_mention", "special", name="honourkind", native_enum=False, length=20
)


def upgrade() -> None:
    """Apply."""
    _make_honours()
    _give_each_category_its_honour()


def downgrade() -> None:
    """Undo."""
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
    with op.batch_alter_table("honour", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_honour_category_id"), ["category_id"], unique=False)


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


def _new_id() -> str:
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()

"""add likeness."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from competition import db

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BANDS = ("band_1", "band_2", "band_3", "band_4")
SIZES = ["file_id", "form", "page", "width"]
KNOWN = (
    ("space", sa.String(length=20)),
    ("codec", sa.String(length=20)),
    ("triangles", sa.Integer()),
    ("texture", sa.Integer()),
)


def upgrade() -> None:
    """Apply. What is ready already has no hash and no AVIF until it is sent anew."""
    op.create_table(
        "likeness",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("file_id", sa.String(length=26), nullable=False),
        sa.Column("bits", sa.String(length=16), nullable=False),
        *(sa.Column(band, sa.Integer(), nullable=False) for band in BANDS),
        sa.ForeignKeyConstraint(["file_id"], ["entry_file.id"], name=op.f("fk_likeness_file_id_entry_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_likeness")),
        sa.UniqueConstraint("file_id", name=op.f("uq_likeness_file_id")),
    )
    for band in BANDS:
        op.create_index(op.f(f"ix_likeness_{band}"), "likeness", [band])
    op.create_table(
        "resemblance",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("file_id", sa.String(length=26), nullable=False),
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column("other_id", sa.String(length=26), nullable=False),
        sa.Column("other_entry_id", sa.String(length=26), nullable=False),
        sa.Column("distance", sa.Integer(), nullable=False),
        sa.Column("found_at", db.UtcDateTime(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("decided_by", sa.String(length=26), nullable=True),
        sa.Column("decided_at", db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_resemblance_decided_by_person")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_resemblance_entry_id_entry")),
        sa.ForeignKeyConstraint(["file_id"], ["entry_file.id"], name=op.f("fk_resemblance_file_id_entry_file")),
        sa.ForeignKeyConstraint(["other_entry_id"], ["entry.id"], name=op.f("fk_resemblance_other_entry_id_entry")),
        sa.ForeignKeyConstraint(["other_id"], ["entry_file.id"], name=op.f("fk_resemblance_other_id_entry_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resemblance")),
        sa.UniqueConstraint("file_id", "other_id", name=op.f("uq_resemblance_file_id_other_id")),
    )
    op.create_index(op.f("ix_resemblance_entry_id"), "resemblance", ["entry_id"])
    op.create_index(op.f("ix_resemblance_other_entry_id"), "resemblance", ["other_entry_id"])
    with op.batch_alter_table("derivative") as derivative:
        derivative.drop_constraint(op.f("uq_derivative_file_id_form_page_width"), type_="unique")
        name = op.f("uq_derivative_file_id_form_page_width_media_type")
        derivative.create_unique_constraint(name, [*SIZES, "media_type"])
    for name, kind in KNOWN:
        op.add_column("entry_file", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    """Undo. Copies as AVIF lose their rows, since there was one copy of a size."""
    for name, _kind in KNOWN:
        op.drop_column("entry_file", name)
    op.execute("DELETE FROM derivative WHERE media_type = 'image/avif'")
    with op.batch_alter_table("derivative") as derivative:
        derivative.drop_constraint(op.f("uq_derivative_file_id_form_page_width_media_type"), type_="unique")
        derivative.create_unique_constraint(op.f("uq_derivative_file_id_form_page_width"), SIZES)
    op.drop_table("resemblance")
    op.drop_table("likeness")

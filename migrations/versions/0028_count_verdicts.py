"""count verdicts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

FORMER, NEWER = "ix_entry_call_id_state", "ix_entry_call_id_state_verdict"


def upgrade() -> None:
    """Apply: the verdict that holds stands with the entry too, so that an index alone counts them."""
    op.add_column("entry", sa.Column("verdict", sa.String(length=20)))
    op.execute(
        "UPDATE entry SET verdict = (SELECT verdict FROM entry_check WHERE entry_check.entry_id = entry.id)"
        " WHERE id IN (SELECT entry_id FROM entry_check)"
    )
    op.create_index(NEWER, "entry", ["call_id", "state", "verdict"])
    op.drop_index(FORMER, "entry")


def downgrade() -> None:
    """Undo."""
    op.create_index(FORMER, "entry", ["call_id", "state"])
    op.drop_index(NEWER, "entry")
    op.drop_column("entry", "verdict")

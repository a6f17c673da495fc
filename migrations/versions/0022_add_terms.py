"""add terms."""

from __future__ import annotations

import base64
import secrets
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql")
MOMENT = sa.DateTime(timezone=True)
ID = sa.String(length=26)

CALL = sa.table("call", sa.column("id", ID), sa.column("created_at", MOMENT))
CLAUSE = sa.table(
    "clause",
    *[sa.column("id", ID), sa.column("call_id", ID), sa.column("kind", sa.String), sa.column("place", JSON)],
    *[sa.column("country", sa.String), sa.column("is_required", sa.Boolean), sa.column("is_asked", sa.Boolean)],
    *[sa.column("version", sa.Integer), sa.column("created_at", MOMENT)],
)
WORDING = sa.table(
    "clause_wording",
    *[sa.column("clause_id", ID), sa.column("version", sa.Integer)],
    *[sa.column("text", JSON), sa.column("written_at", MOMENT)],
)
ENTRY = sa.table(
    "entry",
    *[sa.column("id", ID), sa.column("call_id", ID), sa.column("may_publish", sa.Boolean), sa.column("agreed", JSON)],
    *[sa.column("pending", JSON), sa.column("submitted_at", MOMENT), sa.column("locale", sa.String)],
)
MEMBER = sa.table(
    "entry_member", sa.column("entry_id", ID), sa.column("person_id", ID), sa.column("is_lead", sa.Boolean)
)
AGREEMENT = sa.table(
    "agreement",
    *[sa.column("id", ID), sa.column("entry_id", ID), sa.column("clause_id", ID), sa.column("number", sa.Integer)],
    *[sa.column("version", sa.Integer), sa.column("is_given", sa.Boolean), sa.column("detail", JSON)],
    *[sa.column("person_id", ID), sa.column("locale", sa.String), sa.column("at", MOMENT)],
    sa.column("is_newest", sa.Boolean),
)

# What every call asked till now, in the words that it was asked in.
WORDS: dict[str, dict[str, str]] = {
    "jury": {
        "en": "The jury and the organisers see this entry in order to judge it.",
        "nl": "De jury en de organisatoren zien deze inzending om ze te beoordelen.",
        "fr": "Le jury et les organisateurs voient cette candidature afin de la juger.",
        "zh": "评审与主办方为评选之目的查看本作品。",
    },
    "web": {
        "en": "If this entry wins or is shortlisted, its pictures and texts may be shown in public.",
        "nl": "Als deze inzending wint of op de shortlist komt, mogen de beelden en teksten openbaar worden getoond.",
        "fr": "Si cette candidature est primée ou présélectionnée, ses images et textes peuvent être montrés au public.",
        "zh": "若本作品获奖或入围，其图片与文字可以公开展示。",
    },
    "own_work": {
        "en": "This is our own work, and everything here is true to our knowledge.",
        "nl": "Dit is ons eigen werk, en alles hier is naar ons beste weten juist.",
        "fr": "Ceci est notre propre travail, et tout ce qui figure ici est exact à notre connaissance.",
        "zh": "这是我们自己的作品，据我们所知，此处所填内容均属实。",
    },
}


def upgrade() -> None:
    """Apply. What was given for all stays given: as consent to the web, in its first version."""
    _make_tables()
    op.add_column("call", sa.Column("eligibility", JSON, nullable=False, server_default="{}"))
    for name in ("about", "agreed"):
        op.add_column("entry", sa.Column(name, JSON, nullable=False, server_default="{}"))
    op.add_column("published_work", sa.Column("withheld", JSON, nullable=False, server_default="{}"))
    op.add_column("published_work", sa.Column("veiled_until", MOMENT, nullable=True))
    webs = {call.id: _ask_usual(call) for call in op.get_bind().execute(sa.select(CALL)).all()}
    for entry in op.get_bind().execute(sa.select(ENTRY)).all():
        _keep(entry, webs[entry.call_id])
    op.drop_column("entry", "may_publish")


def downgrade() -> None:
    """Undo. Of all that was agreed to, only the consent to the web is kept."""
    op.add_column("entry", sa.Column("may_publish", sa.Boolean(), nullable=False, server_default=sa.false()))
    query = sa.select(CLAUSE.c.call_id, CLAUSE.c.id).where(CLAUSE.c.kind == "web")
    webs = {row.call_id: row.id for row in op.get_bind().execute(query)}
    for entry in op.get_bind().execute(sa.select(ENTRY)).all():
        _give_back(entry, webs.get(entry.call_id, ""))
    for name in ("veiled_until", "withheld"):
        op.drop_column("published_work", name)
    for name in ("agreed", "about"):
        op.drop_column("entry", name)
    op.drop_column("call", "eligibility")
    for name in ("agreement", "clause_wording", "clause"):
        op.drop_table(name)


def _ask_usual(call: Any) -> str:
    """Ask in a call what it asked till now; return the id of the consent to the web."""
    ids = {kind: _new_id() for kind in WORDS}
    for kind, text in WORDS.items():
        row = {"id": ids[kind], "call_id": call.id, "kind": kind, "place": {}, "country": "", "version": 1}
        more = {"is_required": False, "is_asked": True, "created_at": call.created_at}
        op.execute(CLAUSE.insert().values(**row, **more))
        op.execute(WORDING.insert().values(clause_id=ids[kind], version=1, text=text, written_at=call.created_at))
    return ids["web"]


def _keep(entry: Any, web: str) -> None:
    values: dict[str, Any] = {"agreed": _ticked(web, entry.may_publish)}
    if entry.pending is not None:
        pending = dict(entry.pending)
        values["pending"] = {**pending, "about": {}, "agreed": _ticked(web, pending.pop("may_publish", False))}
        values["pending"].pop("may_publish", None)
    op.execute(ENTRY.update().where(ENTRY.c.id == entry.id).values(**values))
    if entry.submitted_at is None:
        return
    lead = sa.select(MEMBER.c.person_id).where(MEMBER.c.entry_id == entry.id, MEMBER.c.is_lead.is_(True))
    op.execute(
        AGREEMENT.insert().values(
            id=_new_id(),
            entry_id=entry.id,
            clause_id=web,
            number=1,
            version=1,
            is_given=entry.may_publish,
            detail={},
            person_id=op.get_bind().scalar(lead),
            locale=entry.locale,
            at=entry.submitted_at,
            is_newest=True,
        )
    )


def _give_back(entry: Any, web: str) -> None:
    values: dict[str, Any] = {"may_publish": bool((entry.agreed or {}).get(web, {}).get("given"))}
    if entry.pending is not None:
        pending = dict(entry.pending)
        agreed = pending.pop("agreed", {})
        pending.pop("about", None)
        values["pending"] = {**pending, "may_publish": bool(agreed.get(web, {}).get("given"))}
    op.execute(ENTRY.update().where(ENTRY.c.id == entry.id).values(**values))


def _ticked(web: str, is_given: bool) -> dict[str, Any]:  # noqa: FBT001 - it is what is stored
    return {web: {"given": True}} if is_given else {}


def _new_id() -> str:
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


def _make_tables() -> None:
    op.create_table(
        "clause",
        sa.Column("id", ID, nullable=False),
        sa.Column("call_id", ID, nullable=False),
        sa.Column("kind", sa.Enum(*KINDS, name="clausekind", native_enum=False, length=20), nullable=False),
        sa.Column("place", JSON, nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("years", sa.Integer(), nullable=True),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("is_asked", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_clause_call_id_call")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause")),
    )
    op.create_index(op.f("ix_clause_call_id"), "clause", ["call_id"])
    op.create_table(
        "clause_wording",
        sa.Column("clause_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", JSON, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["clause_id"], ["clause.id"], name=op.f("fk_clause_wording_clause_id_clause")),
        sa.PrimaryKeyConstraint("clause_id", "version", name=op.f("pk_clause_wording")),
    )
    op.create_table(
        "agreement",
        sa.Column("id", ID, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("clause_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("detail", JSON, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("is_newest", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["clause_id"], ["clause.id"], name=op.f("fk_agreement_clause_id_clause")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_agreement_entry_id_entry")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_agreement_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("entry_id", "clause_id", "number", name=op.f("uq_agreement_entry_id_clause_id_number")),
    )
    op.create_index(op.f("ix_agreement_clause_id_is_newest"), "agreement", ["clause_id", "is_newest"])


KINDS = (
    *("jury", "web", "press", "catalogue", "exhibition", "social", "archive", "transfer"),
    *("own_work", "not_shown", "novelty", "ai_use", "ai_training", "models", "photographers", "guardian", "own"),
)

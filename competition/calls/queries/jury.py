"""Who of a jury may be named to everybody."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from competition import db
from competition.calls.models import JurorNaming
from competition.calls.rules.jury import NAMING_VERSION
from competition.people.models import Membership, Person
from competition.people.rules import Role, ScopeKind


def named_jurors(call_id: str) -> Sequence[Person]:
    """Return the jurors of a call who agree to be named in its present wording, by name."""
    seat = (Membership.scope_kind == ScopeKind.call) & (Membership.scope_id == call_id)
    query = (
        select(Person)
        .join(Membership, (Membership.person_id == Person.id) & seat & (Membership.role == Role.juror))
        .join(JurorNaming, (JurorNaming.person_id == Person.id) & (JurorNaming.call_id == call_id))
        .where(JurorNaming.agrees, JurorNaming.text_version == NAMING_VERSION)
    )
    return db.session.scalars(query.order_by(Person.name, Person.id)).all()


def agrees_to_naming(call_id: str, person_id: str) -> bool:
    """Tell whether a juror agrees that a call names him, in its present wording."""
    said = db.session.get(JurorNaming, (call_id, person_id))
    return said is not None and said.agrees and said.text_version == NAMING_VERSION

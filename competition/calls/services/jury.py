"""What a juror lets a call say of him."""

from __future__ import annotations

from competition import audit, db
from competition.actor import Actor
from competition.calls.models import JurorNaming
from competition.calls.rules.jury import NAMING_VERSION
from competition.errors import NotFound
from competition.people.rules import Role, ScopeKind


def agree_to_naming(actor: Actor, call_id: str, *, agrees: bool) -> None:
    """Store whether a juror agrees that the public page of the call names him; he may change it at any time."""
    if actor.person_id is None or not actor.has_role(ScopeKind.call, call_id, Role.juror):
        raise NotFound
    with db.transaction() as session:
        said = session.get(JurorNaming, (call_id, actor.person_id), with_for_update=True, populate_existing=True)
        if said is None:
            said = JurorNaming(call_id=call_id, person_id=actor.person_id)
            session.add(said)
        said.agrees, said.text_version, said.decided_at = agrees, NAMING_VERSION, actor.at
        log = {"agrees": agrees, "text_version": NAMING_VERSION}
        audit.record(actor, "juror.naming", f"person:{actor.person_id}", chain=call_id, **log)

"""Step into a part of the demo."""

from __future__ import annotations

from competition import audit, db
from competition.actor import Actor
from competition.desk import queries
from competition.desk.rules import DemoRole
from competition.errors import NotFound
from competition.people.services.sessions import open_session


def enter(actor: Actor, key: str, user_agent: str) -> tuple[str, DemoRole]:
    """Sign a newcomer in as the person of a part, second factor shown; return the token and the part."""
    with db.transaction():
        found = queries.person_of(key)
        if found is None:
            raise NotFound
        person_id, role = found
        token = open_session(actor, person_id, user_agent, factor=True)
        audit.record(actor, "demo.entered", f"person:{person_id}")
    return token, role

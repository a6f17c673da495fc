"""A call begins, and goes public."""

from __future__ import annotations

from sqlalchemy import exists, select

from competition import audit, clock, db
from competition.actor import Actor
from competition.calls import queries
from competition.calls.models import Call, CallInstitution, Round
from competition.calls.rules import (
    CallState,
    NewCall,
    Part,
    is_time_zone,
    languages_without,
    slug_from,
)
from competition.calls.rules.refusals import (
    AddressNotConfirmed,
    AlreadyPublished,
    BadTexts,
    NotReady,
    SlugTaken,
    UnknownZone,
)
from competition.calls.services.clauses import add_usual_clauses
from competition.calls.services.institutions import the_institution
from competition.calls.services.loading import call_to_change, write
from competition.calls.services.words import publish_rules
from competition.people.rules import Role
from competition.people.services.memberships import grant_role

ROUND_NAME = {"en": "Jury", "nl": "Jury", "fr": "Jury", "zh": "评审"}


def create_call(actor: Actor, command: NewCall) -> str:
    """Begin a draft with its first host and its round; the creator owns it and stands for that host."""
    if not actor.email_confirmed:
        raise AddressNotConfirmed
    if languages_without(command.title, command.languages) or not command.languages:
        raise BadTexts(at="title")
    if not is_time_zone(command.time_zone):
        raise UnknownZone(zone=command.time_zone)
    with db.transaction() as session:
        call = _draft(command)
        session.add(call)
        write(SlugTaken)
        host = the_institution(actor, command.host)
        session.add(CallInstitution(id=db.new_id(), call_id=call.id, institution_id=host, part=Part.host, position=1))
        add_usual_clauses(call, call.created_at)
        session.add(Round(id=db.new_id(), call_id=call.id, name=dict(ROUND_NAME)))
        grant_role(actor, str(actor.person_id), call.id, Role.owner, institution_id=host)
        audit.record(actor, "call.created", f"call:{call.id}", chain=call.id, title=call.title, host=host)
        return call.id


def _draft(command: NewCall) -> Call:
    call_id = db.new_id()
    return Call(
        id=call_id,
        slug=free_slug(command.title, call_id),
        title=dict(command.title),
        languages=list(command.languages),
        time_zone=command.time_zone,
        created_at=clock.now(),
    )


def free_slug(title: dict[str, str], call_id: str) -> str:
    """Return the first free address: the title's, else the title's with a random end, which no title has."""
    wanted = next((slug for slug in map(slug_from, title.values()) if slug), "call")
    is_taken = wanted == "call" or db.session.scalar(select(exists().where(Call.slug == wanted)))
    return f"{wanted[:60].strip('-')}-{call_id[:6]}" if is_taken else wanted


def publish_call(actor: Actor, call_id: str) -> None:
    """Show a call to the public; from now on its form and its address stand, and its dates move in the open."""
    with db.transaction():
        call = call_to_change(actor, call_id)
        if call.state != CallState.draft:
            raise AlreadyPublished
        missing = queries.missing_of(call, actor.at)
        if missing:
            raise NotReady(missing=[str(one) for one in missing])
        call.state = CallState.published
        call.published_at = actor.at
        publish_rules(actor, call)
        audit.record(actor, "call.published", f"call:{call.id}", chain=call.id, version=call.version)

"""Seat the jury: invitations, the pledge of each juror, and what he takes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from competition import audit, db
from competition.actor import Actor
from competition.calls import services as calls_services
from competition.calls.queries import categories_of
from competition.errors import NotFound
from competition.judging.models import JurorTerms, Pledge
from competition.judging.queries.panel import jurors_of
from competition.judging.queries.seat import has_pledged
from competition.judging.rules.dealing import TermsCommand, check_terms
from competition.judging.rules.panel import PLEDGE_VERSION, PledgeCommand, check_pledge
from competition.judging.services.rubric import require_organiser
from competition.people import services as people_services
from competition.people.models import Membership
from competition.people.rules import Invite, Role, ScopeKind


def invite_juror(actor: Actor, command: Invite) -> None:
    """Invite somebody to the jury by a letter; an open invitation is sent anew."""
    people_services.invite(actor, command)


def invite_jurors(actor: Actor, commands: Sequence[Invite]) -> None:
    """Invite many to the jury, all of them or nobody; in the order of their addresses, so that no two lists wait."""
    with db.transaction():
        for command in sorted(commands, key=lambda one: one.email):
            people_services.invite(actor, command)


def accept_pledge(actor: Actor, call_id: str, command: PledgeCommand) -> None:
    """Store a juror's pledge in its present wording; accepting it again changes nothing."""
    check_pledge(command)
    with db.transaction() as session:
        seat = select(Membership.person_id).where(
            Membership.person_id == actor.person_id,
            Membership.scope_kind == ScopeKind.call,
            Membership.scope_id == call_id,
            Membership.role == Role.juror,
        )
        person_id = session.scalar(seat.with_for_update())
        if person_id is None:
            raise NotFound
        if has_pledged(person_id, call_id):
            return
        pledge = Pledge(id=db.new_id(), call_id=call_id, person_id=person_id, text_version=PLEDGE_VERSION)
        pledge.interests, pledge.accepted_at = command.interests, actor.at
        session.add(pledge)
        log = {"text_version": PLEDGE_VERSION, "interests": command.interests}
        audit.record(actor, "pledge.accepted", f"person:{person_id}", chain=call_id, **log)
        calls_services.agree_to_naming(actor, call_id, agrees=command.may_be_named)


def agree_to_naming(actor: Actor, call_id: str, *, agrees: bool) -> None:
    """Store whether a juror agrees that the public page of a call names him."""
    calls_services.agree_to_naming(actor, call_id, agrees=agrees)


def save_terms(actor: Actor, call_id: str, person_id: str, command: TermsCommand) -> None:
    """Store what a juror takes in a call: he himself says so, or an organiser for him. What lies before him stays."""
    if actor.person_id != person_id:
        require_organiser(actor, call_id)
    check_terms(command, frozenset(one.id for one in categories_of(call_id)))
    with db.transaction() as session:
        if person_id not in {person.id for person in jurors_of(call_id)}:
            raise NotFound
        terms = session.get(JurorTerms, (call_id, person_id), with_for_update=True, populate_existing=True)
        if terms is None:
            terms = JurorTerms(call_id=call_id, person_id=person_id)
            session.add(terms)
        terms.languages, terms.categories, terms.most = list(command.languages), list(command.categories), command.most
        log = {"languages": terms.languages, "categories": terms.categories, "most": terms.most}
        audit.record(actor, "juror.terms", f"person:{person_id}", chain=call_id, **log)

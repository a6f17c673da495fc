"""Institutions: houses, schools, museums and companies that host or stand by a call."""

from __future__ import annotations

from competition import audit, clock, db
from competition.actor import Actor
from competition.errors import NotFound
from competition.people.models import Institution
from competition.people.rules import InstitutionFacts


def save_institution(actor: Actor, facts: InstitutionFacts, institution_id: str | None = None) -> str:
    """Add an institution, or change the one that is named; return its id. The caller decides who may."""
    with db.transaction() as session:
        institution = session.get(Institution, institution_id) if institution_id else _new()
        if institution is None:
            raise NotFound
        institution.name, institution.city, institution.country = facts.name, facts.city, facts.country
        institution.time_zone, institution.url = facts.time_zone, facts.url
        session.add(institution)
        audit.record(actor, "institution.save", f"institution:{institution.id}", name=facts.name)
    return institution.id


def _new() -> Institution:
    return Institution(id=db.new_id(), created_at=clock.now())

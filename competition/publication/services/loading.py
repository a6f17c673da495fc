"""What every verb of release begins with: the call's lock, its release, and the digest of what would be announced."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select

from competition import audit, db
from competition.calls.models import Call
from competition.errors import NotFound
from competition.publication.models import Release, Signature
from competition.publication.queries import releases
from competition.publication.rules import ACTIVE, Content, Seat, Standing, may_sign, missing_signatures, seats_of


def locked_call(call_id: str) -> Call:
    """Return a call under the lock that decisions and release share: no decision slips in beside a release."""
    query = select(Call).where(Call.id == call_id).with_for_update()
    call = db.session.scalar(query.execution_options(populate_existing=True))
    if call is None:
        raise NotFound
    return call


def locked_release(call_id: str) -> Release | None:
    """Return the release of a call that is under way, as it is now."""
    query = select(Release).where(Release.call_id == call_id, Release.state.in_(ACTIVE)).with_for_update()
    return db.session.scalar(query.execution_options(populate_existing=True))


def content_digest(content: Content, publish_at: datetime) -> str:
    """Return the SHA-256 of what the signatures sign: run, decisions and time."""
    return hashlib.sha256(audit.canonical(content.signed_words(publish_at)).encode()).hexdigest()


def seats(call: Call) -> tuple[Seat, ...]:
    """Return the signatures that a call's release needs."""
    return seats_of(call.release_rule, releases.hosts_of(call.id))


def missing_seats(call: Call, release: Release) -> tuple[Seat, ...]:
    """Return the signatures that a release still needs. One counts only while its person may still sign so."""
    signed = {one.capacity: one.person_id for one in releases.signatures_of(release.id)}
    needed = seats(call)
    standing = {person: releases.standing_of(person, call.id) for person in signed.values()}
    valid = {seat.capacity for seat in needed if _may_still(seat, signed, standing)}
    return missing_signatures(needed, {capacity: person for capacity, person in signed.items() if capacity in valid})


def _may_still(seat: Seat, signed: Mapping[str, str], standing: Mapping[str, Standing]) -> bool:
    """Tell whether whoever signed for a seat may still sign for it."""
    person = signed.get(seat.capacity)
    return person is not None and may_sign(standing[person], seat)


def drop_signatures(release: Release) -> int:
    """Remove the signatures of a release; return how many there were."""
    count = len(releases.signatures_of(release.id))
    db.session.execute(delete(Signature).where(Signature.release_id == release.id))
    return count

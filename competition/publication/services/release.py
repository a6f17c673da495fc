"""Propose a release, sign it, call it off. The last signature schedules the job that publishes."""

from __future__ import annotations

from datetime import datetime

from competition import audit, clock, db, queueing
from competition.actor import Actor
from competition.calls.models import Call
from competition.errors import NotFound
from competition.people.rules import ScopeKind
from competition.publication.models import Release, Signature
from competition.publication.queries import releases
from competition.publication.rules import (
    PROPOSERS,
    READERS,
    AlreadyProposed,
    AlreadyReleased,
    AuditorTookPart,
    ContentChanged,
    MayNotSign,
    NothingToCallOff,
    NotReadyToRelease,
    ReleaseState,
    Seat,
    check_time,
    is_partial,
    obstacles,
    seat_for,
)
from competition.publication.services.loading import content_digest, locked_call, locked_release, missing_seats, seats


def propose_release(actor: Actor, call_id: str, publish_at: datetime) -> str:
    """Propose to publish the decisions of a call at an instant; return the release's id. It is not signed yet."""
    _require(actor, call_id, *PROPOSERS)
    check_time(publish_at, actor.at)
    with db.transaction() as session:
        call = locked_call(call_id)
        seats(call)  # Refuses a release that nobody could sign.
        _refuse_second(call_id)
        content = releases.content_of(call_id)
        found = obstacles(content)
        if found or content.run_id is None:
            raise NotReadyToRelease(obstacles=[str(one) for one in found])
        release = Release(
            id=db.new_id(),
            call_id=call_id,
            run_id=content.run_id,
            publish_at=publish_at,
            state=ReleaseState.proposed,
            content_digest=content_digest(content, publish_at),
            proposed_by=actor.person_id,
            proposed_at=clock.now(),
        )
        session.add(release)
        session.flush()
        _record(actor, release, "release.proposed", publish_at=publish_at, content=release.content_digest)
        return release.id


def sign_release(actor: Actor, call_id: str, seen_digest: str) -> None:
    """Sign what the person saw, in the one capacity that is his; the last signature schedules the publication."""
    _require(actor, call_id, *READERS)
    with db.transaction() as session:
        call = locked_call(call_id)
        release = locked_release(call_id)
        if release is None:
            raise NothingToCallOff
        content = releases.content_of(call_id)
        if seen_digest != release.content_digest or content_digest(content, release.publish_at) != seen_digest:
            raise ContentChanged
        seat = _seat(actor, call, release)
        signature = Signature(
            id=db.new_id(),
            release_id=release.id,
            capacity=seat.capacity,
            person_id=actor.person_id,
            signed_at=clock.now(),
        )
        session.add(signature)
        session.flush()
        _record(actor, release, "release.signed", capacity=seat.capacity, content=seen_digest)
        if not missing_seats(call, release):
            _schedule(actor, release, signature.id)


def sign_if_asked(actor: Actor, call_id: str) -> bool:
    """Sign the release under way as it stands, if a missing signature is the person's to give; tell whether it was."""
    with db.transaction():
        call = locked_call(call_id)
        release = locked_release(call_id)
        signed = {one.capacity: one.person_id for one in releases.signatures_of(release.id)} if release else {}
        standing = releases.standing_of(actor.person_id or "", call_id)
        if release is None or seat_for(standing, seats(call), signed) is None:
            return False
        sign_release(actor, call_id, release.content_digest)
        return True


def call_off(actor: Actor, call_id: str) -> None:
    """Call off the release under way: nothing is published. It can be proposed anew."""
    _require(actor, call_id, *PROPOSERS)
    with db.transaction():
        locked_call(call_id)
        release = locked_release(call_id)
        if release is None:
            raise NothingToCallOff
        release.state = ReleaseState.called_off
        _record(actor, release, "release.called_off")


def _schedule(actor: Actor, release: Release, signature_id: str) -> None:
    """Schedule the publication. A job of an earlier schedule finds nothing to do, or does the same thing."""
    release.state = ReleaseState.scheduled
    key = f"publish:{release.id}:{signature_id}"
    queueing.schedule("publication.publish", due_at=release.publish_at, key=key, release_id=release.id)
    _record(actor, release, "release.scheduled", publish_at=release.publish_at)


def _seat(actor: Actor, call: Call, release: Release) -> Seat:
    signed = {one.capacity: one.person_id for one in releases.signatures_of(release.id)}
    standing, needed = releases.standing_of(actor.person_id or "", call.id), seats(call)
    seat = seat_for(standing, needed, signed)
    if seat is None:
        raise AuditorTookPart if is_partial(standing, needed, signed) else MayNotSign
    return seat


def _refuse_second(call_id: str) -> None:
    if releases.is_released(call_id):
        raise AlreadyReleased
    if locked_release(call_id) is not None:
        raise AlreadyProposed


def _require(actor: Actor, call_id: str, *roles: str) -> None:
    if not actor.has_role(ScopeKind.call, call_id, *roles):
        raise NotFound


def _record(actor: Actor, release: Release, kind: str, **detail: object) -> None:
    audit.record(actor, kind, f"release:{release.id}", chain=release.call_id, **detail)

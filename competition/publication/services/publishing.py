"""The job that publishes: one transaction switches every surface, or nothing happens."""

from __future__ import annotations

from datetime import datetime

from competition import audit, clock, db, queueing
from competition.actor import system
from competition.calls.models import Call
from competition.calls.rules import Feedback
from competition.i18n import pick
from competition.mail import services as mail
from competition.publication.models import PublishedAward, PublishedRecipient, PublishedWork, Release
from competition.publication.queries import releases, winners
from competition.publication.queries.winners import Copy, Given, Picture, Winner
from competition.publication.rules import ReleaseState, complaints_until, obstacles
from competition.publication.services.loading import content_digest, drop_signatures, locked_call, locked_release
from competition.publication.services.loading import missing_seats as missing
from competition.publication.services.settling import settle, veil_of
from competition.storage import keys


def publish(release_id: str) -> None:
    """Publish a scheduled release whose time has come. Run twice, early, late or killed midway, it does no harm.

    What was signed is checked again: if anything differs, nothing is published and the organisers are told.
    """
    call_id = _call_of(release_id)
    with db.transaction():
        call, now = locked_call(call_id), clock.now()
        release = locked_release(call_id)
        if release is None or release.id != release_id or release.state != ReleaseState.scheduled:
            return
        if now < release.publish_at:
            queueing.schedule("publication.publish", due_at=release.publish_at, release_id=release_id)
        elif _still_holds(call, release):
            _publish(call, release, now)
        else:
            _stop(call, release, now)


def _call_of(release_id: str) -> str:
    release = db.session.get(Release, release_id)
    db.session.rollback()
    if release is None:
        raise LookupError(release_id)
    return release.call_id


def _still_holds(call: Call, release: Release) -> bool:
    content = releases.content_of(call.id)
    same = content_digest(content, release.publish_at) == release.content_digest
    return same and not obstacles(content) and not missing(call, release)


def _publish(call: Call, release: Release, now: datetime) -> None:
    works = _freeze_works(call, now)
    for position, given in enumerate(winners.given_of(call.id), start=1):
        _freeze_award(release, position, given, works)
    release.state, release.published_at = ReleaseState.published, now
    release.complaints_until, release.feedback = complaints_until(now, call.complaint_days), call.feedback
    followers = ["publication.copy_pictures", "publication.write_letters"]
    followers += ["publication.write_sheets"] if release.feedback != Feedback.none else []
    for follower in followers:
        queueing.schedule(follower, key=f"{follower}:{release.id}", release_id=release.id)
    audit.record(
        system(now), "release.published", f"release:{release.id}", chain=call.id, content=release.content_digest
    )


def _freeze_works(call: Call, now: datetime) -> dict[str, str]:
    """Freeze each winning entry once; return its work's id by the entry's."""
    works = [_work(call, winner, now) for winner in winners.winners_of(call.id)]
    db.session.add_all(works)
    db.session.flush()
    settle(works, now)
    return {work.entry_id: work.id for work in works}


def _freeze_award(release: Release, position: int, given: Given, works: dict[str, str]) -> None:
    named = given.named
    award = PublishedAward(
        id=db.new_id(),
        call_id=release.call_id,
        release_id=release.id,
        position=position,
        kind=named.honour.kind,
        name=dict(named.name),
        giver=dict(named.giver),
        prize=dict(named.honour.prize),
    )
    db.session.add(award)
    db.session.flush()
    for entry_id in given.entry_ids:
        db.session.add(PublishedRecipient(id=db.new_id(), award_id=award.id, work_id=works[entry_id]))
    db.session.flush()


def _work(call: Call, winner: Winner, now: datetime) -> PublishedWork:
    return PublishedWork(
        id=db.new_id(),
        call_id=call.id,
        entry_id=winner.entry.id,
        code=winner.entry.code,
        title=winner.entry.title,
        maker=winner.maker,
        locale=winner.entry.locale,
        statement=winner.statement,
        details=list(winner.details),
        versions=winner.versions,
        pictures=[_picture(picture) for picture in winner.pictures],
        veiled_until=veil_of(winner.entry, call.time_zone),
        published_at=now,
    )


def _picture(picture: Picture) -> dict[str, object]:
    largest = picture.copies[-1]
    return {
        "file_id": picture.file_id,
        "width": largest.width,
        "height": largest.height,
        "colour": picture.colour,
        "sizes": [_size(one, "webp") for one in picture.copies],
        "modern": [_size(one, "avif") for one in picture.modern],
        "words": picture.words,
    }


def _size(copy: Copy, ending: str) -> dict[str, object]:
    return {"width": copy.width, "height": copy.height, "source_key": copy.key, "public_key": keys.public(ending)}


def _stop(call: Call, release: Release, now: datetime) -> None:
    """Publish nothing; the release waits for signatures again, and those who release are told."""
    drop_signatures(release)
    release.state = ReleaseState.proposed
    release.content_digest = content_digest(releases.content_of(call.id), release.publish_at)
    audit.record(system(now), "release.stopped", f"release:{release.id}", chain=call.id)
    for person in releases.people_of_release(call.id):
        mail.queue_letter(
            "publication/stopped",
            mail.Recipient(person.email, person.name, person.locale, person.id),
            key=f"stopped:{release.id}:{now.isoformat()}:{person.id}",
            call=str(pick(call.title, person.locale)),
            call_id=call.id,
        )

"""What is decided anew must be signed anew: facts from upstream that touch a release under way."""

from __future__ import annotations

from competition import audit, clock, db
from competition.actor import system
from competition.facts import (
    CategoryReworded,
    DecisionsMade,
    EntryBarred,
    EntryWithdrawn,
    HonoursChanged,
    MarksCorrected,
    RunStored,
)
from competition.publication.queries import releases
from competition.publication.rules import AlreadyReleased, MarksArePublished, ReleaseSigned, ReleaseState
from competition.publication.services.loading import content_digest, drop_signatures, locked_release


def on_decisions_made(fact: DecisionsMade) -> None:
    """Refuse decisions on what is public; drop the signatures of a release that would now say something else."""
    if releases.is_released(fact.call_id):
        raise AlreadyReleased
    _review(fact.call_id)


def on_marks_corrected(fact: MarksCorrected) -> None:
    """Refuse other marks than those by which the published winners were found."""
    if releases.is_released(fact.call_id):
        raise MarksArePublished


def on_honours_changed(fact: HonoursChanged) -> None:
    """Refuse another prize on what is public or signed: whoever signs signs these prizes."""
    if releases.is_released(fact.call_id):
        raise AlreadyReleased
    release = locked_release(fact.call_id)
    if release is not None and releases.signatures_of(release.id):
        raise ReleaseSigned
    _review(fact.call_id)


def on_category_reworded(fact: CategoryReworded) -> None:
    """Drop the signatures of a release that would now name its awards otherwise."""
    _review(fact.call_id)


def on_run_stored(fact: RunStored) -> None:
    """Drop the signatures of a release whose decisions rest on an older run."""
    _review(fact.call_id)


def on_entry_withdrawn(fact: EntryWithdrawn) -> None:
    """Drop the signatures of a release if the entry was to win."""
    _review(fact.call_id)


def on_entry_barred(fact: EntryBarred) -> None:
    """Drop the signatures of a release if the entry was to win, or may win again."""
    _review(fact.call_id)


def _review(call_id: str) -> None:
    release = locked_release(call_id)
    if release is None:
        return
    db.session.flush()
    digest = content_digest(releases.content_of(call_id), release.publish_at)
    if digest == release.content_digest:
        return
    dropped = drop_signatures(release)
    release.state, release.content_digest = ReleaseState.proposed, digest
    audit.record(
        system(clock.now()),
        "release.signatures_fell",
        f"release:{release.id}",
        chain=call_id,
        signatures=dropped,
        content=digest,
    )

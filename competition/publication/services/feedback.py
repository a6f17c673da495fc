"""What teams see of their entries' judging: the chair releases comments beforehand, a job freezes all of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict

from competition import audit, clock, db
from competition.actor import Actor
from competition.calls.rules import Feedback
from competition.entries.queries import submitted_entries
from competition.errors import NotFound
from competition.judging.queries import Comment, comments_on
from competition.people.rules import Role, ScopeKind
from competition.publication.models import PublishedComment, PublishedSheet, Release, ReleasedComment
from competition.publication.queries import feedback as queries
from competition.publication.queries import releases
from competition.publication.rules import AlreadyReleased, CommentsChanged, ReleaseComments, digest_of
from competition.publication.services.loading import locked_call
from competition.results.queries import EntryFeedback, feedback_of


def release_comments(actor: Actor, call_id: str, command: ReleaseComments) -> int:
    """Release the chosen ones of the comments that a page showed and keep the others back; return how many changed.

    Only the chair does, before the winners are published, and only with words as he read them.
    """
    if not actor.has_role(ScopeKind.call, call_id, Role.chair):
        raise NotFound
    with db.transaction():
        locked_call(call_id)
        if releases.is_released(call_id):
            raise AlreadyReleased
        comments = {one.sheet_id: one for one in comments_on(call_id, command.shown)}
        read = {sheet_id: digest_of(one.text) for sheet_id, one in comments.items()}
        if read != dict(command.shown):
            raise CommentsChanged
        released = {row.sheet_id: row for row in queries.released_of(comments)}
        changes = [
            _release(actor, call_id, one, released.get(sheet_id))
            if sheet_id in command.chosen
            else _keep_back(actor, call_id, one, released.get(sheet_id))
            for sheet_id, one in comments.items()
        ]
        return sum(changes)


def _release(actor: Actor, call_id: str, one: Comment, row: ReleasedComment | None) -> bool:
    digest = digest_of(one.text)
    if row is not None and row.digest == digest:
        return False
    new = ReleasedComment(
        sheet_id=one.sheet_id,
        call_id=call_id,
        digest=digest,
        released_by=actor.person_id or "",
        released_at=clock.now(),
    )
    db.session.merge(new)
    _record(actor, call_id, one, "comment.released")
    return True


def _keep_back(actor: Actor, call_id: str, one: Comment, row: ReleasedComment | None) -> bool:
    if row is None:
        return False
    db.session.delete(row)
    _record(actor, call_id, one, "comment.kept_back")
    return True


def _record(actor: Actor, call_id: str, one: Comment, kind: str) -> None:
    audit.record(actor, kind, f"sheet:{one.sheet_id}", chain=call_id, entry=one.entry_id, text=digest_of(one.text))


def write_sheets(release_id: str) -> None:
    """Freeze what each team sees, from the run that was released; run twice it changes nothing.

    The arithmetic happens outside of any transaction, so that no lock waits for it.
    """
    release = db.session.get(Release, release_id)
    if release is None:
        raise LookupError(release_id)
    feedback = release.feedback
    found = feedback_of(release.run_id) if feedback != Feedback.none else {}
    db.session.rollback()
    with db.transaction() as session:
        release = session.get_one(Release, release_id, with_for_update=True, populate_existing=True)
        if found and not queries.is_sheet_published(release_id):
            sheets = _write(release, found)
            if feedback == Feedback.scores_and_comments:
                _write_comments(release.call_id, sheets)


def _write(release: Release, found: dict[str, EntryFeedback]) -> dict[str, str]:
    """Add the sheets of the entries that stand; return their ids by entry."""
    rows = [
        PublishedSheet(
            id=db.new_id(),
            release_id=release.id,
            entry_id=entry.id,
            round=dict(found[entry.code].round),
            means=[asdict(one) for one in found[entry.code].means],
            quarter=found[entry.code].quarter,
        )
        for entry in submitted_entries(release.call_id)
        if entry.code in found
    ]
    db.session.add_all(rows)
    db.session.flush()
    return {row.entry_id: row.id for row in rows}


def _write_comments(call_id: str, sheets: dict[str, str]) -> None:
    """Copy the released comments: nothing of the copies says whose they are, nor in which order they were written."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for one in queries.released_comments(call_id):
        if one.entry_id in sheets:
            texts[sheets[one.entry_id]].append(one.text)
    db.session.add_all(
        PublishedComment(id=db.new_id(), sheet_id=sheet_id, digest=digest_of(text), text=text)
        for sheet_id, found in texts.items()
        for text in found
    )
    db.session.flush()

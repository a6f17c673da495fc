"""Take an award back after it was published: one proposes it with a reason, another person confirms it."""

from __future__ import annotations

from sqlalchemy import delete, select

from competition import audit, clock, db
from competition.actor import Actor
from competition.calls.models import Call
from competition.entries.queries import makers_of
from competition.entries.rules.versions import TITLE, frozen_words
from competition.errors import NotFound
from competition.i18n import pick
from competition.mail import services as mail
from competition.people.rules import ScopeKind
from competition.publication.models import AwardWithdrawal, PublishedAward, PublishedRecipient, PublishedWork
from competition.publication.queries import releases
from competition.publication.rules import (
    PROPOSERS,
    READERS,
    AlreadyWithdrawn,
    NeedsAnother,
    NoReason,
    WithdrawAward,
    may_confirm,
)
from competition.publication.services.loading import locked_call, seats


def propose_withdrawal(actor: Actor, call_id: str, command: WithdrawAward) -> str:
    """Propose to take an award back from a work; nothing changes until another person confirms it."""
    _require(actor, call_id, *PROPOSERS)
    if not command.reason.strip():
        raise NoReason
    with db.transaction() as session:
        locked_call(call_id)
        if _pending(call_id, command.award_id, command.work_id) is not None:
            raise AlreadyWithdrawn
        _require_recipient(call_id, command)
        row = AwardWithdrawal(
            id=db.new_id(),
            call_id=call_id,
            award_id=command.award_id,
            work_id=command.work_id,
            reason=command.reason,
            proposed_by=actor.person_id,
            proposed_at=clock.now(),
        )
        session.add(row)
        session.flush()
        _record(actor, row, "withdrawal.proposed", reason=command.reason)
        return row.id


def confirm_withdrawal(actor: Actor, call_id: str, award_id: str, work_id: str) -> None:
    """Confirm it: the work loses the award, the public reads why, and its team is written to. Nobody follows."""
    _require(actor, call_id, *READERS)
    with db.transaction() as session:
        call = locked_call(call_id)
        row = _open(call_id, award_id, work_id)
        if not may_confirm(releases.standing_of(actor.person_id or "", call_id), seats(call), row.proposed_by):
            raise NeedsAnother
        row.confirmed_by, row.confirmed_at = actor.person_id, clock.now()
        session.execute(
            delete(PublishedRecipient).where(
                PublishedRecipient.award_id == award_id, PublishedRecipient.work_id == work_id
            )
        )
        _record(actor, row, "withdrawal.confirmed")
        _write(call, row)


def drop_withdrawal(actor: Actor, call_id: str, award_id: str, work_id: str) -> None:
    """Take the proposal back: the work keeps its award."""
    _require(actor, call_id, *PROPOSERS)
    with db.transaction() as session:
        locked_call(call_id)
        row = _open(call_id, award_id, work_id)
        session.delete(row)
        session.flush()
        _record(actor, row, "withdrawal.dropped")


def _pending(call_id: str, award_id: str, work_id: str) -> AwardWithdrawal | None:
    query = select(AwardWithdrawal).where(
        AwardWithdrawal.call_id == call_id, AwardWithdrawal.award_id == award_id, AwardWithdrawal.work_id == work_id
    )
    return db.session.scalar(query.execution_options(populate_existing=True))


def _open(call_id: str, award_id: str, work_id: str) -> AwardWithdrawal:
    row = _pending(call_id, award_id, work_id)
    if row is None:
        raise NotFound
    if row.confirmed_at is not None:
        raise AlreadyWithdrawn
    return row


def _require_recipient(call_id: str, command: WithdrawAward) -> None:
    query = (
        select(PublishedRecipient.id)
        .join(PublishedAward, PublishedAward.id == PublishedRecipient.award_id)
        .where(PublishedAward.call_id == call_id, PublishedRecipient.award_id == command.award_id)
        .where(PublishedRecipient.work_id == command.work_id)
    )
    if db.session.scalar(query) is None:
        raise NotFound


def _write(call: Call, row: AwardWithdrawal) -> None:
    award, work = db.session.get_one(PublishedAward, row.award_id), db.session.get_one(PublishedWork, row.work_id)
    for person_id, name, address, locale in makers_of([work.entry_id])[work.entry_id]:
        mail.queue_letter(
            "publication/withdrawn",
            mail.Recipient(address, name, locale, person_id),
            key=f"withdrawn:{row.id}:{person_id}",
            call=str(pick(call.title, locale)),
            title=frozen_words(work.versions.get(TITLE, []), work.title, work.locale, locale).text,
            code=work.code,
            award=str(pick(award.name, locale)),
            reason=row.reason,
            work_id=work.id,
        )


def _require(actor: Actor, call_id: str, *roles: str) -> None:
    if not actor.has_role(ScopeKind.call, call_id, *roles):
        raise NotFound


def _record(actor: Actor, row: AwardWithdrawal, kind: str, **detail: object) -> None:
    subject = f"withdrawal:{row.id}"
    audit.record(actor, kind, subject, chain=row.call_id, award=row.award_id, work=row.work_id, **detail)

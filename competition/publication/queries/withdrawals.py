"""Awards that were taken back, or may be: who received what, who withdraws it, and who is next by the stored run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from competition import db
from competition.people.models import Person
from competition.publication.models import AwardWithdrawal, PublishedAward, PublishedRecipient, PublishedWork, Release
from competition.results.engine.prizes import Reason
from competition.results.queries import Ranked, awards_of, proposals_of, run_by_id

# Who is passed over for one of these is not next in line either.
OUT = {Reason.veto, Reason.threshold, Reason.few_jurors, Reason.has_prize}


@dataclass(frozen=True, slots=True)
class Received:
    """An award of a work, and its withdrawal with the names of those who proposed and confirmed it, if there is one."""

    award: PublishedAward
    work: PublishedWork
    withdrawal: AwardWithdrawal | None = None
    proposer: str = ""
    confirmer: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What the public is told of a withdrawn award."""

    withdrawal: AwardWithdrawal
    award: PublishedAward
    work: PublishedWork


def received_of(call_id: str) -> list[Received]:
    """Return each award that was given to a work of a call, withdrawn ones too, in two queries."""
    confirmer = aliased(Person)
    withdrawn = {
        (row.award_id, row.work_id): (row, proposed_by, confirmed_by or "")
        for row, proposed_by, confirmed_by in db.session.execute(
            select(AwardWithdrawal, Person.name, confirmer.name)
            .join(Person, Person.id == AwardWithdrawal.proposed_by)
            .outerjoin(confirmer, confirmer.id == AwardWithdrawal.confirmed_by)
            .where(AwardWithdrawal.call_id == call_id)
        )
    }
    received = select(PublishedRecipient.award_id, PublishedRecipient.work_id)
    gone = select(AwardWithdrawal.award_id, AwardWithdrawal.work_id)
    pairs = received.union(gone).subquery()
    query = (
        select(PublishedAward, PublishedWork)
        .join(pairs, pairs.c.award_id == PublishedAward.id)
        .join(PublishedWork, PublishedWork.id == pairs.c.work_id)
        .where(PublishedAward.call_id == call_id)
        .order_by(PublishedAward.position, PublishedWork.code)
    )
    return [Received(award, work, *withdrawn.get((award.id, work.id), ())) for award, work in db.session.execute(query)]


def received_one(call_id: str, award_id: str, work_id: str) -> Received | None:
    """Return one award of one work of this very call."""
    return next((one for one in received_of(call_id) if (one.award.id, one.work.id) == (award_id, work_id)), None)


def next_in_line(received: Received) -> Ranked | None:
    """Return who would follow by the run that was released; nobody receives anything by that."""
    release = db.session.get(Release, received.award.release_id)
    run = run_by_id(release.run_id) if release else None
    if run is None:
        return None
    decided = {honour_id: award.winners for honour_id, award in awards_of(run.call_id).items()}
    # Honours stand as they are once they are published: the place of an award is that of its honour.
    one = proposals_of(run, decided)[received.award.position - 1]
    winners, passed = decided.get(one.honour.id, ()), one.proposal.passed_over
    return next(
        (each for each in one.entries if each.entry.id not in winners and passed.get(each.entry.id) not in OUT), None
    )


def notes_of(call_id: str = "", work_id: str = "") -> Sequence[Note]:
    """Return what the public is told of withdrawn awards, of a call or of a work, in the order of their days."""
    query = (
        select(AwardWithdrawal, PublishedAward, PublishedWork)
        .join(PublishedAward, PublishedAward.id == AwardWithdrawal.award_id)
        .join(PublishedWork, PublishedWork.id == AwardWithdrawal.work_id)
        .where(AwardWithdrawal.confirmed_at.is_not(None))
        .order_by(AwardWithdrawal.confirmed_at, AwardWithdrawal.id)
    )
    where = AwardWithdrawal.work_id == work_id if work_id else AwardWithdrawal.call_id == call_id
    return [Note(*row) for row in db.session.execute(query.where(where))]

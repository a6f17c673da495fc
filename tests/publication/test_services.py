"""Release from proposal to publication: who signs, what falls, what the job does once and only once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from competition import audit, clock, db
from competition.calls.rules import ReleaseRule
from competition.entries.models import Entry
from competition.entries.rules import EntryState
from competition.errors import NotFound
from competition.facts import EntryWithdrawn
from competition.mail.interface import MemoryPost
from competition.mail.models import Letter
from competition.people.rules import Role
from competition.publication import services
from competition.publication.models import PublishedAward, PublishedRecipient, PublishedWork, Release
from competition.publication.queries import releases
from competition.publication.rules import (
    AlreadyProposed,
    AlreadyReleased,
    AuditorTookPart,
    ContentChanged,
    MayNotSign,
    NothingToCallOff,
    NotReadyToRelease,
    ReleaseState,
    TimeIsPast,
)
from competition.queueing.models import Job, JobState
from competition.queueing.services import run_due
from competition.results import services as results
from competition.results.rules import Award, Decide
from tests.factories.people import a_membership, a_person
from tests.factories.publication import (
    SOON,
    Judged,
    a_judged_call,
    an_entry_of,
    announce,
    award,
    decide_best,
    minutes,
    schedule_release,
)

pytestmark = pytest.mark.integration


def release_of(judged: Judged) -> Release:
    db.session.expire_all()
    found = releases.latest_release(judged.id)
    assert found is not None
    return found


def withheld(judged: Judged) -> Award:
    return award(judged, judged.categories[0], is_withheld=True, minutes=minutes())


def works() -> list[PublishedWork]:
    return list(db.session.scalars(select(PublishedWork).order_by(PublishedWork.title)))


def test_one_organiser_signs_and_the_job_publishes(app: Flask) -> None:
    judged = a_judged_call()
    announce(judged)
    assert release_of(judged).state == ReleaseState.published
    (work,) = works()
    assert (work.title, work.maker, work.code) == ("Work 0", "Maker 0", judged.entries[0].code)
    assert work.statement == "A story of a stone."
    assert work.details == [{"label": {"en": "Material"}, "text": {"en": "Gold"}}]
    assert [size["width"] for size in work.pictures[0]["sizes"]] == [800, 1600]
    assert all(size["public_key"].startswith("public/") for size in work.pictures[0]["sizes"])


def test_nothing_is_stored_for_the_public_before_the_time(app: Flask) -> None:
    judged = a_judged_call()
    decide_best(judged)
    at = schedule_release(judged)
    with time_machine.travel(at - timedelta(seconds=1), tick=False):
        run_due()
    assert works() == []
    assert release_of(judged).state == ReleaseState.scheduled
    assert db.session.scalar(select(func.count()).select_from(Letter)) == 0


def test_the_job_run_twice_publishes_once(app: Flask) -> None:
    judged = a_judged_call()
    announce(judged)
    first = works()[0].id
    services.publish(release_of(judged).id)
    services.write_letters(release_of(judged).id)
    assert [work.id for work in works()] == [first]
    assert db.session.scalar(select(func.count()).select_from(Letter)) == len(judged.entries)


def test_the_job_run_early_waits_for_the_time(app: Flask) -> None:
    judged = a_judged_call()
    decide_best(judged)
    at = schedule_release(judged)
    services.publish(release_of(judged).id)
    assert works() == []
    waiting = db.session.scalars(select(Job.due_at).where(Job.name == "publication.publish")).all()
    assert waiting == [at, at]


def test_the_job_run_late_publishes_all_the_same(app: Flask) -> None:
    judged = a_judged_call()
    decide_best(judged)
    with time_machine.travel(schedule_release(judged) + timedelta(days=3), tick=False):
        run_due()
    assert len(works()) == 1


def test_a_crash_before_the_commit_publishes_nothing_and_the_next_run_all(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = a_judged_call(categories=2)
    decide_best(judged)
    at = schedule_release(judged)
    with time_machine.travel(at + timedelta(seconds=1), tick=False) as traveller:
        with monkeypatch.context() as patched:
            patched.setattr(audit, "record", _crash)
            run_due()
        assert works() == []
        assert db.session.scalar(select(func.count()).select_from(PublishedAward)) == 0
        assert release_of(judged).state == ReleaseState.scheduled
        traveller.shift(timedelta(minutes=5))
        run_due()
    assert len(works()) == 2


def _crash(*_arguments: object, **_details: object) -> None:
    raise RuntimeError("pulled the plug")


def test_winners_and_others_get_different_letters_once(app: Flask, post: MemoryPost) -> None:
    judged = a_judged_call()
    announce(judged)
    with time_machine.travel(clock.now() + SOON + timedelta(minutes=1), tick=False):
        run_due()
    subjects = {message.to: message.subject for message in post.sent}
    assert subjects == {
        judged.makers[0].email: "Your entry has won: “Work 0”",
        judged.makers[1].email: f"The winners of “{judged.call.title['en']}” are announced",
    }
    assert "Work 0" not in next(m.text for m in post.sent if m.to == judged.makers[1].email)


def test_without_consent_there_is_title_and_maker_only(app: Flask) -> None:
    judged = a_judged_call(entries=0)
    an_entry_of(judged, judged.categories[0], on_web=False)
    announce(judged)
    (work,) = works()
    assert (work.title, work.maker) == ("Work 0", "Maker 0")
    assert (work.statement, work.details, work.pictures, work.has_pictures) == ("", [], [], False)


def test_a_withheld_award_is_published_without_a_work(app: Flask) -> None:
    judged = a_judged_call(categories=2)
    announce(judged, withheld=[judged.categories[0]])
    awards = db.session.scalars(select(PublishedAward).order_by(PublishedAward.position)).all()
    assert [award.name for award in awards] == [category.name for category in judged.categories]
    received = db.session.execute(select(PublishedRecipient.award_id, PublishedRecipient.work_id)).all()
    assert [tuple(row) for row in received] == [(awards[1].id, works()[0].id)]


def test_chair_and_auditor_must_both_sign(app: Flask) -> None:
    judged = a_judged_call(release_rule=ReleaseRule.chair_and_auditor)
    decide_best(judged)
    services.propose_release(judged.actor(), judged.id, clock.now() + SOON)
    digest = release_of(judged).content_digest
    with pytest.raises(MayNotSign):
        services.sign_release(judged.actor(), judged.id, digest)
    services.sign_release(judged.actor(judged.chair), judged.id, digest)
    assert release_of(judged).state == ReleaseState.proposed
    with pytest.raises(MayNotSign):
        services.sign_release(judged.actor(judged.chair), judged.id, digest)
    services.sign_release(judged.actor(judged.auditor), judged.id, digest)
    assert release_of(judged).state == ReleaseState.scheduled


@pytest.mark.parametrize("role", [Role.organiser, Role.owner, Role.juror])
def test_an_auditor_who_took_part_cannot_vouch_for_it(app: Flask, role: Role) -> None:
    judged = a_judged_call(release_rule=ReleaseRule.chair_and_auditor)
    a_membership(judged.auditor, judged.id, role, judged.hosts[1] if role != Role.juror else None)
    decide_best(judged)
    services.propose_release(judged.actor(), judged.id, clock.now() + SOON)
    assert services.sign_if_asked(judged.actor(judged.chair), judged.id)
    assert not services.sign_if_asked(judged.actor(judged.auditor), judged.id)
    with pytest.raises(AuditorTookPart):
        services.sign_release(judged.actor(judged.auditor), judged.id, release_of(judged).content_digest)
    assert release_of(judged).state == ReleaseState.proposed


def test_an_auditor_who_takes_a_part_after_signing_has_not_signed(app: Flask) -> None:
    judged = a_judged_call(release_rule=ReleaseRule.chair_and_auditor)
    decide_best(judged)
    at = clock.now() + SOON
    services.propose_release(judged.actor(), judged.id, at)
    for person in (judged.chair, judged.auditor):
        assert services.sign_if_asked(judged.actor(person), judged.id)
    a_membership(judged.auditor, judged.id, Role.organiser, judged.hosts[1])
    with time_machine.travel(at + timedelta(minutes=1)):
        run_due()
    assert (works(), release_of(judged).state == ReleaseState.published) == ([], False)


def test_each_host_signs_by_its_own_organiser(app: Flask) -> None:
    judged = a_judged_call(release_rule=ReleaseRule.each_host)
    decide_best(judged)
    services.propose_release(judged.actor(), judged.id, clock.now() + SOON)
    assert services.sign_if_asked(judged.actor(judged.owner), judged.id)
    assert release_of(judged).state == ReleaseState.proposed
    assert not services.sign_if_asked(judged.actor(judged.owner), judged.id)
    assert services.sign_if_asked(judged.actor(judged.second), judged.id)
    assert release_of(judged).state == ReleaseState.scheduled
    assert [one.capacity for one in releases.signatures_of(release_of(judged).id)] == [
        f"host:{host.id}" for host in judged.hosts
    ]


def test_other_decisions_drop_the_signatures(app: Flask) -> None:
    judged = a_judged_call()
    run_id = decide_best(judged)
    at = schedule_release(judged)
    before = release_of(judged).content_digest
    results.decide(judged.actor(), judged.id, Decide(run_id, (withheld(judged),)))
    release = release_of(judged)
    assert (release.state, releases.signatures_of(release.id)) == (ReleaseState.proposed, [])
    assert release.content_digest != before
    with pytest.raises(ContentChanged):
        services.sign_release(judged.actor(), judged.id, before)
    with time_machine.travel(at + timedelta(seconds=1), tick=False):
        run_due()
    assert works() == []


def test_the_same_decisions_again_keep_the_signatures(app: Flask) -> None:
    judged = a_judged_call()
    decide_best(judged)
    schedule_release(judged)
    decide_best(judged)
    assert release_of(judged).state == ReleaseState.scheduled


def test_a_newer_run_drops_the_signatures_and_asks_for_new_decisions(app: Flask) -> None:
    judged = a_judged_call()
    decide_best(judged)
    schedule_release(judged)
    an_entry_of(judged, judged.categories[0])
    results.compute(judged.actor(), judged.id)
    assert release_of(judged).state == ReleaseState.proposed
    services.call_off(judged.actor(), judged.id)
    with pytest.raises(NotReadyToRelease) as refusal:
        services.propose_release(judged.actor(), judged.id, clock.now() + SOON)
    assert refusal.value.values == {"obstacles": ["stale"]}


def test_a_winner_who_withdraws_is_not_published(app: Flask) -> None:
    judged = a_judged_call()
    decide_best(judged)
    at = schedule_release(judged)
    with db.transaction() as session:
        entry = session.get(Entry, judged.entries[0].id)
        assert entry is not None
        entry.state = EntryState.withdrawn
        db.announce(EntryWithdrawn(judged.id, entry.id))
    assert release_of(judged).state == ReleaseState.proposed
    with time_machine.travel(at + timedelta(seconds=1), tick=False):
        run_due()
    assert works() == []


def test_what_changed_unseen_stops_the_job_and_is_told(app: Flask, post: MemoryPost) -> None:
    judged = a_judged_call()
    decide_best(judged)
    at = schedule_release(judged)
    with db.transaction() as session:  # No verb of ours does this; the job does not trust that.
        entry = session.get(Entry, judged.entries[0].id)
        assert entry is not None
        entry.state = EntryState.withdrawn
    with time_machine.travel(at + timedelta(seconds=1), tick=False):
        run_due()
    assert works() == []
    release = release_of(judged)
    assert (release.state, releases.signatures_of(release.id)) == (ReleaseState.proposed, [])
    told = {person.email for person in (judged.owner, judged.second, judged.chair, judged.auditor)}
    assert {message.to for message in post.sent} == told


def test_a_release_that_is_called_off_is_not_published(app: Flask) -> None:
    judged = a_judged_call()
    decide_best(judged)
    at = schedule_release(judged)
    services.call_off(judged.actor(), judged.id)
    with time_machine.travel(at + timedelta(seconds=1), tick=False):
        run_due()
    assert works() == []
    with pytest.raises(NothingToCallOff):
        services.call_off(judged.actor(), judged.id)
    schedule_release(judged)
    assert release_of(judged).state == ReleaseState.scheduled


def test_one_release_at_a_time_and_none_after_it(app: Flask) -> None:
    judged = a_judged_call()
    run_id = decide_best(judged)
    schedule_release(judged)
    with pytest.raises(AlreadyProposed):
        services.propose_release(judged.actor(), judged.id, clock.now() + SOON)
    with time_machine.travel(clock.now() + SOON + timedelta(seconds=1), tick=False):
        run_due()
    with pytest.raises(AlreadyReleased):
        services.propose_release(judged.actor(), judged.id, clock.now() + SOON)
    with pytest.raises(AlreadyReleased):
        results.decide(judged.actor(), judged.id, Decide(run_id, (withheld(judged),)))
    assert len(works()) == 1


def test_an_undecided_category_or_a_past_time_cannot_be_proposed(app: Flask) -> None:
    judged = a_judged_call()
    with pytest.raises(NotReadyToRelease) as refusal:
        services.propose_release(judged.actor(), judged.id, clock.now() + SOON)
    assert refusal.value.values == {"obstacles": ["undecided"]}
    decide_best(judged)
    with pytest.raises(TimeIsPast):
        services.propose_release(judged.actor(), judged.id, clock.now() - timedelta(minutes=2))


def test_whoever_has_no_part_in_it_finds_nothing(app: Flask) -> None:
    judged = a_judged_call()
    decide_best(judged)
    for person in (judged.jurors[0], judged.makers[0], a_person()):
        with pytest.raises(NotFound):
            services.propose_release(judged.actor(person), judged.id, clock.now() + SOON)
        with pytest.raises(NotFound):
            services.sign_release(judged.actor(person), judged.id, "")
        with pytest.raises(NotFound):
            services.call_off(judged.actor(person), judged.id)


def test_every_step_stands_in_the_log_of_the_call(app: Flask) -> None:
    judged = a_judged_call()
    announce(judged)
    kinds = db.session.scalars(
        select(audit.AuditEvent.kind)
        .where(audit.AuditEvent.chain == judged.id, audit.AuditEvent.kind.like("release%"))
        .order_by(audit.AuditEvent.number)
    ).all()
    assert kinds == ["release.proposed", "release.signed", "release.scheduled", "release.published"]
    assert audit.verify(judged.id) is None


def test_all_jobs_of_a_release_end_but_the_copies_which_wait_for_the_bucket(app: Flask) -> None:
    judged = a_judged_call()
    announce(judged)
    rows = db.session.execute(select(Job.name, Job.state).where(Job.name.like("publication.%")).order_by(Job.name))
    assert [tuple(row) for row in rows] == [
        ("publication.copy_pictures", JobState.waiting),
        ("publication.publish", JobState.done),
        ("publication.write_letters", JobState.done),
    ]

"""A call whose jury has scored, its results, and its release; by the verbs that people use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import time_machine
from sqlalchemy import select

from competition import clock, db
from competition.actor import Actor
from competition.calls.models import Call, Category, EntryField, Round
from competition.calls.rules import ClauseKind, FieldKind
from competition.entries.models import Entry
from competition.judging.models import Criterion
from competition.people.models import Institution, Person
from competition.people.rules import Role
from competition.publication import services
from competition.publication.models import PublishedAward, PublishedRecipient, PublishedWork, Release
from competition.publication.rules import ReleaseState
from competition.queueing.services import run_due
from competition.results import services as results
from competition.results.models import Honour
from competition.results.queries import proposals_of, rows_of_honours, run_by_id
from competition.results.rules import Award, Decide, HonourDraft, HonourKind, Minutes
from tests.factories.calls import a_call, a_category, a_field, a_host, a_round
from tests.factories.entries import a_picture, a_submitted_entry
from tests.factories.judging import a_juror, a_rubric, a_sheet, an_assignment
from tests.factories.people import a_membership, a_person, an_actor, an_institution
from tests.factories.terms import an_agreement, the_clause

SOON = timedelta(hours=2)


@dataclass
class Judged:
    """A call with everyone on it, and the entries of each category, best first."""

    call: Call
    round: Round
    hosts: list[Institution]
    owner: Person
    second: Person
    chair: Person
    auditor: Person
    jurors: list[Person]
    criteria: list[Criterion]
    fields: dict[str, EntryField]
    categories: list[Category]
    entries: list[Entry] = field(default_factory=list)
    makers: list[Person] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Return the call's id."""
        return self.call.id

    def actor(self, person: Person | None = None) -> Actor:
        """Return a person (the owner) as actor, second factor just shown."""
        return an_actor(person or self.owner, fresh=True)


def a_judged_call(entries: int = 2, categories: int = 1, pictures: int = 1, **values: Any) -> Judged:
    """Add a call with two hosts, three jurors and so many entries in each category, all sheets handed in."""
    call = a_call(**values)
    hosts = [an_institution(), an_institution()]
    for position, host in enumerate(hosts):
        a_host(call, host, position=position)
    judged = _people_of(call, hosts)
    judged.categories = [a_category(call, position) for position in range(1, categories + 1)]
    for category in judged.categories:
        for place in range(entries):
            an_entry_of(judged, category, points=max(1, 5 - place), pictures=pictures)
    return judged


def _people_of(call: Call, hosts: Sequence[Institution]) -> Judged:
    owner, second, chair, auditor = (a_person() for _ in range(4))
    a_membership(owner, call.id, Role.owner, hosts[0])
    a_membership(second, call.id, Role.organiser, hosts[1])
    a_membership(chair, call.id, Role.chair)
    a_membership(auditor, call.id, Role.auditor)
    scored = a_round(call)
    return Judged(
        call=call,
        round=scored,
        hosts=list(hosts),
        owner=owner,
        second=second,
        chair=chair,
        auditor=auditor,
        jurors=[a_juror(call) for _ in range(3)],
        criteria=a_rubric(scored),
        fields={
            "story": a_field(call, FieldKind.long_text, 1, label={"en": "Story"}),
            "material": a_field(call, FieldKind.short_text, 2, label={"en": "Material"}),
            "secret": a_field(call, FieldKind.short_text, 3, label={"en": "Phone"}, is_hidden_from_jury=True),
            "files": a_field(call, FieldKind.files, 4, label={"en": "Pictures"}),
        },
        categories=[],
    )


def an_entry_of(judged: Judged, category: Category, points: int = 3, pictures: int = 1, **values: Any) -> Entry:
    """Add an entry that every juror gave so many points on each criterion; its maker consents to `on_web` or not."""
    maker = a_person(name=f"Maker {len(judged.entries)}")
    given: dict[str, Any] = {
        "title": f"Work {len(judged.entries)}",
        "answers": {
            judged.fields["story"].id: "A story of a stone.",
            judged.fields["material"].id: "Gold",
            judged.fields["secret"].id: "+32 3 000 00 00",
        },
    }
    on_web = values.pop("on_web", True)
    entry = a_submitted_entry(judged.call, maker, category, **{**given, **values})
    an_agreement(entry, the_clause(judged.call, ClauseKind.web), is_given=on_web)
    for place in range(pictures):
        a_picture(entry, judged.fields["files"], maker, stands_at=place)
    for juror in judged.jurors:
        a_sheet(an_assignment(judged.round, entry, juror), {one.id: points for one in judged.criteria})
    judged.entries.append(entry)
    judged.makers.append(maker)
    return entry


def honour_of(judged: Judged, category: Category) -> str:
    """Return the id of a category's own award."""
    query = select(Honour.id).where(Honour.category_id == category.id, Honour.kind == HonourKind.category)
    return db.session.scalars(query.order_by(Honour.position)).first() or ""


def an_honour(judged: Judged, place: int | None = None, **values: Any) -> str:
    """Add a prize (a grand prix to one work) before the others, or at a place; return its id."""
    call = db.session.get(Call, judged.id, populate_existing=True)
    given = {"kind": HonourKind.grand_prix, "name": {"en": "Grand prix", "zh": "大奖"}}
    draft = HonourDraft(**{"version": call.version if call else 0, **given, **values})
    honour_id = results.add_honour(judged.actor(), judged.id, draft)
    rows = [row.id for row in rows_of_honours(judged.id)]
    for _step in range(len(rows) - 1 - (place or 0)):
        results.move_honour(judged.actor(), judged.id, honour_id, -1)
    return honour_id


def minutes(text: str = "The jury moves to depart from the rule.", **values: Any) -> Minutes:
    """Return a motion that five jurors carried today."""
    given = {"in_favour": 5, "against": 1, "abstained": 0, "held_on": clock.now().date()}
    return Minutes(text, **{**given, **values})


def award(judged: Judged, category: Category, *winners: Entry, **values: Any) -> Award:
    """Return what is decided for a category's own award."""
    return Award(honour_of(judged, category), tuple(entry.id for entry in winners), **values)


def decide_best(judged: Judged, withheld: Sequence[Category] = ()) -> str:
    """Compute a run and give each award to the first entry of its category; return the run's id."""
    run_id = results.compute(judged.actor(), judged.id)
    held = {category.id for category in withheld}
    awards = tuple(
        award(judged, category, is_withheld=True, minutes=minutes())
        if category.id in held
        else award(judged, category, next(e for e in judged.entries if e.category_id == category.id))
        for category in judged.categories
    )
    results.decide(judged.actor(), judged.id, Decide(run_id, awards))
    return run_id


def decide_proposed(judged: Judged) -> str:
    """Compute a run and decide what the rules propose on it; return the run's id."""
    run_id = results.compute(judged.actor(), judged.id)
    run = run_by_id(run_id)
    awards = tuple(
        Award(one.honour.id, one.proposal.entries, one.proposal.is_withheld)
        for one in (proposals_of(run) if run else [])
    )
    results.decide(judged.actor(), judged.id, Decide(run_id, awards))
    return run_id


def schedule_release(judged: Judged, publish_at: datetime | None = None) -> datetime:
    """Propose a release in two hours and give every signature it asks; return its time."""
    at = publish_at or clock.now() + SOON
    services.propose_release(judged.actor(), judged.id, at)
    for person in (judged.owner, judged.second, judged.chair, judged.auditor):
        services.sign_if_asked(judged.actor(person), judged.id)
    return at


def announce(judged: Judged, **options: Any) -> None:
    """Decide, release, and let the jobs run just after the time."""
    decide_best(judged, **options)
    release_now(judged)


def release_now(judged: Judged) -> None:
    """Release what is decided, and let the jobs run just after the time."""
    at = schedule_release(judged)
    with time_machine.travel(at + timedelta(seconds=1), tick=False):
        run_due()


def published_works(judged: Judged, number: int) -> list[PublishedWork]:
    """Add so many published works of one award, as the job would have left them."""
    release = Release(
        id=db.new_id(),
        call_id=judged.id,
        run_id=decide_best(judged),
        publish_at=clock.now(),
        state=ReleaseState.published,
        content_digest="0" * 64,
        proposed_by=judged.owner.id,
        proposed_at=clock.now(),
        published_at=clock.now(),
    )
    award = _published_award(judged, release)
    with db.transaction() as session:
        for row in (release, award):
            session.add(row)
            session.flush()
        works = [_published(judged, judged.entries[place]) for place in range(number)]
        session.add_all(works)
        session.flush()
        session.add_all(PublishedRecipient(id=db.new_id(), award_id=award.id, work_id=work.id) for work in works)
    return works


def _published_award(judged: Judged, release: Release) -> PublishedAward:
    return PublishedAward(
        id=db.new_id(),
        call_id=judged.id,
        release_id=release.id,
        position=1,
        kind=HonourKind.category,
        name=dict(judged.categories[0].name),
        giver={},
        prize={},
    )


def _published(judged: Judged, entry: Entry) -> PublishedWork:
    size = {"width": 800, "height": 600, "source_key": f"derived/{entry.id}/800.webp", "public_key": "public/x.webp"}
    picture = {"file_id": entry.id, "width": 800, "height": 600, "colour": "#777777", "sizes": [size]}
    return PublishedWork(
        id=db.new_id(),
        call_id=judged.id,
        entry_id=entry.id,
        code=entry.code,
        title=entry.title,
        maker="Maker",
        locale="en",
        statement="A story.",
        pictures=[picture],
        has_pictures=True,
        published_at=clock.now(),
    )

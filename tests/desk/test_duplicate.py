"""A call once more: nothing of it is forgotten, nobody and nothing that happened in it comes along."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sqla
from flask import Flask

from competition import audit, clock, db
from competition.calls import queries
from competition.calls.models import Call, CallInstitution, Category, Clause, EntryField, Fee, FeeSchedule, Round
from competition.calls.rules import CallState, ClauseKind, Feedback, FieldKind, Part, ReleaseRule, ShownIf
from competition.calls.rules.calendar import a_year_later
from competition.calls.rules.fees import FeeStatus, FeeTier
from competition.desk import services
from competition.desk.services.duplicate import COPIED, LEFT_BEHIND
from competition.entries.models import Entry
from competition.judging.models import Criterion, RoundRules
from competition.judging.rules import CommentRule
from competition.people.models import Membership
from competition.people.rules import Role
from competition.results.models import Honour, ScoringRules
from tests.calls.conftest import World, a_world
from tests.factories.calls import a_category, a_field, a_host, a_round
from tests.factories.entries import a_submitted_entry
from tests.factories.judging import a_rubric
from tests.factories.people import a_membership, an_actor, an_institution
from tests.factories.terms import a_clause
from tests.factories.web import post

pytestmark = pytest.mark.integration

# Where rows of a call are found: what names the call, or a round of it.
BY_ROUND = {RoundRules, Criterion, ScoringRules}
NAMES_COPIES = {"category_id", "round_id"}


@pytest.fixture
def world(app: Flask) -> World:
    """Return a call of which every copied column holds something."""
    now = clock.now().replace(microsecond=0)
    words = {"summary": {"en": "S"}, "brief": {"en": "B"}, "rules": {"en": "R"}}
    world = a_world(
        app,
        title={"en": "Brilliant 2026", "zh": "璀璨 2026"},
        time_zone="Asia/Shanghai",
        release_rule=ReleaseRule.each_host,
        complaint_days=7,
        feedback=Feedback.scores,
        announcement_at=now + timedelta(days=90),
        **words,
    )
    [first] = queries.categories_of(world.call.id)
    dates = ("entries_open_at", "entries_due_at", "opens_at", "closes_at")
    later = a_round(world.call, position=2, **{name: now + timedelta(days=30 + at) for at, name in enumerate(dates)})
    ask(world.call, a_category(world.call, 2, description={"en": "D"}), later, now)
    judge(world, later, now)
    a_submitted_entry(world.call, world.people["entrant"], first)
    return world


def ask(call: Call, category: Category, later: Round, now: datetime) -> None:
    """Add questions that hang on one another, on a category and on a round, and one that is asked no longer."""
    sale = a_field(call, FieldKind.yes_no, 3, help={"en": "H"}, is_required=False, is_hidden_from_jury=True)
    hanging = {"most": 20, **ShownIf(sale.id, ("yes",)).stored(), "categories": [category.id]}
    a_field(call, FieldKind.short_text, 4, options=hanging, required_from=now + timedelta(days=3))
    a_field(call, FieldKind.short_text, 5, round_id=later.id)
    a_field(call, FieldKind.short_text, -2, asked_until=now)


def judge(world: World, later: Round, now: datetime) -> None:
    """Add a rubric that was judged by, a rule that was changed, and a prize that somebody gives."""
    giver, rows = an_institution(), a_rubric(later, 2)
    a_host(world.call, giver, Part.sponsor, 3)
    ties = [["criterion", rows[0].id]]
    rules = ScoringRules(round_id=later.id, method="mean", ties=ties, version=3, reason="Said", changed_at=now)
    rules.changed_by = world.people["owner"].id
    prize = Honour(id=db.new_id(), call_id=world.call.id, position=9, kind="special", name={"en": "N"})
    prize.giver_id = giver.id
    a_clause(world.call, ClauseKind.transfer, place={"en": "Museum"}, country="BE", years=3, is_required=True)
    with db.transaction() as session:
        session.add_all([rules, prize, *fees_of(world)])
        stored = session.get_one(RoundRules, later.id)
        stored.is_blind, stored.comments, stored.locked_at = False, CommentRule.required, now


def fees_of(world: World) -> list[Any]:
    call_id = world.call.id
    schedule = FeeSchedule(call_id=call_id, currency="CNY", early_until=clock.now(), issuer_name="House", version=4)
    category = queries.categories_of(call_id)[1].id
    prices = [(category, FeeTier.late, 9_000), (None, FeeTier.regular, 5_000)]
    status = next(iter(FeeStatus))
    return [
        schedule,
        *(
            Fee(id=db.new_id(), call_id=call_id, category_id=one, status=status, tier=tier, cents=cents)
            for one, tier, cents in prices
        ),
    ]


def rows_of(kind: type[Any], call_id: str) -> list[Any]:
    if kind is Call:
        return [db.session.get_one(Call, call_id)]
    rounds = [one.id for one in queries.rounds_of(call_id)]
    which = kind.round_id.in_(rounds) if kind in BY_ROUND else kind.call_id == call_id
    places = {RoundRules: "round_id", ScoringRules: "round_id", FeeSchedule: "call_id", Fee: "cents", Clause: "kind"}
    order = [getattr(kind, places.get(kind, "position"))]
    rows = list(db.session.scalars(sqla.select(kind).where(which).order_by(*order)))
    return [row for row in rows if getattr(row, "asked_until", None) is None]


def test_each_copied_column_is_the_same_or_its_copy(world: World) -> None:
    owner, source = an_actor(world.people["owner"]), world.call
    copy_id = services.duplicate_call(owner, source.id)
    db.session.rollback()
    copied = {
        one.id: other.id
        for kind in (Category, Round)
        for one, other in zip(rows_of(kind, source.id), rows_of(kind, copy_id), strict=True)
    }
    for kind, left_out in COPIED.items():
        before, after = rows_of(kind, source.id), rows_of(kind, copy_id)
        assert len(before) == len(after) > 0, kind
        for one, other in zip(before, after, strict=True):
            for name in set(db.values_of(one)) - left_out - {"options", "title"}:
                wanted = getattr(one, name)
                if isinstance(wanted, datetime):
                    wanted = a_year_later(wanted, source.time_zone)
                elif name in NAMES_COPIES:
                    wanted = copied.get(wanted, wanted)
                assert getattr(other, name) == wanted, (kind.__name__, name)


def test_what_the_copy_does_not_take_over_is_its_own(world: World) -> None:
    owner, source = an_actor(world.people["owner"]), world.call
    copy_id = services.duplicate_call(owner, source.id)
    db.session.rollback()
    copy = db.session.get_one(Call, copy_id)
    assert (copy.state, copy.published_at, copy.version, copy.slug != source.slug) == (CallState.draft, None, 1, True)
    assert copy.title == {"en": "Brilliant 2027", "zh": "璀璨 2027"}
    assert db.session.query(Entry).filter_by(call_id=copy_id).count() == 0
    members = [(one.person_id, one.role) for one in db.session.query(Membership).filter_by(scope_id=copy_id)]
    assert members == [(world.people["owner"].id, Role.owner)]
    later = queries.rounds_of(copy_id)[1]
    rules = db.session.get_one(ScoringRules, later.id)
    criteria = rows_of(Criterion, copy_id)
    assert (rules.ties, rules.version, rules.reason) == ([["criterion", criteria[0].id]], 1, "")
    assert db.session.get_one(RoundRules, later.id).locked_at is None
    sale, hanging = queries.fields_of(copy_id)[2:]
    category = queries.categories_of(copy_id)[1]
    assert hanging.options == {
        "most": 20, "shown_if": {"question": sale.id, "answers": ["yes"]}, "categories": [category.id]
    }  # fmt: skip
    assert audit.verify(copy_id) is None


def test_every_column_and_every_table_of_a_call_was_thought_of() -> None:
    """A new column of a copied table is copied by itself; a new table is copied, or named as left behind."""
    copied = {kind.__tablename__ for kind in COPIED}
    for kind, left_out in COPIED.items():
        assert left_out <= {column.key for column in sqla.inspect(kind).column_attrs}, kind
    tables = db.Base.metadata.tables
    found = {"call"}
    while True:
        more = {
            name
            for name, table in tables.items()
            if any(key.column.table.name in found - {"institution"} for key in table.foreign_keys)
        } - found
        if not more:
            break
        found |= more
    assert [found - copied - LEFT_BEHIND, copied & LEFT_BEHIND, LEFT_BEHIND - set(tables)] == [set()] * 3


@pytest.mark.parametrize(
    ("at", "zone", "later"),
    [
        (datetime(2026, 3, 27, 17, tzinfo=UTC), "Europe/Brussels", datetime(2027, 3, 26, 17, tzinfo=UTC)),
        (datetime(2026, 3, 29, 16, tzinfo=UTC), "Europe/Brussels", datetime(2027, 3, 28, 16, tzinfo=UTC)),
        (datetime(2026, 10, 25, 17, tzinfo=UTC), "Europe/Brussels", datetime(2027, 10, 24, 16, tzinfo=UTC)),
        (datetime(2028, 2, 29, 10, tzinfo=UTC), "Asia/Shanghai", datetime(2029, 2, 27, 10, tzinfo=UTC)),
    ],
)
def test_a_year_later_is_the_same_weekday_and_hour_there(at: datetime, zone: str, later: datetime) -> None:
    assert a_year_later(at, zone) == later
    assert at.weekday() == later.weekday()


def test_organisers_duplicate_a_call_by_one_button(world: World) -> None:
    browser, page = world.browser("organiser"), world.url()
    answer = post(browser, world.url("duplicate"), page=page)
    assert answer.status_code == 303
    db.session.rollback()
    copy = db.session.query(Call).filter(Call.id != world.call.id, Call.slug.like("brilliant%")).one()
    assert answer.headers["Location"].endswith(f"/organise/{copy.id}/")
    assert "Brilliant 2027" in browser.get(answer.headers["Location"]).get_data(as_text=True)
    assert post(world.browser("juror"), world.url("duplicate"), page="/en/organise/new").status_code == 404
    a_membership(world.people["entrant"], copy.id, Role.organiser)
    assert db.session.query(CallInstitution).filter_by(call_id=copy.id).count() == 3
    assert db.session.query(EntryField).filter_by(call_id=copy.id).count() == 5

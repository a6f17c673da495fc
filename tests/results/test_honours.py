"""The prizes of a call: what each is, in which order they are given, and who may name them."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from competition import audit, clock, db
from competition.calls import services as calls
from competition.calls.models import Category
from competition.errors import NotFound, Stale
from competition.people.models import Person
from competition.publication import services as publication
from competition.publication.rules import AlreadyReleased, ReleaseSigned
from competition.results import queries, services
from competition.results.engine.prizes import PrizeKind
from competition.results.models import Honour
from competition.results.rules import (
    BadHonourRule,
    HonourDraft,
    HonourKind,
    HonourLacksCategory,
    HonourNameless,
    HonourRule,
    UnknownGiver,
)
from tests.factories.counting import counted
from tests.factories.people import a_browser, a_person, an_institution
from tests.factories.publication import SOON, Judged, a_judged_call, announce, decide_best
from tests.factories.web import post

pytestmark = pytest.mark.integration


def version(judged: Judged) -> int:
    db.session.refresh(judged.call)
    return judged.call.version


def a_draft(judged: Judged, **values: Any) -> HonourDraft:
    given = {"kind": HonourKind.grand_prix, "name": {"en": "Grand prix"}, "version": version(judged)}
    return HonourDraft(**{**given, **values})


def honours(judged: Judged) -> list[tuple[str, str]]:
    db.session.rollback()
    return [(str(one.honour.kind), one.name["en"]) for one in queries.honours_of(judged.id)]


def the(judged: Judged, role: str) -> Person:
    others = {"juror": judged.jurors[0], "maker": judged.makers[0]}
    return a_person() if role == "stranger" else others.get(role) or getattr(judged, role)


def page_of(judged: Judged, tail: str = "") -> str:
    return f"/en/organise/{judged.id}/prizes{tail}"


def test_the_engine_knows_the_same_kinds() -> None:
    assert [kind.value for kind in HonourKind] == [kind.value for kind in PrizeKind]


def test_each_category_has_its_award_from_the_start(app: Flask) -> None:
    judged = a_judged_call(categories=2)
    assert honours(judged) == [("category", "Category 1"), ("category", "Category 2")]


def test_a_category_takes_its_award_with_it(app: Flask) -> None:
    judged = a_judged_call(entries=0, categories=2)
    services.add_honour(judged.actor(), judged.id, a_draft(judged))
    calls.remove_category(judged.actor(), judged.id, judged.categories[0].id)
    assert honours(judged) == [("category", "Category 2"), ("grand_prix", "Grand prix")]


def test_a_prize_is_stored_as_it_was_written(app: Flask) -> None:
    judged = a_judged_call()
    rule = HonourRule(2, 3.5, 1, may_join=True)
    words = {"en": "A residency of a month", "zh": "驻留一个月"}
    draft = a_draft(judged, giver_id=judged.hosts[1].id, prize=words, rule=rule)
    honour_id = services.add_honour(judged.actor(), judged.id, draft)
    found = next(one for one in queries.honours_of(judged.id) if one.id == honour_id)
    assert (found.honour.rule, found.honour.prize, found.giver) == (rule, words, judged.hosts[1].name)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"name": {}}, HonourNameless),
        ({"kind": HonourKind.category}, HonourLacksCategory),
        ({"category_id": "elsewhere"}, HonourLacksCategory),
        ({"giver_id": "nobody"}, UnknownGiver),
        ({"rule": HonourRule(most=0)}, BadHonourRule),
        ({"rule": HonourRule(quota=0)}, BadHonourRule),
        ({"rule": HonourRule(threshold=-1.0)}, BadHonourRule),
        ({"rule": HonourRule(threshold=float("nan"))}, BadHonourRule),
    ],
)
def test_what_cannot_be_given_is_refused(app: Flask, values: dict[str, Any], refusal: type[Exception]) -> None:
    judged = a_judged_call(entries=0)
    with pytest.raises(refusal):
        services.add_honour(judged.actor(), judged.id, a_draft(judged, **values))
    assert honours(judged) == [("category", "Category 1")]


def test_a_house_that_takes_no_part_gives_nothing(app: Flask) -> None:
    judged = a_judged_call(entries=0)
    with pytest.raises(UnknownGiver):
        services.add_honour(judged.actor(), judged.id, a_draft(judged, giver_id=an_institution().id))


def test_prizes_are_ordered_changed_and_removed_and_the_log_tells(app: Flask) -> None:
    judged = a_judged_call(entries=0)
    actor = judged.actor()
    honour_id = services.add_honour(actor, judged.id, a_draft(judged))
    services.move_honour(actor, judged.id, honour_id, -1)
    assert honours(judged) == [("grand_prix", "Grand prix"), ("category", "Category 1")]
    services.edit_honour(actor, judged.id, honour_id, a_draft(judged, name={"en": "Diamond"}))
    assert honours(judged)[0] == ("grand_prix", "Diamond")
    services.remove_honour(actor, judged.id, honour_id)
    assert honours(judged) == [("category", "Category 1")]
    kinds = db.session.scalars(
        select(audit.AuditEvent.kind)
        .where(audit.AuditEvent.subject == f"honour:{honour_id}")
        .order_by(audit.AuditEvent.number)
    ).all()
    assert kinds == ["honour.added", "honour.moved", "honour.edited", "honour.removed"]
    assert audit.verify(judged.id) is None


def test_a_stale_form_overwrites_nothing(app: Flask) -> None:
    judged = a_judged_call(entries=0)
    old = a_draft(judged, name={"en": "Old"})
    honour_id = services.add_honour(judged.actor(), judged.id, a_draft(judged))
    with pytest.raises(Stale):
        services.edit_honour(judged.actor(), judged.id, honour_id, old)


def test_only_organisers_name_prizes_and_only_those_of_their_call(app: Flask) -> None:
    judged, other = a_judged_call(entries=0), a_judged_call(entries=0)
    foreign = db.session.scalars(select(Honour.id).where(Honour.call_id == other.id)).one()
    with pytest.raises(NotFound):
        services.remove_honour(judged.actor(), judged.id, foreign)
    for person in (judged.chair, judged.auditor, judged.jurors[0], a_person()):
        with pytest.raises(NotFound):
            services.add_honour(judged.actor(person), judged.id, a_draft(judged))


def test_signed_prizes_stand_until_the_release_is_called_off(app: Flask) -> None:
    judged = a_judged_call()
    decide_best(judged)
    publication.propose_release(judged.actor(), judged.id, clock.now() + SOON)
    publication.sign_if_asked(judged.actor(), judged.id)
    with pytest.raises(ReleaseSigned):
        services.add_honour(judged.actor(), judged.id, a_draft(judged))
    publication.call_off(judged.actor(), judged.id)
    services.add_honour(judged.actor(), judged.id, a_draft(judged))


def test_published_prizes_stand(app: Flask) -> None:
    judged = a_judged_call()
    announce(judged)
    honour_id = queries.honours_of(judged.id)[0].id
    with pytest.raises(AlreadyReleased):
        services.edit_honour(judged.actor(), judged.id, honour_id, a_draft(judged))
    with pytest.raises(AlreadyReleased):
        services.remove_honour(judged.actor(), judged.id, honour_id)


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        ("owner", (200, 200, 422, 422, 303, 303)),
        ("second", (200, 200, 422, 422, 303, 303)),
        ("chair", (404,) * 6),
        ("auditor", (404,) * 6),
        ("juror", (404,) * 6),
        ("maker", (404,) * 6),
        ("stranger", (404,) * 6),
    ],
)
def test_the_matrix(app: Flask, role: str, statuses: tuple[int, ...]) -> None:
    """Read the prizes and one of them, add, change, move, remove."""
    judged = a_judged_call()
    one = f"/{queries.honours_of(judged.id)[0].id}"
    browser, token = a_browser(app, the(judged, role)), "/en/account"
    assert (
        browser.get(page_of(judged)).status_code,
        browser.get(page_of(judged, one)).status_code,
        post(browser, page_of(judged), {"kind": "special"}, page=token).status_code,
        post(browser, page_of(judged, one), {"kind": "special"}, page=token).status_code,
        post(browser, page_of(judged, f"{one}/move"), {"by": "1"}, page=token).status_code,
        post(browser, page_of(judged, f"{one}/remove"), page=token).status_code,
    ) == statuses


def test_a_prize_is_added_by_the_page_and_shown_with_its_rule(app: Flask) -> None:
    judged = a_judged_call()
    browser = a_browser(app, judged.owner)
    data = {
        "version": version(judged),
        "kind": "special",
        "name_en": "Prize of the workshop",
        "prize_en": "The piece is made",
        "giver": judged.hosts[0].id,
        "most": "2",
        "threshold": "4,5",
        "quota": "1",
        "may_join": "y",
    }
    assert post(browser, page_of(judged), data).status_code == 303
    shown = browser.get(page_of(judged)).get_data(as_text=True)
    rule = "To 2 works at most. From 4.5 points. 1 work of a category at most. Also to winners of an earlier prize."
    assert [words in shown for words in ("Prize of the workshop", "The piece is made", "Special prize", rule)] == [
        True
    ] * 4


def test_what_was_typed_comes_back_with_a_sentence_at_its_place(app: Flask) -> None:
    judged = a_judged_call()
    browser = a_browser(app, judged.owner)
    data = {"version": version(judged), "kind": "category", "prize_en": "Kept words", "most": "0", "threshold": "much"}
    answer = post(browser, page_of(judged), data)
    shown = answer.get_data(as_text=True)
    sentences = ("Choose the category", "Write a number from 1 to 50.", "Write a number, such as 4")
    assert (answer.status_code, [words in shown for words in (*sentences, "Kept words", "much")]) == (422, [True] * 5)


def test_queries_do_not_grow_with_the_prizes(app: Flask) -> None:
    asked = []
    for number in (1, 30):
        judged = a_judged_call(entries=0, categories=number)
        browser = a_browser(app, judged.owner)
        found = []
        for tail in ("", f"/{queries.honours_of(judged.id)[0].id}"):
            browser.get(page_of(judged, tail))
            with counted(app) as count:
                assert browser.get(page_of(judged, tail)).status_code == 200
            found.append(count.queries)
            assert count.fetched_few(number)
        asked.append(found)
    assert asked[0] == asked[1]


def test_designers_read_on_the_calls_page_what_there_is_to_win(app: Flask, client: FlaskClient) -> None:
    judged = a_judged_call(entries=0)
    address = f"/en/calls/{judged.call.slug}"
    assert 'id="prizes"' not in client.get(address).get_data(as_text=True)
    draft = a_draft(judged, prize={"en": "A residency"}, giver_id=judged.hosts[0].id)
    services.add_honour(judged.actor(), judged.id, draft)
    page = client.get(address).get_data(as_text=True)
    part = page[page.index('id="prizes"') :].split("</section>")[0]
    words = ("Grand prix", "A residency", f"Given by {judged.hosts[0].name['en']}", "Category 1")
    assert [one in part for one in words] == [True, True, True, False]


def test_the_reader_gets_the_categorys_name_in_his_language(app: Flask) -> None:
    judged = a_judged_call(entries=0)
    with db.transaction() as session:
        category = session.get(Category, judged.categories[0].id)
        assert category is not None
        category.name = {"en": "Rings", "zh": "戒指"}
    page = a_browser(app, judged.owner).get(page_of(judged).replace("/en/", "/zh/")).get_data(as_text=True)
    assert '<p class="ordered-name serif" lang="zh-Hans">戒指</p>' in page

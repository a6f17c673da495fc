"""Prizes as the public sees them: a work with several has one page, the grand prix comes first, mentions last."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from competition import clock, db
from competition.calls import services as calls
from competition.calls.rules import CategoryWords
from competition.entries.rules.versions import Words
from competition.mail.interface import MemoryPost
from competition.publication import services
from competition.publication.models import PublishedAward, PublishedWork
from competition.publication.queries import public, releases
from competition.publication.rules import ContentChanged, ReleaseState
from competition.queueing.services import run_due
from competition.results import services as results
from competition.results.queries import rows_of_honours
from competition.results.rules import Award, Decide, HonourKind, HonourRule
from tests.factories.counting import counted
from tests.factories.people import a_browser
from tests.factories.publication import (
    SOON,
    Judged,
    a_judged_call,
    an_honour,
    award,
    decide_proposed,
    minutes,
    release_now,
    schedule_release,
)

pytestmark = pytest.mark.integration


def announced(app: Flask) -> Judged:
    """Release a call of two categories with a grand prix given last, a special prize and a mention."""
    judged = a_judged_call(entries=3, categories=2)
    an_honour(judged, place=2, rule=HonourRule(may_join=True), prize={"en": "A residency of a month"})
    special = {"kind": HonourKind.special, "name": {"en": "Prize of the workshop"}}
    an_honour(judged, place=3, giver_id=judged.hosts[1].id, rule=HonourRule(threshold=9), **special)
    mention = {"kind": HonourKind.honourable_mention, "name": {"en": "Honourable mention"}}
    an_honour(judged, place=4, rule=HonourRule(most=2, quota=1), **mention)
    decide_with_a_motion(judged)
    release_now(judged)
    return judged


def decide_with_a_motion(judged: Judged) -> None:
    """Decide what is proposed; the grand prix, tied between the best of both categories, goes to the first."""
    run_id = results.compute(judged.actor(), judged.id)
    honours = [row.id for row in rows_of_honours(judged.id)]
    first, second = judged.entries[0], judged.entries[3]
    grand, special, mention = honours[2:]
    awards = (
        award(judged, judged.categories[0], first),
        award(judged, judged.categories[1], second),
        Award(grand, (first.id,), minutes=minutes("Canary motion")),
        Award(special, is_withheld=True),
        Award(mention, (judged.entries[1].id, judged.entries[4].id)),
    )
    results.decide(judged.actor(), judged.id, Decide(run_id, awards))


def winners_page(client: FlaskClient, judged: Judged) -> str:
    return client.get(f"/en/calls/{judged.call.slug}/winners").get_data(as_text=True)


def test_a_work_with_several_prizes_has_one_page_and_one_place_in_the_gallery(app: Flask, client: FlaskClient) -> None:
    judged = announced(app)
    works = db.session.scalars(select(PublishedWork).order_by(PublishedWork.title)).all()
    assert [work.title for work in works] == ["Work 0", "Work 1", "Work 3", "Work 4"]
    page = client.get(f"/en/works/{works[0].id}").get_data(as_text=True)
    assert ("Grand prix" in page, "Category 1" in page) == (True, True)
    gallery = client.get("/en/gallery").get_data(as_text=True)
    assert gallery.count(f'href="/en/works/{works[0].id}"') == 1
    assert public.neighbours_of(works[0])[1] == public.Neighbour(works[2].id, Words("Work 3", judged.entries[3].locale))


def test_the_grand_prix_comes_first_and_the_mentions_last(app: Flask, client: FlaskClient) -> None:
    page = winners_page(client, announced(app))
    main = page[page.index('<article class="page winners">') :]
    names = ("Grand prix", "Category 1", "Category 2", "Prize of the workshop", "Honourable mention")
    assert sorted(names, key=main.index) == list(names)
    assert ("A residency of a month" in main, "The jury withheld this award." in main) == (True, True)
    assert main.count("A story of a stone.") == 2  # The two winners once each; mentions tell no story.


def test_a_giver_is_named(app: Flask, client: FlaskClient) -> None:
    judged = announced(app)
    page = winners_page(client, judged)
    assert f"Given by {judged.hosts[1].name['en']}" in page


def test_a_motion_is_not_for_the_public(app: Flask, client: FlaskClient) -> None:
    judged = announced(app)
    assert "Canary motion" not in winners_page(client, judged)
    inside = a_browser(app, judged.auditor).get(f"/en/organise/{judged.id}/release").get_data(as_text=True)
    assert "Canary motion" in inside


def test_the_letter_names_every_prize(app: Flask, post: MemoryPost) -> None:
    judged = announced(app)
    with time_machine.travel(clock.now() + SOON + timedelta(minutes=1), tick=False):
        run_due()
    texts = {message.to: message.text for message in post.sent}
    said = [
        [words in texts[judged.makers[place].email] for words in ("Category 1, Grand prix", "Honourable mention")]
        for place in (0, 1, 2)
    ]
    assert said == [[True, False], [False, True], [False, False]]


def test_prizes_are_frozen_as_they_were_called(app: Flask) -> None:
    judged = announced(app)
    awards = db.session.scalars(select(PublishedAward).order_by(PublishedAward.position)).all()
    assert [(str(one.kind), one.name["en"], one.giver, one.prize) for one in awards] == [
        ("category", "Category 1", {}, {}),
        ("category", "Category 2", {}, {}),
        ("grand_prix", "Grand prix", {}, {"en": "A residency of a month"}),
        ("special", "Prize of the workshop", judged.hosts[1].name, {}),
        ("honourable_mention", "Honourable mention", {}, {}),
    ]


def test_an_undecided_prize_stands_in_the_way(app: Flask) -> None:
    judged = a_judged_call(entries=3)
    decide_proposed(judged)
    an_honour(judged)
    shown = a_browser(app, judged.owner).get(f"/en/organise/{judged.id}/release").get_data(as_text=True)
    assert "Not every prize is decided yet." in shown


def test_other_words_on_a_prize_are_other_content(app: Flask) -> None:
    judged = a_judged_call(entries=2)
    decide_proposed(judged)
    services.propose_release(judged.actor(), judged.id, clock.now() + SOON)
    release = releases.active_release(judged.id)
    assert release is not None
    before = release.content_digest
    category = judged.categories[0]
    db.session.refresh(judged.call)
    words = CategoryWords(judged.call.version, {"en": "Rings"}, {})
    calls.edit_category(judged.actor(), judged.id, category.id, words)
    with pytest.raises(ContentChanged):
        services.sign_release(judged.actor(), judged.id, before)
    db.session.expire_all()
    assert services.sign_if_asked(judged.actor(), judged.id)


def test_a_category_that_is_renamed_drops_the_signatures(app: Flask) -> None:
    judged = a_judged_call(entries=2)
    decide_proposed(judged)
    schedule_release(judged)
    db.session.refresh(judged.call)
    words = CategoryWords(judged.call.version, {"en": "Rings"}, {})
    calls.edit_category(judged.actor(), judged.id, judged.categories[0].id, words)
    db.session.expire_all()
    release = releases.active_release(judged.id)
    assert release is not None
    assert (release.state, releases.signatures_of(release.id)) == (ReleaseState.proposed, [])


def test_queries_do_not_grow_with_the_prizes(app: Flask, client: FlaskClient) -> None:
    asked = []
    for number in (1, 30):
        judged = a_judged_call(entries=1, categories=number, pictures=0)
        decide_proposed(judged)
        release_now(judged)
        address, browser = f"/en/calls/{judged.call.slug}/winners", a_browser(app, judged.owner)
        found = []
        for page in (address, f"/en/organise/{judged.id}/release"):
            browser.get(page)
            with counted(app) as count:
                assert browser.get(page).status_code == 200
            found.append(count.queries)
            assert count.fetched_few(number)
        asked.append(found)
    assert asked[0] == asked[1]

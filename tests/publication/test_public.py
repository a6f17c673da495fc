"""The public pages: what they show, how they are kept, what they ask of the database."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from competition import db, storage
from competition.publication.models import PublishedWork
from tests.factories.counting import counted
from tests.factories.people import a_browser
from tests.factories.publication import a_judged_call, an_entry_of, announce, published_works

pytestmark = pytest.mark.integration

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def parsed(client: FlaskClient, address: str) -> ET.Element:
    return ET.fromstring(client.get(address).get_data())  # noqa: S314 - it is our own


def test_empty_pages_say_so(app: Flask, client: FlaskClient) -> None:
    assert "No call is open yet." in client.get("/en/").get_data(as_text=True)
    assert "No winners are published yet." in client.get("/en/gallery").get_data(as_text=True)
    assert client.get("/en/gallery?page=2").status_code == 404
    feed = parsed(client, "/en/feed.xml")
    assert feed.findall("a:entry", ATOM) == []


def test_a_visitor_gets_pages_that_may_be_kept_and_no_cookie(app: Flask, client: FlaskClient) -> None:
    judged = a_judged_call()
    (work,) = published_works(judged, 1)
    for address in (
        "/en/",
        "/en/gallery",
        f"/en/calls/{judged.call.slug}/winners",
        f"/en/works/{work.id}",
        "/en/feed.xml",
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, max-age=60")
        assert "Set-Cookie" not in answer.headers
        again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data, "Content-Security-Policy" in again.headers) == (304, b"", False)


def test_a_signed_in_person_gets_a_page_of_his_own(app: Flask) -> None:
    judged = a_judged_call()
    answer = a_browser(app, judged.owner).get("/en/gallery")
    assert (answer.headers["Cache-Control"], "ETag" in answer.headers) == ("private, no-store", False)


def test_a_visitor_whose_language_is_changed_gets_a_page_that_is_not_kept(app: Flask, client: FlaskClient) -> None:
    client.set_cookie("language", "nl", domain="127.0.0.1")
    answer = client.get("/en/gallery")
    assert (answer.headers["Cache-Control"], "Set-Cookie" in answer.headers) == ("private, no-store", True)


def test_a_picture_is_reached_by_our_redirect_until_it_is_copied(app: Flask, client: FlaskClient) -> None:
    judged = a_judged_call()
    (work,) = published_works(judged, 1)
    address = f"/works/{work.id}/pictures/0/800"
    assert f'src="{address}"' in client.get("/en/gallery").get_data(as_text=True)
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (302, "public, max-age=60")
    assert answer.headers["Location"].startswith(storage.link_signer().endpoint)
    assert f"/derived/{work.entry_id}/800.webp?" in answer.headers["Location"]
    with db.transaction() as session:
        session.execute(update(PublishedWork).values(is_copied=True))
    page = client.get("/en/gallery").get_data(as_text=True)
    assert 'src="http://127.0.0.1:1/facet/public/x.webp"' in page
    assert address not in page


@pytest.mark.parametrize("tail", ["0/801", "1/800", "99999999999/800", "0/0"])
def test_no_other_picture_is_reached(app: Flask, client: FlaskClient, tail: str) -> None:
    (work,) = published_works(a_judged_call(), 1)
    assert client.get(f"/works/{work.id}/pictures/{tail}").status_code == 404


def test_without_consent_there_is_no_picture_anywhere(app: Flask, client: FlaskClient) -> None:
    judged = a_judged_call(entries=0)
    an_entry_of(judged, judged.categories[0], on_web=False)
    announce(judged)
    work = db.session.query(PublishedWork).one()
    for address in (f"/en/calls/{judged.call.slug}/winners", f"/en/works/{work.id}"):
        page = client.get(address).get_data(as_text=True)
        assert ("Work 0" in page, "<img" in page, "A story of a stone." in page) == (True, False, False)
    assert "Work 0" not in client.get("/en/gallery").get_data(as_text=True)


def test_a_withheld_award_is_said(app: Flask, client: FlaskClient) -> None:
    judged = a_judged_call()
    announce(judged, withheld=judged.categories)
    page = client.get(f"/en/calls/{judged.call.slug}/winners").get_data(as_text=True)
    assert "The jury withheld this award." in page


def test_the_makers_words_are_text_and_carry_their_language(app: Flask, client: FlaskClient) -> None:
    judged = a_judged_call(entries=0)
    an_entry_of(judged, judged.categories[0], title="<script>alert(1)</script>", locale="zh")
    announce(judged)
    page = client.get(f"/en/calls/{judged.call.slug}/winners").get_data(as_text=True)
    assert "<script>alert" not in page
    assert 'lang="zh-Hans"><a href' in page


def test_the_feed_is_atom_with_absolute_addresses(app: Flask, client: FlaskClient) -> None:
    judged = a_judged_call()
    (work,) = published_works(judged, 1)
    (entry,) = parsed(client, "/en/feed.xml").findall("a:entry", ATOM)
    assert client.get("/en/feed.xml").mimetype == "application/atom+xml"
    assert entry.findtext("a:title", namespaces=ATOM) == work.title
    assert entry.findtext("a:id", namespaces=ATOM) == f"http://127.0.0.1:8000/en/works/{work.id}"


def test_robots_find_the_map_and_the_map_every_language(app: Flask, client: FlaskClient) -> None:
    judged = a_judged_call()
    published_works(judged, 1)
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in client.get("/robots.txt").get_data(as_text=True)
    addresses = [node.text for node in parsed(client, "/sitemap.xml").iter() if node.text]
    winners = [f"http://127.0.0.1:8000/{lang}/calls/{judged.call.slug}/winners" for lang in ("en", "nl", "fr", "zh")]
    assert [address for address in addresses if address.endswith("/winners")] == winners


def test_a_call_links_to_its_winners_once_they_are_published(app: Flask, client: FlaskClient) -> None:
    judged = a_judged_call()
    link = f'href="/en/calls/{judged.call.slug}/winners"'
    pages = (f"/en/calls/{judged.call.slug}", "/en/calls/")

    def found() -> list[tuple[bool, bool]]:
        texts = [client.get(page).get_data(as_text=True) for page in pages]
        return [(link in text, "Winners announced" in text) for text in texts]

    assert found() == [(False, False), (False, False)]
    published_works(judged, 1)
    assert found() == [(True, True), (True, True)]


def test_queries_do_not_grow_with_what_is_shown(app: Flask, client: FlaskClient) -> None:
    asked: dict[str, list[int]] = {}
    for number in (1, 30):
        judged = a_judged_call(entries=number, pictures=0)
        work = published_works(judged, number)[0]
        pages = {
            "home": "/en/",
            "gallery": "/en/gallery",
            "winners": f"/en/calls/{judged.call.slug}/winners",
            "work": f"/en/works/{work.id}",
            "feed": "/en/feed.xml",
        }
        for name, address in pages.items():
            client.get(address)
            with counted(app) as count:
                assert client.get(address).status_code == 200
            asked.setdefault(name, []).append(count.queries)
            assert count.fetched_few(number), name
    assert [name for name, (few, many) in asked.items() if few != many] == []

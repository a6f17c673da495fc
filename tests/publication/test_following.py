"""What follows the publishing commit: public copies in a real bucket, letters to every team in portions."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from competition import db
from competition.calls.rules import Feedback
from competition.entries.models import Derivative
from competition.mail.interface import MemoryPost
from competition.mail.models import Letter
from competition.publication import services
from competition.publication.models import PublishedWork, Release
from competition.publication.services import following
from competition.queueing.services import run_due
from competition.storage.interface import ObjectHeaders
from competition.storage.s3 import S3Bucket
from tests.factories.publication import Judged, a_judged_call, announce
from tests.fixtures.bucket import fetch

pytestmark = pytest.mark.integration


def fill(bucket: S3Bucket) -> dict[str, bytes]:
    """Put some bytes behind every derivative; return them by key."""
    keys = db.session.scalars(select(Derivative.key)).all()
    db.session.rollback()
    contents = {key: f"picture {key}".encode() for key in keys}
    for key, content in contents.items():
        bucket.put(key, content, ObjectHeaders("image/webp"))
    return contents


def copied(judged: Judged) -> None:
    """Announce, and copy by today's clock: the bucket would not take a signature from the time of the release."""
    announce(judged)
    services.copy_pictures(db.session.scalars(select(Release.id)).one())


def test_pictures_are_copied_and_anyone_may_read_the_copies(app: Flask, client: FlaskClient, bucket: S3Bucket) -> None:
    judged = a_judged_call()
    contents = fill(bucket)
    copied(judged)
    work = db.session.scalars(select(PublishedWork)).one()
    assert work.is_copied
    origin = f"{bucket._place.endpoint}/{bucket._place.bucket}"  # noqa: SLF001 - where the public would read
    for size in work.pictures[0]["sizes"]:
        answer = fetch(f"{origin}/{size['public_key']}")
        assert (answer.status, answer.body) == (200, contents[size["source_key"]])
        assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == ("image/webp", "public, max-age=60")
        assert fetch(f"{origin}/{size['source_key']}").status == 403


def test_until_they_are_copied_our_redirect_shows_them(app: Flask, client: FlaskClient, bucket: S3Bucket) -> None:
    judged = a_judged_call()
    announce(judged)  # The bucket holds no such picture yet: the copying job fails and waits for its next try.
    work = db.session.scalars(select(PublishedWork)).one()
    assert not work.is_copied
    contents = fill(bucket)
    answer = fetch(client.get(f"/works/{work.id}/pictures/0/800").location)
    assert (answer.status, answer.body) == (200, contents[work.pictures[0]["sizes"][0]["source_key"]])


def test_copying_again_copies_nothing(app: Flask, bucket: S3Bucket) -> None:
    judged = a_judged_call()
    contents = fill(bucket)
    copied(judged)
    for key in contents:
        bucket.delete(key)
    services.copy_pictures(db.session.scalars(select(Release.id)).one())
    assert db.session.scalars(select(PublishedWork.is_copied)).all() == [True]


def test_letters_go_to_all_teams_in_portions(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "LETTERS_AT_ONCE", 2)
    judged = a_judged_call(entries=5, pictures=0)
    announce(judged)
    addresses = db.session.scalars(select(Letter.address)).all()
    assert sorted(addresses) == sorted(maker.email for maker in judged.makers)


@pytest.mark.parametrize("feedback", [Feedback.none, Feedback.scores])
def test_the_letter_leads_to_how_an_entry_was_judged_where_the_call_says_it(
    app: Flask, post: MemoryPost, feedback: Feedback
) -> None:
    judged = a_judged_call(entries=2, pictures=0, feedback=feedback)
    announce(judged)
    run_due()
    links = {f"/entries/{entry.id}/result" for entry in judged.entries}
    found = {link for link in links for message in post.sent if link in message.html}
    assert found == (links if feedback == Feedback.scores else set())

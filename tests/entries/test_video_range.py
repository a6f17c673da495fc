"""A film plays with ranges: a browser that jumps into it gets those bytes alone, of the copy and of the original."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from competition import clock, storage
from competition.entries import queries
from competition.entries.models import EntryFile
from competition.entries.rules import FileState
from competition.storage.interface import SignedRequest
from competition.storage.s3 import S3Bucket
from tests.factories.landed import Case
from tests.factories.media import a_film
from tests.fixtures.bucket import Answer, send

pytestmark = pytest.mark.integration


@pytest.fixture
def film(app: Flask, bucket: S3Bucket, tmp_path: Path) -> EntryFile:
    return Case(bucket).verified(a_film(tmp_path), "video/mp4", name="turning.mp4", stands_at=None)


def links_of(film: EntryFile) -> dict[str, str]:
    """Return what a juror's and a team's page play, and what the organisers' page downloads."""
    [shown] = queries.team_files(film.entry_id, clock.now())
    assert film.state == FileState.ready
    assert shown.video_url is not None
    original = storage.link_signer().original(film.key, clock.now(), film.name, film.media_type)
    return {"copy": shown.video_url, "original": original.url}


def asked(url: str, wanted: str = "") -> Answer:
    return send(SignedRequest("GET", url, {}), headers={"Range": f"bytes={wanted}"} if wanted else {})


@pytest.mark.parametrize("which", ["copy", "original"])
def test_a_signed_link_answers_a_range_with_those_bytes_alone(film: EntryFile, which: str) -> None:
    url = links_of(film)[which]
    whole = asked(url)
    size = len(whole.body)
    assert (whole.status, whole.headers["Content-Type"], whole.headers["Accept-Ranges"]) == (200, "video/mp4", "bytes")
    for wanted, first, last in (("0-1", 0, 1), ("100-299", 100, 299), (f"{size // 2}-", size // 2, size - 1)):
        part = asked(url, wanted)
        assert (part.status, part.headers["Content-Range"]) == (206, f"bytes {first}-{last}/{size}")
        assert part.body == whole.body[first : last + 1]
    assert asked(url, "-64").body == whole.body[-64:]
    assert asked(url, f"{size}-").status == 416


def test_the_copy_is_another_file_than_the_original(film: EntryFile) -> None:
    found = links_of(film)
    assert asked(found["copy"]).body != asked(found["original"]).body

"""The logo of an institution: what is kept of it, where it is shown, and what is refused."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from sqlalchemy import select
from werkzeug.test import TestResponse

from competition import db
from competition.audit import AuditEvent
from competition.calls.queries import institutions_of
from competition.people.models import Institution
from competition.storage.interface import ObjectMissing
from competition.storage.s3 import S3Bucket
from tests.calls.conftest import World
from tests.factories.counting import counted
from tests.factories.web import post, token_on
from tests.fixtures.bucket import fetch

pytestmark = pytest.mark.integration

CANARY = "canary-4e1f"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def a_logo(kind: str = "PNG", size: tuple[int, int] = (1200, 300)) -> bytes:
    """Return a picture that carries a canary in all that it can carry."""
    picture, out = Image.new("RGB", size, "navy"), BytesIO()
    note, exif = PngInfo(), Image.Exif()
    note.add_text("Comment", CANARY)
    exif[0x010E] = CANARY
    extra = {"pnginfo": note} if kind == "PNG" else {"comment": CANARY} if kind == "JPEG" else {}
    picture.save(out, kind, exif=exif.tobytes(), **extra)
    return out.getvalue()


def a_bomb(side: int) -> bytes:
    """Return a PNG whose header promises `side` pixels each way."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(64))), (b"IEND", b"")]
    packed = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


@pytest.fixture
def owner(world: World, bucket: S3Bucket) -> FlaskClient:
    return world.browser("owner")


def place(world: World) -> str:
    with world.app.app_context():
        return world.url(f"institutions/{institutions_of(world.call.id)[0][0].id}")


def send(world: World, client: FlaskClient, content: bytes | None, **more: str) -> TestResponse:
    form: dict[str, Any] = {"name_en": "House of Diamonds", "country": "BE", "time_zone": "Europe/Brussels", **more}
    if content is not None:
        form["logo"] = (BytesIO(content), "logo.png")
    return post(client, place(world), form)


def stored(world: World) -> tuple[str | None, dict[str, str]]:
    """Return the key of the first host's logo and its name, as any other request would find them."""
    with world.app.app_context():
        row = db.session.get_one(Institution, world.hosts[0].id)
        return row.logo_key, row.name


def key_of(world: World) -> str | None:
    return stored(world)[0]


def is_there(bucket: S3Bucket, key: str) -> bool:
    try:
        return bucket.head(key).size > 0
    except ObjectMissing:
        return False


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_shown_small_and_clean(world: World, owner: FlaskClient, client: FlaskClient, kind: str) -> None:
    original = a_logo(kind)
    assert (CANARY.encode() in original, send(world, owner, original).status_code) == (True, 303)
    page = client.get(f"/en/calls/{world.call.slug}").get_data(as_text=True)
    url = re.search(r'<img class="logo" src="([^"]+)" alt="House of Diamonds">', page)
    assert url is not None
    answer = fetch(url[1].replace("&amp;", "&"))
    picture = Image.open(BytesIO(answer.body))
    assert (answer.status, picture.format, picture.size) == (200, "WEBP", (800, 200))
    assert (CANARY.encode() in answer.body, dict(picture.getexif()), "xmp" in picture.info) == (False, {}, False)


def test_a_name_stands_where_no_logo_is(world: World, owner: FlaskClient, client: FlaskClient) -> None:
    send(world, owner, a_logo())
    page = client.get(f"/en/calls/{world.call.slug}").get_data(as_text=True)
    assert ('lang="zh-Hans">上海设计馆</p>' in page, page.count('class="logo"')) == (True, 1)


def test_the_builder_shows_it_twice(world: World, owner: FlaskClient) -> None:
    send(world, owner, a_logo())
    pages = [owner.get(url).get_data(as_text=True) for url in (world.url("institutions"), place(world))]
    assert [page.count('class="logo"') for page in pages] == [1, 1]
    assert "Remove the logo" in pages[1]


def test_a_new_logo_takes_the_place_of_the_old(world: World, owner: FlaskClient, bucket: S3Bucket) -> None:
    send(world, owner, a_logo())
    first = key_of(world)
    send(world, owner, a_logo("JPEG"))
    second = key_of(world)
    assert first
    assert second
    assert first != second
    assert (is_there(bucket, first), is_there(bucket, second)) == (False, True)


def test_a_logo_stays_until_it_is_removed(world: World, owner: FlaskClient, bucket: S3Bucket) -> None:
    send(world, owner, a_logo())
    first = key_of(world)
    send(world, owner, None)
    assert first
    assert key_of(world) == first
    assert send(world, owner, None, is_logo_removed="y").status_code == 303
    assert (key_of(world), is_there(bucket, first)) == (None, False)
    kinds = select(AuditEvent.kind).where(AuditEvent.kind.startswith("institution.logo"))
    assert sorted(db.session.scalars(kinds)) == ["institution.logo_removed", "institution.logo_set"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SVG, "A logo is a PNG, JPEG or WebP picture"),
        (b"", "A logo is a PNG, JPEG or WebP picture"),
        (b"%PDF-1.7\n" + bytes(100), "A logo is a PNG, JPEG or WebP picture"),
        (a_logo() + bytes(500_000), "larger than 500 kB"),
        (a_logo()[:-200], "is damaged"),
        (a_logo(size=(4001, 10)), "more than 4000 pixels"),
        (a_bomb(50_000), "more than 4000 pixels"),
    ],
    ids=["svg", "empty", "pdf", "large", "cut", "wide", "bomb"],
)
def test_what_is_refused_changes_nothing(world: World, owner: FlaskClient, content: bytes, words: str) -> None:
    send(world, owner, a_logo())
    before = stored(world)
    answer = send(world, owner, content, name_en="Kept words")
    page = answer.get_data(as_text=True)
    assert (answer.status_code, words in page, 'id="logo-error"' in page, "Kept words" in page) == (
        422,
        True,
        True,
        True,
    )
    assert before[0] is not None
    assert stored(world) == before


def test_a_bucket_that_is_down_is_said_at_the_field(world: World) -> None:
    answer = send(world, world.browser("owner"), a_logo())
    assert (answer.status_code, "could not be stored just now" in answer.get_data(as_text=True)) == (422, True)
    assert key_of(world) is None


@pytest.mark.parametrize("kind", ["organiser of another call", "juror", "entrant"])
def test_for_everybody_else_the_page_is_not_there(world: World, bucket: S3Bucket, kind: str) -> None:
    browser = world.browser(kind)
    form = {
        "csrf_token": token_on(browser, "/en/account/"),
        "is_logo_removed": "y",
        "logo": (BytesIO(a_logo()), "a.png"),
    }
    assert (browser.post(place(world), data=form).status_code, key_of(world)) == (404, None)


def test_logos_ask_the_database_nothing(world: World, owner: FlaskClient, client: FlaskClient) -> None:
    with counted(world.app) as without:
        client.get(f"/en/calls/{world.call.slug}")
    send(world, owner, a_logo())
    with counted(world.app) as with_logo:
        client.get(f"/en/calls/{world.call.slug}")
    assert with_logo.queries == without.queries

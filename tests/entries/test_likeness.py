"""Pictures that look alike: found by their hashes, decided by the organisers, and never told to a jury."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageEnhance
from sqlalchemy import select

from competition import clock, db
from competition.audit import AuditEvent
from competition.calls.models import Call, EntryField
from competition.calls.rules import FieldKind
from competition.entries import queries, services
from competition.entries.models import Entry, EntryFile, Likeness, Resemblance
from competition.entries.rules import EntryState, FileState
from competition.entries.rules.likeness import FARTHEST, Sameness, bands_of, distance, near
from competition.entries.rules.refusals import EntryNotFound, ReasonMissing, ReasonTooLong
from competition.entries.services.cleanup import abandon_uploads
from competition.entries.services.inspection import verify_file
from competition.people.models import Person
from competition.people.rules import Role
from competition.storage.interface import ObjectHeaders
from competition.storage.s3 import S3Bucket
from tests.factories.calls import a_call, a_category, a_field, a_host
from tests.factories.counting import counted
from tests.factories.entries import a_picture, a_submitted_entry
from tests.factories.judging import a_juror
from tests.factories.media import saved
from tests.factories.people import a_browser, a_membership, a_person, an_actor, an_institution
from tests.factories.web import post

pytestmark = pytest.mark.integration
hashes = st.integers(0, 2**64 - 1).map(lambda number: f"{number:016x}")


def a_work(seed: int, width: int = 900, height: int = 700) -> Image.Image:
    """Return a picture of some shapes; another seed is another work."""
    chance, picture = random.Random(seed), Image.new("RGB", (width, height), (236, 232, 226))
    pen = ImageDraw.Draw(picture)
    for _ in range(9):
        left, top = chance.randrange(width - 200), chance.randrange(height - 200)
        colour = tuple(chance.randrange(200) for _ in range(3))
        pen.ellipse((left, top, left + chance.randrange(60, 400), top + chance.randrange(60, 400)), fill=colour)
    return picture


class Studio:
    """A call by a host, and works that were sent to it and to others."""

    def __init__(self, bucket: S3Bucket) -> None:
        self.bucket, self.host, self.call = bucket, an_institution(), a_call()
        a_host(self.call, self.host)

    def sent(self, content: bytes, media_type: str = "image/jpeg", call: Call | None = None, **values: Any) -> Entry:
        """Hand in an entry of a person of its own with this picture, and let the worker read it."""
        call, person = call or self.call, a_person()
        field = a_field(call, FieldKind.files, call_position(), options={"accept": [media_type]})
        entry = a_submitted_entry(call, person, **values)
        given = {"size": len(content), "media_type": media_type, "state": FileState.landed, "stands_at": 0}
        file = a_picture(entry, field, person, **given)
        self.bucket.put(file.key, content, ObjectHeaders(media_type))
        verify_file(file.id)
        return entry

    def pairs(self, call: Call | None = None) -> list[tuple[str, str, int]]:
        """Return the pairs that a call's organisers see: both codes and the distance."""
        db.session.rollback()
        found = queries.pairs_alike((call or self.call).id, clock.now())
        return [(pair.ours.code, pair.theirs.code, pair.distance) for pair in found]


_positions = iter(range(1, 100_000))


def call_position() -> int:
    return next(_positions)


@pytest.fixture
def studio(app: Flask, bucket: S3Bucket) -> Studio:
    """Return a call on the real bucket."""
    return Studio(bucket)


@given(hashes, st.lists(st.integers(0, 63), min_size=0, max_size=FARTHEST, unique=True))
def test_each_hash_that_is_near_enough_shares_a_band_or_its_neighbour(bits: str, flipped: list[int]) -> None:
    other = f"{int(bits, 16) ^ sum(1 << bit for bit in flipped):016x}"
    assert distance(bits, other) == len(flipped)
    ours, theirs = bands_of(bits), bands_of(other)
    assert any(theirs[band] in near(ours[band]) for band in ours)


def test_the_same_work_is_found_in_another_size_format_and_light(studio: Studio) -> None:
    work = a_work(1)
    first = studio.sent(saved(work, "JPEG", quality=92))
    brighter = ImageEnhance.Brightness(work.resize((640, 498))).enhance(1.08)
    others = [
        studio.sent(saved(work.resize((1800, 1400)), "WEBP", quality=70), "image/webp"),
        studio.sent(saved(brighter, "JPEG", quality=60)),
        studio.sent(saved(work, "HEIC"), "image/heic"),
        studio.sent(saved(work.convert("L"), "TIFF"), "image/tiff"),
    ]
    found = {frozenset(pair[:2]) for pair in studio.pairs()}
    assert {frozenset({first.code, other.code}) for other in others} <= found


def test_other_works_are_not_taken_for_one_another(studio: Studio) -> None:
    for seed in range(10, 22):
        studio.sent(saved(a_work(seed), "JPEG"))
    assert studio.pairs() == []


def test_bare_sheets_say_nothing(studio: Studio) -> None:
    for _ in range(2):
        studio.sent(saved(Image.new("RGB", (800, 600), (250, 250, 250)), "PNG"), "image/png")
    assert studio.pairs() == []


def test_last_years_work_is_found_among_the_same_hosts_only(studio: Studio) -> None:
    last_year, stranger = a_call(), a_call()
    a_host(last_year, studio.host)
    a_host(stranger, an_institution())
    content = saved(a_work(3), "JPEG")
    before = studio.sent(content, call=last_year, title="CANARY title")
    studio.sent(content, call=stranger)
    again = studio.sent(content)
    assert studio.pairs() == [(again.code, before.code, 0)]
    assert studio.pairs(stranger) == []
    (pair,) = queries.pairs_alike(studio.call.id, clock.now())
    assert (pair.theirs.title, pair.theirs.maker) == ("", "")  # Of another call's entry only its code and picture.


def test_pictures_of_one_entry_are_no_pair(studio: Studio) -> None:
    content = saved(a_work(4), "JPEG")
    entry = studio.sent(content)
    file = db.session.scalars(select(EntryFile).where(EntryFile.entry_id == entry.id)).one()
    values = {"size": len(content), "state": FileState.landed, "stands_at": 1}
    field, person = db.session.get_one(EntryField, file.field_id), db.session.get_one(Person, file.created_by)
    twin = a_picture(entry, field, person, **values)
    studio.bucket.put(twin.key, content, ObjectHeaders("image/jpeg"))
    verify_file(twin.id)
    assert studio.pairs() == []
    assert len(db.session.scalars(select(Likeness)).all()) == 2


def test_a_draft_is_never_part_of_a_pair(studio: Studio) -> None:
    content = saved(a_work(5), "JPEG")
    studio.sent(content)
    draft = studio.sent(content)
    assert len(studio.pairs()) == 1
    with db.transaction():
        db.session.get_one(Entry, draft.id).state = EntryState.draft
    assert (studio.pairs(), sum(queries.count_alike(studio.call.id).values())) == ([], 0)


def test_two_entries_with_several_alike_pictures_are_one_pair(studio: Studio) -> None:
    one, other = studio.sent(saved(a_work(6), "JPEG")), studio.sent(saved(a_work(6), "JPEG"))
    person, field = a_person(), a_field(studio.call, FieldKind.files, call_position())
    files = [a_picture(entry, field, person, stands_at=1) for entry in (one, other)]
    with db.transaction() as session:
        session.add(a_resemblance((other, files[1]), (one, files[0]), distance=4))
    assert studio.pairs() == [(other.code, one.code, 0)]


def test_a_decision_is_kept_with_its_reason_and_logged(studio: Studio) -> None:
    content = saved(a_work(7), "JPEG")
    one, other = studio.sent(content), studio.sent(content)
    officer = a_person(name="Officer")
    (pair,) = queries.pairs_alike(studio.call.id, clock.now())
    services.decide_sameness(an_actor(officer), studio.call.id, pair.resemblance_id, Sameness.same, " Same ring. ")
    (decided,) = queries.pairs_alike(studio.call.id, clock.now())
    assert (decided.verdict, decided.reason, decided.decided_by) == (Sameness.same, "Same ring.", "Officer")
    assert queries.count_alike(studio.call.id) == {None: 0, Sameness.same: 1, Sameness.different: 0}
    logged = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "likeness.decided")).one()
    assert logged.subject in {f"entry:{one.id}", f"entry:{other.id}"}


@pytest.mark.parametrize(("reason", "refusal"), [("  ", ReasonMissing), ("x" * 1001, ReasonTooLong)])
def test_a_decision_needs_a_reason(studio: Studio, reason: str, refusal: type[Exception]) -> None:
    content = saved(a_work(8), "JPEG")
    studio.sent(content)
    studio.sent(content)
    (pair,) = queries.pairs_alike(studio.call.id, clock.now())
    with pytest.raises(refusal):
        services.decide_sameness(an_actor(a_person()), studio.call.id, pair.resemblance_id, Sameness.same, reason)


def test_another_calls_pair_is_nobodys_to_decide(studio: Studio) -> None:
    content = saved(a_work(9), "JPEG")
    studio.sent(content)
    studio.sent(content)
    (pair,) = queries.pairs_alike(studio.call.id, clock.now())
    with pytest.raises(EntryNotFound):
        services.decide_sameness(an_actor(a_person()), a_call().id, pair.resemblance_id, Sameness.same, "Mine.")


def test_a_file_that_is_thrown_away_takes_its_hash_along(studio: Studio) -> None:
    content = saved(a_work(2), "JPEG")
    studio.sent(content)
    entry = studio.sent(content)
    with db.transaction():
        file = db.session.scalars(select(EntryFile).where(EntryFile.entry_id == entry.id)).one()
        file.stands_at, file.removed_at = None, clock.now() - timedelta(days=3)
    abandon_uploads()
    db.session.rollback()
    left = [len(db.session.scalars(select(table)).all()) for table in (EntryFile, Likeness, Resemblance)]
    assert left == [1, 1, 0]


def test_the_pages_are_the_organisers_and_a_jury_learns_nothing(app: Flask, studio: Studio) -> None:
    content = saved(a_work(11), "JPEG")
    one, _other = studio.sent(content), studio.sent(content)
    organiser, juror = a_person(), a_juror(studio.call)
    a_membership(organiser, studio.call.id, Role.organiser)
    (pair,) = queries.pairs_alike(studio.call.id, clock.now())
    room = f"/en/organise/{studio.call.id}"
    desk = a_browser(app, organiser)
    page = desk.get(f"{room}/entries/{one.id}").get_data(as_text=True)
    assert pair.resemblance_id in page
    ends = ("", f"/{pair.resemblance_id}", "/nothing")
    assert [desk.get(f"{room}/alike{end}").status_code for end in ends] == [200, 200, 404]
    answer = post(desk, f"{room}/alike/{pair.resemblance_id}", {"verdict": "different", "reason": ""})
    assert (answer.status_code, b"Say in a sentence how you know" in answer.data) == (422, True)
    answer = post(desk, f"{room}/alike/{pair.resemblance_id}", {"verdict": "different", "reason": "Two casts."})
    assert answer.status_code == 303
    table = a_browser(app, juror)
    paths = (f"{room}/alike", f"{room}/alike/{pair.resemblance_id}")
    assert {table.get(path).status_code for path in paths} <= {403, 404}
    assert b"Two casts." not in table.get(f"/en/jury/{studio.call.id}/").data


def test_no_page_asks_more_often_for_more_pairs(app: Flask) -> None:
    counts = []
    for many in (1, 12):
        call, organiser = a_call(), a_person()
        a_membership(organiser, call.id, Role.organiser)
        field, person = a_field(call, FieldKind.files), a_person()
        category = a_category(call)
        first = a_submitted_entry(call, person, category)
        picture = a_picture(first, field, person, stands_at=0)
        others = [a_submitted_entry(call, person, category) for _ in range(many)]
        sides = [(other, a_picture(other, field, person, stands_at=0)) for other in others]
        with db.transaction() as session:
            session.add_all(a_resemblance(side, (first, picture)) for side in sides)
        browser = a_browser(app, organiser)
        for path in ("alike", f"entries/{first.id}"):
            with counted(app) as count:
                page = browser.get(f"/en/organise/{call.id}/{path}")
            assert (page.status_code, page.get_data(as_text=True).count('class="pairs-item"')) == (200, many)
            counts.append((path.partition("/")[0], many, count.queries, count.fetched_few(2 * many)))
    assert [count[2:] for count in counts[:2]] == [count[2:] for count in counts[2:]]
    assert all(count[3] for count in counts)


def a_resemblance(one: tuple[Entry, EntryFile], other: tuple[Entry, EntryFile], distance: int = 0) -> Resemblance:
    """Return that two pictures look alike."""
    return Resemblance(
        id=db.new_id(),
        file_id=one[1].id,
        entry_id=one[0].id,
        other_id=other[1].id,
        other_entry_id=other[0].id,
        distance=distance,
        found_at=clock.now(),
    )

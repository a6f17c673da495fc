from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.calls.rules import AnswerFault, Calendar, FieldKind, FilesOptions, OwnDates
from competition.entries.rules import drafting, lacking, receipts, room, uploads
from competition.entries.rules.deadline import Allowance, Timing, decide
from competition.entries.rules.lacking import Fault, FileFault, Lack
from competition.entries.rules.refusals import (
    AddressNotConfirmed,
    BadRequestToSign,
    CallClosed,
    CallNotOpen,
    EmptyFile,
    KindNotAccepted,
    NotSoNow,
    PastDue,
    TooLarge,
    TooManyFiles,
)
from competition.entries.rules.room import CallFull, EntryFull, PersonFull
from competition.entries.rules.states import EntryState, FileState

OPENS = datetime(2026, 3, 1, 9, tzinfo=UTC)
DUE = datetime(2026, 5, 1, 12, tzinfo=UTC)
CLOSES = DUE + timedelta(hours=1)
CALENDAR = Calendar(OPENS, DUE, CLOSES)
TICK = timedelta(milliseconds=1)

DRAFT, SUBMITTED, WITHDRAWN = EntryState.draft, EntryState.submitted, EntryState.withdrawn


@dataclass
class Asked:
    id: str
    kind: FieldKind
    options: dict[str, Any] = field(default_factory=dict)
    is_required: bool = True
    label: dict[str, str] = field(default_factory=lambda: {"en": "Question"})


@dataclass
class Given:
    field_id: str
    state: FileState = FileState.ready
    id: str = "f1"
    client_sha256: str | None = None
    created_at: datetime = OPENS
    replaces_id: str | None = None


PICTURES = {"accept": ["image/jpeg"], "least": 1, "most": 2, "max_bytes": 1000}


@pytest.mark.parametrize(
    ("now", "state", "refusal", "late"),
    [
        (OPENS - TICK, DRAFT, CallNotOpen, False),
        (OPENS, DRAFT, None, False),
        (DUE - TICK, DRAFT, None, False),
        (DUE, DRAFT, None, False),
        (DUE + TICK, DRAFT, None, True),
        (CLOSES - TICK, DRAFT, None, True),
        (CLOSES, DRAFT, None, True),
        (CLOSES + TICK, DRAFT, CallClosed, True),
        (DUE - TICK, SUBMITTED, None, False),
        (DUE, SUBMITTED, None, False),
        (DUE + TICK, SUBMITTED, PastDue, True),
        (CLOSES + TICK, SUBMITTED, CallClosed, True),
        (DUE, WITHDRAWN, NotSoNow, False),
    ],
)
def test_the_table_of_deadlines(now: datetime, state: EntryState, refusal: type | None, late: bool) -> None:  # noqa: FBT001 - a table
    found = drafting.refusal_to_submit(state, CALENDAR, now, address_confirmed=True)
    assert type(found) is (refusal or type(None))
    assert drafting.may_edit(state, CALENDAR, now) == (refusal is None)
    assert decide(CALENDAR, OwnDates(), Allowance(), None, now).is_late == late


def test_a_draft_may_be_saved_but_not_handed_in_without_a_confirmed_address() -> None:
    found = drafting.refusal_to_submit(DRAFT, CALENDAR, OPENS, address_confirmed=False)
    assert type(found) is AddressNotConfirmed
    assert drafting.may_edit(DRAFT, CALENDAR, OPENS)


def test_a_team_takes_its_entry_back_until_the_close_and_reopens_it_until_due() -> None:
    assert drafting.may_withdraw(SUBMITTED, CALENDAR, CLOSES)
    assert not drafting.may_withdraw(SUBMITTED, CALENDAR, CLOSES + TICK)
    assert not drafting.may_withdraw(WITHDRAWN, CALENDAR, DUE)
    assert drafting.may_reopen(WITHDRAWN, CALENDAR, DUE)
    assert not drafting.may_reopen(WITHDRAWN, CALENDAR, DUE + TICK)
    assert not drafting.may_reopen(SUBMITTED, CALENDAR, DUE)


def test_all_that_is_missing_is_told_at_once_and_in_the_order_of_the_form() -> None:
    asked = [
        Asked("idea", FieldKind.long_text, {"most": 5}),
        Asked("metal", FieldKind.short_text),
        Asked("note", FieldKind.short_text, is_required=False),
        Asked("views", FieldKind.files, PICTURES),
    ]
    content = {"title": " ", "category_id": "other", "answers": {"idea": "金戒指与月光", "metal": "  "}}
    assert lacking.lacks(content, asked, [], {"rings"}) == [
        Lack("title", AnswerFault.missing),
        Lack("category", AnswerFault.missing),
        Lack("idea", AnswerFault.too_long, 1),
        Lack("metal", AnswerFault.missing),
        Lack("views", AnswerFault.missing),
    ]


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ([FileState.ready], None),
        ([FileState.landed], None),
        ([FileState.uploading], FileFault.still_uploading),
        ([FileState.ready, FileState.refused], FileFault.refused_file),
        ([FileState.ready] * 3, AnswerFault.too_many_files),
    ],
)
def test_files_count_once_they_have_landed(files: list[FileState], fault: Fault | None) -> None:
    content: dict[str, Any] = {"title": "Moon", "category_id": None, "answers": {}}
    asked = [Asked("views", FieldKind.files, PICTURES)]
    found = lacking.lacks(content, asked, [Given("views", state) for state in files], set())
    assert [lack.fault for lack in found] == ([fault] if fault else [])


OPTIONS = FilesOptions(("image/jpeg",), 1, 2, 1000)
PLENTY = room.Kept(10_000, 10_000, 10_000)


@pytest.mark.parametrize(
    ("size", "kind", "others", "left", "refusal"),
    [
        (1000, "image/jpeg", 1, PLENTY, None),
        (0, "image/jpeg", 0, PLENTY, EmptyFile),
        (1001, "image/jpeg", 0, PLENTY, TooLarge),
        (10, "image/svg+xml", 0, PLENTY, KindNotAccepted),
        (10, "image/jpeg", 2, PLENTY, TooManyFiles),
        (10, "image/jpeg", 0, room.Kept(10, 10, 10), None),
        (10, "image/jpeg", 0, room.Kept(9, 10, 10), EntryFull),
        (10, "image/jpeg", 0, room.Kept(10, 9, 10), PersonFull),
        (10, "image/jpeg", 0, room.Kept(10, 10, 0), CallFull),
    ],
)
def test_what_is_not_taken_is_refused_before_anything_is_sent(
    size: int, kind: str, others: int, left: room.Kept, refusal: type | None
) -> None:
    found = uploads.refusal_of_slot(uploads.SlotRequest("views", "a.jpg", size, kind), OPTIONS, others, left)
    assert type(found) is (refusal or type(None))


@given(most=st.integers(1, 50), sizes=st.lists(st.integers(1, 20), max_size=12))
def test_files_fill_their_room_to_the_last_byte_and_never_beyond(most: int, sizes: list[int]) -> None:
    taken, left = 0, room.Kept(most, 10_000, 10_000)
    for size in sizes:
        refusal = uploads.refusal_of_slot(uploads.SlotRequest("views", "a.jpg", size, "image/jpeg"), OPTIONS, 0, left)
        assert (refusal is None) == (taken + size <= most)
        if refusal is None:
            taken, left = taken + size, left.plus(-size)
        assert left.entry == most - taken >= 0


@given(st.integers(min_value=1, max_value=5_000_000_000))
def test_the_parts_of_a_file_add_up_to_it_and_are_few_enough_to_list(size: int) -> None:
    part_size = uploads.part_size_for(size)
    count = uploads.part_count(size, part_size)
    assert count <= uploads.MOST_PARTS
    if part_size:
        lengths = [uploads.length_of_part(size, part_size, number) for number in range(1, count + 1)]
        assert sum(lengths) == size
        assert set(lengths[:-1]) <= {part_size}
        assert lengths[-1] > 0
    else:
        assert size <= uploads.PART_SIZE


@pytest.mark.parametrize("number", [0, -1, 4])
def test_a_part_that_the_file_does_not_have_has_no_length(number: int) -> None:
    with pytest.raises(BadRequestToSign):
        uploads.length_of_part(40 * uploads.MIB, uploads.PART_SIZE, number)


@dataclass
class Sent:
    upload_id: str | None = "u"
    size: int = 40 * uploads.MIB
    part_size: int = uploads.PART_SIZE


def test_what_is_sent_next_is_a_beginning_or_parts_of_known_length() -> None:
    ask = uploads.SignRequest
    assert uploads.lengths_of(ask(), Sent(part_size=0)) == {}
    assert uploads.lengths_of(ask(), Sent()) == {}
    assert uploads.lengths_of(ask("u", (3, 1)), Sent()) == {3: 8 * uploads.MIB, 1: 16 * uploads.MIB}
    assert uploads.lengths_of(ask("u"), Sent(upload_id=None)) == {}


@pytest.mark.parametrize(
    ("request_", "slot"),
    [
        (uploads.SignRequest("other", (1,)), Sent()),
        (uploads.SignRequest(None, (1,)), Sent()),
        (uploads.SignRequest("u", (4,)), Sent()),
        (uploads.SignRequest("u", ()), Sent(part_size=0, upload_id=None)),
    ],
)
def test_what_does_not_belong_to_the_slot_is_not_signed(request_: uploads.SignRequest, slot: Sent) -> None:
    with pytest.raises(BadRequestToSign):
        uploads.lengths_of(request_, slot)


def test_an_upload_begun_before_the_close_may_land_half_an_hour_after_it() -> None:
    late = CLOSES + uploads.LANDING_GRACE
    assert uploads.may_land(FileState.uploading, CALENDAR, CLOSES, late)
    assert not uploads.may_land(FileState.uploading, CALENDAR, CLOSES, late + TICK)
    assert not uploads.may_land(FileState.uploading, CALENDAR, CLOSES + TICK, CLOSES + TICK)
    assert not uploads.may_land(FileState.landed, CALENDAR, OPENS, OPENS)
    assert not uploads.may_land(FileState.uploading, CALENDAR, OPENS, OPENS + timedelta(hours=49))


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcxyz")))
def test_putting_in_order_loses_and_adds_nothing(present: list[str], wanted: list[str]) -> None:
    found = uploads.reordered(present, wanted)
    assert sorted(found) == sorted(present)


@dataclass
class Sheet:
    id: str = "f1"
    field_id: str = "views"
    name: str = "月.jpg"
    size: int = 5
    media_type: str = "image/jpeg"
    sha256: str | None = "a" * 64
    client_sha256: str | None = None
    state: FileState = FileState.ready
    awaited_until: datetime | None = None


def test_a_manifest_is_the_same_text_whatever_the_order_of_its_parts() -> None:
    assert receipts.canonical_json({"b": 1, "a": "金"}) == '{"a":"金","b":1}'
    assert receipts.digest_of({"b": 1, "a": 2}) == receipts.digest_of({"a": 2, "b": 1})


def test_a_manifest_holds_all_that_was_handed_in() -> None:
    where = receipts.HandedIn("e", "c", "K7M-2QD", 1, "zh", DUE, Timing.in_time)
    content: dict[str, Any] = {"title": "Moon", "category_id": "rings", "answers": {"idea": "1.02"}}
    content |= {"about": {}, "agreed": {}, "file_words": {"f1": {"alt": "A ring"}}, "cover_id": "f1"}
    asked = Asked("idea", FieldKind.number, options={"unit": "ct"})
    manifest = receipts.manifest_of(where, content, [asked], [Sheet()])
    assert manifest["submitted_at"] == "2026-05-01T12:00:00.000+00:00"
    assert manifest["answers"] == [
        {"question": "idea", "kind": "number", "label": {"en": "Question"}, "options": {"unit": "ct"}, "value": "1.02"}
    ]
    assert manifest["files"][0] == {
        "file": "f1", "question": "views", "name": "月.jpg", "size": 5, "type": "image/jpeg",
        "sha256": "a" * 64, "sha256_by_browser": None, "awaited_until": None, "words": {"alt": "A ring"}, "cover": True,
    }  # fmt: skip


def test_codes_are_spelled_with_letters_that_nobody_confuses() -> None:
    assert receipts.code_from([0, 1, 2, 3, 4, 5]) == "ACD-EFG"
    assert not set("01OILSZBUV58") & set(receipts.ALPHABET)

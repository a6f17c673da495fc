"""A manifest's bytes: the same for ever, whatever its form; and what a receipt says of hashes that come later."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.entries.rules import FileState
from competition.entries.rules.deadline import Timing
from competition.entries.rules.proofs import Proof, proof_of
from competition.entries.rules.receipts import (
    HandedIn,
    Names,
    canonical_bytes,
    canonical_json,
    digest_of,
    manifest_of,
)
from competition.entries.rules.terms import HandedInTerms
from competition.entries.rules.verifying import AgreedTo, BadManifestError, read_manifest

AT = datetime(2027, 2, 27, 21, 14, 9, 120_000, tzinfo=UTC)
HASH = "a" * 64
LINE: dict[str, Any] = {"name": "ring.jpg", "size": 5, "sha256": HASH, "sha256_by_browser": None}
# A receipt of the first form, as it was handed out: it has no version, and these bytes for ever.
FIRST_FORM = (
    '{"answers":[{"kind":"long_text","label":{"zh":"构思"},"question":"q","value":"光"}],"call":"c","category":"rings",'
    '"code":"K7M-2QD","entry":"e","files":[{"file":"f","name":"月.jpg","question":"v","sha256":null,'
    '"sha256_by_browser":"' + HASH + '","size":5,"type":"image/jpeg"}],"language":"zh","late":false,'
    '"may_publish":true,"receipt":1,"submitted_at":"2026-05-01T12:00:00.000+00:00","title":"月光 & <Zoë>"}'
)
FIRST_DIGEST = "e2e5abbe247aefed898b7865eb9f8868c722b5f83fc876d31ff190e5d4d97ab4"

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
)


def a_manifest(*files: dict[str, Any], **values: Any) -> bytes:
    told = {"version": 3, "code": "K7M-2QD", "receipt": 1, "submitted_at": "2027-02-27T21:14:09.120+00:00"}
    return canonical_bytes({**told, "files": list(files), **values})


def test_a_receipt_of_the_first_form_keeps_its_bytes_and_its_digest() -> None:
    told = json.loads(FIRST_FORM)
    assert canonical_json(told) == FIRST_FORM
    assert digest_of(told) == hashlib.sha256(FIRST_FORM.encode()).hexdigest() == FIRST_DIGEST
    assert read_manifest(FIRST_FORM.encode()).files[0].sha256 == HASH


@given(JSON)
def test_what_is_stored_and_read_again_has_the_same_bytes(value: Any) -> None:
    assert canonical_bytes(json.loads(canonical_bytes(value))) == canonical_bytes(value)


def test_the_third_form_holds_who_may_enter_and_what_was_agreed_to() -> None:
    line = {"clause": "w", "kind": "web", "version": 2, "given": True, "place": {}, "country": ""}
    where = HandedIn("e", "c", "K7M-2QD", 1, "en", AT, Timing.in_time, terms=HandedInTerms({"age_least": 18}, [line]))
    content: dict[str, Any] = {"title": "M", "category_id": None, "answers": {}, "about": {"birth_date": "2000-02-29"}}
    told = manifest_of(where, {**content, "agreed": {"w": {"given": True}}}, [], [])
    assert (told["eligibility"], told["about"], told["agreed"]) == ({"age_least": 18}, content["about"], [line])
    assert read_manifest(canonical_bytes(told)).agreed == (AgreedTo("web", 2, is_given=True),)


def test_the_fourth_form_says_its_version_and_what_things_were_called() -> None:
    names = Names({"en": "Light"}, {"en": "Rings"}, [("Europe/Brussels", {"en": "Antwerp"})])
    where = HandedIn("e", "c", "K7M-2QD", 2, "en", AT, Timing.late, names=names)
    content: dict[str, Any] = {"title": "Moon", "category_id": None, "answers": {}, "about": {}, "agreed": {}}
    told = manifest_of(where, content, [], [])
    assert {name: told[name] for name in ("version", "call_title", "category_name", "clocks")} == {
        "version": 4,
        "call_title": {"en": "Light"},
        "category_name": {"en": "Rings"},
        "clocks": [{"zone": "Europe/Brussels", "place": {"en": "Antwerp"}}],
    }
    assert canonical_bytes(told)[:1] + canonical_bytes(told)[-1:] == b"{}"


@pytest.mark.parametrize(
    ("ours", "claimed", "state", "proof"),
    [
        (HASH, None, FileState.ready, Proof.verified),
        (HASH, None, None, Proof.verified),
        (HASH, HASH, FileState.refused, Proof.refused),
        (None, HASH, FileState.landed, Proof.claimed),
        (None, HASH, FileState.verified, Proof.verified_since),
        (None, None, FileState.ready, Proof.verified_beside),
        (None, None, FileState.landed, Proof.awaited),
    ],
)
def test_how_far_a_hash_is_ours(ours: str | None, claimed: str | None, state: FileState | None, proof: Proof) -> None:
    assert proof_of({"sha256": ours, "sha256_by_browser": claimed}, state) == proof


@pytest.mark.parametrize(
    ("state", "proof"),
    [
        (FileState.uploading, Proof.on_its_way),
        (FileState.landed, Proof.landed),
        (FileState.ready, Proof.arrived),
        (FileState.refused, Proof.refused),
    ],
)
def test_a_file_that_was_on_its_way_is_said_to_have_been(state: FileState, proof: Proof) -> None:
    line = {**LINE, "sha256": None, "sha256_by_browser": HASH, "awaited_until": "2027-02-28T00:29:00.000+00:00"}
    assert proof_of(line, state) == proof
    [promised] = read_manifest(a_manifest(line, version=4)).files
    assert (promised.sha256, promised.awaited_until) == (HASH, line["awaited_until"])


def test_a_receipt_of_the_third_form_is_read_as_it_was_written() -> None:
    [promised] = read_manifest(a_manifest(LINE, version=3)).files
    assert (promised.sha256, promised.awaited_until) == (HASH, "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"files": [], "code": "x", "receipt": 1}',
        b"[" * 100_000,
        a_manifest({"name": "a", "size": 1}),
        a_manifest({**LINE, "sha256": "short"}),
        a_manifest({**LINE, "sha256": 5}),
        a_manifest({**LINE, "size": "many"}),
        a_manifest(LINE).replace(b'"size":5', b'"size":1e999'),
        a_manifest(agreed=[{"kind": "web"}]),
        a_manifest(agreed="web"),
        a_manifest("a.jpg"),  # type: ignore[arg-type]  # what a stranger may write
        a_manifest(version=5),
        a_manifest({**LINE, "awaited_until": 5}),
        a_manifest(version=[]),
        b" " * 20_000_001,
    ],
)
def test_what_is_no_manifest_is_told_in_a_sentence(content: bytes) -> None:
    with pytest.raises(BadManifestError, match=r"^(is|was) "):
        read_manifest(content)

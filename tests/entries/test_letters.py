from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from competition.calls.rules import FieldKind
from competition.entries import services
from competition.entries.models import Entry
from competition.entries.rules import FileState, SubmitEntry
from competition.entries.rules.drafting import working_content
from competition.entries.rules.receipts import content_digest
from competition.entries.services.access import files_in_order
from competition.mail.interface import MemoryPost
from competition.queueing.services import run_due
from tests.factories.calls import a_call, a_field
from tests.factories.entries import a_picture, an_entry
from tests.factories.people import a_person, an_actor

pytestmark = pytest.mark.integration


def hand_in(locale: str, **file: Any) -> tuple[Entry, str]:
    """Hand a complete entry in; return it and its receipt's digest."""
    call, person = a_call(title={"en": "Light", "zh": "光"}), a_person(locale=locale, name="Zoë")
    views = a_field(call, FieldKind.files, 1)
    entry = an_entry(call, person, title="Moon & <b>Sun</b>", code="K7M-2QD")
    a_picture(entry, views, person, name="月.jpg", **file)
    digest = content_digest(working_content(entry), files_in_order(entry)[1])
    receipt = services.submit_entry(an_actor(person), entry.id, SubmitEntry("k" * 32, digest))
    return entry, receipt.manifest_digest


def test_the_receipts_letter_tells_code_time_and_fingerprints(app: Flask, post: MemoryPost) -> None:
    entry, digest = hand_in("en", sha256="ab" * 32)
    run_due()
    [letter] = post.sent
    assert letter.subject == "Receipt: your entry K7M-2QD"
    assert entry.submitted_at is not None
    assert f"{entry.submitted_at:%Y-%m-%d %H:%M:%S} UTC" in letter.text
    words = [f"SHA-256 of the whole manifest {digest}", f"/receipts/verify#{digest}", f"SHA-256 {'ab' * 32}", "月.jpg"]
    words += ["Moon & <b>Sun</b>", f"/en/entries/{entry.id}/receipts/1.pdf", f"/en/entries/{entry.id}/receipts/1\n"]
    local = entry.submitted_at.astimezone(ZoneInfo("Europe/Brussels"))
    words += [f"In Brussels {local.day} {local:%B %Y, %H:%M}"]
    assert [one for one in words if one not in letter.text] == []
    assert "<b>Sun" not in letter.html


def test_what_is_not_verified_yet_is_told_to_be_on_its_way(app: Flask, post: MemoryPost) -> None:
    hand_in("en", state=FileState.landed, sha256=None, client_sha256="cd" * 32, verified_at=None)
    run_due()
    [letter] = [one for one in post.sent if "K7M-2QD" in one.subject]
    assert "being verified" in letter.text
    assert "cd" * 32 not in letter.text


def test_a_letter_speaks_its_readers_language(app: Flask, post: MemoryPost) -> None:
    hand_in("zh", sha256="ab" * 32)
    run_due()
    [letter] = post.sent
    assert letter.locale == "zh"
    assert "光" in letter.text
    assert "/zh/entries/" in letter.text

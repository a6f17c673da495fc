from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from flask import Flask

from competition import clock, db
from competition.calls.rules import FieldKind
from competition.entries import queries
from competition.entries.rules import EntryState, FileState
from tests.factories.calls import a_call, a_category, a_field
from tests.factories.entries import a_picture, a_submitted_entry, an_entry
from tests.factories.people import a_person, an_actor

pytestmark = pytest.mark.integration


def test_only_what_is_handed_in_is_submitted_and_it_is_ordered_by_code(app: Flask) -> None:
    call, person = a_call(), a_person()
    second = a_submitted_entry(call, person, code="BBB-BBB")
    first = a_submitted_entry(call, person, code="AAA-AAA")
    an_entry(call, person)
    an_entry(call, person, state=EntryState.withdrawn)
    assert list(queries.submitted_entries(call.id)) == [first, second]


def test_shown_files_are_clean_copies_of_what_stands(app: Flask) -> None:
    call, person = a_call(), a_person()
    field = a_field(call, FieldKind.files)
    entry = a_submitted_entry(call, person)
    picture = a_picture(entry, field, person, name="canary.jpg")
    a_picture(entry, field, person, stands_at=None)
    a_picture(entry, field, person, state=FileState.verified)
    found = queries.shown_files([entry.id], clock.now())[entry.id]
    assert [file.file_id for file in found] == [picture.id]
    assert (found[0].kind, found[0].width, found[0].height) == ("picture", 1600, 1200)
    assert [source.width for source in found[0].sources] == [800, 1600]
    assert found[0].expires_at - clock.now() > timedelta(minutes=4)


def test_a_draft_shows_nothing(app: Flask) -> None:
    call, person = a_call(), a_person()
    entry = an_entry(call, person)
    a_picture(entry, a_field(call, FieldKind.files), person, stands_at=0)
    assert queries.shown_files([entry.id], clock.now()) == {entry.id: []}
    assert queries.jury_entry(entry.id, "en", clock.now()) is None
    assert len(queries.team_files(entry.id, clock.now())) == 1


def test_the_jury_sees_no_name_no_address_no_file_name_and_no_hidden_answer(app: Flask) -> None:
    call = a_call()
    person = a_person(name="CANARY Name", email="canary@example.org")
    shown = a_field(call, FieldKind.long_text, 1, label={"en": "Idea", "zh": "构思"})
    hidden = a_field(call, FieldKind.short_text, 2, is_hidden_from_jury=True)
    files = a_field(call, FieldKind.files, 3)
    category = a_category(call, name={"en": "Ring", "zh": "戒指"})
    entry = a_submitted_entry(call, person, category, title="Moon", answers={shown.id: "Light.", hidden.id: "CANARY"})
    a_picture(entry, files, person, name="CANARY.jpg")
    seen = queries.jury_entry(entry.id, "zh", clock.now())
    assert seen is not None
    assert "canary" not in repr(dataclasses.asdict(seen)).lower()
    assert person.id not in repr(dataclasses.asdict(seen))
    assert [(answer.label.text, answer.text.text) for answer in seen.answers] == [("构思", "Light.")]
    assert (seen.code, seen.title.text, seen.category) == (entry.code, "Moon", {"en": "Ring", "zh": "戒指"})


def test_choices_and_yes_or_no_are_told_in_the_jurys_language(app: Flask) -> None:
    call, person = a_call(), a_person()
    choices = [{"value": "au", "label": {"en": "Gold", "zh": "金"}}]
    metal = a_field(call, FieldKind.choice, 1, options={"choices": choices})
    new = a_field(call, FieldKind.yes_no, 2)
    entry = a_submitted_entry(call, person, answers={metal.id: "au", new.id: True})
    seen = queries.jury_entry(entry.id, "zh", clock.now())
    assert seen is not None
    assert seen.answers[0].text.text == "金"
    assert seen.answers[1].text.locale == "zh"


def test_makers_are_the_team_with_its_lead_first(app: Flask) -> None:
    from competition.entries.models import EntryMember

    call, lead, other = a_call(), a_person(name="Zoë"), a_person(name="Ann")
    entry = a_submitted_entry(call, lead)
    with db.transaction() as session:
        session.add(EntryMember(id=db.new_id(), entry_id=entry.id, person_id=other.id))
    assert queries.makers_of([entry.id]) == {
        entry.id: [(lead.id, "Zoë", lead.email, "en"), (other.id, "Ann", other.email, "en")]
    }


def test_a_team_finds_its_entries_and_nobody_else_does(app: Flask) -> None:
    call, mine, other = a_call(), a_person(), a_person()
    entry = an_entry(call, mine)
    assert [line.entry_id for line in queries.entries_for(an_actor(mine))] == [entry.id]
    assert queries.entries_for(an_actor(other)) == []
    assert queries.entry_for(an_actor(mine), entry.id) is not None
    assert queries.entry_for(an_actor(other), entry.id) is None

"""The demo's entries: drafts, files into the bucket, and handing in, each at its hour before the deadline."""

from __future__ import annotations

import mimetypes
from datetime import datetime, timedelta
from pathlib import Path

from competition import queueing, storage
from competition.actor import Actor
from competition.calls.queries import clauses_of
from competition.desk.services.stage import Stage, Thing
from competition.entries import queries, services
from competition.entries.rules import FileState
from competition.entries.rules.drafting import Draft, SubmitEntry, working_content
from competition.entries.rules.file_words import piece_of
from competition.entries.rules.receipts import content_digest
from competition.entries.rules.team import InviteToTeam
from competition.entries.rules.uploads import SlotRequest
from competition.entries.rules.versions import TITLE, CheckTranslation
from competition.entries.services.access import files_in_order, own_entry
from competition.i18n import pick
from competition.people.rules import Role
from competition.storage.interface import ObjectHeaders

for media_type, ending in (("image/webp", ".webp"), ("image/heic", ".heic"), ("model/gltf-binary", ".glb")):
    mimetypes.add_type(media_type, ending)


def load(stage: Stage) -> None:
    """Begin every entry, send its files, let the worker's verbs make them ready, and hand in what is submitted."""
    for number, one in enumerate(stage.content("entries")):
        actor = stage.actor(one["lead"], _hour(stage, one, number))
        entry = services.begin_entry(actor, stage.id_of("call", one["call"]))
        stage.ids["entry", one["key"]] = entry.id
        _write(stage, actor, entry.id, one)
        for file in one["files"]:
            _send(stage, actor, one, file)
        _say_of_files(stage, actor, entry.id, one)
        _invite(stage, entry.id, one)
        queueing.services.run_due()
        if one["state"] == "submitted":
            _hand_in(actor, entry.id, one["key"])
            _check(stage, entry.id, one)
    queueing.services.run_due()


def _hand_in(actor: Actor, entry_id: str, key: str) -> None:
    own = own_entry(actor, entry_id)
    _fields, files = files_in_order(own.entry)
    refused = {file.name: (file.refusal, file.refusal_values) for file in files if file.state == FileState.refused}
    if refused:
        raise ValueError(refused)
    digest = content_digest(working_content(own.entry), files, clauses_of(own.call.id))
    services.submit_entry(actor, entry_id, SubmitEntry(key=f"demo-{key}", content_digest=digest))


def _hour(stage: Stage, one: Thing, number: int) -> datetime:
    """Return when an entry is made: some hours before its call's due time, later ones nearer to it."""
    due = stage.calendars[one["call"]].due_at or stage.now
    return min(due, stage.now) - timedelta(hours=60 - 2 * number, minutes=7 * number % 60)


def _write(stage: Stage, actor: Actor, entry_id: str, one: Thing) -> None:
    answers = {
        stage.id_of("field", f"{one['call']}/{key}"): _said(value, one["locale"])
        for key, value in one["answers"].items()
    }
    agreed = {stage.id_of("clause", f"{one['call']}/{key}"): _dated(stage, said) for key, said in one["agreed"].items()}
    entry = queries.entry_for(actor, entry_id)
    draft = Draft(
        version=entry.version if entry else 1,
        title=str(pick(one["title"], one["locale"])),
        category_id=stage.id_of("category", f"{one['call']}/{one['category']}"),
        answers=answers,
        about=one.get("about", {}),
        agreed=agreed,
        languages=one.get("also", ()),
        translations={code: _words(stage, one, code) for code in one.get("also", ())},
    )
    services.save_draft(actor, entry_id, draft)


def _say_of_files(stage: Stage, actor: Actor, entry_id: str, one: Thing) -> None:
    """Write caption and credit to each file, in the languages of the entry."""
    entry = queries.entry_for(actor, entry_id)
    if entry is None:
        return
    content, named = working_content(entry), [(stage.id_of("file", file["path"]), file) for file in one["files"]]
    words = {
        file_id: {"caption": str(pick(file["caption"], one["locale"])), "credit": file.get("credit", "")}
        for file_id, file in named
    }
    others = {code: {**texts, **_captions(stage, one, code)} for code, texts in content["translations"].items()}
    services.save_draft(
        actor, entry_id, Draft(entry.version, **{**content, "file_words": words, "translations": others})
    )


def _captions(stage: Stage, one: Thing, code: str) -> dict[str, str]:
    return {piece_of(stage.id_of("file", file["path"]), "caption"): file["caption"][code] for file in one["files"]}


def _invite(stage: Stage, entry_id: str, one: Thing) -> None:
    """Invite to the team, and leave the invitation unanswered."""
    for person in one.get("invites", ()):
        invited = stage.actor(person)
        services.invite_to_team(stage.actor(one["lead"]), entry_id, InviteToTeam(invited.email, name=invited.name))


def _words(stage: Stage, one: Thing, code: str) -> dict[str, str]:
    """Return an entry's text in one of the languages in which its content is made."""
    texts = {stage.id_of("field", f"{one['call']}/{key}"): value for key, value in one["answers"].items()}
    said = {piece: str(value[code]) for piece, value in texts.items() if isinstance(value, dict) and code in value}
    return {TITLE: str(one["title"][code]), **said}


def _check(stage: Stage, entry_id: str, one: Thing) -> None:
    """Let an organiser check translations of the team's, or write those that are not there."""
    call = next(call for call in stage.calls if call["key"] == one["call"])
    owner = next(member["person"] for member in call["members"] if member["role"] == Role.owner)
    for code in one.get("checked", ()):
        command = CheckTranslation(code, 0, {**_words(stage, one, code), **_captions(stage, one, code)})
        services.check_translation(stage.actor(owner), stage.id_of("call", one["call"]), entry_id, command)


def _dated(stage: Stage, said: Thing) -> Thing:
    """Return an answer in which a number of days from now, `not_before_day`, is that day."""
    days = said.get("not_before_day")
    kept = {name: value for name, value in said.items() if name != "not_before_day"}
    return kept if days is None else {**kept, "not_before": (stage.now + timedelta(days=days)).date().isoformat()}


def _said(value: object, locale: str) -> object:
    """Return an answer in the language that its entrant writes in; what is no text stays as it is."""
    return str(pick(value, locale)) if isinstance(value, dict) else value


def _send(stage: Stage, actor: Actor, one: Thing, file: Thing) -> None:
    path: Path = stage.folder / file["path"]
    media_type = mimetypes.guess_type(path.name)[0] or ""
    field_id = stage.id_of("field", f"{one['call']}/{file['field']}")
    wanted = SlotRequest(field_id, path.name, path.stat().st_size, media_type)
    slot = services.open_slot(actor, stage.id_of("entry", one["key"]), wanted)
    with path.open("rb") as content:
        storage.bucket().put(slot.key, content, ObjectHeaders(media_type))
    services.finish_upload(actor, slot.id, None)
    stage.ids["file", file["path"]] = slot.id

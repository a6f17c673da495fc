"""Hand an entry in: rows, log and letters in one commit. No file is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import func, select

from competition import audit, db
from competition.actor import Actor
from competition.calls.models import Call, EntryField, Round
from competition.calls.queries import categories_of, institutions_of, newest_rules_of
from competition.calls.rules import Part, asked_of, eligibility_of
from competition.entries.models import Entry, EntryFile, Submission
from competition.entries.queries import (
    content_in_form,
    latest_receipt,
    open_fix,
    standing_files,
)
from competition.entries.queries.agreements import lead_of, newest_agreements, terms_of
from competition.entries.rules.awaiting import Moment
from competition.entries.rules.deadline import LATE, Timing
from competition.entries.rules.drafting import SubmitEntry, refusal_in_category, standing_content, working_content
from competition.entries.rules.lacking import lacks
from competition.entries.rules.receipts import HandedIn, Names, content_digest, digest_of, manifest_of
from competition.entries.rules.refusals import (
    AddressNotConfirmed,
    AlreadyHandedIn,
    ContentChanged,
    Incomplete,
    KeyReused,
)
from competition.entries.rules.states import ARRIVED, EntryState, may_become
from competition.entries.rules.terms import HandedInTerms, Terms, lacks_of_terms
from competition.entries.services.access import Own, files_in_order, opening, writable_entry
from competition.entries.services.awaiting import hold_uploads, promise_files
from competition.entries.services.checks import note_handing_in
from competition.entries.services.fees import fix_charge
from competition.entries.services.receipt_letters import tell_team
from competition.entries.services.terms import lock_person, record_agreements
from competition.facts import EntrySubmitted

MOST_CLOCKS = 2


def submit_entry(actor: Actor, entry_id: str, command: SubmitEntry) -> Submission:
    """Hand in what the person saw, and return its receipt. The same request again returns the same receipt.

    The deadline is judged once, by the time at which the request was received. Raises `KeyReused` for the same
    key with another content, `ContentChanged` if the draft is not what he saw, `AlreadyHandedIn` if exactly
    this stands, `Incomplete` with all that is missing, and what `refusal_to_submit` says.
    """
    with db.transaction() as session:
        own = writable_entry(actor, entry_id)
        known = known_receipt(entry_id, command)
        if known:
            return known
        now_open, terms = opening(own, actor), _terms(actor, own)
        fields, files = hold_uploads(*files_in_order(own.entry, now_open))
        content = content_in_form(own.entry, now_open)
        _require_change(own, (content, fields, files), terms, latest_receipt(entry_id))
        _require_ready(actor, own, command, content_digest(content, files, terms.clauses))
        _require_complete(actor, own, content, (fields, files), terms)
        if now_open.fix is None:
            _require_time(actor, own, content["category_id"])
        asked, given = handed_in(fields, content, files)
        promise_files(actor, own.entry, given, _moment(actor, own, content))
        agreed = HandedInTerms(terms.rules.stored(), record_agreements(actor, own, content, terms))
        submission = make_receipt(actor, own, command, manifest=(content, asked, given, agreed))
        session.add(submission)
        _stand(own.entry, content, (fields, given), submission)
        fix_charge(actor, own, own.entry.category_id)
        note_handing_in(actor, own.entry, now_open.fix or open_fix(entry_id, actor.at))
        detail = {"receipt": submission.number, "manifest": submission.manifest_digest}
        detail |= {"timing": str(submission.timing)}
        audit.record(actor, "entry.submitted", f"entry:{entry_id}", chain=own.call.id, **detail)
        db.announce(EntrySubmitted(call_id=own.call.id, entry_id=entry_id))
        tell_team(own, submission)
    return submission


def handed_in(
    fields: Sequence[EntryField], content: Mapping[str, Any], files: Sequence[EntryFile]
) -> tuple[list[EntryField], list[EntryFile]]:
    """Return the questions and the files of a receipt: what is asked, and what was answered before it was changed."""
    asked = {one.id for one in asked_of(asked_now(fields), content["answers"], content["category_id"])}
    former = {one.id for one in fields if one.asked_until is not None}
    given = [file for file in files if file.field_id in asked or (file.field_id in former and file.state in ARRIVED)]
    answered = former & {*content["answers"], *(file.field_id for file in given)}
    return [one for one in fields if one.id in asked | answered], given


def asked_now(fields: Sequence[EntryField]) -> list[EntryField]:
    """Return the questions that are still asked."""
    return [one for one in fields if one.asked_until is None]


def known_receipt(entry_id: str, command: SubmitEntry) -> Submission | None:
    """Return the receipt that this very wish got before; raise `KeyReused` where it saw another content."""
    query = select(Submission).where(Submission.entry_id == entry_id, Submission.key == command.key)
    known = db.session.scalar(query)
    if known is not None and known.request_digest != command.content_digest:
        raise KeyReused
    return known


def _require_change(
    own: Own,
    form: tuple[dict[str, Any], Sequence[EntryField], Sequence[EntryFile]],
    terms: Terms,
    latest: Submission | None,
) -> None:
    """Refuse to hand in once more what stands, word by word, file by file, and clause by clause.

    It is asked of the content itself: a digest of former days was of what was asked then.
    """
    content, fields, files = form
    if latest is None or own.entry.state != EntryState.submitted or content != standing_content(own.entry):
        return
    _asked, given = handed_in(fields, content, files)
    newest = newest_agreements(own.entry.id)
    is_reworded = any(one.id in newest and newest[one.id].version != one.version for one in terms.clauses)
    mine = {field.id for field in fields}
    standing = [file.id for file in standing_files(own.entry.id) if file.field_id in mine]
    if [file.id for file in given] == standing and not is_reworded:
        raise AlreadyHandedIn(number=latest.number)


def _require_ready(actor: Actor, own: Own, command: SubmitEntry, digest: str) -> None:
    refusal = opening(own, actor).refusal
    if refusal:
        raise refusal
    if not actor.email_confirmed:
        raise AddressNotConfirmed
    if digest != command.content_digest:
        raise ContentChanged


def _terms(actor: Actor, own: Own) -> Terms:
    """Return the terms, the lead locked where a rule counts his entries: two of them are handed in one by one."""
    if eligibility_of(own.call.eligibility).per_category is not None:
        lock_person(lead_of(own.entry.id) or "")
    return terms_of(own.call, own.entry, actor.at)


def _require_complete(
    actor: Actor,
    own: Own,
    content: dict[str, Any],
    form: tuple[Sequence[EntryField], Sequence[EntryFile]],
    terms: Terms,
) -> None:
    """Ask for all that is missing; of an entry that mends a few parts, for what is missing there."""
    fields, files = form
    now_open, categories = opening(own, actor), {category.id for category in categories_of(own.call.id)}
    found = lacks(content, asked_now(fields), files, categories, _moment(actor, own, content))
    found += lacks_of_terms(content, terms)
    missing = [lack for lack in found if now_open.admits(lack.part)]
    if missing:
        raise Incomplete(missing=[asdict(lack) for lack in missing])


def _moment(actor: Actor, own: Own, content: Mapping[str, Any]) -> Moment:
    return Moment(actor.at, own.times.of(content["category_id"]))


def _require_time(actor: Actor, own: Own, category_id: str | None) -> None:
    """Refuse what comes too late for the category that it is handed in to; the form may be open for another's sake."""
    refusal = refusal_in_category(own.entry.state, own.times, category_id, actor.at)
    if refusal:
        raise refusal


def _timing(actor: Actor, own: Own, category_id: str | None) -> Timing:
    """Mending on request makes nobody late: such a version is as late as the one before."""
    latest = latest_receipt(own.entry.id)
    is_mending = latest is not None and opening(own, actor).fix is not None
    decided = own.times.decide(category_id, actor.at).timing
    return latest.timing if latest and is_mending else decided


def make_receipt(
    actor: Actor,
    own: Own,
    command: SubmitEntry,
    *,
    manifest: tuple[dict[str, Any], Sequence[EntryField], Sequence[EntryFile], HandedInTerms],
    asking: tuple[Round, Timing] | None = None,
) -> Submission:
    """Return the next receipt: of the entry, or of what a later round asks, with how that lies to its due time."""
    entry, content = own.entry, manifest[0]
    timing = asking[1] if asking else _timing(actor, own, content["category_id"])
    newest = db.session.scalar(select(func.max(Submission.number)).where(Submission.entry_id == entry.id))
    told = (actor.at, timing, _names(own.call, content["category_id"]), manifest[3])
    where = HandedIn(entry.id, own.call.id, entry.code, (newest or 0) + 1, content["locale"], *told)
    frozen = {**manifest_of(where, *manifest[:3]), **_beside(own.call, asking[0] if asking else None)}
    return Submission(
        id=db.new_id(),
        entry_id=entry.id,
        number=where.number,
        round_id=asking[0].id if asking else None,
        key=command.key,
        request_digest=command.content_digest,
        submitted_at=actor.at,
        submitted_by=actor.person_id or "",
        is_late=timing in LATE,
        timing=timing,
        manifest=frozen,
        manifest_digest=digest_of(frozen),
    )


def _beside(call: Call, asking: Round | None) -> dict[str, Any]:
    """Return what a manifest says only where there is something to say: the rules agreed to, the round that asked."""
    rules = newest_rules_of(call.id)
    told: dict[str, Any] = {"rules": {"version": rules.number, "sha256": digest_of(rules.text)}} if rules else {}
    return {**told, "round": {"number": asking.position, "name": dict(asking.name)}} if asking else told


def _names(call: Call, category_id: str | None) -> Names:
    """Return the words of today for the receipt: what is renamed later keeps its old name there."""
    hosts = [institution for part, institution in institutions_of(call.id) if part.part == Part.host]
    clocks = {host.time_zone: host.city for host in hosts}
    if call.time_zone not in clocks:
        clocks = {call.time_zone: {}, **clocks}
    category = next((one.name for one in categories_of(call.id) if one.id == category_id), {})
    return Names(call.title, category, list(clocks.items())[:MOST_CLOCKS])


def _stand(
    entry: Entry,
    content: dict[str, Any],
    form: tuple[Sequence[EntryField], Sequence[EntryFile]],
    submission: Submission,
) -> None:
    """Make this content what stands: its columns, and exactly its files. What was written beside it and is not open
    stays beside it.
    """
    written = working_content(entry)
    if not may_become(entry.state, EntryState.submitted):
        raise ContentChanged
    for name, value in content.items():
        setattr(entry, name, value)
    entry.state, entry.pending = EntryState.submitted, None if written == content else written
    entry.submitted_at = entry.updated_at = submission.submitted_at
    stand_in_order(entry.id, *form)


def stand_in_order(entry_id: str, fields: Sequence[EntryField], files: Sequence[EntryFile], first: int = 0) -> None:
    """Let of the files to these questions exactly these stand, in their order from the place `first` on."""
    places = {file.id: place for place, file in enumerate(files, first)}
    mine = EntryFile.field_id.in_([field.id for field in fields])
    standing = select(EntryFile).where(EntryFile.entry_id == entry_id, mine, EntryFile.stands_at.is_not(None))
    for file in [*db.session.scalars(standing), *files]:
        file.stands_at = places.get(file.id)

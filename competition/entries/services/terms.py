"""What a team agrees to, on record; and how many entries a person may have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from competition import audit, db, mail
from competition.actor import Actor
from competition.calls.models import Call
from competition.calls.queries import clauses_of, every_clause_of, wordings_of
from competition.calls.rules import AskedClause, ClauseKind, eligibility_of
from competition.calls.rules.entrants import parts_of
from competition.entries.models import Agreement, Entry
from competition.entries.queries import title_for
from competition.entries.queries.agreements import led_in, newest_agreements
from competition.entries.rules.agreeing import (
    MOST_WORDS,
    PARTS,
    Answered,
    ChangeConsents,
    answered,
    concerns_a_minor,
    expiry,
    is_asked_again,
    letter_address,
)
from competition.entries.rules.drafting import MOST_ENTRIES_PER_PERSON, Draft, working_content
from competition.entries.rules.refusals import NotSoNow, TooManyEntries, WordingChanged
from competition.entries.rules.states import EntryState
from competition.entries.rules.terms import Terms, agreed_line
from competition.entries.services.access import Own, writable_entry
from competition.facts import ConsentChanged
from competition.people.models import Person


def require_room(call: Call, person_id: str) -> None:
    """Refuse one more entry of a person who leads as many as the call lets him; he is locked until the commit.

    So two tabs that begin at once come one after the other, and the second is told.
    """
    lock_person(person_id)
    most = eligibility_of(call.eligibility).per_person
    if most is not None and sum(led_in(person_id, call.id).values()) >= min(most, MOST_ENTRIES_PER_PERSON):
        raise TooManyEntries(most=most)


def lock_person(person_id: str) -> None:
    """Let what one person does at the same time happen one after the other."""
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update()).first()


def kept_terms(own: Own, draft: Draft) -> dict[str, Any]:
    """Return what is stored of a draft's answers to the terms: what no rule and no clause of the call asks is not."""
    return {"about": _about(own.call, draft), "agreed": _agreed(own, draft)}


def _about(call: Call, draft: Draft) -> dict[str, Any]:
    asked = parts_of(eligibility_of(call.eligibility))
    return {part: _line(draft.about[part]) for part in asked if draft.about.get(part)}


def _agreed(own: Own, draft: Draft) -> dict[str, Any]:
    """Consents of an entry that was handed in are not a part of its form: they stay as they are on record."""
    kept = working_content(own.entry)["agreed"]
    found: dict[str, Any] = {}
    for clause in clauses_of(own.call.id):
        is_on_record = clause.is_consent and own.entry.state != EntryState.draft
        given = kept.get(clause.id, {}) if is_on_record else draft.agreed.get(clause.id, {})
        found[clause.id] = {part: _line(given[part]) for part in PARTS[clause.shape] if given.get(part)}
    return {clause: answer for clause, answer in found.items() if answer}


def _line(value: Any) -> Any:
    return value[:MOST_WORDS] if isinstance(value, str) else value


def change_consents(actor: Actor, entry_id: str, command: ChangeConsents) -> None:
    """Give consents or take them back, at any time after the first handing in, also when the call is long closed.

    Raises `WordingChanged` if a wording is no longer the one that was read.
    """
    with db.transaction():
        own = writable_entry(actor, entry_id)
        if own.entry.submitted_at is None and not newest_agreements(entry_id):
            raise NotSoNow
        asked = [one for one in clauses_of(own.call.id) if one.is_consent and one.kind != ClauseKind.jury]
        if any(command.seen.get(one.id) not in {None, one.version} for one in asked):
            raise WordingChanged
        newest = newest_agreements(entry_id)
        seen = [one for one in asked if one.id in command.seen]
        changed = [one for one in seen if _is_changed(actor, one, newest.get(one.id), command)]
        for clause in changed:
            _write(actor, own, clause, Answered(command.given.get(clause.id, False)), newest.get(clause.id))
        _keep_in_form(own.entry, {one.id: command.given.get(one.id, False) for one in changed})
        if changed:
            said = {one.id: [str(one.kind), one.version, command.given.get(one.id, False)] for one in changed}
            audit.record(actor, "entry.consents_changed", f"entry:{entry_id}", chain=own.call.id, consents=said)


def record_agreements(actor: Actor, own: Own, content: Mapping[str, Any], terms: Terms) -> list[dict[str, Any]]:
    """Put on record what is agreed to with this handing in; return all that stands, as a manifest tells it.

    Consents of an entry that stands already are changed on their own page only: its form does not show them.
    """
    newest, minor = newest_agreements(own.entry.id), concerns_a_minor(terms.clauses, content, terms.today)
    is_first = own.entry.state == EntryState.draft
    for clause in terms.clauses:
        said = answered(clause, content["agreed"].get(clause.id, {}), minor=minor)
        before = newest.get(clause.id)
        if said is None or (clause.is_consent and clause.kind != ClauseKind.jury and not is_first):
            continue
        if before is None or (before.version, before.is_given, before.detail) != (clause.version, *_plain(said)):
            newest[clause.id] = _write(actor, own, clause, said, before)
    lines = _lines(own.call.id, newest)
    _tell_guardian(own, lines)
    return lines


def _plain(said: Answered) -> tuple[bool, dict[str, Any]]:
    return said.is_given, dict(said.detail)


def _is_changed(actor: Actor, clause: AskedClause, before: Agreement | None, command: ChangeConsents) -> bool:
    is_given = command.given.get(clause.id, False)
    return before is None or before.is_given != is_given or is_asked_again(clause, before, actor.at)


def _write(actor: Actor, own: Own, clause: AskedClause, said: Answered, before: Agreement | None) -> Agreement:
    """Append an answer; what was given or taken back is told downstream."""
    is_given, detail = _plain(said)
    row = Agreement(
        id=db.new_id(),
        entry_id=own.entry.id,
        clause_id=clause.id,
        number=before.number + 1 if before else 1,
        version=clause.version,
        is_given=is_given,
        detail=detail,
        person_id=actor.person_id or "",
        locale=actor.locale,
        at=actor.at,
        expires_at=expiry(clause, own.call.announcement_at) if is_given else None,
    )
    if before is not None:
        before.is_newest = False
    db.session.add(row)
    db.session.flush()
    if clause.is_consent:
        db.announce(ConsentChanged(own.call.id, own.entry.id, str(clause.kind), is_given))
    return row


def _keep_in_form(entry: Entry, given: Mapping[str, bool]) -> None:
    """Let the entry's columns, and the changes that wait, say the same as the record."""
    ticks = {clause: {"given": True} if is_given else {} for clause, is_given in given.items()}
    entry.agreed = {**entry.agreed, **ticks}
    if entry.pending is not None:
        entry.pending = {**entry.pending, "agreed": {**entry.pending["agreed"], **ticks}}


def _lines(call_id: str, newest: Mapping[str, Agreement]) -> list[dict[str, Any]]:
    wordings = wordings_of(newest)
    known = [one for one in every_clause_of(call_id) if one.id in newest]
    return [agreed_line(one, newest[one.id], wordings[one.id, newest[one.id].version]) for one in known]


def _tell_guardian(own: Own, lines: Sequence[Mapping[str, Any]]) -> None:
    """Write to a minor's guardian what was agreed to, once for each answer that names him."""
    for line in lines:
        address = letter_address(line["detail"].get("email", "")) if line["kind"] == ClauseKind.guardian else None
        if address:
            mail.queue_letter(
                "entries/guardian",
                mail.Recipient(address, line["detail"]["name"], line["language"]),
                key=f"guardian:{own.entry.id}:{line['at']}",
                call=dict(own.call.title),
                title=str(title_for(own.entry, line["language"])),
                code=own.entry.code,
                agreed=[
                    {"text": one["text"], "place": one["place"], "given": one["given"]}
                    for one in lines
                    if one["kind"] != ClauseKind.guardian
                ],
            )

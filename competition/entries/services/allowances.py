"""Time beyond the calendar for one entry: by a code for late entry, or by an organiser's extension."""

from __future__ import annotations

from sqlalchemy import select

from competition import audit, db, mail
from competition.actor import Actor
from competition.calls import services as calls
from competition.calls.models import Call, Round
from competition.calls.rules.vouchers import VoucherKind, VoucherUnknown, VoucherUsed
from competition.entries.models import Entry, Extension, VoucherUse
from competition.entries.queries import Later, later_of, makers_of, times_of, title_for
from competition.entries.queries.times import allowances_in_rounds
from competition.entries.rules.deadline import Extend, check_extension
from competition.entries.rules.later import NO_MORE
from competition.entries.rules.refusals import EntryNotFound, NotSoNow
from competition.entries.rules.states import EntryState
from competition.entries.services.access import writable_entry
from competition.entries.services.windows import later_entry
from competition.people.rules import ORGANISERS, ScopeKind


def use_late_code(actor: Actor, entry_id: str, typed: str) -> None:
    """Let a draft in after the close by a code that its team typed; one use of the code is gone then."""
    with db.transaction():
        own = writable_entry(actor, entry_id)
        if own.entry.state == EntryState.submitted:
            raise NotSoNow
        take_late_code(actor, own.entry, typed)


def take_late_code(actor: Actor, entry: Entry, typed: str) -> None:
    """Bind a code to an entry inside the running verb."""
    if db.session.get(VoucherUse, (entry.id, VoucherKind.late)) is not None:
        raise VoucherUsed
    voucher = calls.claim_voucher(entry.call_id, VoucherKind.late, typed, actor.at)
    use = VoucherUse(entry_id=entry.id, kind=VoucherKind.late, voucher_id=voucher.id, used_at=actor.at)
    use.until, use.category_id = voucher.until, voucher.category_id
    db.session.add(use)
    db.session.flush()
    audit.record(
        actor, "entry.let_in", f"entry:{entry.id}", chain=entry.call_id, voucher=voucher.id, until=voucher.until
    )


def use_code_in_round(actor: Actor, entry_id: str, round_id: str, typed: str) -> None:
    """Let what a later round asks of an entry in after it was due; one use of the code is gone then."""
    with db.transaction():
        own = writable_entry(actor, entry_id)
        later = later_entry(entry_id, round_id)
        if later.state == EntryState.submitted or later.closed_at is not None:
            raise NotSoNow
        beyond = allowances_in_rounds(entry_id).get(round_id, NO_MORE)
        if beyond.code_until is not None:
            raise VoucherUsed
        voucher = calls.claim_voucher(own.call.id, VoucherKind.late, typed, actor.at)
        if voucher.category_id not in (None, own.entry.category_id):
            raise VoucherUnknown
        row = Extension(id=db.new_id(), entry_id=entry_id, round_id=round_id, voucher_id=voucher.id, reason="")
        row.until, row.granted_by, row.granted_at = voucher.until, actor.person_id or "", actor.at
        db.session.add(row)
        detail = {"voucher": voucher.id, "until": voucher.until, "round": round_id}
        audit.record(actor, "entry.let_in", f"entry:{entry_id}", chain=own.call.id, **detail)


def extend_entry(actor: Actor, call_id: str, entry_id: str, wanted: Extend) -> None:
    """Give one entry more time, for a reason; it counts at once, and its team gets a letter.

    Where it names a round, the time is for what that asks of the entry.
    """
    if not actor.has_role(ScopeKind.call, call_id, *ORGANISERS):
        raise EntryNotFound
    with db.transaction() as session:
        query = select(Entry).where(Entry.id == entry_id, Entry.call_id == call_id).with_for_update()
        entry = session.scalar(query.execution_options(populate_existing=True))
        if entry is None:
            raise EntryNotFound
        call = session.get_one(Call, call_id)
        asking = _asking(entry, wanted.round_id)
        own_due = times_of(entry, call).editing(entry.state, entry.category_id).due_at
        check_extension(wanted, asking.window.due_at if asking else own_due, actor.at)
        row = Extension(id=db.new_id(), entry_id=entry.id, until=wanted.until, reason=wanted.reason.strip())
        row.round_id, row.granted_by, row.granted_at = wanted.round_id, actor.person_id or "", actor.at
        session.add(row)
        detail = {"until": row.until, "reason": row.reason, **({"round": row.round_id} if asking else {})}
        audit.record(actor, "entry.extended", f"entry:{entry.id}", chain=call_id, **detail)
        _tell(row, entry, call, asking.round if asking else None)


def _asking(entry: Entry, round_id: str | None) -> Later | None:
    """Return the round that is meant, of those that the entry went on into; raise `EntryNotFound` for any other."""
    if round_id is None:
        return None
    found = next((one for one in later_of(entry.id) if one.round.id == round_id), None)
    if found is None:
        raise EntryNotFound
    return found


def _tell(row: Extension, entry: Entry, call: Call, asking: Round | None) -> None:
    for person_id, name, address, locale in makers_of([entry.id])[entry.id]:
        mail.queue_letter(
            "entries/extended",
            mail.Recipient(address, name, locale, person_id),
            key=f"extended:{row.id}:{person_id}",
            entry_id=entry.id,
            code=entry.code,
            title=str(title_for(entry, locale)),
            call=call.title,
            zone=call.time_zone,
            until=row.until.isoformat(),
            reason=row.reason,
            position=asking.position if asking else None,
            round=asking.name if asking else {},
        )

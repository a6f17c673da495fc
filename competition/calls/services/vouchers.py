"""Make codes for late entry and for lower fees, take them back, and count their uses."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import exists, func, select, update

from competition import audit, db
from competition.actor import Actor
from competition.calls import queries
from competition.calls.models import Category, Voucher
from competition.calls.rules.refusals import TooMany
from competition.calls.rules.vouchers import (
    ALPHABET,
    CODE_LENGTH,
    MOST_VOUCHERS,
    NewVoucher,
    VoucherKind,
    VoucherUnknown,
    check_new,
    refusal_of_voucher,
    typed_code,
    voucher_code,
)
from competition.calls.services.loading import call_to_read, row_of
from competition.errors import NotFound


def make_voucher(actor: Actor, call_id: str, wanted: NewVoucher) -> str:
    """Make a code, random so that nobody guesses it, and return it as it is to be told."""
    call = call_to_read(actor, call_id)
    check_new(wanted, actor.at)
    with db.transaction() as session:
        if wanted.category_id is not None:
            row_of(call, Category, wanted.category_id)
        count = select(func.count()).select_from(Voucher).where(Voucher.call_id == call_id)
        if (session.scalar(count) or 0) >= MOST_VOUCHERS:
            raise TooMany(most=MOST_VOUCHERS)
        row = Voucher(id=db.new_id(), call_id=call_id, kind=wanted.kind, code=_free_code(call_id), created_at=actor.at)
        row.uses, row.until, row.category_id, row.note = wanted.uses, wanted.until, wanted.category_id, wanted.note
        row.percent, row.cents = wanted.percent, wanted.cents
        session.add(row)
        detail = {"uses": row.uses, "until": row.until, "category": row.category_id, "note": row.note}
        discount = {"percent": row.percent, "cents": row.cents}
        audit.record(
            actor, "voucher.made", f"voucher:{row.id}", chain=call_id, voucher=str(row.kind), **detail, **discount
        )
    return row.code


def revoke_voucher(actor: Actor, call_id: str, voucher_id: str) -> None:
    """Take a code back: nobody uses it from now on; who has used it keeps what it gave."""
    call_to_read(actor, call_id)
    with db.transaction() as session:
        row = session.get(Voucher, voucher_id, with_for_update=True, populate_existing=True)
        if row is None or row.call_id != call_id:
            raise NotFound
        if row.revoked_at is None:
            row.revoked_at = actor.at
            audit.record(actor, "voucher.revoked", f"voucher:{row.id}", chain=call_id, used=row.used)


def claim_voucher(call_id: str, kind: VoucherKind, typed: str, now: datetime) -> Voucher:
    """Count one use of a code, inside the verb of those who use it; raise why it cannot be used.

    The database counts, in one statement: of two who come at once for the last use one gets it.
    """
    known = queries.voucher_by_code(call_id, kind, typed_code(typed))
    refusal = refusal_of_voucher(known, now)
    if refusal or known is None:
        raise refusal or VoucherUnknown
    free = (Voucher.used < Voucher.uses) & Voucher.revoked_at.is_(None) & (Voucher.until >= now)
    statement = update(Voucher).where(Voucher.id == known.id, free).values(used=Voucher.used + 1).returning(Voucher.id)
    won = db.session.execute(statement.execution_options(synchronize_session=False)).first()
    db.session.refresh(known)
    if won is None:
        raise refusal_of_voucher(known, now) or VoucherUnknown
    return known


def give_back_voucher(voucher_id: str) -> None:
    """Take one use back: whoever had used the code does so no more."""
    statement = update(Voucher).where(Voucher.id == voucher_id, Voucher.used > 0).values(used=Voucher.used - 1)
    db.session.execute(statement.execution_options(synchronize_session=False))


def _free_code(call_id: str) -> str:
    while True:
        code = voucher_code([secrets.randbelow(len(ALPHABET)) for _ in range(CODE_LENGTH)])
        if not db.session.scalar(select(exists().where(Voucher.call_id == call_id, Voucher.code == code))):
            return code

"""The times that entries are held to: their call's, their category's, and what each has beyond them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from competition import db
from competition.calls.models import Call
from competition.calls.queries import calendar_of, own_dates_of
from competition.calls.rules.vouchers import VoucherKind
from competition.entries.models import Entry, Extension, VoucherUse
from competition.entries.rules.deadline import Allowance, Times


def times_of(entry: Entry, call: Call) -> Times:
    """Return all dates that an entry can be held to, in three queries."""
    return Times(calendar_of(call, None), own_dates_of(call.id), allowance_of(entry.id))


def allowance_of(entry_id: str) -> Allowance:
    """Return what an entry has beyond the calendar."""
    until = db.session.scalar(select(func.max(Extension.until)).where(Extension.entry_id == entry_id))
    use = db.session.get(VoucherUse, (entry_id, VoucherKind.late))
    if use is None:
        return Allowance(extended_until=until)
    return Allowance(until, use.until, use.category_id)


def extensions_of(entry_id: str) -> Sequence[Extension]:
    """Return the extensions of an entry, the one that counts first."""
    query = select(Extension).where(Extension.entry_id == entry_id)
    return db.session.scalars(query.order_by(Extension.until.desc(), Extension.granted_at.desc())).all()

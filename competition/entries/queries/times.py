"""The times that entries are held to: their call's, their category's, and what each has beyond them."""

from __future__ import annotations

from collections import defaultdict
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
    mine = (Extension.entry_id == entry_id) & Extension.round_id.is_(None)
    until = db.session.scalar(select(func.max(Extension.until)).where(mine))
    use = db.session.get(VoucherUse, (entry_id, VoucherKind.late))
    if use is None:
        return Allowance(extended_until=until)
    return Allowance(until, use.until, use.category_id)


def allowances_in_rounds(entry_id: str) -> dict[str, Allowance]:
    """Return what an entry has beyond the dates of later rounds, by the round's id, in one query."""
    rows = db.session.scalars(select(Extension).where(Extension.entry_id == entry_id, Extension.round_id.is_not(None)))
    found: defaultdict[str, list[Extension]] = defaultdict(list)
    for row in rows:
        found[str(row.round_id)].append(row)
    return {
        round_id: Allowance(
            extended_until=max((one.until for one in given if one.voucher_id is None), default=None),
            code_until=max((one.until for one in given if one.voucher_id is not None), default=None),
        )
        for round_id, given in found.items()
    }


def extensions_of(entry_id: str) -> Sequence[Extension]:
    """Return the extensions that organisers gave an entry, of itself and of what rounds ask, the latest first."""
    query = select(Extension).where(Extension.entry_id == entry_id, Extension.voucher_id.is_(None))
    return db.session.scalars(query.order_by(Extension.until.desc(), Extension.granted_at.desc())).all()

"""Reads of codes. A code is for its organisers and for who types it: no other reader gets one."""

from __future__ import annotations

from sqlalchemy import select

from competition import db
from competition.calls.models import Category, Voucher
from competition.calls.rules.vouchers import VoucherKind
from competition.i18n import Texts


def vouchers_of(call_id: str) -> list[tuple[Voucher, Texts]]:
    """Return the codes of a call, newest first, each with the category that it is for."""
    query = (
        select(Voucher, Category.name)
        .outerjoin(Category, Category.id == Voucher.category_id)
        .where(Voucher.call_id == call_id)
        .order_by(Voucher.created_at.desc(), Voucher.id)
    )
    return [(row[0], row[1] or {}) for row in db.session.execute(query)]


def voucher_by_code(call_id: str, kind: VoucherKind, code: str) -> Voucher | None:
    """Return the code of a call that somebody typed, as it is in the database now."""
    query = select(Voucher).where(Voucher.call_id == call_id, Voucher.kind == kind, Voucher.code == code)
    return db.session.scalar(query.execution_options(populate_existing=True))

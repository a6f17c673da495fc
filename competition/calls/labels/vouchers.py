"""The words for codes."""

from __future__ import annotations

from typing import Any

from competition.calls.rules.vouchers import VoucherKind
from competition.i18n import lazy_gettext as _l

VOUCHER_KINDS: dict[VoucherKind, Any] = {
    VoucherKind.late: _l("Entry after the close"),
    VoucherKind.discount: _l("A lower fee"),
}

VOUCHER_REFUSALS: dict[str, Any] = {
    "voucher_bad": _l(
        "A code is good until a time to come, at least once; a discount is of percent or of an amount. "
        "Nothing was saved."
    ),
}

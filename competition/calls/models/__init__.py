"""The tables of a call, by noun: `calls` (a call and its parts), `dates` (how they moved, codes), `fees`, `jury`."""

from competition.calls.models.calls import (
    Call,
    CallInstitution,
    Category,
    Clause,
    ClauseWording,
    EntryField,
    Inquiry,
    InquiryMessage,
    PublicAnswer,
    Round,
    RulesVersion,
)
from competition.calls.models.dates import DateMove, Voucher
from competition.calls.models.fees import Fee, FeeSchedule
from competition.calls.models.jury import JurorNaming

__all__ = [
    "Call",
    "CallInstitution",
    "Category",
    "Clause",
    "ClauseWording",
    "DateMove",
    "EntryField",
    "Fee",
    "FeeSchedule",
    "Inquiry",
    "InquiryMessage",
    "JurorNaming",
    "PublicAnswer",
    "Round",
    "RulesVersion",
    "Voucher",
]

"""The tables of a call, by noun: `calls` (a call, its parts and what is asked about it)."""

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

__all__ = [
    "Call",
    "CallInstitution",
    "Category",
    "Clause",
    "ClauseWording",
    "EntryField",
    "Inquiry",
    "InquiryMessage",
    "PublicAnswer",
    "Round",
    "RulesVersion",
]

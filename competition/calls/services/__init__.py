"""The verbs of calls. Each runs in one transaction, is for the call's organisers only, and stands in the call's log."""

from competition.calls.services.categories import add_category, edit_category, move_category, remove_category
from competition.calls.services.clauses import add_clause, edit_clause, remove_clause, set_eligibility
from competition.calls.services.copying import Copied, copy_call
from competition.calls.services.dates import edit_calendar, edit_own_dates
from competition.calls.services.erasing import on_person_erased
from competition.calls.services.fees import edit_fees, note_charged, set_fee
from competition.calls.services.form import add_field, copy_field, edit_field, move_field, remove_field, would_ask_anew
from competition.calls.services.inquiries import (
    ask,
    on_answer_published,
    remove_answer,
    reply,
    tell_of_answer,
    write_answer,
)
from competition.calls.services.institutions import (
    add_institution,
    edit_institution,
    move_institution,
    remove_institution,
)
from competition.calls.services.invitations import invite, resend_invitation, revoke_invitation
from competition.calls.services.jury import agree_to_naming
from competition.calls.services.lifecycle import create_call, publish_call
from competition.calls.services.room import limit_files
from competition.calls.services.rounds import add_round, edit_round, on_round_removed, remove_round
from competition.calls.services.vouchers import claim_voucher, give_back_voucher, make_voucher, revoke_voucher
from competition.calls.services.words import choose_release_rule, edit_texts

__all__ = [
    "Copied",
    "add_category",
    "add_clause",
    "add_field",
    "add_institution",
    "add_round",
    "agree_to_naming",
    "ask",
    "choose_release_rule",
    "claim_voucher",
    "copy_call",
    "copy_field",
    "create_call",
    "edit_calendar",
    "edit_category",
    "edit_clause",
    "edit_fees",
    "edit_field",
    "edit_institution",
    "edit_own_dates",
    "edit_round",
    "edit_texts",
    "give_back_voucher",
    "invite",
    "limit_files",
    "make_voucher",
    "move_category",
    "move_field",
    "move_institution",
    "note_charged",
    "on_answer_published",
    "on_person_erased",
    "on_round_removed",
    "publish_call",
    "remove_answer",
    "remove_category",
    "remove_clause",
    "remove_field",
    "remove_institution",
    "remove_round",
    "reply",
    "resend_invitation",
    "revoke_invitation",
    "revoke_voucher",
    "set_eligibility",
    "set_fee",
    "tell_of_answer",
    "would_ask_anew",
    "write_answer",
]

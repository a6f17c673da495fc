"""The verbs of entries, split by noun: drafts, teams, checks, uploads, files, submission, inspection, clean-up."""

from competition.calls.services import limit_files
from competition.entries.services.allowances import extend_entry, use_code_in_round, use_late_code
from competition.entries.services.answers import on_answer_published
from competition.entries.services.awaiting import declare_digests
from competition.entries.services.checks import approve_entry, ask_to_fix, bar_entry, readmit_entry
from competition.entries.services.drafts import begin_entry, discard_changes, reopen_entry, save_draft, withdraw_entry
from competition.entries.services.erasure import drop_bytes, on_person_erased
from competition.entries.services.fees import choose_fee, record_payment, strike_payment
from competition.entries.services.files import remove_file, reorder_files
from competition.entries.services.invitations import (
    accept_team_invitation,
    decline_team_invitation,
    invite_to_team,
    join_team_as_new,
)
from competition.entries.services.invoices import issue_credit_note, issue_invoice
from competition.entries.services.landing import finish_upload, finish_uploads
from competition.entries.services.later import on_round_moved, on_round_removed, open_later, save_later, submit_later
from competition.entries.services.likeness import decide_sameness
from competition.entries.services.moved_dates import on_deadline_moved
from competition.entries.services.sketches import claim_sketch, keep_sketch
from competition.entries.services.submission import submit_entry
from competition.entries.services.team import (
    answer_offer,
    change_rights,
    leave_team,
    offer_lead,
    remove_member,
    revoke_team_invitation,
    take_offer_back,
)
from competition.entries.services.terms import change_consents
from competition.entries.services.translations import check_translation
from competition.entries.services.uploads import first_request, open_slot, open_slots, sign

__all__ = [
    "accept_team_invitation",
    "answer_offer",
    "approve_entry",
    "ask_to_fix",
    "bar_entry",
    "begin_entry",
    "change_consents",
    "change_rights",
    "check_translation",
    "choose_fee",
    "claim_sketch",
    "decide_sameness",
    "declare_digests",
    "decline_team_invitation",
    "discard_changes",
    "drop_bytes",
    "extend_entry",
    "finish_upload",
    "finish_uploads",
    "first_request",
    "invite_to_team",
    "issue_credit_note",
    "issue_invoice",
    "join_team_as_new",
    "keep_sketch",
    "leave_team",
    "limit_files",
    "offer_lead",
    "on_answer_published",
    "on_deadline_moved",
    "on_person_erased",
    "on_round_moved",
    "on_round_removed",
    "open_later",
    "open_slot",
    "open_slots",
    "readmit_entry",
    "record_payment",
    "remove_file",
    "remove_member",
    "reopen_entry",
    "reorder_files",
    "revoke_team_invitation",
    "save_draft",
    "save_later",
    "sign",
    "strike_payment",
    "submit_entry",
    "submit_later",
    "take_offer_back",
    "use_code_in_round",
    "use_late_code",
    "withdraw_entry",
]

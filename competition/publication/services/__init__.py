"""The one way to release results: `release` (propose, sign, call off), `publishing` (the job), and what follows it."""

from competition.publication.services.complaining import answer_complaint, complain
from competition.publication.services.erasing import on_entry_erased, on_maker_erased, on_person_erased
from competition.publication.services.feedback import release_comments, write_sheets
from competition.publication.services.following import copy_pictures, write_letters
from competition.publication.services.publishing import publish
from competition.publication.services.release import call_off, propose_release, sign_if_asked, sign_release
from competition.publication.services.review import (
    on_category_reworded,
    on_decisions_made,
    on_entry_barred,
    on_entry_withdrawn,
    on_honours_changed,
    on_marks_corrected,
    on_run_stored,
)
from competition.publication.services.settling import on_consent_changed, remove_copies, settle_work
from competition.publication.services.withdrawing import confirm_withdrawal, drop_withdrawal, propose_withdrawal

__all__ = [
    "answer_complaint",
    "call_off",
    "complain",
    "confirm_withdrawal",
    "copy_pictures",
    "drop_withdrawal",
    "on_category_reworded",
    "on_consent_changed",
    "on_decisions_made",
    "on_entry_barred",
    "on_entry_erased",
    "on_entry_withdrawn",
    "on_honours_changed",
    "on_maker_erased",
    "on_marks_corrected",
    "on_person_erased",
    "on_run_stored",
    "propose_release",
    "propose_withdrawal",
    "publish",
    "release_comments",
    "remove_copies",
    "settle_work",
    "sign_if_asked",
    "sign_release",
    "write_letters",
    "write_sheets",
]

"""A call once more, for its next edition: everything of it but people, entries and marks."""

from __future__ import annotations

from competition import db
from competition.actor import Actor
from competition.calls import services as calls
from competition.calls.services import copying as of_calls
from competition.judging import services as judging
from competition.judging.services import copying as of_judging
from competition.results import services as results
from competition.results.services import copying as of_results

# The tables that are copied, with the columns that are not.
COPIED = {**of_calls.LEFT_OUT, **of_judging.LEFT_OUT, **of_results.LEFT_OUT}

# The tables that hang on a call and are not copied: people and what they said, entries and what became of them.
LEFT_BEHIND = frozenset(
    {
        *("inquiry", "inquiry_message", "public_answer", "rules_version"),
        *(
            "entry",
            "entry_member",
            "entry_invitation",
            "entry_sketch",
            "entry_file",
            "derivative",
            "submission",
            "later_entry",
        ),
        *("entry_check", "fix_request", "likeness", "resemblance"),
        *("entry_extension", "voucher", "voucher_use", "date_move"),
        *("fee_choice", "charge", "charged_entry", "payment", "invoice"),
        *("clause_wording", "agreement"),
        *("flag", "proposal", "juror_terms", "juror_naming", "conflict"),
        *("admission", "pledge", "assignment", "score_sheet", "sheet_version", "ballot", "ballot_version", "ruling"),
        *("rubric_edition", "reminder_plan", "reminder"),
        *("meeting", "attendance", "discussion_note", "vote", "cast_vote", "minutes_version", "minutes_signature"),
        *("scoring_run", "advancement", "motion", "decision"),
        *("release", "signature", "published_award", "published_work", "published_recipient", "award_withdrawal"),
        *("complaint", "released_comment", "published_sheet", "published_comment"),
    }
)


def duplicate_call(actor: Actor, call_id: str) -> str:
    """Copy a call into a draft of the actor's; return its id. Its dates are a proposal, a year later."""
    with db.transaction():
        copied = calls.copy_call(actor, call_id)
        judging.copy_rubrics(copied)
        results.copy_rulings(actor, copied, call_id)
        return copied.call_id

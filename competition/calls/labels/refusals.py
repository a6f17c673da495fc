"""The sentences for what a verb of calls may refuse, by code."""

from __future__ import annotations

from typing import Any

from competition.i18n import lazy_gettext as _l

REFUSALS: dict[str, Any] = {
    "call_needs_confirmed_address": _l("Confirm your e-mail address first: we sent you a letter with a link."),
    "call_already_published": _l("This call is published already."),
    "call_not_ready": _l("This call is not complete yet. The overview says what is missing."),
    "call_bad_texts": _l("Write this in each language of the call."),
    "call_bad_slug": _l("Use small letters from a to z, digits and single hyphens only."),
    "call_slug_taken": _l("Another call has this address. Choose another one."),
    "call_slug_locked": _l("The address of a published call stands: people have linked to it."),
    "call_unknown_zone": _l("We do not know this time zone. Choose one from the list."),
    "call_dates_out_of_order": _l("Some dates come too early. Nothing was saved."),
    "call_dates_missing": _l("A published call keeps all its dates. Nothing was saved."),
    "call_reason_needed": _l(
        "This takes time away from designers who are at work already. Say why: the reason stands on the page of the"
        " call and in the letter to them. Nothing was saved."
    ),
    "call_rounds_out_of_order": _l(
        "The rounds follow one another: the first begins after the hard close, each later one after the one before it "
        "has closed, and the announcement comes after the last. Nothing was saved."
    ),
    "call_round_stands": _l("Only the last round can be removed, and only while no entry lies before a juror in it."),
    "call_too_many_messages": _l("This thread has %(most)s messages; that is as many as there can be. Write a letter."),
    "call_answer_incomplete": _l("What all read stands in each language of the call. Keep it as a draft till then."),
    "call_answer_empty": _l("Write the question in one language at least."),
    "call_category_in_use": _l("Entries stand in this category; it cannot be removed. You can reword it."),
    "call_last_of_its_kind": _l("A published call keeps at least one host and one category. Add another one first."),
    "call_clause_taken": _l("The call asks this already. Change that one instead."),
    "call_clause_stands": _l("No call is without this. You can reword it."),
    "call_clause_locked": _l(
        "The call is published: nothing more can be demanded of its entrants. Ask it as something voluntary."
    ),
    "call_too_many": _l("A call has at most %(most)s of these."),
    "call_form_locked": _l("This question is no longer asked: it stands as it was for those who answered it."),
    "call_category_asks": _l("A question is asked in this category only. Ask it in another one, or remove it first."),
    "call_round_asks": _l("Questions are asked in this round. Remove them first."),
    "call_bad_limits": _l("One entry takes 1 GB at least, and all entries no less than one. Nothing was saved."),
    "call_bad_options": _l("This question is not complete. Check what it asks for."),
    "call_bad_condition": _l(
        "A question can depend on the answers of one earlier question only, and comes after it. Nothing was saved."
    ),
    "call_question_needed": _l(
        "Another question is asked only because of the answer to this one. Change that question first."
    ),
    "call_already_takes_part": _l("This institution has that part already."),
    "call_wrong_logo": _l("A logo is a PNG, JPEG or WebP picture; this file is none. Choose another one."),
    "call_logo_too_large": _l("This file is larger than %(most)s kB. Choose a smaller one."),
    "call_logo_too_many_pixels": _l("This picture is more than %(most)s pixels wide or high. Choose a smaller one."),
    "call_logo_broken": _l("This picture is damaged. Save it anew and choose it again."),
    "call_logo_not_stored": _l("The logo could not be stored just now. Nothing was saved; try again in a moment."),
    "call_institution_shared": _l(
        "This institution takes part in calls of other organisers too; you cannot reword it."
    ),
}

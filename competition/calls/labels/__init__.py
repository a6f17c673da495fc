"""The words for what a call can be, may lack and may refuse."""

from __future__ import annotations

from typing import Any

from competition.calls.labels.dates import DATES, DATES_HELP, ROUND_DATES, ROUND_DATES_HELP, SHORT_DATES
from competition.calls.labels.fees import FEE_PER, FEE_REFUSALS, FEE_STATUSES, FEE_TIERS
from competition.calls.labels.files import CODECS, COLOURS, COLOURS_ASKED, MEDIA_TYPES
from competition.calls.labels.questions import (
    KINDS,
    KINDS_HELP,
    MATERIAL_WORDS,
    UNITS,
    answer_words,
    condition_words,
    country_name,
    country_names,
    day_words,
    with_unit,
)
from competition.calls.labels.refusals import REFUSALS
from competition.calls.labels.vouchers import VOUCHER_KINDS, VOUCHER_REFUSALS
from competition.calls.rules import CallState, Feedback, Missing, Part, Phase, ReleaseRule
from competition.i18n import lazy_gettext as _l

STATES: dict[CallState, Any] = {
    CallState.draft: _l("Draft"),
    CallState.published: _l("Published"),
    CallState.archived: _l("Archived"),
}

PHASES: dict[Phase, Any] = {
    Phase.announced: _l("Announced"),
    Phase.open: _l("Open for entries"),
    Phase.late: _l("Last minutes"),
    Phase.closed: _l("Entries closed"),
}

# The kind of status word that shows each (templates/components/status.html).
STATE_KINDS = {CallState.draft: "quiet", CallState.published: "ok", CallState.archived: "info"}
PHASE_KINDS = {Phase.announced: "quiet", Phase.open: "active", Phase.late: "caution", Phase.closed: "info"}

PARTS: dict[Part, Any] = {
    Part.host: _l("Host"),
    Part.sponsor: _l("Sponsor"),
    Part.venue: _l("Venue"),
    Part.media: _l("Media partner"),
}

PART_GROUPS: dict[Part, Any] = {
    Part.host: _l("Hosts"),
    Part.sponsor: _l("Sponsors"),
    Part.venue: _l("Venues"),
    Part.media: _l("Media partners"),
}

RELEASE_RULES: dict[ReleaseRule, Any] = {
    ReleaseRule.organiser: _l("One organiser"),
    ReleaseRule.chair_and_auditor: _l("The chair of the jury and an auditor"),
    ReleaseRule.each_host: _l("One organiser of each host"),
}

RELEASE_RULES_HELP: dict[ReleaseRule, Any] = {
    ReleaseRule.organiser: _l("Quick: a single signature releases the results."),
    ReleaseRule.chair_and_auditor: _l("The one who led the jury and one who took no part in it both sign."),
    ReleaseRule.each_host: _l("Neither host can announce without the other."),
}

FEEDBACK: dict[Feedback, Any] = {
    Feedback.none: _l("Nothing of its judging"),
    Feedback.scores: _l("Its mean marks"),
    Feedback.scores_and_comments: _l("Its mean marks and comments of the jury"),
}

FEEDBACK_HELP: dict[Feedback, Any] = {
    Feedback.none: _l("The team learns who won, and no more."),
    Feedback.scores: _l(
        "For each criterion the mean of at least three jurors, and in which quarter of its category the work lies. "
        "Never a single mark, never a juror’s name."
    ),
    Feedback.scores_and_comments: _l(
        "Also the comments that the chair of the jury releases one by one before the announcement, without names."
    ),
}

MISSING: dict[Missing, Any] = {
    Missing.titles: _l("The title is missing in a language of the call."),
    Missing.summaries: _l("The summary is missing in a language of the call."),
    Missing.hosts: _l("No host invites yet."),
    Missing.categories: _l("There is no category yet."),
    Missing.fields: _l("The entry form asks nothing yet."),
    Missing.dates: _l("Some dates are not set."),
    Missing.order: _l("Some dates do not follow one another."),
    Missing.future: _l("The due time has passed already."),
}

# The part of the builder in which each is mended: its endpoint.
MENDED_AT: dict[Missing, str] = {
    Missing.titles: "calls.texts",
    Missing.summaries: "calls.texts",
    Missing.hosts: "calls.institutions",
    Missing.categories: "calls.categories",
    Missing.fields: "calls.fields",
    Missing.dates: "calls.calendar",
    Missing.order: "calls.calendar",
    Missing.future: "calls.calendar",
}

# The rooms of a call, for the list at their side: some belong to domains after this one.
ROOMS: tuple[tuple[str, Any], ...] = (
    ("calls.overview", _l("Overview")),
    ("calls.texts", _l("Texts")),
    ("calls.institutions", _l("Hosts and partners")),
    ("calls.categories", _l("Categories")),
    ("calls.fields", _l("Entry form")),
    ("entries.room_for_files", _l("Room for files")),
    ("calls.eligibility", _l("Who may enter")),
    ("calls.clauses", _l("Rights and declarations")),
    ("calls.calendar", _l("Calendar")),
    ("calls.fees", _l("Fees")),
    ("calls.vouchers", _l("Codes")),
    ("calls.rounds", _l("Rounds")),
    ("judging.rubric", _l("Rubric")),
    ("results.honours", _l("Prizes")),
    ("calls.people", _l("People")),
    ("calls.release_rule", _l("Release rule")),
    ("entries.of_call", _l("Entries")),
    ("entries.charges", _l("Payments")),
    ("entries.checks", _l("Check of entries")),
    ("entries.consents_of_call", _l("Consents")),
    ("entries.alike", _l("Similar works")),
    ("calls.inbox", _l("Questions")),
    ("judging.jury", _l("Jury")),
    ("judging.progress", _l("Progress")),
    ("results.overview", _l("Results")),
    ("results.deliberation", _l("Deliberation")),
    ("publication.comments", _l("Comments")),
    ("publication.release", _l("Release")),
    ("publication.complaints", _l("Complaints")),
)

__all__ = [
    "CODECS",
    "COLOURS",
    "COLOURS_ASKED",
    "DATES",
    "DATES_HELP",
    "FEEDBACK",
    "FEEDBACK_HELP",
    "FEE_PER",
    "FEE_REFUSALS",
    "FEE_STATUSES",
    "FEE_TIERS",
    "KINDS",
    "KINDS_HELP",
    "MATERIAL_WORDS",
    "MEDIA_TYPES",
    "MENDED_AT",
    "MISSING",
    "PARTS",
    "PART_GROUPS",
    "PHASES",
    "PHASE_KINDS",
    "REFUSALS",
    "RELEASE_RULES",
    "RELEASE_RULES_HELP",
    "ROOMS",
    "ROUND_DATES",
    "ROUND_DATES_HELP",
    "SHORT_DATES",
    "STATES",
    "STATE_KINDS",
    "UNITS",
    "VOUCHER_KINDS",
    "VOUCHER_REFUSALS",
    "answer_words",
    "condition_words",
    "country_name",
    "country_names",
    "day_words",
    "with_unit",
]

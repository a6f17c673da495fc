"""The law of a call: its states, its calendar, the kinds of question it may ask, what it needs to go public.

Pure: time is an argument, nothing is read or written.
"""

from competition.calls.rules.answers import AnswerFault, check_answer, length
from competition.calls.rules.calendar import DATES, ENTERING, Calendar, Phase, is_time_zone, out_of_order, phase_at
from competition.calls.rules.commands import (
    AddInstitution,
    CategoryWords,
    ChooseReleaseRule,
    EditCalendar,
    EditTexts,
    FieldWords,
    LogoChange,
    NewCall,
)
from competition.calls.rules.fields import (
    MEDIA_TYPES,
    Choice,
    ChoiceOptions,
    FieldKind,
    FieldOptions,
    FilesOptions,
    TextOptions,
    YesNoOptions,
    as_stored,
    has_same_shape,
    options_of,
)
from competition.calls.rules.publication import (
    MOST_LOGO_KB,
    Draft,
    Missing,
    is_slug,
    languages_without,
    may_publish,
    slug_from,
)
from competition.calls.rules.rounds import (
    MOST_ROUNDS,
    RoundDraft,
    RoundsOutOfOrder,
    RoundStands,
    check_rounds,
    current_of,
)
from competition.calls.rules.states import PARTNERS, CallState, Feedback, Part, ReleaseRule, RoundKind

__all__ = [
    "DATES",
    "ENTERING",
    "MEDIA_TYPES",
    "MOST_LOGO_KB",
    "MOST_ROUNDS",
    "PARTNERS",
    "AddInstitution",
    "AnswerFault",
    "Calendar",
    "CallState",
    "CategoryWords",
    "Choice",
    "ChoiceOptions",
    "ChooseReleaseRule",
    "Draft",
    "EditCalendar",
    "EditTexts",
    "Feedback",
    "FieldKind",
    "FieldOptions",
    "FieldWords",
    "FilesOptions",
    "LogoChange",
    "Missing",
    "NewCall",
    "Part",
    "Phase",
    "ReleaseRule",
    "RoundDraft",
    "RoundKind",
    "RoundStands",
    "RoundsOutOfOrder",
    "TextOptions",
    "YesNoOptions",
    "as_stored",
    "check_answer",
    "check_rounds",
    "current_of",
    "has_same_shape",
    "is_slug",
    "is_time_zone",
    "languages_without",
    "length",
    "may_publish",
    "options_of",
    "out_of_order",
    "phase_at",
    "slug_from",
]

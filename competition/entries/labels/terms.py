"""The words for what an entrant says about himself, agrees to and declares."""

from __future__ import annotations

from typing import Any

from competition.calls.rules import AboutFault, ClauseKind, ClauseShape
from competition.calls.rules.eligibility import Basis
from competition.i18n import lazy_gettext as _l

ABOUT: dict[str, Any] = {
    "birth_date": _l("Your date of birth"),
    "country": _l("Your country"),
    "occupation": _l("What you are"),
    "school": _l("Your school"),
    "takes_part": _l("How you take part"),
    "members": _l("Members of the team, you included"),
    "all_meet": _l("Everybody on our team meets these rules"),
}
COUNTRIES: dict[Basis, Any] = {
    Basis.none: ABOUT["country"],
    Basis.residence: _l("The country in which you live"),
    Basis.nationality: _l("Your nationality"),
}
OCCUPATIONS: dict[str, Any] = {"student": _l("Student"), "professional": _l("Professional")}
TAKES_PART: dict[str, Any] = {"alone": _l("Alone"), "team": _l("As a team")}

# The answers to be chosen from, and the labels of the controls beside them, by the shape of a clause.
VALUES: dict[ClauseShape, dict[str, Any]] = {
    ClauseShape.ai: {"none": _l("No"), "assisted": _l("Yes, it assisted")},
    ClauseShape.releases: {"yes": _l("Yes"), "no": _l("No"), "not_applicable": _l("Not applicable")},
    ClauseShape.novelty: {"no": _l("Not filed"), "yes": _l("Filed")},
}
GIVEN: dict[bool, Any] = {True: _l("Yes"), False: _l("No")}
PARTS: dict[str, Any] = {
    "given": _l("I agree"),
    "value": _l("Answer"),
    "text": _l("In a few words"),
    "not_before": _l("Not public before"),
    "number": _l("Number of the filing"),
    "office": _l("Office or country where it is filed"),
    "minor": _l("Somebody on our team is under 18"),
    "name": _l("Name of the parent or guardian"),
    "email": _l("E-mail address of the parent or guardian"),
}
TICKS: dict[ClauseKind, Any] = {
    ClauseKind.not_shown: _l("I declare this"),
    ClauseKind.own: _l("I declare this"),
    ClauseKind.guardian: _l("The parent or guardian agrees"),
}
# What is asked, where the wording does not ask it itself.
ASKED: dict[ClauseShape, Any] = {ClauseShape.novelty: _l("Is the design filed for protection?")}
TEXTS: dict[ClauseKind, Any] = {
    ClauseKind.ai_use: _l("With what, and for what"),
    ClauseKind.models: _l("Who they are"),
    ClauseKind.photographers: _l("Who they are"),
}
HELP: dict[str, Any] = {
    "not_before": _l("Until that day public pages show no picture of it, if it wins."),
    "number": _l("The jury does not see it."),
    "email": _l("A letter with what is agreed to here goes there."),
    "minor": _l("Then a parent or guardian has to agree."),
}
# When a part is asked, said where no scripts hide it.
CONDITIONS: dict[str, Any] = {
    "school": _l("Only for students."),
    "members": _l("Only for teams."),
    "all_meet": _l("Only for teams."),
    "text": _l("Only if you answer yes."),
    "number": _l("Only if it is filed."),
    "office": _l("Only if it is filed."),
    "name": _l("Only for minors."),
    "email": _l("Only for minors."),
}

FAULTS: dict[AboutFault, Any] = {
    AboutFault.missing: _l("Still missing"),
    AboutFault.not_a_date: _l("Needs a day"),
    AboutFault.too_few_members: _l("Too few members"),
    AboutFault.too_many_in_category: _l("Too many entries in this category"),
    **{
        fault: _l("Not open to you")
        for fault in (
            AboutFault.too_young,
            AboutFault.too_old,
            AboutFault.born_too_early,
            AboutFault.born_too_late,
            AboutFault.not_from_there,
            AboutFault.not_a_student,
            AboutFault.not_a_professional,
            AboutFault.not_alone,
            AboutFault.not_a_team,
            AboutFault.too_many_members,
        )
    },
}

REFUSALS: dict[str, Any] = {
    "entry_wording_changed": _l(
        "A wording was changed after this page was shown. Nothing was saved: read it anew, then answer."
    ),
}

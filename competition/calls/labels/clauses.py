"""The words for clauses: what each kind is called, when an organiser asks it, and how it reads unless he rewords it."""

from __future__ import annotations

from typing import Any

from competition.calls.labels.questions import country_name
from competition.calls.rules import AskedClause, ClauseKind
from competition.i18n import LANGUAGES, Picked, Texts, babel_name, force_locale, locale, pick
from competition.i18n import lazy_gettext as _l

CLAUSES: dict[ClauseKind, Any] = {
    ClauseKind.jury: _l("Jury"),
    ClauseKind.web: _l("Web"),
    ClauseKind.press: _l("Press"),
    ClauseKind.catalogue: _l("Catalogue"),
    ClauseKind.exhibition: _l("Exhibition"),
    ClauseKind.social: _l("Social media"),
    ClauseKind.archive: _l("Archive"),
    ClauseKind.transfer: _l("Transfer abroad"),
    ClauseKind.own_work: _l("Own work"),
    ClauseKind.not_shown: _l("Not shown before"),
    ClauseKind.novelty: _l("Novelty of the design"),
    ClauseKind.ai_use: _l("Use of artificial intelligence"),
    ClauseKind.ai_training: _l("Training of artificial intelligence"),
    ClauseKind.models: _l("People in the pictures"),
    ClauseKind.photographers: _l("Photographers"),
    ClauseKind.guardian: _l("Parent or guardian"),
    ClauseKind.own: _l("Declaration of your own"),
}

CLAUSES_HELP: dict[ClauseKind, Any] = {
    ClauseKind.jury: _l("Always there: without it nothing can be judged."),
    ClauseKind.web: _l("The gallery, the winners’ pages and your own site. Without it only title and maker are shown."),
    ClauseKind.press: _l("Pictures and texts for those who report on the award."),
    ClauseKind.catalogue: _l("The printed book of the award."),
    ClauseKind.exhibition: _l("One for each city: a designer may say yes to one and no to another."),
    ClauseKind.social: _l("The channels of the hosts."),
    ClauseKind.archive: _l("What is kept once the award is over, for research."),
    ClauseKind.transfer: _l(
        "Personal data that leaves the entrant’s country: asked apart, once for each recipient (China: PIPL)."
    ),
    ClauseKind.own_work: _l("Always there: it is confirmed at the moment of handing in."),
    ClauseKind.not_shown: _l("For awards that take new works only."),
    ClauseKind.novelty: _l("A day before which no picture is public, and whether the design is filed."),
    ClauseKind.ai_use: _l("None, or assisted, and then by what and for what."),
    ClauseKind.ai_training: _l("Not given unless it is ticked."),
    ClauseKind.models: _l("Whether people who can be recognised have agreed, and who they are."),
    ClauseKind.photographers: _l("Whether the photographers have agreed, and who they are."),
    ClauseKind.guardian: _l(
        "Asked only of minors: the guardian’s name and address; he gets a letter with what was agreed."
    ),
    ClauseKind.own: _l("A sentence in your own words that entrants tick."),
}

WORDINGS: dict[ClauseKind, Any] = {
    ClauseKind.jury: _l("The jury and the organisers see this entry in order to judge it."),
    ClauseKind.web: _l("If this entry wins or is shortlisted, its pictures and texts may be shown in public."),
    ClauseKind.press: _l("Pictures and texts of this entry may be given to the press to report on the award."),
    ClauseKind.catalogue: _l("Pictures and texts of this entry may be printed in the catalogue of the award."),
    ClauseKind.exhibition: _l("This work may be shown in the exhibition in the place named above."),
    ClauseKind.social: _l("Pictures of this entry may be shown in the organisers’ social media."),
    ClauseKind.archive: _l("This entry may stay in the organisers’ archive, where researchers may look at it."),
    ClauseKind.transfer: _l(
        "My personal data and this entry may be sent to the recipient named above, in another country, and kept there"
        " for this award."
    ),
    ClauseKind.own_work: _l("This is our own work, and everything here is true to our knowledge."),
    ClauseKind.not_shown: _l("This work has not been shown, published or sold before."),
    ClauseKind.novelty: _l("Tell us if the design must stay unpublished for some time, and if it is filed."),
    ClauseKind.ai_use: _l("Did artificial intelligence take part in making this work or its pictures?"),
    ClauseKind.ai_training: _l("This entry may be used to train artificial intelligence."),
    ClauseKind.models: _l("Have the people who can be recognised in the pictures agreed to their use?"),
    ClauseKind.photographers: _l("Have the photographers agreed to the use of their pictures?"),
    ClauseKind.guardian: _l("A parent or guardian has read what is agreed to here, and agrees to it."),
}


def clause_name(clause: AskedClause) -> str:
    """Return what a clause is called, with its place: Exhibition · Shenzhen."""
    name = str(CLAUSES[clause.kind])
    place = [str(pick(clause.place)), country_name(clause.country, locale()) if clause.country else ""]
    return " · ".join([name, ", ".join(part for part in place if part)] if any(place) else [name])


def clause_text(clause: AskedClause) -> Picked:
    """Return the wording for the reader."""
    return pick(clause.text)


def standard_wording(kind: ClauseKind) -> Texts:
    """Return how a kind of clause reads in each language unless an organiser rewords it."""
    found: Texts = {}
    for code in LANGUAGES:
        with force_locale(babel_name(code)):
            found[code] = str(WORDINGS.get(kind, ""))
    return {code: text for code, text in found.items() if text}

"""The controls for what an entrant says about himself, agrees to and declares; how they are read and shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, Field, Form, RadioField, SelectField

from competition.calls import labels
from competition.calls.rules import AskedClause, ClauseShape, Eligibility
from competition.calls.rules.eligibility import MOST_SCHOOL
from competition.calls.rules.entrants import parts_of
from competition.entries.forms.controls import DayInput, offered
from competition.entries.forms.marks import Mark
from competition.entries.labels import terms as words
from competition.entries.rules.agreeing import MOST_NAME, MOST_NUMBER, MOST_WORDS, PART, PARTS
from competition.entries.rules.terms import ABOUT
from competition.i18n import lazy_gettext as _l
from competition.web.fields import LongTextField, TextField

CHOSEN: dict[str, dict[str, Any]] = {"occupation": words.OCCUPATIONS, "takes_part": words.TAKES_PART}
TICKED = frozenset({"all_meet", "given", "minor"})
LENGTHS = {"school": MOST_SCHOOL, "name": MOST_NAME, "email": MOST_NAME, "number": MOST_NUMBER, "office": MOST_NAME}


@dataclass(frozen=True, slots=True)
class FormTerms:
    """What the form asks besides the call's questions; consents only while an entry was never handed in."""

    rules: Eligibility
    clauses: Sequence[AskedClause]

    @property
    def parts(self) -> tuple[str, ...]:
        """Return what is asked about the entrant."""
        return parts_of(self.rules)


NO_TERMS = FormTerms(Eligibility(), ())


def term_controls(terms: FormTerms) -> dict[str, Field]:
    """Return all controls by name."""
    found = {ABOUT + part: _about(part, terms.rules) for part in terms.parts}
    for clause in terms.clauses:
        for part in asked_parts(clause, terms):
            found[name_of(clause, part)] = _of_clause(clause, part)
    return found


def asked_parts(clause: AskedClause, terms: FormTerms) -> tuple[str, ...]:
    """Return the parts of a clause that the form asks: a date of birth makes the tick for minors needless."""
    return tuple(part for part in PARTS[clause.shape] if part != "minor" or not terms.rules.has_age)


def name_of(clause: AskedClause, part: str) -> str:
    """Return the name of a control."""
    return f"{PART}{clause.id}-{part}"


def term_data(terms: FormTerms, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is stored as the data of the controls."""
    about, agreed = content["about"], content["agreed"]
    data = {ABOUT + part: _shown(part, about.get(part)) for part in terms.parts}
    for clause in terms.clauses:
        answer = agreed.get(clause.id, {})
        data |= {name_of(clause, part): _shown(part, answer.get(part)) for part in asked_parts(clause, terms)}
    return data


def plain_terms(terms: FormTerms, content: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Return it as a browser would send it, for comparing two versions."""
    data = term_data(terms, content)
    return {name: (["y"] if value else []) if isinstance(value, bool) else str(value) for name, value in data.items()}


def about_in(terms: FormTerms, form: Form) -> dict[str, Any]:
    """Return what the form says about the entrant."""
    return {part: _read(part, form[ABOUT + part].data) for part in terms.parts}


def agreed_in(terms: FormTerms, form: Form) -> dict[str, dict[str, Any]]:
    """Return what the form says to each clause."""
    return {
        clause.id: {part: _read(part, form[name_of(clause, part)].data) for part in asked_parts(clause, terms)}
        for clause in terms.clauses
    }


def _read(part: str, data: Any) -> Any:
    if part in TICKED:
        return bool(data)
    if part == "members":
        return int(data) if data and data.isdecimal() and len(data) < 4 else data or None
    return data or None


def _shown(part: str, value: Any) -> Any:
    return bool(value) if part in TICKED else str(value or "")


def _about(part: str, rules: Eligibility) -> Field:
    label, needed = words.ABOUT[part], Mark(required=True)
    if part in TICKED:
        return BooleanField(label, [needed])
    if part in CHOSEN:
        return RadioField(label, [needed], choices=offered(list(CHOSEN[part].items())), validate_choice=False)
    if part == "country":
        choices = offered([("", _l("Choose one")), *labels.country_names()])
        return SelectField(words.COUNTRIES[rules.basis], [needed], choices=choices, validate_choice=False)
    if part == "birth_date":
        return TextField(label, [needed], widget=DayInput(), render_kw={"autocomplete": "bday"})
    if part == "members":
        return TextField(label, [needed], render_kw={"inputmode": "numeric", "autocomplete": "off"})
    return TextField(label, [Mark(required=True, maxlength=LENGTHS[part])], render_kw={"autocomplete": "organization"})


def _of_clause(clause: AskedClause, part: str) -> Field:
    required = clause.is_required and part in {"given", "value"}
    needed = Mark(required=required or clause.shape == ClauseShape.guardian)
    told: dict[str, Any] = {"description": words.HELP.get(part, "")}
    if part in TICKED:
        label = words.TICKS.get(clause.kind, words.PARTS[part]) if part == "given" else words.PARTS[part]
        return BooleanField(label, [needed], **told)
    if part == "value":
        choices = offered(list(words.VALUES[clause.shape].items()))
        label = words.ASKED.get(clause.shape, words.PARTS[part])
        return RadioField(label, [needed], choices=choices, validate_choice=False)
    if part == "not_before":
        return TextField(words.PARTS[part], [], widget=DayInput(), **told)
    if part == "text":
        return LongTextField(words.TEXTS[clause.kind], [Mark(required=True, maxlength=MOST_WORDS)], **told)
    marks = Mark(required=part != "office", maxlength=LENGTHS[part])
    more = {"type": "email", "autocomplete": "off"} if part == "email" else {"autocomplete": "off"}
    return TextField(words.PARTS[part], [marks], render_kw=more, **told)

"""What the form shows of a call's terms: its parts for the list beside it, conditions, and what is wrong at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from competition.calls.labels.clauses import clause_name, clause_text
from competition.calls.labels.eligibility import why_not
from competition.calls.rules import AboutFault, AnswerFault, AskedClause, ClauseShape
from competition.calls.rules.eligibility import Occupation, TakesPart
from competition.calls.rules.entrants import MAJORITY, parts_asked
from competition.entries.forms import PREFIX, EntryForm
from competition.entries.forms.terms import asked_parts, name_of
from competition.entries.labels import terms as words
from competition.entries.rules.agreeing import PART, Answered, answered, concerns_a_minor
from competition.entries.rules.terms import ABOUT, lacks_of_terms
from competition.entries.views.agreed_words import Told, about_words, given_words
from competition.entries.views.loading import Room
from competition.entries.views.words import lacks_by_part
from competition.i18n import gettext as _
from competition.i18n import html_lang, locale, pick
from competition.i18n import lazy_gettext as _l

# What is asked of a guardian, besides whether one is needed.
GUARDED = ("name", "email", "given")
YES = {"text": ("value", ["yes", "assisted"]), "number": ("value", ["yes"]), "office": ("value", ["yes"])}
ANSWERS = {
    "school": ("occupation", ["student"]),
    "members": ("takes_part", ["team"]),
    "all_meet": ("takes_part", ["team"]),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that the form asks: its name, what it is called, and where it stands."""

    name: str
    label: str
    target: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the form, with what can be missing in it; `id` is its heading's."""

    id: str
    title: str
    parts: tuple[Part, ...]


def sections_of(room: Room) -> list[Section]:
    """Return the sections of the form, in its order; one without parts is left out. A later round has one."""
    work = [] if room.later else [Part("title", _("Title of the work"), "title")]
    work += [Part("category", _("Category"), "category")] if room.categories and not room.later else []
    for field in room.fields:
        label, prefix = pick(field.label), "files-" if field.kind == "files" else PREFIX
        work.append(Part(field.id, label.text, prefix + field.id, label.html_lang))
    if room.later:
        return [Section("work", _("The work"), tuple(work))]
    about = [Part(ABOUT + part, words.ABOUT[part], ABOUT + part) for part in room.form_terms.parts]
    found = [Section("work", _("The work"), tuple(work)), Section("about", about_title(room), tuple(about))]
    for name, title, clauses in clause_groups(room):
        found.append(Section(name, title, tuple(part for one in clauses for part in _parts(room, one))))
    return [section for section in found if section.parts]


def about_title(room: Room) -> str:
    """Return the heading of what is asked about people."""
    alone = room.terms.rules.takes_part in {TakesPart.any, TakesPart.individuals}
    return str(_("About you") if alone else _("About you and your team"))


def clause_groups(room: Room) -> list[tuple[str, str, list[AskedClause]]]:
    """Return the clauses of the form by section. Own work is declared on the page that hands in."""
    shown = [one for one in room.form_terms.clauses if one.kind != "own_work"]
    return [
        ("consents", _("What may be done with your entry"), [one for one in shown if one.is_consent]),
        ("declarations", _("Declarations"), [one for one in shown if not one.is_consent]),
    ]


def conditions_of_terms(room: Room) -> list[dict[str, Any]]:
    """Return what is asked only after some answer, as the page's scripts take it."""
    found = [
        {"id": ABOUT + part, "needs": [_need(ABOUT + ANSWERS[part][0], ANSWERS[part][1])]}
        for part in room.form_terms.parts
        if part in _unasked(room)
    ]
    for clause in room.form_terms.clauses:
        found += _of_guardian(room, clause) if clause.shape == ClauseShape.guardian else []
        for part in asked_parts(clause, room.form_terms):
            if part in YES:
                control = name_of(clause, YES[part][0])
                found.append({"id": name_of(clause, part), "needs": [_need(control, YES[part][1])]})
    return found


def _of_guardian(room: Room, clause: AskedClause) -> list[dict[str, Any]]:
    """Ask for a guardian where the date of birth is a minor's; where no rule asks for that, where the entrant ticks."""
    if room.terms.rules.has_age:
        of_age = f"{room.terms.today.year - MAJORITY:04}-{room.terms.today:%m-%d}"
        return [{"id": f"{PART}{clause.id}", "needs": [{"control": f"{ABOUT}birth_date", "after": of_age}]}]
    ticked = _need(name_of(clause, "minor"), ["y"])
    return [{"id": name_of(clause, part), "needs": [ticked]} for part in GUARDED]


def _need(control: str, answers: list[str]) -> dict[str, Any]:
    return {"control": control, "answers": answers}


def hidden_terms(room: Room) -> set[str]:
    """Return the names of the controls that the answers given hide."""
    asked = parts_asked(room.terms.rules, room.content["about"])
    hidden = {ABOUT + part for part in room.form_terms.parts if part not in asked}
    minor = concerns_a_minor(room.terms.clauses, room.content, room.terms.today)
    of_age_is_told = room.terms.rules.has_age
    for clause in room.form_terms.clauses:
        if clause.shape == ClauseShape.guardian and not minor:
            hidden |= {f"{PART}{clause.id}"} if of_age_is_told else {name_of(clause, part) for part in GUARDED}
        value = room.content["agreed"].get(clause.id, {}).get("value")
        hidden |= {name_of(clause, part) for part in asked_parts(clause, room.form_terms) if _is_hidden(part, value)}
    return hidden


def wrong_terms(room: Room) -> dict[str, str]:
    """Return what is wrong with what was said, in a sentence, by control; what is only missing is none of it."""
    found = {}
    for lack in lacks_of_terms(room.content, room.terms):
        if isinstance(lack.fault, AboutFault):
            said = why_not(room.terms.rules, lack.fault)
        else:
            said = str(_SAID.get(lack.fault, ""))
        if said:
            found[lack.part] = said
    return found


def terms_in_form(room: Room, form: EntryForm) -> dict[str, Any]:
    """Return what the form's template asks of the call's terms, and what is missing or wrong where."""
    put_terms_at_fields(form, wrong_terms(room))
    return {
        "missing": lacks_by_part(room.lacks),
        "sections": sections_of(room),
        "about_title": about_title(room),
        "clause_groups": clause_groups(room),
        "hidden_terms": hidden_terms(room),
        "shown_clause": shown_clause,
        "asked_parts": lambda clause: asked_parts(clause, room.form_terms),
        "term_words": words,
    }


def put_terms_at_fields(form: EntryForm, wrong: dict[str, str]) -> None:
    """Put these sentences at their controls."""
    for name, sentence in wrong.items():
        if name in form and not form[name].errors:
            form[name].errors = [sentence]


def shown_clause(clause: AskedClause) -> tuple[str, Any]:
    """Return what a clause is called, and its wording for the reader."""
    return clause_name(clause), clause_text(clause)


def _told(clause: AskedClause, said: Answered) -> Told:
    return Told(clause_name(clause), given_words(str(clause.kind), said), clause_text(clause))


def _unasked(room: Room) -> set[str]:
    """Return the parts that hang on an answer: a rule that is for students alone asks for the school at once."""
    rules = room.terms.rules
    always = {"school"} if rules.occupation == Occupation.students else set()
    return set(ANSWERS) - always - ({"members", "all_meet"} if rules.takes_part == TakesPart.teams else set())


def _is_hidden(part: str, value: Any) -> bool:
    return part in YES and value not in YES[part][1]


def _parts(room: Room, clause: AskedClause) -> list[Part]:
    if clause.shape == ClauseShape.fixed or (clause.is_consent and not clause.is_required):
        return []
    names = [name_of(clause, part) for part in asked_parts(clause, room.form_terms)]
    return [Part(f"{PART}{clause.id}", clause_name(clause), names[0], html_lang(locale()))]


_SAID: dict[Any, Any] = {
    AnswerFault.not_a_date: _l("This is not a day. Write year, month and day, as in 2027-02-28."),
    AnswerFault.not_an_address: _l("No letter can reach this address. Look at its spelling."),
}


def told_terms(room: Room) -> list[tuple[str, list[Told]]]:
    """Return what would be handed in of the terms, section by section: about people, consents, declarations."""
    about, asked = room.content["about"], parts_asked(room.terms.rules, room.content["about"])
    people = [Told(str(words.ABOUT[part]), about_words(part, about.get(part)), None) for part in asked]
    found = [(about_title(room), people)]
    minor = concerns_a_minor(room.terms.clauses, room.content, room.terms.today)
    for _name, title, clauses in clause_groups(room):
        lines = [(one, answered(one, room.content["agreed"].get(one.id, {}), minor=minor)) for one in clauses]
        found.append((title, [_told(one, said) for one, said in lines if said]))
    return [(title, lines) for title, lines in found if lines]

"""What is said at a question: what it takes, and why an answer is not taken. The page's scripts say the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from competition.calls import labels
from competition.calls.models import EntryField
from competition.calls.rules import (
    AnswerFault,
    DateOptions,
    DimensionsOptions,
    FieldOptions,
    MaterialsOptions,
    NumberOptions,
    RowsOptions,
    SeveralOptions,
    TeamOptions,
    TextOptions,
    WebAddressOptions,
    categories_of,
    condition_of,
)
from competition.calls.rules.conditions import answer_to, given_in
from competition.entries.forms import PREFIX, Asked, EntryForm, dimension_parts
from competition.entries.rules.lacking import Fault, Lack
from competition.i18n import decimal_mark, decimal_words, ngettext
from competition.i18n import gettext as _

Said = Callable[[Any], str]


def limits(options: FieldOptions) -> str:
    """Return what a question takes, in a sentence; empty where everything is taken."""
    match options:
        case NumberOptions(least=least, most=most) if least is not None and most is not None:
            return str(_("From %(least)s to %(most)s.", least=decimal_words(least), most=_number(options, most)))
        case NumberOptions(least=least) if least is not None:
            return _SAID[AnswerFault.too_small](options)
        case NumberOptions(most=most) if most is not None:
            return _SAID[AnswerFault.too_large](options)
        case DateOptions(least, most):
            return " ".join(_SAID[fault](options) for fault in _bounds(least, most))
        case SeveralOptions():
            return _how_many(options)
        case _:
            return ""


def sentence(options: FieldOptions, lack: Lack) -> str:
    """Return why an answer is not taken, and what to do; empty for what a draft may lack."""
    words = _SAID[lack.fault](options) if lack.fault in _SAID else ""
    return _of_row(options, words, lack.count) if words and isinstance(options, RowsOptions) else words


def _of_row(options: RowsOptions, words: str, row: int | str) -> str:
    if isinstance(options, TeamOptions):
        return str(_("Person %(row)s: %(sentence)s", row=row, sentence=words))
    return str(_("Material %(row)s: %(sentence)s", row=row, sentence=words))


def put_at_fields(form: EntryForm, asked: list[Asked], lacks: list[Lack]) -> dict[str, str]:
    """Put what is wrong with a draft at its questions; what is missing is none of it.

    Return what is to be said of questions that have several controls, by question.
    """
    options = {one.id: one.options for one in asked}
    wrong = {}
    for lack in lacks:
        words = sentence(options[lack.part], lack) if lack.part in options else ""
        name = PREFIX + lack.part + (f"-{lack.language}" if lack.language else "")
        if words and name not in form:
            wrong[lack.part] = words
        elif words and not form[name].errors:
            form[name].errors = [words]
    return wrong


def conditions(fields: Sequence[EntryField], answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return which questions are asked only in some cases, in the form's order, and all that must hold.

    `former` is what stands for an answer that is not given yet: the one that the question's former version got.
    """
    found = [(field.id, _needs(field, {one.id: one for one in fields}, answers)) for field in fields]
    return [{"id": field_id, "needs": needs} for field_id, needs in found if needs]


def _needs(field: EntryField, fields: Mapping[str, EntryField], answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    categories, condition = categories_of(field.options), condition_of(field.options)
    needs: list[dict[str, Any]] = [{"control": "category", "answers": categories}] if categories else []
    if condition:
        question = fields.get(condition.question)
        before = {name: answers.get(name) for name in (question.replaces if question else ())}
        former = sorted(given_in(answer_to(question, before))) if question and any(before.values()) else []
        control = PREFIX + condition.question
        needs.append(
            {"question": condition.question, "control": control, "answers": condition.answers, "former": former}
        )
    return needs


def checks(asked: list[Asked]) -> list[dict[str, Any]]:
    """Return what the page's scripts check while one writes, in the form's order: rules and sentences of a control."""
    told = ((one, _told(one.options)) for one in asked)
    return [{"name": PREFIX + one.id, "kind": str(one.kind), **rules} for one, rules in told if rules]


def _told(options: FieldOptions) -> dict[str, Any]:
    match options:
        case NumberOptions():
            rules = {"decimals": options.decimals, "least": options.least, "most": options.most}
            return {**rules, "mark": decimal_mark(), "words": _words(options, _OF_NUMBERS)}
        case DimensionsOptions() | MaterialsOptions() | TeamOptions():
            return {"mark": decimal_mark(), **_told_of_parts(options)}
        case DateOptions() | SeveralOptions():
            faults = _OF_DAYS if isinstance(options, DateOptions) else _OF_CHOICES
            return {"least": options.least, "most": options.most, "words": _words(options, faults)}
        case TextOptions(most, most_chinese):
            return {"most": most, "chinese": most_chinese, "words": _words(options, (AnswerFault.too_long,))}
        case WebAddressOptions():
            return {"words": _words(options, (AnswerFault.not_an_address,))}
        case _:
            return {}


def _told_of_parts(options: DimensionsOptions | RowsOptions) -> dict[str, Any]:
    if isinstance(options, RowsOptions):
        faults = _OF_PEOPLE if isinstance(options, TeamOptions) else _OF_MATERIALS
        words = {fault: _of_row(options, said, "{row}") for fault, said in _words(options, faults).items()}
        return {"most": options.most, "words": words}
    parts = [f"-{part}" for part in dimension_parts(options)]
    needed = parts[: 3 if options.needs_depth else 2]
    return {"parts": parts, "needed": needed, "words": _words(options, _OF_DIMENSIONS)}


def _words(options: FieldOptions, faults: tuple[Fault, ...]) -> dict[str, str]:
    return {str(fault): _SAID[fault](options) for fault in faults}


def _number(options: NumberOptions, number: str | None) -> str:
    return labels.with_unit(number, options.unit) if number is not None else ""


def _day(day: str | None) -> str:
    return labels.day_words(day) if day is not None else ""


def _bounds(least: str | None, most: str | None) -> list[Fault]:
    pairs = ((least, AnswerFault.too_early), (most, AnswerFault.too_late))
    return [fault for bound, fault in pairs if bound is not None]


def _how_many(options: SeveralOptions) -> str:
    least, most = options.least, options.most
    if least == most:
        return str(ngettext("Choose exactly %(num)s.", "Choose exactly %(num)s.", most))
    if most == len(options.choices):
        return _SAID[AnswerFault.too_few_choices](options) if least > 1 else str(_("Choose as many as fit."))
    if least > 1:
        return str(_("Choose %(least)s to %(most)s.", least=least, most=most))
    return _SAID[AnswerFault.too_many_choices](options)


def _decimals(options: NumberOptions) -> str:
    if not options.decimals:
        return str(_("Write a whole number."))
    return str(ngettext("At most %(num)s decimal is taken.", "At most %(num)s decimals are taken.", options.decimals))


def _what_is_needed(options: DimensionsOptions | RowsOptions) -> str:
    if isinstance(options, TeamOptions):
        return str(_("Give the name and the role."))
    if isinstance(options, MaterialsOptions):
        return str(
            _(
                "Give its kind and its name; of a stone, whether it is natural or laboratory-grown;"
                " of a species under CITES, the name."
            )
        )
    return str(_("Give height, width and depth.") if options.needs_depth else _("Give height and width at least."))


_OF_NUMBERS = (AnswerFault.not_a_number, AnswerFault.too_precise, AnswerFault.too_small, AnswerFault.too_large)
_OF_DIMENSIONS = (AnswerFault.not_a_number, AnswerFault.not_positive, AnswerFault.incomplete)
_OF_MATERIALS = (
    AnswerFault.incomplete,
    AnswerFault.too_long,
    AnswerFault.not_a_number,
    AnswerFault.not_positive,
    AnswerFault.too_many_rows,
)
_OF_PEOPLE = (AnswerFault.incomplete, AnswerFault.too_long, AnswerFault.too_many_rows)
_OF_DAYS = (AnswerFault.not_a_date, AnswerFault.too_early, AnswerFault.too_late)
_OF_CHOICES = (AnswerFault.too_few_choices, AnswerFault.too_many_choices)

_SAID: dict[Fault, Said] = {
    AnswerFault.too_long: lambda _options: str(_("This text is too long. Shorten it; until then it is kept as it is.")),
    AnswerFault.not_a_number: lambda _options: str(
        _(
            "We cannot read this as a number. Write digits without a mark for thousands, as in %(example)s.",
            example=decimal_words("1234.5", grouped=False),
        )
    ),
    AnswerFault.too_precise: _decimals,
    AnswerFault.too_small: lambda options: str(_("At least %(number)s.", number=_number(options, options.least))),
    AnswerFault.too_large: lambda options: str(_("At most %(number)s.", number=_number(options, options.most))),
    AnswerFault.not_positive: lambda _options: str(_("Each measure is more than zero.")),
    AnswerFault.incomplete: _what_is_needed,
    AnswerFault.too_many_rows: lambda options: str(
        ngettext("At most %(num)s is taken.", "At most %(num)s are taken.", options.most)
    ),
    AnswerFault.not_a_date: lambda _options: str(_("This is not a day. Write year, month and day, as in 2027-02-28.")),
    AnswerFault.too_early: lambda options: str(_("Not before %(day)s.", day=_day(options.least))),
    AnswerFault.too_late: lambda options: str(_("Not after %(day)s.", day=_day(options.most))),
    AnswerFault.too_few_choices: lambda options: str(
        ngettext("Choose at least %(num)s.", "Choose at least %(num)s.", options.least)
    ),
    AnswerFault.too_many_choices: lambda options: str(
        ngettext("Choose at most %(num)s.", "Choose at most %(num)s.", options.most)
    ),
    AnswerFault.not_an_address: lambda _options: str(
        _("This is not a web address. It begins with https:// or http:// and names a site.")
    ),
}

"""The entry form, made from a call's questions; and the one that hands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, Form, HiddenField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from competition.calls.rules import ChoiceOptions, FieldKind, FieldOptions, TextOptions
from competition.entries.rules.drafting import MOST_TITLE, Draft, SubmitEntry
from competition.i18n import lazy_gettext as _l
from competition.i18n import pick
from competition.web.fields import FacetForm, LongTextField, TextField

MOST_RADIOS = 7
PREFIX = "answer-"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the form asks it, in the reader's language."""

    id: str
    kind: FieldKind
    label: str
    help: str
    is_required: bool
    options: FieldOptions


class Mark:
    """Says something about a field to its macro, and refuses nothing: a draft may be empty or too long."""

    def __init__(self, **flags: Any) -> None:
        self.field_flags = flags

    def __call__(self, form: Form, field: Any) -> None:
        """Accept."""


class EntryForm(FacetForm):
    """The draft. Questions are added to a subclass by `entry_form`."""

    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    title = TextField(_l("Title of the work"), [Mark(required=True, maxlength=MOST_TITLE)])
    category = SelectField(_l("Category"), [Mark(required=True)], validate_choice=False)
    may_publish = BooleanField(
        _l("If this entry wins or is shortlisted, its pictures and texts may be shown in public"),
        description=_l("You may take this back later. It is no condition for taking part."),
    )

    def to_command(self, asked: Sequence[Asked]) -> Draft:
        """Return what the form holds."""
        return Draft(
            version=self.version.data,
            title=self.title.data or "",
            category_id=self.category.data or None,
            may_publish=bool(self.may_publish.data),
            answers={one.id: _value(one, self[PREFIX + one.id].data) for one in asked if one.kind != FieldKind.files},
        )


class SubmitForm(FacetForm):
    """Handing in: what was seen, under which key, and the declaration."""

    key = HiddenField(validators=[InputRequired(), Length(min=16, max=64)])
    content = HiddenField(validators=[InputRequired(), Length(min=64, max=64)])
    agreed = BooleanField(
        _l("This is our own work, and everything here is true to our knowledge."),
        [InputRequired(_l("Confirm this before you hand in."))],
    )

    def to_command(self) -> SubmitEntry:
        """Return the wish."""
        return SubmitEntry(key=self.key.data or "", content_digest=self.content.data or "")


def entry_form(
    asked: Sequence[Asked], categories: Sequence[tuple[str, str]], content: Mapping[str, Any], version: int
) -> EntryForm:
    """Return the form of a call, filled from a draft (or, when it was sent, from the request)."""
    fields = {PREFIX + one.id: _field(one) for one in asked if one.kind != FieldKind.files}
    answers = {PREFIX + name: _shown(value) for name, value in content["answers"].items()}
    kind = type("CallEntryForm", (EntryForm,), fields)
    form: EntryForm = kind(
        data={
            "version": version,
            "title": content["title"],
            "category": content["category_id"] or "",
            "may_publish": content["may_publish"],
            **answers,
        }
    )
    form.category.choices = _offered([("", _l("Choose a category")), *categories])
    return form


def plain(content: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Return a draft's content under the names of the form's controls, for comparing two versions."""
    return {
        "title": content["title"],
        "category": content["category_id"] or "",
        "may_publish": ["y"] if content["may_publish"] else [],
        **{PREFIX + name: _shown(value) for name, value in content["answers"].items()},
    }


def _field(one: Asked) -> Any:
    marks: dict[str, Any] = {"required": True} if one.is_required else {}
    match one.options:
        case TextOptions(most=most):
            kind = LongTextField if one.kind == FieldKind.long_text else TextField
            return kind(one.label, [Mark(maxlength=most, **marks)], description=one.help)
        case ChoiceOptions(choices=choices):
            offered = [(choice.value, str(pick(choice.label))) for choice in choices]
            return _choice(one, offered, marks)
        case _:
            return _choice(one, [("yes", _l("Yes")), ("no", _l("No"))], marks)


def _choice(one: Asked, offered: list[tuple[str, Any]], marks: dict[str, Any]) -> Any:
    options = {"description": one.help, "validate_choice": False}
    if len(offered) > MOST_RADIOS:
        return SelectField(one.label, [Mark(**marks)], choices=_offered([("", _l("Choose one")), *offered]), **options)
    return RadioField(one.label, [Mark(**marks)], choices=_offered(offered), **options)


def _offered(pairs: Sequence[tuple[str, Any]]) -> list[SelectChoice]:
    return [SelectChoice(value, words) for value, words in pairs]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _value(one: Asked, data: Any) -> Any:
    if one.kind == FieldKind.yes_no:
        return {"yes": True, "no": False}.get(data)
    return data or None

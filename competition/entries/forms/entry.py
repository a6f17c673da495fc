"""The entry form, made from a call's questions; and the one that hands in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from wtforms import BooleanField, HiddenField, IntegerField, SelectField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from competition.calls.rules import RowsOptions
from competition.entries.forms.controls import PREFIX, Asked, answer_in, controls, data_of, offered, worded
from competition.entries.forms.marks import Mark
from competition.entries.forms.rows import rows_of
from competition.entries.forms.terms import (
    NO_TERMS,
    FormTerms,
    about_in,
    agreed_in,
    plain_terms,
    term_controls,
    term_data,
)
from competition.entries.rules.drafting import MOST_TITLE, Draft, SubmitEntry
from competition.i18n import lazy_gettext as _l
from competition.web.fields import FacetForm, TextField


class AnswersForm(FacetForm):
    """Answers to questions, which are added to a subclass; on its own, what a later round asks."""

    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())

    rows: ClassVar[Mapping[str, Sequence[int]]] = {}

    def answers(self, asked: Sequence[Asked], dropped: str = "") -> dict[str, Any]:
        """Return the answers to these questions; of a list without the row that is `dropped`."""
        return {one.id: answer_in(one, self, self.rows.get(one.id, ()), dropped) for one in worded(asked)}


class EntryForm(AnswersForm):
    """The draft. Questions are added to a subclass by `entry_form`."""

    title = TextField(_l("Title of the work"), [Mark(required=True, maxlength=MOST_TITLE)])
    category = SelectField(_l("Category"), [Mark(required=True)], validate_choice=False)

    terms: ClassVar[FormTerms] = NO_TERMS

    def to_command(self, asked: Sequence[Asked], dropped: str = "") -> Draft:
        """Return what the form holds; of a list without the row that is `dropped`."""
        return Draft(
            version=self.version.data,
            title=self.title.data or "",
            category_id=self.category.data or None,
            answers=self.answers(asked, dropped),
            about=about_in(self.terms, self),
            agreed=agreed_in(self.terms, self),
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


@dataclass(frozen=True, slots=True)
class AskedForm:
    """What the form of a call asks: its questions, its categories as (id, name), its terms."""

    questions: Sequence[Asked]
    categories: Sequence[tuple[str, str]]
    terms: FormTerms = NO_TERMS


def entry_form(form: AskedForm, content: Mapping[str, Any], version: int, sent: Collection[str] = ()) -> EntryForm:
    """Return the form of a call, filled from a draft, or from the request where it was sent: `sent` are its names."""
    asked = form.questions
    fields = {**_questions(asked, content, sent), **term_controls(form.terms), "terms": form.terms}
    made: EntryForm = type("CallEntryForm", (EntryForm,), fields)(
        data={
            "version": version,
            "title": content["title"],
            "category": content["category_id"] or "",
            **_answers(asked, content),
            **term_data(form.terms, content),
        }
    )
    made.category.choices = offered([("", _l("Choose a category")), *form.categories])
    return made


def answers_form(
    asked: Sequence[Asked], content: Mapping[str, Any], version: int, sent: Collection[str] = ()
) -> AnswersForm:
    """Return the form of what a later round asks, filled like `entry_form`."""
    kind = type("LaterForm", (AnswersForm,), _questions(asked, content, sent))
    form: AnswersForm = kind(data={"version": version, **_answers(asked, content)})
    return form


def in_form(asked: Sequence[Asked], former: Sequence[Asked], sent: Sequence[str]) -> list[Asked]:
    """Return the questions that the form asked which was sent: it names them, as it may be older than the questions.

    One that names none, or is not sent yet, asks what is asked now.
    """
    return [one for one in (*asked, *former) if one.id in sent] if sent else list(asked)


def _questions(asked: Sequence[Asked], content: Mapping[str, Any], sent: Collection[str]) -> dict[str, Any]:
    rows = {
        one.id: rows_of(PREFIX + one.id, one.options, sent, content["answers"].get(one.id))
        for one in asked
        if isinstance(one.options, RowsOptions)
    }
    fields = {name: field for one in worded(asked) for name, field in controls(one, rows.get(one.id, ())).items()}
    return {**fields, "rows": rows}


def plain(form: AskedForm, content: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Return a draft's content under the names of the form's controls, for comparing two versions."""
    return {
        "title": content["title"],
        "category": content["category_id"] or "",
        **_answers(form.questions, content),
        **plain_terms(form.terms, content),
    }


def _answers(asked: Sequence[Asked], content: Mapping[str, Any]) -> dict[str, str | list[str]]:
    given = content["answers"]
    shown = [data_of(one, given[one.id]) for one in worded(asked) if one.id in given]
    return {name: text for one in shown for name, text in one.items()}

"""The entry form, made from a call's questions; and the one that hands in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import InputRequired, Length

from competition.entries.forms.controls import Asked, offered
from competition.entries.forms.file_words import files_in
from competition.entries.forms.marks import Mark
from competition.entries.forms.terms import (
    NO_TERMS,
    FormTerms,
    about_in,
    agreed_in,
    plain_terms,
    term_controls,
    term_data,
)
from competition.entries.forms.written import AskedForm, WordsForm, plain_later, written_controls
from competition.entries.rules.drafting import MOST_TITLE, Draft, SubmitEntry
from competition.entries.rules.versions import TITLE
from competition.i18n import LANGUAGES
from competition.i18n import gettext as _
from competition.i18n import lazy_gettext as _l
from competition.web.fields import FacetForm, TextField

_MOST = Mark(required=True, maxlength=MOST_TITLE)
# The names of the controls of the title in each language beside the original.
_TITLES = {code: f"{TITLE}-{code}" for code in LANGUAGES}


class EntryForm(WordsForm):
    """The draft. Questions are added to a subclass by `entry_form`."""

    title = TextField(_l("Title of the work"), [_MOST])
    category = SelectField(_l("Category"), [Mark(required=True)], validate_choice=False)

    terms: ClassVar[FormTerms] = NO_TERMS

    locale = SelectField(
        _l("The text is written in"),
        [Mark(required=True)],
        choices=offered([*LANGUAGES.items()]),
        validate_choice=False,
    )
    saved_as = HiddenField(validators=[Length(max=40)])
    unanswered = HiddenField(validators=[Length(max=4000)])

    def to_command(self, asked: Sequence[Asked], dropped: str = "", taken: Collection[str] = ()) -> Draft:
        """Return what the form holds; of a list without the row that is `dropped`.

        `taken` are the parts of which the newer version is wanted.
        """
        return Draft(
            version=self.version.data,
            title=self.title.data or "",
            category_id=self.category.data or None,
            answers=self.answers(asked, dropped),
            about=about_in(self.terms, self),
            agreed=agreed_in(self.terms, self),
            file_words=self.said_of_files(),
            cover_id=self.cover.data or None,
            locale=self.locale.data,
            languages=self.languages.data or (),
            translations=self._with_titles(asked),
            saved_as=self.saved_as.data or "",
            unanswered=(self.unanswered.data or "").split(),
            taken=taken,
        )

    def _with_titles(self, asked: Sequence[Asked]) -> dict[str, dict[str, str]]:
        texts = self.translations(asked)
        return {code: {TITLE: self[name].data or "", **texts[code]} for code, name in _TITLES.items()}


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


def entry_form(form: AskedForm, content: Mapping[str, Any], sent: Collection[str] = ()) -> EntryForm:
    """Return the form of a call, filled from a draft with its `version`, or from the request: `sent` are its names.

    Of a file that was not in the sent form nothing is changed.
    """
    known = files_in(sent, form.files)
    titles = {
        name: TextField(f"{_('Title of the work')} · {LANGUAGES[code]}", [_MOST]) for code, name in _TITLES.items()
    }
    fields = written_controls(form.questions, content, known, sent) | titles
    fields |= {**term_controls(form.terms), "terms": form.terms}
    made: EntryForm = type("CallEntryForm", (EntryForm,), fields)(
        data={
            "version": content["version"],
            **_plain_head(content),
            **plain_later(replace(form, files=known), content),
            **term_data(form.terms, content),
        }
    )
    made.category.choices = offered([("", _l("Choose a category")), *form.categories])
    return made


def in_form(asked: Sequence[Asked], former: Sequence[Asked], sent: Sequence[str]) -> list[Asked]:
    """Return the questions that the form asked which was sent: it names them, as it may be older than the questions.

    One that names none, or is not sent yet, asks what is asked now.
    """
    return [one for one in (*asked, *former) if one.id in sent] if sent else list(asked)


def plain(form: AskedForm, content: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Return a draft's content under the names of the form's controls, for comparing two versions."""
    return {**_plain_head(content), **plain_later(form, content), **plain_terms(form.terms, content)}


def _plain_head(content: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Return title and category; a title in a language that was never written has no name."""
    texts = content["translations"]
    titles = {name: texts.get(code, {}).get(TITLE, "") for code, name in _TITLES.items() if _is_there(content, code)}
    category = content["category_id"] or ""
    return {"title": content["title"], "category": category, **titles}


def _is_there(content: Mapping[str, Any], code: str) -> bool:
    return code in content["languages"] or code in content["translations"]

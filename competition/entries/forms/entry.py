"""The entry form, made from a call's questions; and the one that hands in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from wtforms import BooleanField, Field, HiddenField, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from competition.calls.rules import RowsOptions
from competition.entries.forms.controls import PREFIX, Asked, answer_in, control, controls, data_of, offered, worded
from competition.entries.forms.file_words import files_in, word_controls, word_controls_in, words_data, words_in
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
from competition.entries.rules.file_words import pieces_of_files
from competition.entries.rules.versions import TITLE, WORDED
from competition.i18n import LANGUAGES
from competition.i18n import gettext as _
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
    cover = StringField()

    terms: ClassVar[FormTerms] = NO_TERMS

    file_words: ClassVar[Sequence[str]] = ()

    locale = SelectField(
        _l("The text is written in"),
        [Mark(required=True)],
        choices=offered([*LANGUAGES.items()]),
        validate_choice=False,
    )
    languages = SelectMultipleField(
        _l("Also in"),
        [Mark(required=True)],
        description=_l(
            "If you like: a juror reads his own language where it is there, with your original one click away."
            " None is needed beside the original, and none has to be complete."
        ),
        choices=offered([*LANGUAGES.items()]),
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
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
            file_words={file_id: words_in(self, file_id) for file_id in self.file_words},
            cover_id=self.cover.data or None,
            locale=self.locale.data,
            languages=self.languages.data or (),
            translations=self._translations(asked),
            saved_as=self.saved_as.data or "",
            unanswered=(self.unanswered.data or "").split(),
            taken=taken,
        )

    def _translations(self, asked: Sequence[Asked]) -> dict[str, dict[str, str]]:
        return {
            code: {piece: self[name].data or "" for piece, name in names_in(asked, code, self.file_words).items()}
            for code in LANGUAGES
        }


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
    """What the form of a call asks: its questions, its categories as (id, name), its terms, words to its files."""

    questions: Sequence[Asked]
    categories: Sequence[tuple[str, str]]
    terms: FormTerms = NO_TERMS
    files: Sequence[str] = ()


def entry_form(form: AskedForm, content: Mapping[str, Any], sent: Collection[str] = ()) -> EntryForm:
    """Return the form of a call, filled from a draft with its `version`, or from the request: `sent` are its names.

    Of a file that was not in the sent form nothing is changed.
    """
    asked, known = form.questions, files_in(sent, form.files)
    in_languages = {name: field for code in LANGUAGES for name, field in _controls_in(asked, code, known).items()}
    fields = {**_questions(asked, content, sent), **in_languages, **word_controls(known), "file_words": known}
    fields |= {**term_controls(form.terms), "terms": form.terms}
    made: EntryForm = type("CallEntryForm", (EntryForm,), fields)(
        data={
            "version": content["version"],
            "title": content["title"],
            "category": content["category_id"] or "",
            "cover": content["cover_id"] or "",
            **words_data(content["file_words"]),
            **_in_languages(asked, content, known),
            **plain_answers(asked, content),
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
    form: AnswersForm = kind(data={"version": version, **plain_answers(asked, content)})
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
        "cover": content["cover_id"] or "",
        **words_data(content["file_words"]),
        **_in_languages(form.questions, content, form.files),
        **plain_answers(form.questions, content),
        **plain_terms(form.terms, content),
    }


def names_in(asked: Sequence[Asked], code: str, files: Sequence[str] = ()) -> dict[str, str]:
    """Return the names of the controls for the text in one more language, by piece."""
    pieces = [one.id for one in asked if one.kind in WORDED]
    of_files = {piece: f"{piece}-{code}" for piece in pieces_of_files(files)}
    return {TITLE: f"{TITLE}-{code}", **{piece: f"{PREFIX}{piece}-{code}" for piece in pieces}, **of_files}


def _controls_in(asked: Sequence[Asked], code: str, files: Sequence[str]) -> dict[str, Field]:
    """Return these controls: nothing in another language is ever needed."""
    named, most = LANGUAGES[code], Mark(required=True, maxlength=MOST_TITLE)
    found: dict[str, Field] = {f"{TITLE}-{code}": TextField(f"{_('Title of the work')} · {named}", [most])}
    for one in asked:
        if one.kind in WORDED:
            found[f"{PREFIX}{one.id}-{code}"] = control(
                replace(one, label=f"{one.label} · {named}", help="", is_required=True)
            )
    return {**found, **word_controls_in(files, code)}


def _in_languages(
    asked: Sequence[Asked], content: Mapping[str, Any], files: Sequence[str]
) -> dict[str, str | list[str]]:
    texts = content["translations"]
    words = {
        name: texts.get(code, {}).get(piece, "")
        for code in LANGUAGES
        for piece, name in names_in(asked, code, files).items()
        if code in content["languages"] or code in texts
    }
    return {"locale": content["locale"], "languages": list(content["languages"]), **words}


def plain_answers(asked: Sequence[Asked], content: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Return the answers alone under the names of the form's controls."""
    given = content["answers"]
    shown = [data_of(one, given[one.id]) for one in worded(asked) if one.id in given]
    return {name: text for one in shown for name, text in one.items()}

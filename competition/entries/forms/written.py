"""What is written, in its languages: answers and what is said of files; on its own, the form of a later round."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from wtforms import Field, HiddenField, IntegerField, SelectMultipleField, StringField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from competition.calls.rules import RowsOptions
from competition.entries.forms.controls import PREFIX, Asked, answer_in, control, controls, data_of, offered, worded
from competition.entries.forms.file_words import files_in, word_controls, word_controls_in, words_data, words_in
from competition.entries.forms.marks import Mark
from competition.entries.forms.rows import rows_of
from competition.entries.forms.terms import NO_TERMS, FormTerms
from competition.entries.rules.file_words import pieces_of_files
from competition.entries.rules.later import LaterDraft
from competition.entries.rules.versions import WORDED
from competition.i18n import LANGUAGES
from competition.i18n import lazy_gettext as _l
from competition.web.fields import FacetForm


class AnswersForm(FacetForm):
    """Answers to questions, which are added to a subclass; on its own, what a later round asks."""

    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())

    rows: ClassVar[Mapping[str, Sequence[int]]] = {}

    def answers(self, asked: Sequence[Asked], dropped: str = "") -> dict[str, Any]:
        """Return the answers to these questions; of a list without the row that is `dropped`."""
        return {one.id: answer_in(one, self, self.rows.get(one.id, ()), dropped) for one in worded(asked)}


class WordsForm(AnswersForm):
    """What is written, in its languages, with what is said of files; on its own, what a later round asks."""

    # A later round's text has the original language of the entry.
    locale: Any = HiddenField()
    cover = StringField()

    file_words: ClassVar[Sequence[str]] = ()

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

    def translations(self, asked: Sequence[Asked]) -> dict[str, dict[str, str]]:
        """Return the words in each other language, by piece."""
        return {
            code: {
                piece: self[name].data or ""
                for piece, name in names_in(asked, code, self.file_words).items()
                if name in self
            }
            for code in LANGUAGES
        }

    def said_of_files(self) -> dict[str, Mapping[str, str]]:
        """Return what is said of each file that the form has, in the original language."""
        return {file_id: words_in(self, file_id) for file_id in self.file_words}

    def to_later(self, asked: Sequence[Asked], dropped: str = "") -> LaterDraft:
        """Return what the form of a later round holds; of a list without the row that is `dropped`."""
        return LaterDraft(
            version=self.version.data or 0,
            answers=self.answers(asked, dropped),
            languages=self.languages.data or (),
            translations=self.translations(asked),
            file_words=self.said_of_files(),
            cover_id=self.cover.data or None,
        )


@dataclass(frozen=True, slots=True)
class AskedForm:
    """What the form of a call asks: its questions, its categories as (id, name), its terms, words to its files."""

    questions: Sequence[Asked]
    categories: Sequence[tuple[str, str]]
    terms: FormTerms = NO_TERMS
    files: Sequence[str] = ()


def answers_form(
    asked: Sequence[Asked], content: Mapping[str, Any], version: int, sent: Collection[str] = ()
) -> AnswersForm:
    """Return a form of answers alone, in one language."""
    kind = type("QuestionsForm", (AnswersForm,), _questions(asked, content, sent))
    form: AnswersForm = kind(data={"version": version, **plain_answers(asked, content)})
    return form


def later_form(form: AskedForm, content: Mapping[str, Any], version: int, sent: Collection[str] = ()) -> WordsForm:
    """Return the form of what a later round asks, filled like `entry_form`."""
    known = files_in(sent, form.files)
    made: WordsForm = type("LaterForm", (WordsForm,), written_controls(form.questions, content, known, sent))(
        data={"version": version, **plain_later(replace(form, files=known), content)}
    )
    return made


def written_controls(
    asked: Sequence[Asked], content: Mapping[str, Any], files: Sequence[str], sent: Collection[str]
) -> dict[str, Any]:
    """Return the controls of answers and of what is said of files, in all languages."""
    in_others = {name: field for code in LANGUAGES for name, field in _controls_in(asked, code, files).items()}
    return {**_questions(asked, content, sent), **in_others, **word_controls(files), "file_words": files}


def plain_later(form: AskedForm, content: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Return what the form of a later round holds under the names of its controls, for comparing two versions."""
    texts = content["translations"]
    others = {
        name: texts.get(code, {}).get(piece, "")
        for code in LANGUAGES
        for piece, name in names_in(form.questions, code, form.files).items()
        if code in content["languages"] or code in texts
    }
    return {
        "cover": content["cover_id"] or "",
        "locale": content["locale"],
        "languages": list(content["languages"]),
        **words_data(content["file_words"]),
        **others,
        **plain_answers(form.questions, content),
    }


def _questions(asked: Sequence[Asked], content: Mapping[str, Any], sent: Collection[str]) -> dict[str, Any]:
    rows = {
        one.id: rows_of(PREFIX + one.id, one.options, sent, content["answers"].get(one.id))
        for one in asked
        if isinstance(one.options, RowsOptions)
    }
    fields = {name: field for one in worded(asked) for name, field in controls(one, rows.get(one.id, ())).items()}
    return {**fields, "rows": rows}


def names_in(asked: Sequence[Asked], code: str, files: Sequence[str] = ()) -> dict[str, str]:
    """Return the names of the controls of answers and of words to files in one more language, by piece."""
    pieces = [one.id for one in asked if one.kind in WORDED]
    of_files = {piece: f"{piece}-{code}" for piece in pieces_of_files(files)}
    return {**{piece: f"{PREFIX}{piece}-{code}" for piece in pieces}, **of_files}


def _controls_in(asked: Sequence[Asked], code: str, files: Sequence[str]) -> dict[str, Field]:
    """Return these controls: nothing in another language is ever needed."""
    named, found = LANGUAGES[code], dict[str, Field]()
    for one in asked:
        if one.kind in WORDED:
            found[f"{PREFIX}{one.id}-{code}"] = control(
                replace(one, label=f"{one.label} · {named}", help="", is_required=True)
            )
    return {**found, **word_controls_in(files, code)}


def plain_answers(asked: Sequence[Asked], content: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Return the answers alone under the names of the form's controls."""
    given = content["answers"]
    shown = [data_of(one, given[one.id]) for one in worded(asked) if one.id in given]
    return {name: text for one in shown for name, text in one.items()}

"""A message to the organisers or from them, and an answer to all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField

from competition.calls.forms.worded import (
    LONGEST,
    PARAGRAPH,
    Most,
    WordedForm,
    Wording,
    form_with,
    needed,
    version_field,
    words,
)
from competition.calls.rules import MOST_MESSAGE, Ask, WriteAnswer
from competition.i18n import Texts
from competition.i18n import lazy_gettext as _l
from competition.web.fields import FacetForm, LongTextField

QUESTION = Wording(lambda language: _l("Question (%(language)s)", language=language), PARAGRAPH)
ANSWER = Wording(lambda language: _l("Answer (%(language)s)", language=language), LONGEST)


class MessageForm(FacetForm):
    """A message; `seen` is the number of those that stood above it."""

    seen = version_field()
    text = LongTextField(_l("Message"), [needed(_l("Write it in words.")), Most(MOST_MESSAGE)])

    def command(self) -> Ask:
        """Return the command."""
        return Ask((self.text.data or "").strip(), self.seen.data)


class AnswerForm(WordedForm):
    """A question with its answer in the languages of the call."""

    version = version_field()
    is_published = BooleanField(
        _l("Everybody can read it"),
        description=_l("Those who asked something or began an entry get a letter, once. Without it this is a draft."),
    )

    def command(self) -> WriteAnswer:
        """Return the command."""
        is_published = bool(self.is_published.data)
        return WriteAnswer(self.version.data, self.texts("question"), self.texts("answer"), is_published)


def answer_form(languages: Sequence[str], **data: Any) -> AnswerForm:
    """Return the form of an answer to all."""
    fields = {**words("question", QUESTION, languages), **words("answer", ANSWER, languages)}
    form: AnswerForm = form_with(AnswerForm, languages, **fields)(**data)
    return form


def in_one_language(text: str, language: str, languages: Sequence[str]) -> Texts:
    """Return a text as the beginning of one in several languages: in its own if the call speaks it, else the first."""
    return {language if language in languages else languages[0]: text}

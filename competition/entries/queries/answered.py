"""The answers of an entry in words, to all questions or to those that a jury may read."""

from __future__ import annotations

from collections.abc import Sequence

from competition.calls.models import EntryField
from competition.calls.rules import FieldKind
from competition.calls.rules.former import answered_of
from competition.entries.models import Entry
from competition.entries.queries.words import words_of
from competition.entries.rules import JuryAnswer
from competition.entries.rules.drafting import standing_content
from competition.entries.rules.versions import Written, written
from competition.i18n import pick


def jury_answers(fields: Sequence[EntryField], told: Written, locale: str) -> tuple[JuryAnswer, ...]:
    """Return the answers that a jury may read, in the form's order: in `locale` where they are in it."""
    kept_from_it = {field.id for field in fields if field.is_hidden_from_jury}
    read = answers_in_words(fields, told, locale)
    return tuple(answer for answer in read if answer.field_id not in kept_from_it)


def answers_in_words(fields: Sequence[EntryField], told: Written, locale: str) -> tuple[JuryAnswer, ...]:
    """Return the answers that were given to questions, in words and in their order; files have none.

    An answer to a question that other answers hide is not given. One that is asked no longer is, if it was answered.
    """
    return tuple(
        JuryAnswer(
            field_id=field.id,
            label=pick(field.label, locale),
            text=words_of(field, told, locale),
            asked_until=field.asked_until,
        )
        for field in answered_of(fields, told.answers, told.category_id)
        if field.kind != FieldKind.files
    )


def written_of(entry: Entry) -> Written:
    """Return what stands of an entry, in all languages that it is in."""
    return written(standing_content(entry), entry.checked)

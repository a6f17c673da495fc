"""The questions of an entry form: what they may be told, and which answers are good."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.calls.rules import (
    MEDIA_TYPES,
    AnswerFault,
    Choice,
    ChoiceOptions,
    Codec,
    ColourSpace,
    FieldKind,
    FieldOptions,
    FilesOptions,
    TextOptions,
    YesNoOptions,
    as_stored,
    check_answer,
    has_same_shape,
    length,
    options_of,
)
from competition.calls.rules.refusals import BadOptions
from competition.storage.sniff import ALLOWED

ANSWERS = {"choices": [{"value": "a", "label": {"en": "Gold"}}, {"value": "b", "label": {"zh": "金"}}]}
FILES = {"accept": ["image/jpeg"], "least": 2, "most": 3, "max_bytes": 1000}


@dataclass
class Question:
    """What stands for an `EntryField` here."""

    kind: FieldKind
    options: dict[str, Any] = field(default_factory=dict)
    is_required: bool = True


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("abc", 3),
        ("金缮 2027", 7),
        ("Zoë", 3),
        ("Zoe\u0308", 3),
        ("a\r\nb", 3),
        ("👩🏽‍🎨", 1),
        ("👨‍👩‍👧", 1),
        ("葛\U000e0100", 1),
        ("𠮷", 1),
    ],
)
def test_characters_are_counted_as_a_reader_sees_them(text: str, count: int) -> None:
    assert length(text) == count


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_every_han_character_is_one(text: str) -> None:
    assert length(text) == len(text)


@pytest.mark.parametrize(
    ("question", "value", "fault"),
    [
        (Question(FieldKind.short_text, {"most": 3}), "金缮银", None),
        (Question(FieldKind.short_text, {"most": 3}), "金缮银器", AnswerFault.too_long),
        (Question(FieldKind.short_text, {"most": 3}), "", AnswerFault.missing),
        (Question(FieldKind.short_text, {"most": 3}), None, AnswerFault.missing),
        (Question(FieldKind.short_text, {"most": 3}, is_required=False), "", None),
        (Question(FieldKind.short_text, {"most": 3}), 5, AnswerFault.wrong_kind),
        (Question(FieldKind.long_text, {"most": 2}), "a\nb", AnswerFault.too_long),
        (Question(FieldKind.choice, ANSWERS), "a", None),
        (Question(FieldKind.choice, ANSWERS), "c", AnswerFault.unknown_choice),
        (Question(FieldKind.choice, ANSWERS), ["a"], AnswerFault.wrong_kind),
        (Question(FieldKind.yes_no), True, None),
        (Question(FieldKind.yes_no), False, None),
        (Question(FieldKind.yes_no), "yes", AnswerFault.wrong_kind),
        (Question(FieldKind.yes_no), None, AnswerFault.missing),
        (Question(FieldKind.files, FILES), [], AnswerFault.missing),
        (Question(FieldKind.files, FILES, is_required=False), [], None),
        (Question(FieldKind.files, FILES), ["f1"], AnswerFault.too_few_files),
        (Question(FieldKind.files, FILES), ["f1", "f2"], None),
        (Question(FieldKind.files, FILES), ["f1", "f2", "f3", "f4"], AnswerFault.too_many_files),
        (Question(FieldKind.files, FILES), "f1", AnswerFault.wrong_kind),
    ],
)
def test_answers(question: Question, value: Any, fault: AnswerFault | None) -> None:
    assert check_answer(question, value) == fault


@pytest.mark.parametrize(
    ("kind", "stored", "at"),
    [
        (FieldKind.short_text, {"most": 0}, "most"),
        (FieldKind.short_text, {"most": 501}, "most"),
        (FieldKind.short_text, {"most": "many"}, "most"),
        (FieldKind.short_text, {"most": True}, "most"),
        (FieldKind.choice, {}, "choices"),
        (FieldKind.choice, {"choices": ANSWERS["choices"][:1]}, "choices"),
        (FieldKind.choice, {"choices": [ANSWERS["choices"][0]] * 2}, "choices"),
        (FieldKind.choice, {"choices": [*ANSWERS["choices"], {"value": "c", "label": {"en": ""}}]}, "choices"),
        (FieldKind.files, {**FILES, "accept": []}, "accept"),
        (FieldKind.files, {**FILES, "accept": ["image/svg+xml"]}, "accept"),
        (FieldKind.files, {**FILES, "most": 1}, "most"),
        (FieldKind.files, {**FILES, "max_bytes": 0}, "max_bytes"),
        (FieldKind.files, {**FILES, "min_width": -1}, "min_width"),
        (FieldKind.files, {**FILES, "min_ratio": "4/5"}, "min_ratio"),
        (FieldKind.files, {**FILES, "max_ratio": "0:1"}, "max_ratio"),
        (FieldKind.files, {**FILES, "min_ratio": "16:9", "max_ratio": "4:5"}, "max_ratio"),
        (FieldKind.files, {**FILES, "colours": ["sepia"]}, "colours"),
        (FieldKind.files, {**FILES, "codecs": ["mjpeg"]}, "codecs"),
        (FieldKind.files, {**FILES, "max_pages": 501}, "max_pages"),
        (FieldKind.files, {**FILES, "min_seconds": 60, "max_seconds": 30}, "max_seconds"),
        (FieldKind.files, {**FILES, "max_triangles": 5_000_001}, "max_triangles"),
        (FieldKind.files, {**FILES, "max_texture": 8193}, "max_texture"),
    ],
)
def test_options_that_cannot_be(kind: FieldKind, stored: dict[str, Any], at: str) -> None:
    with pytest.raises(BadOptions) as refusal:
        options_of(kind, stored)
    assert refusal.value.values == {"at": at}


names = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=8)
choices = st.builds(Choice, names, st.dictionaries(st.sampled_from(["en", "zh"]), names, min_size=1))
sizes = st.one_of(st.none(), st.integers(1, 10_000))
files = st.builds(
    FilesOptions,
    accept=st.lists(st.sampled_from(MEDIA_TYPES), min_size=1, unique=True).map(tuple),
    least=st.integers(0, 5),
    most=st.integers(5, 50),
    max_bytes=st.integers(1, 5_000_000_000),
    min_width=sizes,
    min_height=sizes,
    max_pixels=sizes,
    min_ratio=st.sampled_from([None, "1:2", "4:5"]),
    max_ratio=st.sampled_from([None, "4:5", "16:9"]),
    colours=st.sets(st.sampled_from(ColourSpace)).map(lambda some: tuple(one for one in ColourSpace if one in some)),
    max_pages=st.one_of(st.none(), st.integers(1, 500)),
    min_seconds=st.one_of(st.none(), st.integers(1, 60)),
    max_seconds=st.one_of(st.none(), st.integers(60, 7200)),
    codecs=st.sets(st.sampled_from(Codec)).map(lambda some: tuple(one for one in Codec if one in some)),
    max_triangles=sizes,
    max_texture=st.one_of(st.none(), st.integers(1, 8192)),
)
told = st.one_of(
    st.tuples(st.just(FieldKind.long_text), st.builds(TextOptions, st.integers(1, 20_000))),
    st.tuples(
        st.just(FieldKind.choice),
        st.lists(choices, min_size=2, max_size=6, unique_by=lambda one: one.value).map(
            lambda some: ChoiceOptions(tuple(some))
        ),
    ),
    st.tuples(st.just(FieldKind.yes_no), st.just(YesNoOptions())),
    st.tuples(st.just(FieldKind.files), files),
)


@given(told)
def test_options_come_back_as_they_were_stored(one: tuple[FieldKind, FieldOptions]) -> None:
    kind, options = one
    assert options_of(kind, as_stored(options)) == options


def test_the_words_of_choices_may_change_and_nothing_else() -> None:
    options = options_of(FieldKind.choice, ANSWERS)
    assert isinstance(options, ChoiceOptions)
    reworded = ChoiceOptions((Choice("a", {"en": "Gold, 18 ct"}), options.choices[1]))
    shorter = ChoiceOptions((*options.choices, Choice("c", {"en": "Silver"})))
    assert [has_same_shape(options, other) for other in (reworded, shorter, TextOptions(5))] == [True, False, False]


def test_every_kind_of_file_that_a_form_may_ask_for_is_one_that_we_take() -> None:
    assert set(MEDIA_TYPES) <= ALLOWED

"""Why an answer is not good."""

from __future__ import annotations

from enum import StrEnum


class AnswerFault(StrEnum):
    """Why an answer is not good."""

    missing = "missing"
    wrong_kind = "wrong_kind"
    too_long = "too_long"
    unknown_choice = "unknown_choice"
    too_few_choices = "too_few_choices"
    too_many_choices = "too_many_choices"
    not_a_number = "not_a_number"
    too_precise = "too_precise"
    too_small = "too_small"
    too_large = "too_large"
    not_positive = "not_positive"
    incomplete = "incomplete"
    not_a_date = "not_a_date"
    too_early = "too_early"
    too_late = "too_late"
    not_an_address = "not_an_address"
    too_many_rows = "too_many_rows"
    too_few_files = "too_few_files"
    too_many_files = "too_many_files"

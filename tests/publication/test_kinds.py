"""What the public reads of the richer kinds of answer, and that it reads none that another answer hides."""

from __future__ import annotations

import pytest
from flask import Flask

from competition import db
from competition.calls.rules import FieldKind, ShownIf
from tests.factories.calls import a_field
from tests.factories.publication import a_judged_call, announce
from tests.publication.test_services import works

pytestmark = pytest.mark.integration


def test_the_public_reads_numbers_and_lists_in_each_language(app: Flask) -> None:
    judged = a_judged_call()
    entry = judged.entries[0]
    weight = a_field(judged.call, FieldKind.number, 5, label={"en": "Weight"}, options={"unit": "ct"})
    sale = a_field(judged.call, FieldKind.yes_no, 6, is_hidden_from_jury=True)
    only = ShownIf(sale.id, ("yes",)).stored()
    price = a_field(judged.call, FieldKind.short_text, 7, label={"en": "Price"}, options={"most": 20, **only})
    with db.transaction() as session:
        entry = session.merge(entry)
        entry.answers = {**entry.answers, weight.id: "1.50", sale.id: False, price.id: "9,000"}
    announce(judged)
    (work,) = works()
    texts = [detail["text"] for detail in work.details]
    words = "1.50\u00a0ct"
    assert texts[-1] == {"en": words, "nl": "1,50\u00a0ct", "fr": "1,50\u00a0ct", "zh": "1.50\u00a0克拉"}
    assert "9,000" not in str(texts)

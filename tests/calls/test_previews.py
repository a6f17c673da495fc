"""What an organiser sees beside the form: the entrants' own pages, of what is not saved and may hold anything."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from competition import db
from competition.calls import queries
from competition.calls.models import Call
from tests.calls.conftest import World
from tests.factories.web import post

pytestmark = pytest.mark.integration


@pytest.fixture
def browser(draft: World) -> FlaskClient:
    return draft.browser("owner")


def test_the_page_shows_the_words_that_are_not_saved(draft: World, browser: FlaskClient) -> None:
    words = {"call_languages": ["en", "zh"], "title_en": "New title", "brief_en": "## Heading\n<script>x</script>"}
    words |= {"rules_zh": "**规则**", "title_zh": "新标题"}
    answer = post(browser, draft.url("texts/preview"), words, page=draft.url("texts"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert ("New title" in page, "<h3>Heading</h3>" in page, "<script>x" in page, "&lt;script&gt;x" in page) == (
        *(True, True, False),
        True,
    )
    assert "<strong>规则</strong>" in page
    chinese = post(browser, draft.url("texts/preview").replace("/en/", "/zh/"), words, page=draft.url("texts"))
    assert "新标题" in chinese.get_data(as_text=True)
    db.session.rollback()
    assert db.session.get_one(Call, draft.call.id).title == {"en": "Canary title"}


def test_a_category_stands_among_the_others(draft: World, browser: FlaskClient) -> None:
    [row] = queries.categories_of(draft.call.id)
    url = draft.url(f"categories/{row.id}")
    page = post(browser, f"{url}/preview", {"name_en": "Rings of light"}, page=url).get_data(as_text=True)
    assert ("Rings of light" in page, "Category 1" in page) == (True, False)


@pytest.mark.parametrize(
    ("kind", "more", "seen"),
    [
        ("short_text", {"most": "40"}, "At most 40 characters"),
        ("team", {"most": "3", "asks_country": "y"}, "Add a person"),
        ("files", {"accept": ["image/png"], "least": "1", "most": "2", "max_megabytes": "5"}, "PNG"),
    ],
)
def test_a_question_looks_as_in_the_form(
    draft: World, browser: FlaskClient, kind: str, more: dict[str, str], seen: str
) -> None:
    url = draft.url(f"form/new/{kind}")
    words = {"version": "1", "label_en": "How heavy is it?", **more}
    answer = post(browser, draft.url(f"form/preview/{kind}"), words, page=url)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, "How heavy is it?" in page, seen in page) == (200, True, True)
    assert post(browser, draft.url(f"form/preview/{kind}"), {**words, "label_en": ""}, page=url).status_code == 422
    assert len(queries.fields_of(draft.call.id)) == 2


def test_it_is_for_organisers_only(draft: World) -> None:
    for kind in ("entrant", "juror", "organiser of another call"):
        other = draft.browser(kind)
        for rest in ("texts/preview", "form/preview/short_text", "categories/preview"):
            assert post(other, draft.url(rest), {"title_en": "x"}, page="/en/organise/new").status_code == 404

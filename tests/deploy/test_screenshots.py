"""The walk over every page leaves none out; what no link leads to is named here, with who looks at it instead."""

from __future__ import annotations

import re

from flask import Flask

from deploy.pages import PAGES

LANGUAGE = "/<any(en,nl,fr,zh):lang>"
# Pages behind a letter's link, or in the middle of signing in: tests/journeys/test_accounts.py and
# tests/journeys/test_joining_a_draft.py go there.
APART = {
    # A form that a visitor left: a journey of its own goes there.
    "entries.sketch",
    # Rounds of a kind that the demo does not hold: tests/judging goes there.
    "judging.ranking",
    "judging.vetoes",
    "people.authenticator_code",
    "people.confirm",
    "people.confirm_address",
    "people.invitation",
    "people.reset",
    "people.second_step",
    "people.step_up",
    # The demo has held no meeting yet: tests/results goes there.
    "results.minutes",
    "results.screen",
}
# Not pages: files, feeds, pictures, parts of a page that renew themselves.
FILES = {
    "desk.archive",
    "entries.charges_csv",
    "entries.consents_csv",
    "entries.file_states",
    "entries.files",
    "entries.invoice_of_call",
    "entries.invoice_pdf",
    "entries.later_files",
    "entries.manifest",
    "entries.original",
    "judging.pictures_ahead",
    "judging.progress_now",
    "publication.feed",
    "results.bundle",
    "results.minutes_pdf",
    "results.ranking_csv",
    "results.ranking_xlsx",
    "results.screen_now",
    "results.seat_now",
}


def test_the_walk_leaves_no_page_out(app: Flask) -> None:
    shapes = [re.compile(re.escape(pattern).replace(r"\*", "[^/]+")) for _, _, pattern in PAGES]
    addresses = {
        rule.endpoint: re.sub(r"<[^>]+>", "x", rule.rule.removeprefix(LANGUAGE))
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.rule.startswith(LANGUAGE)
    }
    missing = {name for name, path in addresses.items() if not any(shape.fullmatch(path) for shape in shapes)}
    assert missing == APART | FILES


def test_each_page_of_the_walk_has_a_name_of_its_own() -> None:
    names = [name for _, name, _ in PAGES]
    assert sorted(set(names)) == sorted(names)

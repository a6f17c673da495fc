"""Who made a work: what each row needs, how it reads, and that the browser judges it as the server does."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from competition.calls.models import EntryField
from competition.calls.rules import AnswerFault, Choice, FieldKind, TeamOptions, as_stored, options_of
from competition.calls.rules.lists import RowFault, fault_in
from competition.entries.queries.words import words_of
from competition.entries.rules.versions import Written
from config import ROOT

ROLES = (Choice("design", {"en": "Design", "fr": "Dessin"}), Choice("setting", {"en": "Setting", "fr": "Sertissage"}))
CHOSEN = TeamOptions(3, ROLES, asks_country=True)
NOOR = {"name": "Noor Peeters", "role": "design", "country": "BE"}


@pytest.mark.parametrize(
    ("options", "rows", "fault"),
    [
        (CHOSEN, [NOOR, {"name": "陈梅", "role": "setting"}], None),
        (CHOSEN, [{"name": "Noor"}], RowFault(1, AnswerFault.incomplete)),
        (CHOSEN, [NOOR, {"role": "design"}], RowFault(2, AnswerFault.incomplete)),
        (CHOSEN, [{**NOOR, "role": "goldsmith"}], RowFault(1, AnswerFault.wrong_kind)),
        (CHOSEN, [{**NOOR, "country": "Belgium"}], RowFault(1, AnswerFault.wrong_kind)),
        (CHOSEN, [{**NOOR, "school": "Antwerp"}], RowFault(1, AnswerFault.wrong_kind)),
        (CHOSEN, [NOOR] * 4, RowFault(4, AnswerFault.too_many_rows)),
        (TeamOptions(), [{"name": "Noor", "role": "goldsmith"}], None),
        (
            TeamOptions(asks_school=True),
            [{"name": "Noor", "role": "r", "school": "s" * 201}],
            RowFault(1, AnswerFault.too_long),
        ),
        (TeamOptions(), "Noor", RowFault(1, AnswerFault.wrong_kind)),
        (TeamOptions(), ["Noor"], RowFault(1, AnswerFault.wrong_kind)),
    ],
)
def test_rows(options: TeamOptions, rows: Any, fault: RowFault | None) -> None:
    assert fault_in(options, rows) == fault


def test_it_is_stored_and_read_back() -> None:
    assert options_of(FieldKind.team, as_stored(CHOSEN)) == CHOSEN
    assert options_of(FieldKind.team, {}) == TeamOptions()


@pytest.mark.integration
def test_it_reads_as_lines_in_the_readers_language(app: Any) -> None:
    field = EntryField(kind=FieldKind.team, options=as_stored(CHOSEN))
    with app.test_request_context():
        words = {code: str(words_of(field, Written("en", answers={field.id: [NOOR]}), code)) for code in ("en", "fr")}
    assert words == {"en": "Noor Peeters · Design · Belgium", "fr": "Noor Peeters · Dessin · Belgique"}


def test_the_browser_judges_as_the_server_does() -> None:
    people = [{"name": "Noor", "role": "design"}, {"name": "Noor"}, {"role": "x"}, {"name": "n" * 201, "role": "x"}]
    script = """
        import { faultOfRows } from "./static/js/entries/questions/rules.js";
        const rows = JSON.parse(process.argv[1]);
        console.log(JSON.stringify(rows.map((row) => faultOfRows({ kind: "team", most: 9 }, [row])[0])));
    """
    command = [str(ROOT / ".venv/bin/node"), "--input-type=module", "-e", script, json.dumps(people)]
    said = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    found = [fault_in(TeamOptions(9), [row]) for row in people]
    assert said == [str(one.fault) if one else "" for one in found]

"""`flask results analyse` from outside: every kind of sheet, the keys of the JSON, and every refusal."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

ROOT = Path(__file__).parents[2]
KEYS = ["method", "n_entries", "n_jurors", "n_ratings", "components", "warnings", "entries", "jurors", "criteria"]
KEYS += ["agreement"]
ENTRY = ["entry", "score", "rank", "rank_low", "rank_high", "p_first", "raw_mean", "n"]
JUROR = ["juror", "n", "severity", "severity_se", "scale", "infit", "outfit", "spearman_rest"]
AGREEMENT = ["icc_1_1", "icc_a_1", "icc_c_1", "icc_1_k", "icc_a_k", "icc_c_k", "alpha_nominal", "alpha_ordinal"]
AGREEMENT += ["alpha_interval", "alpha_ratio", "kendall_w", "kendall_chi2", "kendall_p", "fleiss_kappa"]

SCORES = "entry,juror,score\nA,x,9\nA,y,8\nA,z,9\nB,x,6\nB,y,5\nB,z,7\nC,x,6\nC,y,4\nC,z,5\n"
CRITERIA = "entry,juror,criterion,score\nA,x,Idea,5\nA,x,Craft,1\nB,x,Idea,3\nB,x,Craft,4\n"
RANKINGS = "entry,juror,rank\nA,x,1\nB,x,2\nC,x,3\nA,y,1\nC,y,2\nB,y,3\nB,z,1\nA,z,2\nC,z,3\n"
DUELS = "winner,loser,count\nA,B,3\nB,A,1\nB,C,2\nC,B,1\nC,A,1\nA,C,2\n"


@pytest.fixture
def run(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what runs the command on a sheet of this text, in a folder where it is called sheet.csv."""
    monkeypatch.chdir(tmp_path)

    def analyse(text: str | bytes, *options: str) -> Result:
        Path("sheet.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        return app.test_cli_runner().invoke(args=["results", "analyse", "sheet.csv", *options])

    return analyse


@pytest.fixture
def found(run: Any) -> Any:
    """Return what reads the command's JSON, once it is seen to have all keys and no other."""

    def read(text: str, *options: str) -> dict[str, Any]:
        done = run(text, "--json", *options)
        assert (done.exit_code, done.stderr) == (0, "")
        told: dict[str, Any] = json.loads(done.stdout, parse_constant=pytest.fail)
        assert list(told) == KEYS
        assert [list(one) for one in told["entries"]] == [ENTRY] * told["n_entries"]
        assert [list(one) for one in told["jurors"] or ()] == [JUROR] * (told["n_jurors"] or 0)
        assert list(told["agreement"]) == AGREEMENT
        return told

    return read


def ranks(told: dict[str, Any]) -> dict[str, int]:
    return {one["entry"]: one["rank"] for one in told["entries"]}


def test_scores(found: Any) -> None:
    told = found(SCORES)
    assert (told["method"], told["n_entries"], told["n_jurors"], told["n_ratings"]) == ("additive", 3, 3, 9)
    assert (told["components"], told["warnings"], told["criteria"]) == (1, [], None)
    assert ranks(told) == {"A": 1, "B": 2, "C": 3}
    assert [one["raw_mean"] for one in told["entries"]] == [8.666666667, 6.0, 5.0]
    assert [one["rank_low"] for one in told["entries"]] == [None, None, None]
    assert None not in told["agreement"].values()


def test_every_method_of_scores_answers(found: Any) -> None:
    for method in ("mean", "median", "zscore", "percentile", "additive", "borda", "stv", "schulze", "copeland"):
        told = found(SCORES, "--method", method)
        assert (told["method"], ranks(told)["A"]) == (method, 1)
    assert ranks(found(SCORES, "--method", "points", "--points", "12,10,8")) == {"A": 1, "B": 2, "C": 3}


def test_orders_from_scores_keep_ties_and_show_means(found: Any) -> None:
    told = found(SCORES, "--method", "borda")
    assert [(one["entry"], one["score"], one["raw_mean"]) for one in told["entries"]] == [
        ("A", 6.0, 8.666666667),
        ("B", 2.5, 6.0),
        ("C", 0.5, 5.0),
    ]


def test_trimmed_needs_seven_jurors(found: Any) -> None:
    told = found(SCORES, "--method", "trimmed")
    assert ranks(told) == {"A": None, "B": None, "C": None}
    assert len(told["warnings"]) == 1


def test_decimals_that_are_equal_on_paper_tie(found: Any) -> None:
    told = found("entry,juror,score\nA,x,8.1\nA,y,8.3\nB,x,8.2\nB,y,8.2\n", "--method", "mean")
    assert ranks(told) == {"A": 1, "B": 1}


def test_criteria_weigh(found: Any) -> None:
    Path("rubric.json").write_text('[{"name": "Idea", "weight": 3}, {"name": "Craft", "weight": 1}]')
    plain, weighed = (
        found(CRITERIA, "--method", "mean"),
        found(CRITERIA, "--method", "mean", "--criteria", "rubric.json"),
    )
    assert {one["entry"]: one["score"] for one in plain["entries"]} == {"A": 3.0, "B": 3.5}
    assert {one["entry"]: one["score"] for one in weighed["entries"]} == {"A": 4.0, "B": 3.25}


def test_an_abstention_is_not_a_zero(found: Any) -> None:
    told = found("entry,juror,score\nA,x,4\nA,y,\nB,x,2\nB,y,3\nC,x,\n", "--method", "mean")
    assert [(one["entry"], one["score"], one["rank"], one["n"]) for one in told["entries"]] == [
        ("A", 4.0, 1, 1),
        ("B", 2.5, 2, 2),
        ("C", None, None, 0),
    ]


def test_intervals_come_with_a_bootstrap(found: Any) -> None:
    for text in (SCORES, RANKINGS, DUELS):
        told = found(text, "--bootstrap", "50", "--seed", "7")
        assert [one for one in told["entries"] if not one["rank_low"] <= one["rank"] <= one["rank_high"]] == []
        assert sum(one["p_first"] for one in told["entries"]) == pytest.approx(1)
        assert found(text, "--bootstrap", "50", "--seed", "7") == told


def test_rankings(found: Any) -> None:
    told = found(RANKINGS)
    assert (told["method"], told["n_jurors"], told["n_ratings"], told["warnings"]) == ("borda", 3, 9, [])
    assert [(one["entry"], one["score"], one["rank"]) for one in told["entries"]] == [
        ("A", 5.0, 1),
        ("B", 3.0, 2),
        ("C", 1.0, 3),
    ]
    defined = [name for name, value in told["agreement"].items() if value is not None]
    assert defined == ["alpha_ordinal", "kendall_w", "kendall_chi2", "kendall_p"]


def test_points_of_rankings(found: Any) -> None:
    told = found(RANKINGS, "--method", "points", "--points", "12,10,8")
    assert {one["entry"]: one["score"] for one in told["entries"]} == {"A": 34.0, "B": 30.0, "C": 26.0}


def test_seats(found: Any) -> None:
    assert ranks(found(RANKINGS, "--method", "stv", "--seats", "2")) == {"A": 1, "B": 2, "C": 3}


def test_duels(found: Any) -> None:
    told = found(DUELS)
    assert (told["method"], told["n_jurors"], told["jurors"], told["n_ratings"]) == ("bradley-terry", None, None, 10)
    assert sum(one["score"] for one in told["entries"]) == pytest.approx(0, abs=1e-8)
    assert ranks(told) == {"A": 1, "B": 2, "C": 3}
    assert set(told["agreement"].values()) == {None}
    held = found(DUELS, "--ridge", "100")
    assert max(abs(one["score"]) for one in held["entries"]) < 0.05


def test_duels_with_jurors(found: Any) -> None:
    told = found("winner,loser,juror\nA,B,x\nB,A,y\nA,B,y\n")
    assert [(one["juror"], one["n"]) for one in told["jurors"]] == [("x", 1), ("y", 2)]


def test_duels_without_a_finite_answer_say_so(found: Any) -> None:
    told = found("winner,loser\nA,B\nB,C\nC,B\n")
    assert ranks(told) == {"A": None, "B": None, "C": None}
    [warning] = told["warnings"]
    assert warning.startswith("1 entry only won or only lost against the others: its strength has no finite estimate")
    assert warning.endswith("(A)")
    assert ranks(found("winner,loser\nA,B\nB,C\nC,B\n", "--ridge", "0.1")) == {"A": 1, "C": 2, "B": 3}


def test_panels_that_never_met(found: Any) -> None:
    told = found("entry,juror,score\nA,x,5\nB,x,3\nC,y,2\nD,y,4\n")
    assert (told["components"], ranks(told)) == (2, {"A": 1, "B": 2, "C": 2, "D": 1})
    assert "no common ranking" in told["warnings"][0]


def test_people_get_a_table(run: Any) -> None:
    done = run(RANKINGS, "--bootstrap", "20")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:6] == [
        "borda: 3 entries, 3 jurors, 9 ratings",
        "",
        "entry  score  rank  rank_low  rank_high  p_first  n",
        *done.stdout.splitlines()[3:6],
    ]
    assert [line.split()[:3] for line in done.stdout.splitlines()[3:6]] == [
        ["A", "5", "1"],
        ["B", "3", "2"],
        ["C", "1", "3"],
    ]


@pytest.mark.parametrize(
    ("text", "options", "line"),
    [
        ("", (), "sheet.csv: row 1: the file is empty; its first row must name the columns"),
        (SCORES + "D,x,good\n", (), "sheet.csv: row 11, column score: 'good' is not a number"),
        (SCORES + "A,x,3\n", (), "sheet.csv: row 11, column entry: the same was said in row 2: juror 'x', entry 'A'"),
        (b"entry,juror,score\n\xff,x,1\n", (), "sheet.csv: row 2: the text is not UTF-8; save the sheet as CSV UTF-8"),
        (RANKINGS + "D,x,0\n", (), "sheet.csv: row 11, column rank: '0' is below 1, the best rank"),
        (DUELS + "A,A,1\n", (), "sheet.csv: row 8, column loser: 'A' meets itself"),
        (RANKINGS, ("--method", "mean"), "mean cannot read rankings; these can: borda, points, stv, schulze, copeland"),
        (DUELS, ("--method", "borda"), "borda cannot read duels; these can: bradley-terry, schulze, copeland"),
        (
            "entry,juror,rank\n" + "".join(f"E{at},x,{at}\n" for at in range(1, 1002)),
            ("--method", "schulze"),
            "schulze compares all pairs: it reads at most 1000 entries, not 1001",
        ),
        (RANKINGS, ("--method", "points"), "points needs --points, such as 12,10,8,7,6,5,4,3,2,1"),
        (RANKINGS, ("--method", "points", "--points", "12,x"), "--points: 'x' is not a number"),
        (RANKINGS, ("--points", "3,2,1"), "--points is for points, not for borda"),
        (RANKINGS, ("--ridge", "1"), "--ridge is for bradley-terry, not for borda"),
        (DUELS, ("--ridge", "nan"), "seats are a whole number from 1, a ridge is a number from 0"),
        (DUELS, ("--ridge", "-1"), "Invalid value for '--ridge': -1.0 is not in the range 0<=x<=1000000.0."),
        (DUELS, ("--bootstrap", "-1"), "Invalid value for '--bootstrap': -1 is not in the range 0<=x<=100000."),
        (DUELS, ("--seed", "x"), "Invalid value for '--seed': 'x' is not a valid integer range."),
        (DUELS, ("--nothing",), "No such option '--nothing'."),
        (DUELS, ("--criteria", "none.json"), "none.json: No such file or directory"),
        (DUELS, ("--criteria", "."), ".: Is a directory"),
    ],
)
def test_bad_input_is_one_line_and_nothing_else(
    run: Any, text: str | bytes, options: tuple[str, ...], line: str
) -> None:
    for form in ((), ("--json",)):
        done = run(text, *options, *form)
        assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"Error: {line}\n")


def test_an_unknown_method_is_named_with_those_there_are(run: Any) -> None:
    done = run(SCORES, "--method", "oracle")
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("Error: Invalid value for '--method': 'oracle' is not one of ")


def test_a_rubric_that_does_not_fit(run: Any) -> None:
    for content, line in (
        ("[", "rubric.json: row 1, column 2: this is not JSON: Expecting value"),
        (
            '[{"name": "Idea", "weight": 1}]',
            "sheet.csv: row 3, column criterion: 'Craft' is not among the criteria given",
        ),
    ):
        Path("rubric.json").write_text(content)
        done = run(CRITERIA, "--criteria", "rubric.json")
        assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"Error: {line}\n")


def test_no_file(app: Flask) -> None:
    for args, line in ((["gone.csv"], "gone.csv: No such file or directory"), ([], "Missing argument 'FILE'.")):
        done = app.test_cli_runner().invoke(args=["results", "analyse", *args])
        assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"Error: {line}\n")


def test_it_needs_no_database_and_no_bucket(tmp_path: Path) -> None:
    """As in a fresh clone: settings whose addresses lead nowhere, and baseball on the command line."""
    settings = {"SECRET_KEY": "x" * 64, "S3_ENDPOINT": "http://127.0.0.1:1", "S3_ACCESS_KEY": "k", "S3_SECRET_KEY": "s"}
    nowhere = {"DATABASE_URL": f"sqlite:///{tmp_path}/gone/facet.sqlite3", "VAR_DIR": str(tmp_path)}
    sheet = str(ROOT / "tests" / "data" / "baseball-1987.csv")
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "results", "analyse", sheet, "--json"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **settings, **nowhere},
        capture_output=True,
        text=True,
        check=True,
    )
    assert [one["entry"] for one in json.loads(done.stdout)["entries"]] == [
        "Mil",
        "Det",
        "Tor",
        "NY",
        "Bos",
        "Cle",
        "Bal",
    ]
    assert done.stderr == ""


def test_a_wrong_sheet_is_refused_before_anything_large_is_loaded() -> None:
    code = (
        "import sys; from competition.results.cli.analyse import read_sheet, answer\n"
        "from competition.results.engine.sheets import BadSheet\n"
        "try: read_sheet(b'entry,juror,score\\nA,x,?')\n"
        "except BadSheet: sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_order_of_rows_and_the_names_mean_nothing(found: Any) -> None:
    rows = list(csv.reader(io.StringIO(SCORES)))
    turned = "\n".join(",".join(row) for row in [rows[0], *rows[:0:-1]])
    assert found(turned) == found(SCORES)

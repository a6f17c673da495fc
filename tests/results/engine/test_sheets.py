"""Sheets as they come out of other programs, and each way in which one cannot be understood."""

from __future__ import annotations

import contextlib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.results.engine import Criterion, Mark, Marks
from competition.results.engine.ballots import Ballot, Ballots, Duel, Duels
from competition.results.engine.sheets import BadSheet, read_criteria, read_points, read_sheet

SCORES = "entry,juror,score\n"
KNOWN = (
    "columns are entry, juror, score and perhaps criterion; or entry, juror, rank; "
    "or winner, loser and perhaps count, juror"
)


def test_scores() -> None:
    assert read_sheet(b"entry,juror,score\nA,x,7.3\nB,x,\nA,y,-2\n") == Marks(
        ("A", "B"),
        ("x", "y"),
        (Criterion("score"),),
        (Mark("A", "x", "score", Fraction(73, 10)), Mark("A", "y", "score", Fraction(-2))),
    )


def test_scores_by_criterion() -> None:
    text = b"criterion,score,juror,entry\nIdea,1,x,A\nCraft,2.5,x,A\n"
    marks = read_sheet(text)
    assert isinstance(marks, Marks)
    assert marks.criteria == (Criterion("Craft"), Criterion("Idea"))
    weighed = read_sheet(text, read_criteria(b'[{"name": "Idea", "weight": 0.6}, {"name": "Craft", "weight": 2}]'))
    assert isinstance(weighed, Marks)
    assert weighed.criteria == (Criterion("Idea", Fraction(3, 5)), Criterion("Craft", Fraction(2)))
    assert weighed.rows == marks.rows


def test_rankings() -> None:
    """Only the order of the ranks counts: 1, 2, 2, 4 and 1, 2, 2, 3 say the same; an empty rank is none."""
    text = b"entry,juror,rank\nA,x,1\nB,x,2\nC,x,2\nD,x,4\nA,y,3\nB,y,1.5\nC,y,\n"
    assert read_sheet(text) == Ballots(
        ("A", "B", "C", "D"),
        (Ballot("x", (("A",), ("B", "C"), ("D",))), Ballot("y", (("B",), ("A",)))),
    )


def test_duels() -> None:
    assert read_sheet(b"loser,winner\nA,B\nA,B\n") == Duels((Duel("B", "A"), Duel("B", "A")))
    assert read_sheet(b"winner,loser,count,juror\nA,B,12,x\n") == Duels((Duel("A", "B", 12, "x"),))


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffentry,juror,score\nA,x,1\n".encode(),
        b"entry,juror,score\r\nA,x,1\r\n",
        b"entry,juror,score\rA,x,1",
        b'"entry","juror","score"\n"A","x","1"\n',
        b" Entry ,JUROR,Score\n A , x , 1 \n",
        b"\n\nentry,juror,score\n\nA,x,1\n,,\n\n",
        b"entry,juror,score\nA,x,1,,\n",
        b"entry,juror,score\nA,x,1e0\n",
        b"entry,juror,score\nA,x,+1.\n",
    ],
)
def test_the_same_sheet_written_otherwise(content: bytes) -> None:
    assert read_sheet(content) == Marks(("A",), ("x",), (Criterion("score"),), (Mark("A", "x", "score", Fraction(1)),))


def test_names_are_kept_as_they_are() -> None:
    marks = read_sheet('entry,juror,score\n"戒指, ""星""",Zoë,1\n'.encode())
    assert isinstance(marks, Marks)
    assert (marks.entries, marks.jurors) == (('戒指, "星"',), ("Zoë",))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "row 1: the file is empty; its first row must name the columns"),
        ("\n \n,,\n", "row 1: the file is empty; its first row must name the columns"),
        (SCORES, "row 2: there is no row below the header"),
        ("A,x,5\nB,x,4\n", f"row 1, column 'a': this column is not known; {KNOWN}"),
        ("entry,juror,score,mood\nA,x,1,2\n", f"row 1, column 'mood': this column is not known; {KNOWN}"),
        ("entry,juror\nA,x\n", f"row 1, column score: this column is missing; {KNOWN}"),
        ("juror,score\nx,1\n", f"row 1, column entry: this column is missing; {KNOWN}"),
        ("winner,count\nA,1\n", f"row 1, column loser: this column is missing; {KNOWN}"),
        ("loser,count\nA,1\n", f"row 1, column winner: this column is missing; {KNOWN}"),
        ("entry,juror,rank,score\nA,x,1,2\n", f"row 1, column score: this column does not go with rank; {KNOWN}"),
        (
            "entry,juror,rank,criterion\nA,x,1,2\n",
            f"row 1, column criterion: this column does not go with rank; {KNOWN}",
        ),
        ("entry,juror,score,score\nA,x,1,2\n", "row 1, column score: the column stands there twice"),
        ("entry,,score\nA,x,1\n", "row 1, column 2: the column has no name"),
        (SCORES + "A,x,good\n", "row 2, column score: 'good' is not a number"),
        (SCORES + "A,x,1\nB,x,nan\n", "row 3, column score: 'nan' is not a number"),
        (SCORES + "A,x,inf\n", "row 2, column score: 'inf' is not a number"),
        (SCORES + "A,x,-Infinity\n", "row 2, column score: '-Infinity' is not a number"),
        (SCORES + "A,x,1_000\n", "row 2, column score: '1_000' is not a number"),
        (SCORES + 'A,x,"7,5"\n', "row 2, column score: '7,5' is not a number"),
        (SCORES + "A,x,٣\n", "row 2, column score: '٣' is not a number"),
        (SCORES + "A,x,1e999999\n", "row 2, column score: '1e999999' is not a number"),
        (SCORES + "A,x,1e10\n", "row 2, column score: '1e10' is beyond 1000000000"),
        (SCORES + f"A,x,{'9' * 50}x\n", f"row 2, column score: '{'9' * 40}…' is not a number"),
        (SCORES + "A,x,1\nA,x,2\n", "row 3, column entry: the same was said in row 2: juror 'x', entry 'A'"),
        (SCORES + "A,x,\nA,x,2\n", "row 3, column entry: the same was said in row 2: juror 'x', entry 'A'"),
        (
            "entry,juror,score,criterion\nA,x,1,Idea\nA,x,1,Craft\nA,x,2,Idea\n",
            "row 4, column entry: the same was said in row 2: criterion 'Idea', juror 'x', entry 'A'",
        ),
        (SCORES + ",x,1\n", "row 2, column entry: the cell is empty"),
        (SCORES + "A,,1\n", "row 2, column juror: the cell is empty"),
        (SCORES + "A,x\n", "row 2, column score: the row has 2 cells, the header 3"),
        (SCORES + "A,x,1,9\n", "row 2, column 4: the row has 4 cells, the header 3: '9' has no column"),
        (SCORES + 'A,"x\ny",1\nB,x,?\n', "row 4, column score: '?' is not a number"),
        (SCORES + 'A,"x,1\n', "row 2: this is not CSV: unexpected end of data"),
        (SCORES + 'A,"x"y,1\n', "row 2: this is not CSV: ',' expected after '\"'"),
        ("entry,juror,rank\nA,x,0\n", "row 2, column rank: '0' is below 1, the best rank"),
        ("entry,juror,rank\nA,x,-1\n", "row 2, column rank: '-1' is below 1, the best rank"),
        ("entry,juror,rank\nA,x,first\n", "row 2, column rank: 'first' is not a number"),
        ("entry,juror,rank\nA,x,1\nA,x,2\n", "row 3, column entry: the same was said in row 2: juror 'x', entry 'A'"),
        ("winner,loser\nA,A\n", "row 2, column loser: 'A' meets itself"),
        ("winner,loser\nA,\n", "row 2, column loser: the cell is empty"),
        ("winner,loser,juror\nA,B,\n", "row 2, column juror: the cell is empty"),
        ("winner,loser,count\nA,B,0\n", "row 2, column count: '0' is not a whole number from 1 to 1000000000"),
        ("winner,loser,count\nA,B,-1\n", "row 2, column count: '-1' is not a whole number from 1 to 1000000000"),
        ("winner,loser,count\nA,B,1.5\n", "row 2, column count: '1.5' is not a whole number from 1 to 1000000000"),
        ("winner,loser,count\nA,B,\n", "row 2, column count: '' is not a whole number from 1 to 1000000000"),
        ("winner,loser,count\nA,B,²\n", "row 2, column count: '²' is not a whole number from 1 to 1000000000"),
    ],
)
def test_a_fault_names_its_row_and_column(text: str, problem: str) -> None:
    with pytest.raises(BadSheet) as fault:
        read_sheet(text.encode())
    assert str(fault.value) == problem


def test_text_in_another_encoding() -> None:
    with pytest.raises(BadSheet) as fault:
        read_sheet("entry,juror,score\nA,x,1\nZoë,x,2\n".encode("latin-1"))
    assert str(fault.value) == "row 3: the text is not UTF-8; save the sheet as CSV UTF-8"


@pytest.mark.parametrize(
    ("text", "criteria", "problem"),
    [
        (
            "entry,juror,score\nA,x,1\n",
            ["Idea"],
            "row 1, column criterion: criteria are given, but the sheet has no such column",
        ),
        (
            "entry,juror,rank\nA,x,1\n",
            ["Idea"],
            "row 1, column criterion: criteria are given, but the sheet has no such column",
        ),
        (
            "entry,juror,score,criterion\nA,x,1,Mood\n",
            ["Idea"],
            "row 2, column criterion: 'Mood' is not among the criteria given",
        ),
        (
            "entry,juror,score,criterion\nA,x,1,Idea\n",
            ["Idea", "Mood"],
            "row 1, column criterion: no row has the criterion 'Mood'",
        ),
    ],
)
def test_criteria_that_do_not_fit(text: str, criteria: list[str], problem: str) -> None:
    with pytest.raises(BadSheet) as fault:
        read_sheet(text.encode(), [Criterion(name) for name in criteria])
    assert str(fault.value) == problem


SHAPE = 'this is not a list of criteria such as [{"name": "Idea", "weight": 2}]'


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "row 1, column 1: this is not JSON: Expecting value"),
        (b'[\n{"name": }]', "row 2, column 10: this is not JSON: Expecting value"),
        (b"\xff", "the text is not UTF-8"),
        (b"[" * 100_000, "this is not JSON that we can read"),
        (b"{}", SHAPE),
        (b"[]", SHAPE),
        (b"3", SHAPE),
        (b'["Idea"]', "item 1: a criterion has a name and a weight, and nothing else"),
        (b'[{"name": "Idea"}]', "item 1: a criterion has a name and a weight, and nothing else"),
        (b'[{"name": "A", "weight": 1, "x": 1}]', "item 1: a criterion has a name and a weight, and nothing else"),
        (b'[{"name": "A", "weight": 1}, {"name": 3, "weight": 1}]', "item 2: the name is not a text"),
        (b'[{"name": " ", "weight": 1}]', "item 1: the name is not a text"),
        (b'[{"name": "A", "weight": 1}, {"name": "A", "weight": 2}]', "item 2: 'A' stands there twice"),
        *(
            (b'[{"name": "A", "weight": %s}]' % weight, "item 1: the weight is not a number above zero")
            for weight in (b"0", b"-1", b'"2"', b"true", b"null", b"NaN", b"Infinity", b"1e99", b"1e-999999999")
        ),
    ],
)
def test_criteria_that_cannot_be_read(content: bytes, problem: str) -> None:
    with pytest.raises(BadSheet) as fault:
        read_criteria(content)
    assert str(fault.value) == problem


def test_points_for_places() -> None:
    assert read_points("12, 10,8.5,0") == (Fraction(12), Fraction(10), Fraction(17, 2), Fraction(0))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "'' is not a number"),
        ("12,,8", "'' is not a number"),
        ("12,ten", "'ten' is not a number"),
        ("12,-1", "points are not below zero, and not all zero"),
        ("0,0", "points are not below zero, and not all zero"),
        ("10,12", "a better place cannot have fewer points"),
    ],
)
def test_points_that_cannot_be(text: str, problem: str) -> None:
    with pytest.raises(BadSheet) as fault:
        read_points(text)
    assert str(fault.value) == problem


@given(st.binary(max_size=60) | st.text(alphabet='entryjuorscka,"\n\r\0 1;', max_size=80).map(str.encode))
def test_whatever_the_bytes_a_fault_is_a_sentence(content: bytes) -> None:
    for read in (
        lambda: read_sheet(content),
        lambda: read_sheet(b"entry,juror,score\n" + content),
        lambda: read_sheet(b"winner,loser,count\n" + content),
        lambda: read_criteria(content),
        lambda: read_points(content.decode(errors="replace")),
    ):
        with contextlib.suppress(BadSheet):
            read()

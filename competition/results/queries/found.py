"""What a run found, with the names that it must not hold itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from competition.calls.queries import categories_of
from competition.entries.models import Entry
from competition.entries.queries import submitted_entries, submitted_entry, title_for
from competition.entries.rules.versions import Words
from competition.i18n import Texts, locale
from competition.judging.queries import jurors_of
from competition.results.models import ScoringRun
from competition.results.queries.rows import Decisive, ExplainedLine, Moved, Place, RankRow
from competition.results.queries.verdicts import votes_of
from competition.results.rules import pseudonym


def rank_rows(run: ScoringRun) -> list[RankRow]:
    """Return the entries of a run in the order of its own method, ties broken as the call says, in two queries.

    Where vetoes were counted it takes one more, for what the chair ruled.
    """
    entries = {entry.code: entry for entry in submitted_entries(run.call_id)}
    found, categories = _Found(run, {code: entry.id for code, entry in entries.items()}), _categories(run)
    rows = [_rank_row(one, found, entries.get(one["entry"]), categories) for one in found.entries]
    return sorted(rows, key=lambda row: (row.component is None, row.rank or 0, row.component or 0, row.code))


def rank_row(run: ScoringRun, code: str) -> RankRow:
    """Return one entry of a run, in two queries."""
    entry = submitted_entry(run.call_id, code)
    found = _Found(run, {code: entry.id} if entry else {})
    one = next(one for one in found.entries if one["entry"] == code)
    return _rank_row(one, found, entry, _categories(run))


def _categories(run: ScoringRun) -> dict[str, Texts]:
    return {category.id: category.name for category in categories_of(run.call_id)}


class _Found:
    """A run's outputs, by entry; `ids` are those of the entries that still stand, by code."""

    def __init__(self, run: ScoringRun, ids: Mapping[str, str]) -> None:
        self.votes = votes_of(run, ids)
        outcome = run.outputs["methods"][run.method]
        self.entries: list[dict[str, Any]] = outcome["entries"]
        self.means = {one["entry"]: one for one in run.outputs["methods"]["mean"]["entries"]}
        self.ranks: dict[str, int] = {one["entry"]: one["rank"] for one in run.outputs["places"]}
        self.own = {one["entry"]: one for one in run.outputs["standings"]}
        uncertainty = outcome["uncertainty"]
        self.doubt = (1 - uncertainty["confidence"]) / 2 if uncertainty else 0.0

    def place(self, one: dict[str, Any] | None) -> Place:
        """Return an entry's place; `open` is who may be inside the prize or outside, too often to tell."""
        if one is None:
            return Place()
        top = one["p_top"]
        is_open = top is not None and self.doubt < top < 1 - self.doubt
        return Place(one["rank"], one["rank_low"], one["rank_high"], one["p_first"], is_open)


def _rank_row(one: dict[str, Any], found: _Found, entry: Entry | None, categories: dict[str, Texts]) -> RankRow:
    """An entry that was withdrawn after the run keeps its place and its code, and nothing else."""
    category_id = entry.category_id if entry else None
    mean, title = found.means[one["entry"]], title_for(entry, locale()) if entry else Words("", "")
    return RankRow(
        entry_id=entry.id if entry else None,
        code=one["entry"],
        title=title.text,
        locale=title.locale,
        category_id=category_id,
        category=categories.get(category_id or "", {}),
        n=one["n"],
        rank=found.ranks.get(one["entry"]),
        level=one["level"] if one["level"] is not None else one["score"],
        mean_rank=mean["rank"],
        mean=one["raw_mean"],
        component=one["component"],
        place=found.place(one),
        own=found.place(found.own.get(one["entry"])),
        votes=found.votes.get(one["entry"]),
    )


def moved_rows(run: ScoringRun) -> list[Moved]:
    """Return each entry of a run with its rank by every method that ranks, in the run's own order."""
    methods = {name: found for name, found in run.outputs["methods"].items() if found["refusal"] is None}
    ranks = {name: {one["entry"]: one["rank"] for one in found["entries"]} for name, found in methods.items()}
    return [Moved(row, {name: ranks[name].get(row.code) for name in ranks}) for row in rank_rows(run)]


def explained(run: ScoringRun, code: str) -> tuple[dict[str, Any], list[ExplainedLine]] | None:
    """Return how an entry came to its adjusted score: the engine's explanation, and its lines with names."""
    one = next((one for one in run.outputs["explanations"] if one["entry"] == code), None)
    if one is None:
        return None
    names = _names(run)
    lines = [
        ExplainedLine(names.get(line["juror"], line["juror"]), line["given"], line["worth"], line["correction"])
        for line in one["lines"]
    ]
    return one, lines


def decisive_of(run: ScoringRun) -> list[Decisive]:
    """Return which juror, or which single score, decides who leads by the additive method."""
    names = _names(run)
    titles = {entry.code: f"{entry.title} ({entry.code})" for entry in submitted_entries(run.call_id)}
    return [
        Decisive(names.get(one["juror"], one["juror"]), _title(one["entry"], titles), _titles(one["winners"], titles))
        for one in run.outputs["influences"]
    ]


def _names(run: ScoringRun) -> dict[str, str]:
    return {pseudonym(run.call_id, person.id): person.name for person in jurors_of(run.call_id)}


def _title(code: str | None, titles: dict[str, str]) -> str:
    return titles.get(code, code) if code else ""


def _titles(codes: Iterable[str], titles: dict[str, str]) -> tuple[str, ...]:
    return tuple(titles.get(code, code) for code in codes)

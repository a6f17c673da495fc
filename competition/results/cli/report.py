"""What an analysis found, as JSON for programs and as a table for people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from competition.results import labels
from competition.results.engine import Caveat
from competition.results.engine.answers import Answer

ENTRY = ("entry", "score", "rank", "rank_low", "rank_high", "p_first", "raw_mean", "n")
JUROR = ("juror", "n", "severity", "severity_se", "scale", "infit", "outfit", "spearman_rest")
CRITERION = ("criterion", "difficulty")
NAMED = 10


def as_json(found: Answer) -> str:
    """Return all of it; the keys are always the same, null where they do not apply."""
    return json.dumps(plain(found), indent=2, allow_nan=False)


def plain(found: Answer) -> dict[str, Any]:
    """Return what JSON holds."""
    outcome = found.outcome
    return {
        "method": outcome.method,
        "n_entries": len(outcome.entries),
        "n_jurors": found.n_jurors,
        "n_ratings": found.n_ratings,
        "components": outcome.components,
        "warnings": [_words(warning) for warning in outcome.warnings],
        "entries": [_chosen(one, ENTRY) for one in outcome.entries],
        "jurors": [_chosen(one, JUROR) for one in outcome.jurors] if found.n_jurors else None,
        "criteria": [_chosen(one, CRITERION) for one in outcome.criteria] or None,
        "agreement": asdict(found.agreement),
    }


def as_table(found: Answer) -> str:
    """Return the same for people: columns that say nothing are left out."""
    told = plain(found)
    counts = [f"{told[f'n_{name}']} {name}" for name in ("entries", "jurors", "ratings") if told[f"n_{name}"]]
    parts = [f"{told['method']}: {', '.join(counts)}", *(f"! {warning}" for warning in told["warnings"])]
    parts += [_table(told[name]) for name in ("entries", "jurors", "criteria") if told[name]]
    agreement = [(name, value) for name, value in told["agreement"].items() if value is not None]
    if agreement:
        parts.append("\n".join(f"{name:<16}{_cell(value):>10}" for name, value in agreement))
    return "\n\n".join(parts)


def _chosen(one: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names}


def _words(warning: Caveat) -> str:
    """Return a warning in the words of the pages, with the first names that it is about."""
    words = labels.caveat(warning.code, warning.number)
    if not warning.names:
        return words
    more = f" … and {len(warning.names) - NAMED} more" if len(warning.names) > NAMED else ""
    return f"{words} ({', '.join(warning.names[:NAMED])}{more})"


def _table(rows: Sequence[dict[str, Any]]) -> str:
    """Return rows under their names, the first column to the left, the others, numbers all, to the right."""
    columns = [name for name in rows[0] if any(row[name] is not None for row in rows)]
    cells = [columns, *([_cell(row[name]) for name in columns] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in cells
    )


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:.4g}" if isinstance(value, float) else str(value)

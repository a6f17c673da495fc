"""The criteria and their weights: `[{"name": …, "weight": …}]`."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from competition.results.engine.marks import MOST, Criterion
from competition.results.engine.sheets.problems import BadSheet, quoted

LEAST = Decimal("1e-9")


def read_criteria(content: bytes) -> tuple[Criterion, ...]:
    """Return the criteria in their order. Raises `BadSheet` for anything but a list of distinct, weighed names."""
    items = _loaded(content)
    if not isinstance(items, list) or not items:
        raise BadSheet('this is not a list of criteria such as [{"name": "Idea", "weight": 2}]')
    criteria = tuple(_criterion(place, item) for place, item in enumerate(items, start=1))
    seen: set[str] = set()
    for place, criterion in enumerate(criteria, start=1):
        if criterion.name in seen:
            raise BadSheet(f"item {place}: {quoted(criterion.name)} stands there twice")
        seen.add(criterion.name)
    return criteria


def _loaded(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except json.JSONDecodeError as fault:
        raise BadSheet(f"this is not JSON: {fault.msg}", row=fault.lineno, column=fault.colno) from None
    except UnicodeDecodeError:
        raise BadSheet("the text is not UTF-8") from None
    except (ValueError, ArithmeticError, RecursionError):
        raise BadSheet("this is not JSON that we can read") from None


def _criterion(place: int, item: Any) -> Criterion:
    if not isinstance(item, dict) or item.keys() != {"name", "weight"}:
        raise BadSheet(f"item {place}: a criterion has a name and a weight, and nothing else")
    name, weight = item["name"], item["weight"]
    if not isinstance(name, str) or not name.strip():
        raise BadSheet(f"item {place}: the name is not a text")
    if isinstance(weight, bool) or not isinstance(weight, int | Decimal) or not LEAST <= weight <= MOST:
        raise BadSheet(f"item {place}: the weight is not a number above zero")
    return Criterion(name.strip(), Fraction(weight))

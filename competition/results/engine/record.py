"""All that a run holds, made from its inputs alone: whoever has these and this code can make it again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from competition.results.engine.marks import Marks
from competition.results.engine.quorum import parted, told
from competition.results.engine.tiebreak import Rule, TieRule
from competition.results.engine.values import Options

# Enough that the ends of a 90 % interval move by less than a place from seed to seed.
REPLICATES = 1000


@dataclass(frozen=True, slots=True)
class Terms:
    """How a round's result is computed: the method, the rules that break ties in their order, and the replicates.

    An entry needs marks of `least` jurors; in a round that votes `threshold` is how many yes, or vetoes, decide.
    `beside` names methods on orders to compare with, where the jury gave orders.
    """

    method: str = "additive"
    ties: tuple[Rule, ...] = ()
    replicates: int = REPLICATES
    seed: int = 0
    least: int = 1
    threshold: int | None = None
    beside: tuple[str, ...] = ()

    def as_plain(self) -> dict[str, Any]:
        """Return the same as JSON."""
        ties = [[str(rule.kind), rule.criterion] for rule in self.ties]
        numbers = {"replicates": self.replicates, "seed": self.seed, "least": self.least, "threshold": self.threshold}
        return {"method": self.method, "ties": ties, "beside": list(self.beside), **numbers}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Terms:
        """Read what `as_plain` wrote."""
        ties = tuple(Rule(TieRule(kind), criterion) for kind, criterion in plain["ties"])
        numbers = {name: plain[name] for name in ("replicates", "seed", "least", "threshold")}
        return cls(plain["method"], ties, beside=tuple(plain["beside"]), **numbers)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the marks.

    `category_of` names each entry's category; `orders` gives each juror's entries as he judged them one by one;
    `shared` gives for each attribute (a country …) the pairs of juror and entry that share it.
    """

    category_of: Mapping[str, str]
    orders: Mapping[str, Sequence[str]]
    shared: Mapping[str, Sequence[Sequence[str]]]


def record(marks: Marks, terms: Terms, context: Context) -> dict[str, Any]:
    """Return what a run stores, as plain JSON.

    Entries with fewer marks than the least are named, and take part in nothing else. `methods` holds every method's
    outcome, the one that leads with its uncertainty; `verdicts` what votes decide; `places` the ranking with ties
    broken; `standings` the places inside each category; `explanations` how each entry came to its adjusted score;
    `influences` what single score or juror decides who leads; `agreement`, `halo`, `slopes` and `affinity` what is
    said of the jury; `precision` how finely it measures.
    """
    from competition.results.engine import methods  # noqa: PLC0415 - numpy and scipy load when something is computed
    from competition.results.engine.leading import lead, lead_within  # noqa: PLC0415
    from competition.results.engine.tiebreak import broken  # noqa: PLC0415

    given, (marks, below) = marks, parted(marks, terms.least)
    unsure = Options(bootstrap=terms.replicates, seed=terms.seed)
    found = {name: methods.analyse(marks, name, Options()) for name in methods.FINDERS if name != terms.method}
    found |= {name: lead(marks, name, Options()) for name in terms.beside}
    found[terms.method] = leading = lead(marks, terms.method, unsure)
    counted = verdicts_of(given, terms, below)
    return {
        "methods": {name: _plain(asdict(told(outcome, below))) for name, outcome in sorted(found.items())},
        "places": _plain([asdict(place) for place in broken(marks, leading, terms.ties)]),
        "standings": _plain([asdict(one) for one in lead_within(marks, leading, unsure, context.category_of)]),
        "verdicts": _plain([asdict(one) for one in counted]),
        **_beside(marks, unsure),
        "slopes": _slopes(marks, context.orders),
        "affinity": _affinity(marks, context.shared),
    }


def verdicts_of(marks: Marks, terms: Terms, below: Mapping[str, int]) -> Sequence[Any]:
    """Return what votes decide; nothing where none are counted."""
    from competition.results.engine.votes import verdicts  # noqa: PLC0415 - as in record

    return () if terms.threshold is None else verdicts(marks, terms.method, terms.threshold, below)


def _beside(marks: Marks, unsure: Options) -> dict[str, Any]:
    """Return what is said beside the ranking; nothing of it where no entry has marks enough."""
    from competition.results.engine.agreement import Agreement, agreement_of_scores  # noqa: PLC0415 - as in record
    from competition.results.engine.answers import ratings_of  # noqa: PLC0415
    from competition.results.engine.explanation import explanations  # noqa: PLC0415
    from competition.results.engine.influence import influences  # noqa: PLC0415
    from competition.results.engine.patterns import halo  # noqa: PLC0415
    from competition.results.engine.precision import precision  # noqa: PLC0415

    fineness = precision(marks, unsure) if marks.rows else None
    return {
        "explanations": _plain([asdict(one) for one in explanations(marks)]),
        "influences": _plain([asdict(one) for one in influences(marks)]),
        "agreement": _plain(asdict(agreement_of_scores(ratings_of(marks)) if marks.rows else Agreement())),
        "halo": halo(marks),
        "precision": _plain(asdict(fineness)) if fineness else None,
    }


def _slopes(marks: Marks, orders: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return the slopes over the order of judging: of each juror by name, and of `all` together."""
    from competition.results.engine.patterns import order_slopes  # noqa: PLC0415 - as in record

    places = {(juror, entry): place for juror, entries in orders.items() for place, entry in enumerate(entries)}
    found = {name: asdict(slope) for name, slope in order_slopes(marks, places).items()}
    return {"all": found.pop(None), "jurors": found}


def _affinity(marks: Marks, shared: Mapping[str, Sequence[Sequence[str]]]) -> dict[str, Any]:
    """Return what sharing each attribute is worth."""
    from competition.results.engine.patterns import affinity_gaps  # noqa: PLC0415 - as in record

    pairs = {name: [(juror, entry) for juror, entry in given] for name, given in shared.items()}
    return {name: asdict(gap) for name, gap in affinity_gaps(marks, pairs).items()}


def computed(inputs: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a run of these inputs and options holds; both as plain JSON."""
    marks, terms = Marks.from_plain(dict(inputs)), Terms.from_plain(options)
    return record(marks, terms, Context(inputs["categories"], inputs["orders"], inputs["shared"]))


def canonical(value: Any) -> str:
    """Return the one JSON text of plain JSON: sorted keys, no blanks."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest_of(value: Any) -> str:
    """Return the SHA-256 of a value's canonical JSON, in hex."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: decimals as text, lists for tuples."""
    match value:
        case dict():
            return {name: _plain(one) for name, one in value.items()}
        case Decimal():
            return str(value)
        case str() | None | bool() | int() | float():
            return value
        case Sequence():
            return [_plain(one) for one in value]
    message = f"{type(value).__name__} has no place in a run"
    raise TypeError(message)

"""The words of results."""

from __future__ import annotations

from typing import Any

from competition.i18n import gettext
from competition.i18n import lazy_gettext as _l

# What a juror may share with an entrant: the name of each, and the beginning of the sentence about it.
SHARED: dict[str, Any] = {
    "country": _l("The same country"),
    "school": _l("The same school or university"),
    "employer": _l("The same employer or house"),
}

REFUSALS: dict[str, Any] = {
    "results_nothing_to_score": _l("No score sheet was handed in yet, so there is nothing to compute."),
    "results_rules_stale": _l(
        "Somebody else changed meanwhile how results are computed. Nothing was overwritten: look at theirs, and save "
        "again if yours shall hold."
    ),
    "results_unknown_rule": _l("Choose a method and rules from the lists, each rule once."),
    "results_reason_missing": _l(
        "Score sheets are handed in already. Say why the way of computing is changed; all who read the results see it."
    ),
}


METHODS: dict[str, Any] = {
    "additive": _l("Adjusted for severity (additive model)"),
    "mean": _l("Mean"),
    "median": _l("Median"),
    "trimmed": _l("Mean without the highest and the lowest mark"),
    "zscore": _l("Standardised by juror (z-score)"),
    "percentile": _l("Percentile by juror"),
    "rasch": _l("Many-facet Rasch model"),
    "votes": _l("Number of yes"),
    "vetoes": _l("Number of vetoes"),
    "borda": _l("Borda count"),
    "schulze": _l("Schulze’s method"),
    "copeland": _l("Copeland’s method"),
}

METHODS_SHORT: dict[str, Any] = {
    "additive": _l("Adjusted"),
    "mean": _l("Mean"),
    "median": _l("Median"),
    "trimmed": _l("Trimmed"),
    "zscore": _l("z-score"),
    "percentile": _l("Percentile"),
    "rasch": _l("Rasch"),
    "votes": _l("Yes"),
    "vetoes": _l("Vetoes"),
    "borda": _l("Borda"),
    "schulze": _l("Schulze"),
    "copeland": _l("Copeland"),
}

METHODS_HELP: dict[str, Any] = {
    "additive": _l("Takes off how severe each juror is, judged by the works that he shares with others."),
    "mean": _l("Fair where every juror judges every entry; else a severe juror is taken for a weak work."),
    "median": _l("One juror alone cannot lift or sink a work; half of the information is left unused."),
    "trimmed": _l("As in sports; it asks for seven jurors an entry."),
    "zscore": _l("Levels mean and spread of each juror; right only where chance dealt the entries out."),
    "percentile": _l("Only the order inside each juror’s pile counts; right only where chance dealt the entries out."),
    "rasch": _l("Severity, difficulty of each criterion and the steps of the scale in one model."),
    "votes": _l("Most yes first; where they are equal, more maybes."),
    "vetoes": _l("Fewest vetoes first; the round says how many put a work aside."),
    "borda": _l(
        "For each juror a work gets a point for each work that he put below it, half a point for each that he put"
        " level. A juror who could not rank all counts as much as one who did."
    ),
    "schulze": _l("Works are compared two by two, by how many jurors prefer which; near-copies change nothing."),
    "copeland": _l("How many others a work beats by a majority, as in a tournament."),
}

NO_TIE_RULE = _l("Nothing: ties stay ties")

TIE_RULES: dict[str, Any] = {
    "raw_mean": _l("the higher mean"),
    "median": _l("the higher median"),
    "top_marks": _l("more of the highest marks"),
    "low_marks": _l("fewer of the lowest marks"),
}

# What a coefficient says, in the order in which a chair should read them.
AGREEMENT: dict[str, tuple[Any, Any]] = {
    "icc_a_k": (
        _l("ICC (A,k)"),
        _l("How far the mean of this jury can be relied upon, if every juror judged every entry."),
    ),
    "icc_a_1": (_l("ICC (A,1)"), _l("How far the mark of one juror alone could be relied upon.")),
    "alpha_interval": (
        _l("Krippendorff’s α"),
        _l("Agreement beyond chance, also where each entry has other jurors: 1 is full, 0 is as good as dice."),
    ),
    "kendall_w": (_l("Kendall’s W"), _l("How much alike the jurors order the entries, from 0 to 1.")),
    "fleiss_kappa": (_l("Fleiss’ κ"), _l("How often jurors gave the very same mark, beyond chance.")),
}


def tie_by_criterion(name: str) -> str:
    """Return the rule that the mean on one criterion decides."""
    return str(gettext("the higher mean on “%(criterion)s”", criterion=name))


def interval(low: int, high: int) -> str:
    """Return a rank interval in words."""
    return str(gettext("between place %(low)s and place %(high)s", low=low, high=high))

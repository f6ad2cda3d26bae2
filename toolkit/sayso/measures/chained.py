"""Statistics of coreference and of evidence: recall, precision and F from numerators and denominators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.measures.statistics import Kind, Statistic, ratio
from sayso.tallies.coreference import CONLL, chained, counters_of
from sayso.tallies.evidence import COUNTERS, evidenced

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

    from sayso.measures.statistics import Counters, Numbers


def harmonic(precision: Numbers, recall: Numbers, beta: Fraction) -> Numbers:
    """F from P and R: 0 where one is undefined or both are 0, undefined where both are."""
    weight = float(beta * beta)
    p, r = np.nan_to_num(precision), np.nan_to_num(recall)
    bottom = weight * p + r
    found = np.divide((1 + weight) * p * r, bottom, out=np.zeros(np.shape(bottom)), where=bottom > 0)
    return np.where(np.isnan(precision) & np.isnan(recall), np.nan, found)


def recall(counts: Counters, _beta: Fraction) -> Numbers:
    """Recall of a coreference measure.

    Formula:    r_num / r_den, each summed over documents
    Range:      0 to 1; higher is better
    Undefined:  where the denominator is 0
    Shape:      elementwise, the shape of the counters
    Source:     CoNLL reference scorer 8.01 (Pradhan et al. 2014); for LEA Moosavi and Strube (2016); measures.md §5
    """
    return ratio(counts["r_num"], counts["r_den"])


def precision(counts: Counters, _beta: Fraction) -> Numbers:
    """Precision of a coreference measure.

    Formula:    p_num / p_den, each summed over documents
    Range:      0 to 1; higher is better
    Undefined:  where the denominator is 0
    Shape:      elementwise, the shape of the counters
    Source:     CoNLL reference scorer 8.01 (Pradhan et al. 2014); for LEA Moosavi and Strube (2016); measures.md §5
    """
    return ratio(counts["p_num"], counts["p_den"])


def f_measure(counts: Counters, beta: Fraction) -> Numbers:
    """Weighted harmonic mean of a coreference measure's precision and recall.

    Formula:    (1 + b²) · P · R / (b² · P + R), where b = `beta`; 0 where one is undefined or both are 0
    Range:      0 to 1; higher is better
    Undefined:  where both are undefined
    Shape:      elementwise, the shape of the counters
    Source:     CoNLL reference scorer 8.01 (Pradhan et al. 2014); for LEA Moosavi and Strube (2016); measures.md §5
    """
    return harmonic(precision(counts, beta), recall(counts, beta), beta)


def conll(counts: Counters, beta: Fraction) -> Numbers:
    """CoNLL average: the mean of the F of MUC, B³ and CEAFe.

    Formula:    (F of MUC + F of B³ + F of CEAFe) / 3
    Range:      0 to 1; higher is better
    Undefined:  where one of the three is
    Shape:      elementwise, the shape of the counters
    Source:     CoNLL-2012 shared task (Pradhan et al. 2012); measures.md §5
    """
    parts = [
        f_measure({name.split(".")[1]: values for name, values in counts.items() if name.startswith(f"{part}.")}, beta)
        for part in CONLL
    ]
    return (parts[0] + parts[1] + parts[2]) / len(CONLL)


def _blanc(of_kind: Callable[[Counters, Fraction], Numbers]) -> Callable[[Counters, Fraction], Numbers]:
    """A statistic over both kinds of link, or over the one that gold has."""

    def value(counts: Counters, beta: Fraction) -> Numbers:
        kinds = [_links(counts, kind) for kind in "cn"]
        found = [of_kind(links, beta) for links in kinds]
        has = [np.asarray(counts[f"{kind}_gold"]) > 0 for kind in "cn"]
        both = np.where(
            np.isnan(found[0]) & np.isnan(found[1]), np.nan, np.nan_to_num(found[0]) + np.nan_to_num(found[1])
        )
        return np.where(has[0] & ~has[1], found[0], np.where(has[1] & ~has[0], found[1], ratio(both, 2)))

    blanc = "BLANC: the mean over links of coreference and other links, each kind that gold has"
    doc = (of_kind.__doc__ or "").replace(
        "a coreference measure's precision and recall", f"precision and recall of {blanc}"
    )
    value.__doc__ = doc.replace("a coreference measure", blanc)
    return value


def _links(counts: Counters, kind: str) -> Counters:
    both = counts[f"{kind}_both"]
    return {"r_num": both, "r_den": counts[f"{kind}_gold"], "p_num": both, "p_den": counts[f"{kind}_pred"]}


def _kind(name: str) -> Kind:
    statistics: Mapping[str, Callable[[Counters, Fraction], Numbers]]
    if name == "CoNLL":
        statistics = {"F": conll}
    elif name == "BLANC":
        statistics = {"P": _blanc(precision), "R": _blanc(recall), "F": _blanc(f_measure)}
    else:
        statistics = {"P": precision, "R": recall, "F": f_measure}
    found = {statistic: Statistic(statistic, function) for statistic, function in statistics.items()}
    return Kind(name, chained(name), counters_of(name), found)


def evidence_recall(counts: Counters, beta: Fraction) -> Numbers:
    """Recall of stances, each counted by the share of its evidence that was found.

    Formula:    Σ over pairs of |E(g) ∩ E(p)| / |E(g)|, divided by gold stances
    Range:      0 to 1; higher is better
    Undefined:  where gold has no stances
    Shape:      elementwise, the shape of the counters
    Source:     measures.md §5; weighting as in SemEval-2022 task 10 (Barnes et al. 2022), one to one
    """
    return recall(counts, beta)


def evidence_precision(counts: Counters, beta: Fraction) -> Numbers:
    """Precision of stances, each counted by the share of its evidence that is right.

    Formula:    Σ over pairs of |E(g) ∩ E(p)| / |E(p)|, divided by predicted stances
    Range:      0 to 1; higher is better
    Undefined:  where nothing is predicted
    Shape:      elementwise, the shape of the counters
    Source:     measures.md §5; weighting as in SemEval-2022 task 10 (Barnes et al. 2022), one to one
    """
    return precision(counts, beta)


def evidence_f(counts: Counters, beta: Fraction) -> Numbers:
    """Weighted harmonic mean of the evidence-weighted precision and recall of stances.

    Formula:    (1 + b²) · P · R / (b² · P + R), where b = `beta`; 0 where one is undefined or both are 0
    Range:      0 to 1; higher is better
    Undefined:  where both are undefined
    Shape:      elementwise, the shape of the counters
    Source:     measures.md §5; weighting as in SemEval-2022 task 10 (Barnes et al. 2022), one to one
    """
    return harmonic(precision(counts, beta), recall(counts, beta), beta)


EVIDENCE = Kind(
    "evidence",
    evidenced,
    COUNTERS,
    {
        "P": Statistic("P", evidence_precision),
        "R": Statistic("R", evidence_recall),
        "F": Statistic("F", evidence_f),
    },
)
COREFERENCE = {name: _kind(name) for name in ("MUC", "B3", "CEAFm", "CEAFe", "BLANC", "LEA", "CoNLL")}

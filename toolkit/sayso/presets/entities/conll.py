"""CoNLL reference scorer 8.01: MUC, B³, CEAFm, CEAFe, BLANC, mentions, and the mean that shared tasks rank by."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from sayso.presets.entities.adapted import CHOICES, CONVENTIONS, both_sides, without_counts
from sayso.presets.entities.clusters import from_both, from_gold, held, last, shares
from sayso.presets.entities.corpus import in_order, prf
from sayso.presets.entities.reference import as_read
from sayso.presets.preset import Conventions, Defect, Pair, Preset

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.presets.entities.clusters import Clustering, Document, Mention, Side
    from sayso.presets.entities.corpus import Corpus
    from sayso.presets.preset import Numbers

    Links = set[frozenset[Mention]]

AVERAGED = ("muc", "bcub", "ceafe")


def conll_reference(gold: Side, predicted: Side) -> dict[str, dict[str, float | list[float] | dict[str, float]]]:
    """Coreference of a corpus by five measures: numerators and denominators summed over documents, then divided.

    MUC counts links, B³ mentions, CEAFm mentions and CEAFe clusters under their best assignment, BLANC links of both
    kinds. Mentions are the same if first and last token are. Singletons count. Nothing over nothing is 0; BLANC is the
    mean over both kinds of link, or that of the one kind which gold has.

    A predicted mention that stands twice is dropped after the first time if gold has it, and counts twice if not. A
    gold mention that stands twice counts twice in the denominators and belongs to its last cluster. Clusters are taken
    in the order in which they begin.

    Args:
        gold: The clusters of each document; a cluster lists mentions, a mention is (first, last) token.
        predicted: Likewise. A document that is missing has no clusters; one that gold lacks is passed over.

    Returns:
        For `mentions`, `muc`, `bcub`, `ceafm`, `ceafe` and `blanc`: `R`, `P`, `F1`; `counts`, that is numerator and
        denominator of R and of P, of BLANC those four for links of coreference and then for the others; and `printed`,
        R, P and F1 in percent as the scorer prints them, cut off after two decimals. For `conll` the mean `F1` of MUC,
        B³ and CEAFe, which the scorer itself leaves to its users.

    Raises:
        ScorerError: More than ten predicted mentions repeat one that gold has (`exit 1`).

    Source:     conll/reference-coreference-scorers 8.01 at f49f3f8; Pradhan et al. (2014); BLANC: Luo et al. (2014)
    """
    corpus = as_read(gold, predicted)
    links = _links(corpus)
    counts = {
        "mentions": _mentions(corpus),
        "muc": corpus.tally("MUC", from_both),
        "bcub": _b3(corpus),
        "ceafm": corpus.tally("CEAFm", held),
        "ceafe": corpus.tally("CEAFe", held),
        "blanc": [links[place] for place in (0, 1, 0, 2, 3, 4, 3, 5)],
    }
    found = {}
    for name, counted in counts.items():
        ratios = prf(links, "BLANC") if name == "blanc" else prf(counted)
        found[name] = {**ratios, "counts": counted, "printed": {part: printed(one) for part, one in ratios.items()}}
    mean = sum(prf(counts[name])["F1"] for name in AVERAGED) / len(AVERAGED)
    return {**found, "conll": {"F1": mean}}


def printed(value: float) -> float:
    """A share in percent as the scorer prints it: cut off after two decimals, not rounded."""
    return int(value * 10000) / 100


def _mentions(corpus: Corpus) -> list[float]:
    """Counters of mention detection; each mention once."""
    sides = [(last(one.gold).keys(), last(one.predicted).keys()) for one in corpus.documents]
    both = sum(len(gold & predicted) for gold, predicted in sides)
    return [both, sum(len(gold) for gold, _ in sides), both, sum(len(predicted) for _, predicted in sides)]


def _b3(corpus: Corpus) -> list[float]:
    """Counters of B³, added up mention by mention; the denominators count a repeated mention as often as it stands."""
    found = [[share[1:] for share in shares(one)] for one in corpus.documents]
    counted: list[float] = []
    for side, clusterings in enumerate(([one.gold, one.predicted][side] for one in corpus.documents) for side in (0, 1)):
        counted += [
            in_order(in_order(share[side] for share in one) for one in found),
            sum(len(cluster) for clusters in clusterings for cluster in clusters),
        ]
    return counted

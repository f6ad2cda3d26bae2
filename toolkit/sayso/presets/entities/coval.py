"""coval: the CoNLL measures and LEA in Python, with its CEAFm that divides by clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.presets.entities.adapted import CHOICES, CONVENTIONS, both_sides, without_counts
from sayso.presets.entities.clusters import from_gold, from_predicted, held
from sayso.presets.entities.corpus import mean_f1, mentions, with_counts
from sayso.presets.entities.reading import by_coval
from sayso.presets.preset import Conventions, Defect, Preset

if TYPE_CHECKING:
    from sayso.presets.entities.clusters import Side
    from sayso.presets.entities.corpus import Corpus
    from sayso.presets.preset import Numbers


def coval(gold: Side, predicted: Side, *, singletons: bool = True) -> dict[str, dict[str, Any]]:
    """Coreference of a corpus by mentions, MUC, B³, CEAFe, LEA and a CEAFm divided by clusters instead of mentions.

    Numerators and denominators are summed over documents; nothing over nothing is 0. A mention that stands twice counts
    as often as it stands on its own side, and is in its last cluster seen from the other; CEAF looks into all clusters.
    Of `mentions` each counts once.

    Args:
        gold: The clusters of each document; a cluster lists mentions, a mention is (first, last) token.
        predicted: Likewise; documents that gold lacks are passed over.
        singletons: Whether clusters of one mention are kept; else they are dropped on both sides beforehand.

    Returns:
        For `mentions`, `muc`, `bcub`, `ceafe`, `ceafm` and `lea`: `R`, `P`, `F1` and `counts`, numerator and
        denominator of R and of P. For `conll` the mean `F1` of MUC, B³ and CEAFe.

    Raises:
        ScorerError: A document is missing in the predictions (`KeyError`).

    Source:     ns-moosavi/coval at 87071a6; Moosavi and Strube, ACL 2016
    """
    corpus = by_coval(gold, predicted, singletons=singletons)
    found = with_counts(
        {
            "mentions": mentions(corpus),
            "muc": corpus.tally("MUC", from_gold, from_predicted),
            "bcub": corpus.tally("B3", from_gold, from_predicted),
            "ceafe": corpus.tally("CEAFe", held),
            "ceafm": _by_clusters(corpus),
            "lea": corpus.tally("LEA", from_gold, from_predicted),
        }
    )
    return {**found, "conll": mean_f1(found)}


def _by_clusters(corpus: Corpus) -> list[float]:
    """Counters of CEAFm with the denominators of CEAFe."""
    mentions_shared, clusters = corpus.tally("CEAFm", held), corpus.tally("CEAFe", held)
    return [mentions_shared[0], clusters[1], mentions_shared[2], clusters[3]]


def _scored(sides: tuple[Side, Side], conventions: Conventions) -> Numbers:
    singletons = conventions["singletons"] == "keep"
    return without_counts(coval(*sides, singletons=singletons))


PRESETS = (
    Preset(
        name="coval-87071a6",
        scorer="coval",
        version="87071a6",
        layer="entities",
        unit="clusters",
        source=(
            "ns-moosavi/coval at 87071a6, MIT; Moosavi and Strube, Which coreference evaluation metric do you trust?, "
            "ACL 2016"
        ),
        differs=(
            "entities.MUC, .B3, .CEAFe, .LEA and .CoNLL count the same of proper clusters, with singletons=false if "
            "they are dropped here; but Sayso leaves nothing over nothing undefined, where this is 0, and "
            "entities.CEAFm divides by mentions."
        ),
        defects=(
            Defect(
                what="CEAFm divides the mentions in common by the number of clusters, so that it exceeds 1.",
                example="Gold {a, b}, {c, d}; predicted {a, b}, {c, d}: R and P 4/2 = 2.",
            ),
            Defect(
                what="Repeated predicted mentions are right every time but for CEAF.",
                example="Gold {a, b}, {c, d}; predicted {a, b, b}, {c, d}: B³ P 5/5, MUC P 3/3, CEAFe 1.8/2.",
            ),
            Defect(
                what="A mention in several clusters is found in the last one alone, and its other clusters lose it.",
                example="Gold {a, b, c}; predicted {a, b, c}, {a, b}: B³ R (2 · 2 + 1) / 3 / 3 = .556.",
            ),
            Defect(
                what="A document that the predictions lack stops it, where the reference scorer counts all as missed.",
                example="Gold has documents 1 and 2, the predictions 1: KeyError.",
            ),
            Defect(
                what="Nothing over nothing is 0, so perfect singletons spoil MUC and with it the mean.",
                example="Gold {a}, {b}; predicted {a}, {b}: B³ and CEAFe 1, MUC 0, mean 2/3.",
            ),
        ),
        native=coval,
        given=both_sides,
        scored=_scored,
        conventions={**CONVENTIONS, "singletons": "keep"},
        choices={**CHOICES, "singletons": ("keep", "drop")},
        vectors="coref/coref.json",
        headline="conll.F1",
    ),
)

"""neleval's coreference measures over a whole corpus: MUC, B³, CEAF, pairs, and B³ after Cai and Strube."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.presets.entities import sets
from sayso.presets.entities.adapted import CHOICES, CONVENTIONS, both_sides, without_counts
from sayso.presets.entities.corpus import with_counts
from sayso.presets.preset import Conventions, Defect, Preset

if TYPE_CHECKING:
    from sayso.presets.entities.clusters import Mention, Side
    from sayso.presets.preset import Numbers

MEASURES = {
    "muc": sets.muc,
    "b_cubed": sets.b_cubed,
    "mention_ceaf": sets.mention_ceaf,
    "entity_ceaf": sets.entity_ceaf,
    "pairwise": sets.pairwise,
    "pairwise_negative": sets.pairwise_negative,
    "cs_b_cubed": sets.cs_b_cubed,
}


def coref_metrics(gold: Side, predicted: Side) -> dict[str, dict[str, Any]]:
    """Coreference of a corpus as one problem: clusters are sets of mentions, each mention with its document.

    MUC, B³ and CEAF by mentions and by entities; pairs of mentions in one cluster and in different ones; and B³ where
    mentions of one side alone are clusters of their own on the other. Nothing over nothing is 0. The documents of both
    sides count. Where a mention is in several clusters of a side, MUC and B³ find it in the last one, and CEAF's
    denominators add up the similarities of all clusters of a side with one another.

    Args:
        gold: The clusters of each document; a cluster lists mentions, those that stand twice once.
        predicted: Likewise.

    Returns:
        For `muc`, `b_cubed`, `mention_ceaf`, `entity_ceaf`, `pairwise`, `pairwise_negative` and `cs_b_cubed`: `R`, `P`,
        `F1` and `counts`, numerator and denominator of R and of P.

    Source:     neleval 3.1.1, coref_metrics; Luo (2005), Cai and Strube (2010)
    """
    corpus = sets.whole(_everything(gold), _everything(predicted))
    return with_counts({name: measure(corpus) for name, measure in MEASURES.items()})


def _everything(side: Side) -> list[list[Mention]]:
    """The clusters of all documents, their mentions with the document they are in."""
    return [[(name, mention) for mention in cluster] for name, clusters in side.items() for cluster in clusters]


def _scored(sides: tuple[Side, Side], _conventions: Conventions) -> Numbers:
    return without_counts(coref_metrics(*sides))


PRESETS = (
    Preset(
        name="neleval-3.1.1-coref",
        scorer="neleval coreference metrics",
        version="3.1.1",
        layer="entities",
        unit="clusters",
        source=(
            "neleval 3.1.1 on PyPI (wikilinks/neleval at 68f6841), coref_metrics, Apache-2.0; Luo, HLT 2005; Cai and "
            "Strube, SIGDIAL 2010"
        ),
        differs=(
            "entities.MUC, .B3, .CEAFm and .CEAFe count the same of proper clusters, also where predictions have "
            "documents that gold lacks, which Sayso refuses; nothing over nothing is undefined there and 0 here. "
            "entities.BLANC averages over pairs as pairwise and pairwise_negative count them, but within documents."
        ),
        defects=(
            Defect(
                what="pairwise_negative pairs mentions across documents, and grows with the square of the corpus.",
                example="Two documents with the clusters {a, b} and {c, d} each: 24 pairs, 8 of them in one document.",
            ),
            Defect(
                what="A mention in several predicted clusters raises the denominators of CEAF by more than one.",
                example="Gold {a, b}; predicted {a, b}, {a, b}: mention_ceaf precision 2/8.",
            ),
            Defect(
                what="A mention in several gold clusters shifts those after it in CEAF, which ones hangs on a hash.",
                example="Gold {a, b}, {b}: the second comes out empty, and the denominator of recall is 2.",
            ),
            Defect(
                what="Where mentions repeat, pairs can be found more often than there are.",
                example="Gold {a, b}; predicted {a, b}, {a, b}: pairwise recall 2/1 = 2.",
            ),
        ),
        native=coref_metrics,
        given=both_sides,
        scored=_scored,
        conventions=CONVENTIONS,
        choices=CHOICES,
        vectors="coref/coref.json",
        headline="mention_ceaf.F1",
    ),
)

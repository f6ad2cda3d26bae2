"""CorefUD scorer with exact mentions: MUC, B³, CEAFe, CEAFm, BLANC, LEA and the mean of the first three."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.presets.entities.adapted import CHOICES, CONVENTIONS, both_sides, without_counts
from sayso.presets.entities.clusters import from_gold, from_predicted, held
from sayso.presets.entities.corpus import mean_f1, prf, with_counts
from sayso.presets.entities.reading import by_coval
from sayso.presets.preset import Conventions, Defect, Preset, ScorerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.presets.entities.clusters import Side
    from sayso.presets.preset import Numbers


def corefud(gold: Side, predicted: Side, *, singletons: bool = False) -> dict[str, dict[str, Any]]:
    """Coreference of a corpus by MUC, B³, CEAFe, CEAFm, BLANC and LEA over mentions with equal spans.

    Numerators and denominators are summed over documents; nothing over nothing is 0. BLANC is the mean over links of
    coreference and other links, without a kind that neither side has. A mention that stands twice counts as often as it
    stands on its own side, and is in its last cluster seen from the other; CEAF looks into all clusters, and BLANC
    finds its links from gold.

    Args:
        gold: The clusters of each document; a cluster lists mentions, a mention is (first, last) token.
        predicted: Likewise; documents that gold lacks are passed over.
        singletons: Whether clusters of one mention are kept; by default they are dropped on both sides beforehand.

    Returns:
        For `muc`, `bcub`, `ceafe`, `ceafm`, `blanc` and `lea`: `R`, `P`, `F1` and `counts`, numerator and denominator
        of R and of P, of BLANC those four for links of coreference and then for the others. For `conll` the mean
        `F1` of MUC, B³ and CEAFe.

    Raises:
        ScorerError: A document is missing in the predictions (`KeyError`); or a mention that gold repeats is found, so
            that it is linked to itself, but nothing is linked in the predictions (`ZeroDivisionError`).

    Source:     ufal/corefud-scorer at 4fd7b0e, `-a exact`, documents read as CoNLL columns; Žabokrtský et al. (2022)
    """
    corpus = by_coval(gold, predicted, singletons=singletons)
    both, of_gold, of_predicted, others, others_gold, others_predicted = corpus.tally("BLANC", from_gold)
    kinds = [both, of_gold, both, of_predicted], [others, others_gold, others, others_predicted]
    found = with_counts(
        {
            "muc": corpus.tally("MUC", from_gold, from_predicted),
            "bcub": corpus.tally("B3", from_gold, from_predicted),
            "ceafe": corpus.tally("CEAFe", held),
            "ceafm": corpus.tally("CEAFm", held),
            "lea": corpus.tally("LEA", from_gold, from_predicted),
        }
    )
    if both and not of_predicted:
        reason = "float division by zero: BLANC finds links of repeated gold mentions, but none is predicted"
        raise ScorerError("ZeroDivisionError", reason)
    found["blanc"] = {**_mean_over_kinds(kinds), "counts": [*kinds[0], *kinds[1]]}
    return {**found, "conll": mean_f1(found)}


def _mean_over_kinds(kinds: Sequence[list[float]]) -> dict[str, float]:
    """BLANC: the mean over the kinds of link that some side has; 0 if there are no links."""
    found = [prf(counts) for counts in kinds if counts[1] or counts[3]]
    return {name: sum(one[name] for one in found) / max(len(found), 1) for name in ("R", "P", "F1")}


def _scored(sides: tuple[Side, Side], conventions: Conventions) -> Numbers:
    singletons = conventions["singletons"] == "keep"
    return without_counts(corefud(*sides, singletons=singletons))


PRESETS = (
    Preset(
        name="corefud-4fd7b0e",
        scorer="CorefUD scorer",
        version="4fd7b0e",
        layer="entities",
        unit="clusters",
        source=(
            "ufal/corefud-scorer at 4fd7b0e, MIT; Žabokrtský et al., Findings of the shared task on multilingual "
            "coreference resolution, CRAC 2022"
        ),
        differs=(
            "entities.MUC, .B3, .CEAFm, .CEAFe, .LEA and .CoNLL with singletons=false count the same of proper "
            "clusters; but Sayso leaves nothing over nothing undefined, where this is 0, and entities.BLANC looks at "
            "the kinds of link that gold has, as the reference scorer does."
        ),
        defects=(
            Defect(
                what="BLANC halves the score where gold has links of one kind and the predictions some of the other.",
                example="Gold {a, b, c}; predicted {a, b}, {c}: recall (1/3 + 0) / 2; of the reference scorer 1/3.",
            ),
            Defect(
                what="Singletons are dropped by default: a correct one is not seen and a wrong one costs nothing.",
                example="Gold {a, b}; predicted {a, b}, {x}: all 1.",
            ),
            Defect(
                what="Repeated gold mentions push shares above 1.",
                example="Gold {a, b, b}, {c}; predicted {a, b}, {c}: BLANC P (3/1 + 3/2) / 2 = 2.25 with singletons.",
            ),
            Defect(
                what="A document that the predictions lack stops it, where the reference scorer counts all as missed.",
                example="Gold has documents 1 and 2, the predictions 1: KeyError.",
            ),
        ),
        native=corefud,
        given=both_sides,
        scored=_scored,
        conventions={**CONVENTIONS, "singletons": "drop"},
        choices={**CHOICES, "singletons": ("keep", "drop")},
        vectors="coref/coref.json",
        headline="conll.F1",
    ),
)

"""LEA in the CoNLL reference scorer: links of each entity found on the other side, weighted by its size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.presets.entities.adapted import CHOICES, CONVENTIONS, both_sides, without_counts
from sayso.presets.entities.clusters import from_gold, from_predicted
from sayso.presets.entities.corpus import with_counts
from sayso.presets.entities.reading import by_reference
from sayso.presets.preset import Conventions, Defect, Preset

if TYPE_CHECKING:
    from sayso.presets.entities.clusters import Side
    from sayso.presets.preset import Numbers


def lea_reference(gold: Side, predicted: Side) -> dict[str, dict[str, Any]]:
    """For each entity the share of its links that are links on the other side, weighted by its mentions.

    An entity of one mention has one link, to itself, found where the mention is alone on the other side too. Numerators
    and denominators are summed over documents; nothing over nothing is 0. Files are read as in `conll-8.01`, repeated
    mentions included: of recall each gold mention counts as often as it stands, of precision each kept predicted one.

    Args:
        gold: The clusters of each document; a cluster lists mentions, a mention is (first, last) token.
        predicted: Likewise. A document that is missing has no clusters; one that gold lacks is passed over.

    Returns:
        For `lea`: `R`, `P`, `F1` and `counts`, numerator and denominator of R and of P.

    Raises:
        ScorerError: More than ten predicted mentions repeat one that gold has (`exit 1`).

    Source:     ns-moosavi/LEA-coreference-scorer at 5525e30; Moosavi and Strube, ACL 2016
    """
    return with_counts({"lea": by_reference(gold, predicted).tally("LEA", from_gold, from_predicted)})


def _scored(sides: tuple[Side, Side], _conventions: Conventions) -> Numbers:
    return without_counts(lea_reference(*sides))


PRESETS = (
    Preset(
        name="lea-5525e30",
        scorer="LEA scorer",
        version="8.01 (5525e30)",
        layer="entities",
        unit="clusters",
        source=(
            "ns-moosavi/LEA-coreference-scorer at 5525e30, no licence file; Moosavi and Strube, Which coreference "
            "evaluation metric do you trust?, ACL 2016"
        ),
        differs=(
            "entities.LEA counts the same of proper clusters; but Sayso leaves nothing over nothing undefined, where "
            "this is 0, and keeps repeated mentions in all denominators."
        ),
        defects=(
            Defect(
                what="A repeated predicted mention is dropped if gold has it and inflates denominators if not.",
                example="Gold {a, b}, {c, d}; predicted {a, b, x, x}, {c, d}: P (4 · 1/6 + 2) / 6 = .444.",
            ),
            Defect(
                what="With more than ten repeated mentions it refuses to score at all.",
                example="Gold {a, …, l}; predicted {a, …, l}, {a, …, k}: eleven repeat, exit 1.",
            ),
        ),
        native=lea_reference,
        given=both_sides,
        scored=_scored,
        conventions=CONVENTIONS,
        choices=CHOICES,
        vectors="coref/coref.json",
        headline="lea.F1",
    ),
)

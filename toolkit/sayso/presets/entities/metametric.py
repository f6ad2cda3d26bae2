"""metametric's coreference suite: MUC, B³ and CEAFe of each document, averaged over documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

from sayso.matching.assignment import heaviest
from sayso.presets.entities.adapted import CHOICES, CONVENTIONS, both_sides
from sayso.presets.entities.clusters import Document, from_gold, held, in_common, size
from sayso.presets.entities.corpus import Corpus, in_order
from sayso.presets.preset import Conventions, Defect, Preset, ScorerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.presets.entities.clusters import Clustering, Mention, Side
    from sayso.presets.preset import Numbers

PARTS = ("precision", "recall", "f1")


def coref_suite(gold: Side, predicted: Side) -> dict[str, float]:
    """MUC, B³ and CEAFe with their mean F1: precision and recall are means over documents.

    F1 is the mean of the documents' F1 in MUC and CEAFe, but the harmonic mean of the averaged P and R in B³.
    A document without clusters on both sides has 1 throughout, with clusters on one side 0. Of a mention that stands
    twice, B³ and CEAFe pair places one to one; MUC adds up all pairs of clusters with two mentions or more in common.

    Args:
        gold: The clusters of each document; a cluster lists mentions.
        predicted: Likewise; a document of one side alone has no clusters on the other.

    Returns:
        `muc-precision`, `muc-recall`, `muc-f1`, likewise for `b_cubed` and `ceaf_phi4`, and `avg-f1`.

    Raises:
        ScorerError: A side of a document has clusters of one mention alone, or there are no documents
            (`ZeroDivisionError`).

    Source:     metametric 0.2.1, metrics.coref.coref_suite; Chen et al., EMNLP 2023
    """
    names = dict.fromkeys([*gold, *predicted])
    if not names:
        raise ScorerError("ZeroDivisionError", "division by zero: there are no documents")
    corpus = Corpus(Document(gold.get(name, ()), predicted.get(name, ())) for name in names)
    found: dict[str, float] = {}
    for measure, rows in _rows(corpus).items():
        parts = [_parts(name, one, row) for name, one, row in zip(names, corpus.documents, rows, strict=True)]
        for part, values in zip(PARTS, zip(*parts, strict=True), strict=True):
            found[f"{measure}-{part}"] = in_order(values) / len(names)
    found["b_cubed-f1"] = _harmonic(found["b_cubed-precision"], found["b_cubed-recall"])
    return {**found, "avg-f1": (found["muc-f1"] + found["b_cubed-f1"] + found["ceaf_phi4-f1"]) / 3}


def _rows(corpus: Corpus) -> dict[str, list[list[float]]]:
    """The counters of each document: Sayso's own, but for documents with repeated mentions."""
    muc, b_cubed, ceaf = (
        corpus.rows(*asked) for asked in (("MUC", from_gold), ("B3", from_gold), ("CEAFe", in_common))
    )
    for number, one in enumerate(corpus.documents):
        if one.repeats:
            muc[number], b_cubed[number] = _links(one), _places(one)
    return {"muc": muc, "b_cubed": b_cubed, "ceaf_phi4": ceaf}


def _links(one: Document) -> list[float]:
    """Counters of MUC where mentions repeat: every two clusters with more than one different mention in common."""
    gold, predicted = ([list(dict.fromkeys(cluster)) for cluster in side] for side in (one.gold, one.predicted))
    both = _links_between(gold, predicted)
    return [both, _links_between(gold, gold), both, _links_between(predicted, predicted)]


def _links_between(some: Clustering, others: Clustering) -> int:
    return sum(count - 1 for count in Counter(held(Document(some, others))).values())


def _places(one: Document) -> list[float]:
    """Counters of B³ where mentions repeat: places of equal mentions one to one, best for recall and for precision."""
    common = Counter(in_common(one))
    edges = [(g, p, *pair) for g, p, pair in _equal_places(one)]
    g, p = (np.array([edge[side] for edge in edges], dtype=np.int64) for side in (0, 1))
    counters: list[float] = []
    for number, side in enumerate((one.gold, one.predicted)):
        weight = np.array([common[edge[2:]] / len(side[edge[2 + number]]) for edge in edges], dtype=np.float64)
        counters += [in_order(weight[heaviest(g, p, weight)].tolist()), size(side)]
    return counters


def _equal_places(one: Document) -> list[tuple[int, int, tuple[int, int]]]:
    """Every two places of one mention, as their numbers on both sides, with the clusters they are in."""
    there: dict[Mention, list[tuple[int, int]]] = defaultdict(list)
    for number, (cluster, mention) in enumerate(_spread(one.predicted)):
        there[mention].append((number, cluster))
    return [
        (number, other, (cluster, another))
        for number, (cluster, mention) in enumerate(_spread(one.gold))
        for other, another in there.get(mention, ())
    ]


def _spread(clusters: Clustering) -> list[tuple[int, Mention]]:
    return [(number, mention) for number, cluster in enumerate(clusters) for mention in cluster]


def _parts(name: str, one: Document, row: Sequence[float]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a document; a side without clusters is 1 against itself.

    Raises:
        ScorerError: ZeroDivisionError, as in the original.
    """
    nothing = not (one.gold or one.predicted)
    found = []
    for side, clusters, (matched, whole) in (("predicted", one.predicted, row[2:]), ("gold", one.gold, row[:2])):
        if clusters and not whole:
            reason = f"float division by zero: every {side} cluster of document {name!r} is a single mention"
            raise ScorerError("ZeroDivisionError", reason)
        found.append(matched / whole if clusters else float(nothing))
    precision, recall = found
    return precision, recall, _harmonic(precision, recall)


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _scored(sides: tuple[Side, Side], _conventions: Conventions) -> Numbers:
    return coref_suite(*sides)


PRESETS = (
    Preset(
        name="metametric-0.2.1-coref",
        scorer="metametric coreference suite",
        version="0.2.1",
        layer="entities",
        unit="clusters",
        source=(
            "metametric 0.2.1 on PyPI, metrics.coref.coref_suite; Chen et al., A unified view of evaluation metrics "
            "for structured prediction, EMNLP 2023"
        ),
        differs=(
            "entities.MUC(average=documents), .B3(average=documents) and .CEAFe(average=documents) are means over "
            "documents too, but leave out documents where they are undefined, where this counts 1 or stops; Sayso's "
            "default and every other scorer sum numerators and denominators over documents."
        ),
        defects=(
            Defect(
                what="A side of a document whose clusters are all single mentions stops the whole corpus.",
                example="Gold {a}, {b}; predicted {a}, {b}: ZeroDivisionError, for MUC has no links.",
            ),
            Defect(
                what="A document with nothing to find counts as much as any other, and is 1 if nothing is predicted.",
                example="One document half right, nine empty: .95.",
            ),
            Defect(
                what="F1 of B³ is made of the averaged precision and recall, that of MUC and CEAFe is averaged itself.",
                example=(
                    "A document with P 1 and R 1/4 and one with P 1/4 and R 1 have an F1 of .4 each: the mean is .4, "
                    "but B³ has .625."
                ),
            ),
            Defect(
                what="Every pair of clusters is added up in MUC, so that repeated mentions push it above 1.",
                example="Gold {a, b}; predicted {a, b}, {a, b}: recall 2/1 = 2, precision 2/4.",
            ),
        ),
        native=coref_suite,
        given=both_sides,
        scored=_scored,
        conventions=CONVENTIONS,
        choices=CHOICES,
        vectors="coref/coref.json",
        headline="avg-f1",
    ),
)

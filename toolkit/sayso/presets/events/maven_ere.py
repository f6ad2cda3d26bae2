"""Coreference of events as MAVEN-ERE scores it: clusters of given mentions, every mention in one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.presets.entities.clusters import Document, from_gold, last, size
from sayso.presets.entities.corpus import Corpus, prf
from sayso.presets.preset import Defect, Preset, ScorerError
from sayso.presets.quotes.quotients import or_zero
from sayso.presets.tokens import fragments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.data.sources import Record
    from sayso.presets.entities.clusters import Cluster, Clustering, Mention, Side
    from sayso.presets.preset import Conventions, Numbers, Pair

# What keeps the original's P and R of BLANC from dividing by zero.
_SMALL = 1e-6
_MEASURES = {"b_cubed": "B3", "ceaf": "CEAFe", "muc": "MUC"}
_PERCENT = 100.0


def maven_ere(gold: Side, predicted: Side) -> dict[str, float]:
    """Coreference by B³, CEAFe, MUC and BLANC, counts summed over documents, in percent, and the mean of their F1.

    Only gold's mentions are scored: others are dropped from the predictions, and those that no predicted cluster has
    become clusters of their own. BLANC is the mean over its two kinds of link, each 0 where there are none; its P and R
    are links / (all links + 1e-6), its F1 that of the plain quotients. Nothing over nothing is 0.

    Args:
        gold: The clusters of each document; a cluster lists the ids of mentions.
        predicted: Likewise; a document that is missing has none, and one that gold lacks is passed over.

    Returns:
        `b_cubed_precision`, `b_cubed_recall`, `b_cubed_f1`, likewise of `ceaf`, `muc` and `blanc`; `average_of_4_f1`.

    Raises:
        ScorerError: A predicted mention stands twice (AssertionError).

    Source:     THU-KEG/MAVEN-ERE evaluate.py at ac81a97 (GPL-3.0); Wang et al., MAVEN-ERE, EMNLP 2022
    """
    corpus = Corpus(
        Document(clusters, _completed(clusters, predicted.get(name, ()), name)) for name, clusters in gold.items()
    )
    found: dict[str, float] = {}
    for name, measure in _MEASURES.items():
        numbers = prf(corpus.tally(measure, from_gold))
        found |= _percent(name, numbers["P"], numbers["R"], numbers["F1"])
    found |= _percent("blanc", *_blanc(corpus.tally("BLANC", from_gold)))
    names = (*_MEASURES, "blanc")
    return {**found, "average_of_4_f1": sum(found[f"{name}_f1"] for name in names) / len(names)}


def _percent(name: str, precision: float, recall: float, f1: float) -> dict[str, float]:
    parts = {"precision": precision, "recall": recall, "f1": f1}
    return {f"{name}_{part}": _PERCENT * value for part, value in parts.items()}


def _blanc(links: Sequence[float]) -> tuple[float, float, float]:
    """P, R and F1 from the links of coreference, shared, of gold and predicted, and likewise of the others."""
    kinds = [_of_links(*links[:3]), _of_links(*links[3:])]
    precision, recall, f1 = (sum(part) / len(kinds) for part in zip(*kinds, strict=True))
    return precision, recall, f1


def _of_links(shared: float, gold: float, predicted: float) -> tuple[float, float, float]:
    return shared / (predicted + _SMALL), shared / (gold + _SMALL), or_zero(2 * shared, gold + predicted)


def _completed(gold: Clustering, predicted: Clustering, name: str) -> list[Cluster]:
    """The predicted clusters with gold's mentions alone, each of them in one."""
    known = last(gold)
    kept = [[mention for mention in cluster if mention in known] for cluster in predicted]
    if len(last(kept)) < size(kept):
        raise ScorerError("AssertionError", f"document {name!r}: a predicted mention stands twice")
    clustered = last(kept)
    return [*kept, *([mention] for mention in known if mention not in clustered)]


def _given(pairs: Sequence[Pair], _conventions: Conventions) -> tuple[Side, Side]:
    """Events as mentions, by the place of their triggers; those with the same `coref` are a cluster."""
    kept = [pair for pair in pairs if pair.gold.get("events") is not None]
    return (
        {pair.doc_id: _clusters(pair.gold) for pair in kept},
        {pair.doc_id: _clusters(pair.predicted or {}) for pair in kept},
    )


def _scored(sides: tuple[Side, Side], _conventions: Conventions) -> Numbers:
    return maven_ere(*sides)


def _clusters(record: Record) -> list[Cluster]:
    """Clusters of triggers; events that share a trigger are one mention, in the cluster of the first."""
    groups: dict[tuple[str, str], list[Mention]] = {}
    for mention, group in _mentions(record):
        groups.setdefault(group, []).append(mention)
    return list(groups.values())


def _mentions(record: Record) -> Iterator[tuple[Mention, tuple[str, str]]]:
    seen: set[Mention] = set()
    for event in record.get("events") or ():
        mention = tuple(fragments(event["trigger"]))
        if mention and mention not in seen:
            seen.add(mention)
            yield mention, ("event", event["id"]) if event.get("coref") is None else ("coref", event["coref"])


PRESETS = (
    Preset(
        name="maven-ere-coref",
        scorer="MAVEN-ERE evaluate.py, coreference",
        version="ac81a97",
        layer="events",
        unit="clusters of mentions",
        source=(
            "THU-KEG/MAVEN-ERE evaluate.py at ac81a97; GPL-3.0; Wang et al., MAVEN-ERE: a unified large-scale dataset "
            "for event coreference, temporal, causal, and subevent relation extraction, EMNLP 2022"
        ),
        differs=(
            "Sayso scores the triggers that were found (events.CoNLL@exact), missed and spurious ones included, and "
            "leaves nothing over nothing undefined; here gold's triggers are given."
        ),
        defects=(
            Defect(
                what="Mentions that are not predicted become clusters of their own, which are right where gold's are.",
                example="Gold {a, b, c}, {d}, {e, f}; nothing predicted: B³ P 100, R 50, mean of four F1 39.3.",
            ),
            Defect(
                what="Mentions that gold lacks cost nothing.",
                example="Gold {a, b, c}, {d}, {e, f}; predicted {a, b, c, z}, {e, f}: everything 100.",
            ),
            Defect(
                what="Perfect singletons have MUC 0 and BLANC 50.",
                example="Gold {a}, {b}; predicted {a}, {b}: B³ and CEAFe 100, MUC 0, BLANC 50, mean 62.5.",
            ),
            Defect(
                what="P and R of BLANC can't be 100, but F1 can: 1e-6 stands in the denominators of the former alone.",
                example="4 links of coreference and 11 others, all right: P and R 99.999983, F1 100.",
            ),
        ),
        native=maven_ere,
        given=_given,
        scored=_scored,
        vectors="events/maven_ere_coref.json",
        headline="average_of_4_f1",
    ),
)

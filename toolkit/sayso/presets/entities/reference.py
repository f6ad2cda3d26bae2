"""How the CoNLL reference scorer reads two files of clusters: which documents, in which order, and what it drops.

Clusters stand in the order in which their first mentions begin, those that begin together as they were given. A
predicted mention that gold has is kept the first time and dropped after that; beyond ten such, nothing is scored. One
that gold lacks is kept as often as it stands. A repeated gold mention belongs to the last of its clusters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.presets.entities.clusters import document, last
from sayso.presets.entities.corpus import Corpus
from sayso.presets.preset import ScorerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.presets.entities.clusters import Cluster, Clustering, Document, Mention, Side

# So many repeated mentions of a corpus are dropped; with one more it is not scored.
TOLERATED = 10


def as_read(gold: Side, predicted: Side) -> Corpus:
    """The documents of gold; one that the predictions lack is as one without clusters, others are passed over.

    Raises:
        ScorerError: More than ten predicted mentions repeat one that gold has (`exit 1`).
    """
    documents: list[Document] = []
    dropped = 0
    for name, clusters in gold.items():
        one = document(first_to_last(clusters), first_to_last(predicted.get(name, ())))
        kept = _kept(one)
        dropped += _mentions(one.predicted) - _mentions(kept)
        documents.append(document(one.gold, kept))
    if dropped > TOLERATED:
        reason = f"{dropped} predicted mentions repeat one that gold has; it refuses to score beyond {TOLERATED}"
        raise ScorerError("exit 1", reason)
    return Corpus(documents)


def first_to_last(clusters: Clustering) -> list[Cluster]:
    """Clusters by the first offset of their first mention, as they stand in a file of tokens."""
    return sorted((cluster for cluster in clusters if cluster), key=_beginning)


def _beginning(cluster: Sequence[Any]) -> Any:  # noqa: ANN401  whatever offsets are counted in
    return min(mention[0] for mention in cluster)


def _mentions(clusters: Clustering) -> int:
    return sum(map(len, clusters))


def _kept(one: Document) -> list[list[Mention]]:
    """The predicted clusters without mentions that gold has and that stood before."""
    known = last(one.gold)
    seen: set[Mention] = set()
    kept: list[list[Mention]] = []
    for cluster in one.predicted:
        kept.append([])
        for mention in cluster:
            if mention not in known or mention not in seen:
                kept[-1].append(mention)
            seen.add(mention)
    return kept

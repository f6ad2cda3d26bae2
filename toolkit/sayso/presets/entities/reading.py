"""How scorers of CoNLL files read two files of clusters: which documents, in which order, and what they drop.

Clusters stand in the order in which their first mentions begin, those that begin together as they were given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.presets.entities.clusters import Document, size
from sayso.presets.entities.corpus import Corpus
from sayso.presets.preset import ScorerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.presets.entities.clusters import Cluster, Clustering, Mention, Side

# So many repeated mentions of a corpus are dropped; with one more it is not scored.
TOLERATED = 10


def by_reference(gold: Side, predicted: Side) -> Corpus:
    """As the CoNLL reference scorer reads: a document that predictions lack is one without clusters.

    Documents that gold lacks are passed over. A predicted mention that gold has is kept the first time and dropped
    after that; one that gold lacks is kept as often as it stands.

    Raises:
        ScorerError: More than ten predicted mentions repeat one that gold has (`exit 1`).
    """
    documents: list[Document] = []
    dropped = 0
    for name, clusters in gold.items():
        one = Document(first_to_last(clusters), first_to_last(predicted.get(name, ())))
        kept = _kept(one)
        dropped += size(one.predicted) - size(kept)
        documents.append(Document(one.gold, kept))
    if dropped > TOLERATED:
        reason = f"{dropped} predicted mentions repeat one that gold has; it refuses to score beyond {TOLERATED}"
        raise ScorerError("exit 1", reason)
    return Corpus(documents)


def by_coval(gold: Side, predicted: Side, *, singletons: bool) -> Corpus:
    """As coval and the scorers that come from it read: everything is kept, but clusters of one mention if one wants.

    Documents that gold lacks are passed over.

    Raises:
        ScorerError: The predictions lack a document (`KeyError`).
    """
    documents: list[Document] = []
    for name, clusters in gold.items():
        if name not in predicted:
            raise ScorerError("KeyError", f"document {name!r} is not among the predictions")
        sides = (first_to_last(side) for side in (clusters, predicted[name]))
        documents.append(Document(*([one for one in side if singletons or len(one) > 1] for side in sides)))
    return Corpus(documents)


def first_to_last(clusters: Clustering) -> list[Cluster]:
    """Clusters by the first offset of their first mention, as they stand in a file of tokens."""
    return sorted((cluster for cluster in clusters if cluster), key=_beginning)


def _beginning(cluster: Sequence[Any]) -> Any:  # noqa: ANN401  whatever offsets are counted in
    return min(mention[0] for mention in cluster)


def _kept(one: Document) -> list[list[Mention]]:
    """The predicted clusters without mentions that gold has and that stood before."""
    seen: set[Mention] = set()
    kept: list[list[Mention]] = []
    for cluster in one.predicted:
        kept.append([])
        for mention in cluster:
            if mention not in one.in_gold or mention not in seen:
                kept[-1].append(mention)
            seen.add(mention)
    return kept

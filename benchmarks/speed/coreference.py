"""Peers that score coreference: coval, scorch, neleval, coreference-eval; and neleval for mentions."""

from __future__ import annotations

import collections
import collections.abc
import contextlib
import importlib
import statistics
import warnings
from typing import TYPE_CHECKING, Any

from speed.peer import Peer
from speed.records import clusters
from speed.spans import TYPED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speed.records import Docs

CONLL = "entities.CoNLL@exact"


# coval, with LEA.


def _as_infos(docs: Docs) -> dict[str, Any]:
    infos = {}
    for document, gold, run in docs:
        sides = clusters(gold), clusters(run)
        of = [{mention: number for number, one in enumerate(side) for mention in one} for side in sides]
        found = [{mention: of[1 - k][mention] for mention in of[k] if mention in of[1 - k]} for k in (0, 1)]
        infos[document["doc_id"]] = (*sides, *found)
    return infos


def _coval(infos: Any) -> float:  # noqa: ANN401 - what a peer takes, here and below
    from coval.eval import evaluator

    *three, _ = (
        evaluator.evaluate_documents(infos, measure)[2]
        for measure in (evaluator.muc, evaluator.b_cubed, evaluator.ceafe, evaluator.lea)
    )
    return float(sum(three) / 3)


# scorch has scores of single documents alone.


def _as_sets(docs: Docs) -> list[Any]:
    return [tuple([set(one) for one in clusters(record) if one] for record in (gold, run)) for _, gold, run in docs]


def _scorch(pairs: Any) -> float:  # noqa: ANN401
    from scorch import scores

    three = (scores.muc, scores.b_cubed, scores.ceaf_e)
    return statistics.fmean(sum(score(gold, run)[2] for score in three) / 3 for gold, run in pairs)


# coreference-eval, with LEA.


def _as_pairs(docs: Docs) -> list[Any]:
    return [([one for one in clusters(run) if one], [one for one in clusters(gold) if one]) for _, gold, run in docs]


def _corefeval(pairs: Any) -> float:  # noqa: ANN401
    from corefeval import Document, Scorer

    scorer = Scorer()
    for run, gold in pairs:
        scorer.update(Document(predicted=run, truth=gold))
    return float(scorer.detailed_score("", "", verbose=False)[0])


# neleval, written for older Pythons.


@contextlib.contextmanager
def _older() -> Iterator[None]:
    """The names that neleval 3.1.1 wants and that newer Python and numpy lack, for as long as it works."""
    import numpy as np

    wanted = ((np, "bool", bool), (np, "int", int), (np, "float", float), (np, "object", object))
    lacking = [
        (where, name, what)
        for where, name, what in ((collections, "Sequence", collections.abc.Sequence), *wanted)
        if name not in vars(where)
    ]
    for where, name, what in lacking:
        setattr(where, name, what)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for where, name, _ in lacking:
            delattr(where, name)


def _neleval(module: str) -> Any:  # noqa: ANN401 - a module
    return importlib.import_module(f"neleval.{module}")


def _as_annotations(docs: Docs) -> list[Any]:
    with _older():
        annotation, document = _neleval("annotation"), _neleval("document")

        def side(name: str, record: Any) -> Any:  # noqa: ANN401
            return document.Document(
                name,
                [
                    annotation.Annotation(
                        name,
                        mention["span"]["start"],
                        mention["span"]["end"] - 1,
                        [annotation.Candidate(name + entity["id"], 1.0, entity["type"])],
                    )
                    for entity in record["entities"]
                    for mention in entity["mentions"]
                ],
            )

        return [[side(one[0]["doc_id"], one[place]) for one in docs] for place in (2, 1)]


def _neleval_mentions(sides: Any) -> float:  # noqa: ANN401
    name = "strong_typed_mention_match"
    with _older():
        return float(_neleval("evaluate").Evaluate(*sides, measures=[name])()[name]["fscore"])


def _as_numbered(docs: Docs) -> list[Any]:
    return [
        tuple({number: frozenset(one) for number, one in enumerate(clusters(record)) if one} for record in (gold, run))
        for _, gold, run in docs
    ]


def _neleval_clusters(pairs: Any) -> float:  # noqa: ANN401
    import numpy as np

    with _older():
        scores = _neleval("coref_metrics")
        three = []
        for score in (scores.muc, scores.b_cubed, scores.entity_ceaf):
            hits, found, hit, there = np.sum([score(gold, run) for gold, run in pairs], axis=0)
            precision, recall = hits / found, hit / there
            three.append(2 * precision * recall / (precision + recall))
    return float(sum(three) / 3)


_COREFEVAL = "it gives another number than the four other scorers of coreference, which agree; its `get_conll()` is 0"

PEERS = (
    Peer("neleval", "mentions", "neleval", _as_annotations, _neleval_mentions, TYPED, flat=True),
    Peer("coval", "coreference", "coval", _as_infos, _coval, CONLL),
    Peer("scorch", "coreference", "scorch", _as_sets, _scorch, CONLL, mean=True),
    Peer("coreference-eval", "coreference", "corefeval", _as_pairs, _corefeval, differs=_COREFEVAL),
    Peer("neleval, coreference", "coreference", "neleval", _as_numbered, _neleval_clusters, CONLL),
)

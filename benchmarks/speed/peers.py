"""What a user would run instead: other scorers, each on the layer that it can score, from decoded records.

All of them live together with Sayso, so that one environment serves. What is not installed is skipped with a word;
coval is on no package index (the package of that name is another), and is given as a checkout.
"""

from __future__ import annotations

import importlib.util
import re
import sys
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Docs = list[tuple[Any, Any, Any]]
    Typed = tuple[int, int, str]

_WORD = re.compile(r"\w+|[^\w\s]")
_LEFT_OUT = "left out"


@dataclass(frozen=True)
class Peer:
    """A scorer of one layer.

    Attributes:
        convert: Makes what it takes of documents.
        score: Its number.
        equal: The measure of Sayso that is the same number; None where there is none.
        flat: Whether it can't have items that overlap, so that numbers are the same only where there are none.
    """

    name: str
    layer: str
    needs: str
    convert: Callable[[Docs], Any]
    score: Callable[[Any], float]
    equal: str | None = None
    flat: bool = False


# What the items of each layer are.


def _mentions(record: Any) -> list[Typed]:  # noqa: ANN401 - decoded JSON
    return [
        (mention["span"]["start"], mention["span"]["end"], entity["type"])
        for entity in record["entities"]
        for mention in entity["mentions"]
    ]


def _triggers(record: Any) -> list[Typed]:  # noqa: ANN401
    return [(event["trigger"]["start"], event["trigger"]["end"], event["type"]) for event in record["events"]]


def _quotes(record: Any) -> list[Typed]:  # noqa: ANN401
    return [(q["content"][0]["start"], q["content"][-1]["end"], q["kind"]) for q in record["quotes"]]


def _clusters(record: Any) -> list[list[tuple[int, int]]]:  # noqa: ANN401
    return [[(m["span"]["start"], m["span"]["end"]) for m in entity["mentions"]] for entity in record["entities"]]


def _polarities(record: Any) -> dict[tuple[int, int], str]:  # noqa: ANN401
    stances = (stance for stance in record["stances"] if stance.get("evidence"))
    return {(s["evidence"][0]["start"], s["evidence"][0]["end"]): s["polarity"] for s in stances}


# Sets: what can be had without any library.


def _as_sets(docs: Docs) -> list[tuple[set[Typed], set[Typed]]]:
    return [(set(_mentions(gold)), set(_mentions(run))) for _, gold, run in docs]


def _by_sets(pairs: list[tuple[set[Typed], set[Typed]]]) -> float:
    hits = there = found = 0
    for gold, run in pairs:
        hits += len(gold & run)
        there += len(gold)
        found += len(run)
    return 2 * hits / (there + found)


# scikit-learn, on the union of both sides' spans.


def _union(docs: Docs, items: Callable[[Any], Any]) -> Iterator[tuple[str, str]]:
    for _, gold, run in docs:
        one, other = items(gold), items(run)
        yield from ((one.get(key, _LEFT_OUT), other.get(key, _LEFT_OUT)) for key in one.keys() | other.keys())


def _typed(record: Any) -> dict[tuple[int, int], str]:  # noqa: ANN401
    return {(start, end): label for start, end, label in _mentions(record)}


def _as_labels(docs: Docs) -> tuple[Any, ...]:
    return tuple(zip(*_union(docs, _typed), strict=True))


def _as_codes(docs: Docs) -> tuple[Any, ...]:
    import numpy as np

    sides = _as_labels(docs)
    code = {label: number for number, label in enumerate(sorted({*sides[0], *sides[1]} - {_LEFT_OUT}), 1)}
    return tuple(np.array([code.get(label, 0) for label in side]) for side in sides)


def _micro(sides: Any) -> float:  # noqa: ANN401
    from sklearn.metrics import f1_score

    labels = sorted(({*sides[0]} | {*sides[1]}) - {_LEFT_OUT, 0})
    return float(f1_score(*sides, labels=labels, average="micro", zero_division=0))


def _macro(sides: Any) -> float:  # noqa: ANN401
    from sklearn.metrics import f1_score

    return float(f1_score(*sides, labels=["oppose", "support"], average="macro", zero_division=0))


def _as_polarities(docs: Docs) -> tuple[Any, ...]:
    return tuple(zip(*_union(docs, _polarities), strict=True))


# nervaluate.


def _as_dicts(items: Callable[[Any], list[Typed]]) -> Callable[[Docs], Any]:
    def side(record: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        return [{"start": start, "end": end - 1, "label": label} for start, end, label in items(record)]

    return lambda docs: ([side(gold) for _, gold, _ in docs], [side(run) for _, _, run in docs])


def _nervaluate(scenario: str, overlap: float = 1.0) -> Callable[[Any], float]:
    def score(sides: Any) -> float:  # noqa: ANN401
        from nervaluate import Evaluator

        tags = sorted({item["label"] for side in sides for document in side for item in document})
        evaluator = Evaluator(*sides, tags=tags, loader="dict", min_overlap_percentage=overlap)
        return float(evaluator.evaluate()["overall"][scenario].f1)

    return score


# seqeval.


def _as_tags(docs: Docs) -> tuple[list[list[str]], list[list[str]]]:
    sides: tuple[list[list[str]], list[list[str]]] = ([], [])
    for document, gold, run in docs:
        words = [found.span() for found in _WORD.finditer(document["text"])]
        first = {start: place for place, (start, _) in enumerate(words)}
        last = {end: place for place, (_, end) in enumerate(words)}
        for side, record in zip(sides, (gold, run), strict=True):
            tags = ["O"] * len(words)
            for start, end, label in _mentions(record):
                low, high = first[start], last[end]
                tags[low : high + 1] = [f"B-{label}", *[f"I-{label}"] * (high - low)]
            side.append(tags)
    return sides


def _seqeval(sides: Any) -> float:  # noqa: ANN401
    from seqeval.metrics import f1_score

    return float(f1_score(*sides))


# coval.


def _as_infos(docs: Docs) -> dict[str, Any]:
    infos = {}
    for document, gold, run in docs:
        sides = _clusters(gold), _clusters(run)
        of = [{mention: number for number, one in enumerate(side) for mention in one} for side in sides]
        found = [{mention: of[1 - k][mention] for mention in of[k] if mention in of[1 - k]} for k in (0, 1)]
        infos[document["doc_id"]] = (*sides, *found)
    return infos


def _coval(infos: Any) -> float:  # noqa: ANN401
    from coval.eval import evaluator

    *three, _ = (
        evaluator.evaluate_documents(infos, measure)[2]
        for measure in (evaluator.muc, evaluator.b_cubed, evaluator.ceafe, evaluator.lea)
    )
    return float(sum(three) / 3)


TYPED = "mentions.typed.F@exact"
PEERS = (
    Peer("Python sets", "mentions", "builtins", _as_sets, _by_sets, TYPED),
    Peer("scikit-learn, integers", "mentions", "sklearn", _as_codes, _micro, TYPED),
    Peer("scikit-learn, strings", "mentions", "sklearn", _as_labels, _micro, TYPED),
    Peer("seqeval", "mentions", "seqeval", _as_tags, _seqeval, TYPED, flat=True),
    Peer("nervaluate", "mentions", "nervaluate", _as_dicts(_mentions), _nervaluate("strict"), TYPED),
    Peer("coval", "coreference", "coval", _as_infos, _coval, "entities.CoNLL@exact"),
    Peer("nervaluate, overlap", "quotes", "nervaluate", _as_dicts(_quotes), _nervaluate("partial", 50.0)),
    Peer("nervaluate, triggers", "events", "nervaluate", _as_dicts(_triggers), _nervaluate("strict"), "events.typed.F"),
    Peer("scikit-learn, polarity", "stances", "sklearn", _as_polarities, _macro),
)
CHEAPEST = ("scikit-learn, integers", "coval", "nervaluate, overlap", "nervaluate, triggers", "scikit-learn, polarity")
USUAL = ("nervaluate", *CHEAPEST[1:])


def available(coval: Path | None = None) -> tuple[dict[str, Peer], list[str]]:
    """Peers that are here by name, and a word on each that is not."""
    warnings.filterwarnings("ignore", module="seqeval|sklearn|nervaluate")
    if coval is not None:
        sys.path.insert(0, str(coval))
    here = {peer.name: peer for peer in PEERS if _is_here(peer.needs, coval)}
    skipped = [f"{peer.name}: {_why(peer.needs)}" for peer in PEERS if peer.name not in here]
    return here, skipped


def _is_here(module: str, coval: Path | None) -> bool:
    return (module != "coval" or coval is not None) and importlib.util.find_spec(module) is not None


def _why(module: str) -> str:
    if module == "coval":
        return "it is on no package index; give a checkout of ns-moosavi/coval with --coval"
    return f"{module} is not installed"

"""Peers that score labelled spans: sets, scikit-learn, seqeval, nervaluate, spaCy."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

from speed.peer import Peer
from speed.records import arguments, mentions, polarities, quotes, triggers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from speed.records import Docs, Typed

_WORD = re.compile(r"\w+|[^\w\s]")
_LEFT_OUT = "left out"


# Sets: what can be had without any library.


def _as_sets(items: Callable[[Any], Any]) -> Callable[[Docs], Any]:
    return lambda docs: [(set(items(gold)), set(items(run))) for _, gold, run in docs]


def _by_sets(pairs: list[tuple[set[Any], set[Any]]]) -> float:
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


def _typed(record: Any) -> dict[tuple[int, int], str]:  # noqa: ANN401 - decoded JSON
    return {(start, end): label for start, end, label in mentions(record)}


def _as_labels(items: Callable[[Any], Any]) -> Callable[[Docs], Any]:
    return lambda docs: tuple(zip(*_union(docs, items), strict=True))


def _as_codes(docs: Docs) -> tuple[Any, ...]:
    import numpy as np

    sides = _as_labels(_typed)(docs)
    code = {label: number for number, label in enumerate(sorted({*sides[0], *sides[1]} - {_LEFT_OUT}), 1)}
    return tuple(np.array([code.get(label, 0) for label in side]) for side in sides)


def _micro(sides: Any) -> float:  # noqa: ANN401 - what a peer takes, here and below
    from sklearn.metrics import f1_score

    labels = sorted(({*sides[0]} | {*sides[1]}) - {_LEFT_OUT, 0})
    return float(f1_score(*sides, labels=labels, average="micro", zero_division=0))


def _macro(sides: Any) -> float:  # noqa: ANN401
    from sklearn.metrics import f1_score

    return float(f1_score(*sides, labels=["oppose", "support"], average="macro", zero_division=0))


# nervaluate.


def _as_dicts(items: Callable[[Any], list[Typed]]) -> Callable[[Docs], Any]:
    def side(record: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        return [{"start": start, "end": end - 1, "label": label} for start, end, label in items(record)]

    return lambda docs: ([side(gold) for _, gold, _ in docs], [side(run) for _, _, run in docs])


def _nervaluate(scenario: str, overlap: float = 1.0) -> Callable[[Any], float]:
    def score(sides: Any) -> float:  # noqa: ANN401
        from nervaluate import Evaluator

        tags = sorted({item["label"] for side in sides for one in side for item in one})
        found = Evaluator(*sides, tags=tags, loader="dict", min_overlap_percentage=overlap).evaluate()
        return float(found["overall"][scenario].f1)

    return score


# seqeval and spaCy, on words.


def _words(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _WORD.finditer(text)]


def _as_tags(docs: Docs) -> tuple[list[list[str]], list[list[str]]]:
    sides: tuple[list[list[str]], list[list[str]]] = ([], [])
    for document, gold, run in docs:
        words = _words(document["text"])
        first = {start: place for place, (start, _) in enumerate(words)}
        last = {end: place for place, (_, end) in enumerate(words)}
        for side, record in zip(sides, (gold, run), strict=True):
            tags = ["O"] * len(words)
            for start, end, label in mentions(record):
                low, high = first[start], last[end]
                tags[low : high + 1] = [f"B-{label}", *[f"I-{label}"] * (high - low)]
            side.append(tags)
    return sides


def _seqeval(sides: Any) -> float:  # noqa: ANN401
    from seqeval.metrics import f1_score

    return float(f1_score(*sides))


@functools.cache
def _vocabulary() -> Any:  # noqa: ANN401 - spaCy's, which is heavy
    import spacy

    return spacy.blank("en").vocab


def _as_examples(docs: Docs) -> list[Any]:
    from spacy.tokens import Doc
    from spacy.training import Example
    from spacy.util import filter_spans, get_words_and_spaces

    def told(words: list[str], spaces: list[bool], record: Any) -> Any:  # noqa: ANN401
        doc = Doc(_vocabulary(), words=words, spaces=spaces)
        spans = [doc.char_span(start, end, label=label) for start, end, label in mentions(record)]
        doc.set_ents(filter_spans(spans))  # which can't overlap
        return doc

    examples = []
    for document, gold, run in docs:
        text = document["text"]
        tokens = get_words_and_spaces([text[start:end] for start, end in _words(text)], text)
        examples.append(Example(told(*tokens, run), told(*tokens, gold)))
    return examples


def _spacy(examples: list[Any]) -> float:
    from spacy.scorer import Scorer

    return float(Scorer.score_spans(examples, "ents")["ents_f"])


TYPED = "mentions.typed.F@exact"
_NERVALUATE = "its overlap pairs greedily, from left to right, and gives half a point; Sayso's is the best assignment"
_POLARITY = "it pairs stances by the place of their evidence alone, Sayso by holder, target and polarity"

PEERS = (
    Peer("Python sets", "mentions", "builtins", _as_sets(mentions), _by_sets, TYPED, flat=True),
    Peer("scikit-learn, integers", "mentions", "sklearn", _as_codes, _micro, TYPED, flat=True),
    Peer("scikit-learn, strings", "mentions", "sklearn", _as_labels(_typed), _micro, TYPED, flat=True),
    Peer("seqeval", "mentions", "seqeval", _as_tags, _seqeval, TYPED, flat=True),
    Peer("spaCy", "mentions", "spacy", _as_examples, _spacy, TYPED, flat=True),
    Peer("nervaluate", "mentions", "nervaluate", _as_dicts(mentions), _nervaluate("strict"), TYPED, flat=True),
    Peer(
        "nervaluate, overlap",
        "quotes",
        "nervaluate",
        _as_dicts(quotes),
        _nervaluate("partial", 50.0),
        differs=_NERVALUATE,
    ),
    Peer(
        "nervaluate, triggers",
        "events",
        "nervaluate",
        _as_dicts(triggers),
        _nervaluate("strict"),
        "events.typed.F",
        flat=True,
    ),
    Peer("Python sets, triggers", "events", "builtins", _as_sets(triggers), _by_sets, "events.typed.F", flat=True),
    Peer("Python sets, arguments", "events", "builtins", _as_sets(arguments), _by_sets, "events.roles.F", flat=True),
    Peer("scikit-learn, polarity", "stances", "sklearn", _as_labels(polarities), _macro, differs=_POLARITY),
)

"""Presets against the scorers that they reproduce, on the same input: how many times as fast.

    python benchmarks/presets.py [--repeat 5]

Random documents with entities and tags; each side gets what it reads in hand, so that scoring alone is timed. Of
several runs in turn the quickest of each counts. Quote the ratios: times are the machine's.
"""

from __future__ import annotations

import argparse
import copy
import gc
import logging
import time
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sayso.presets import find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LABELS = ("PER", "ORG", "LOC")
# Tokens for each entity.
ROOM = 4
SIZES = ((2_000, 5), (20, 20), (2, 500))
COLUMNS = ("preset", "documents × entities", "ours, ms", "original, ms", "times as fast")


class Race(NamedTuple):
    """A preset and its original, each as something to call."""

    name: str
    ours: Callable[[], Any]
    theirs: Callable[[], Any]


def entities(documents: int, each: int, seed: int) -> list[list[dict[str, Any]]]:
    """Documents with entities that don't overlap, ends inclusive; other seeds disagree here and there."""
    found = []
    for number in range(documents):
        dice = np.random.default_rng((number, 0)), np.random.default_rng((number, seed))
        starts = np.arange(each) * ROOM + dice[0].integers(0, 2, each)
        moved, kinds = dice[1].random(each) < seed / 10, dice[0].integers(0, len(LABELS), each)
        found.append(
            [
                {"start": int(start), "end": int(start) + int(more), "label": LABELS[kind]}
                for start, more, kind in zip(starts, moved + 0, kinds, strict=True)
            ]
        )
    return found


def tagged(documents: list[list[dict[str, Any]]]) -> list[list[str]]:
    """The same as IOB2 tags."""
    found = []
    for document in documents:
        tags = ["O"] * ROOM * len(document)
        for one in document:
            tags[one["start"] : one["end"] + 1] = [f"B-{one['label']}"] + [f"I-{one['label']}"] * (
                one["end"] - one["start"]
            )
        found.append(tags)
    return found


def races(documents: int, each: int) -> Iterator[Race]:
    """Every preset whose original installs from the package index."""
    gold, predicted = (entities(documents, each, seed) for seed in (0, 2))
    yield _nervaluate(gold, predicted)
    yield from _seqeval(tagged(gold), tagged(predicted))
    yield from _spacy(gold, predicted)


def _nervaluate(gold: Any, predicted: Any) -> Race:  # noqa: ANN401 - as the package has it
    from nervaluate import Evaluator

    native = find("nervaluate-1.2.1").native
    sides = copy.deepcopy((gold, predicted))
    return Race(
        "nervaluate-1.2.1",
        lambda: native(gold, predicted, LABELS),
        lambda: Evaluator(*sides, tags=list(LABELS), loader="dict").evaluate(),
    )


def _seqeval(gold: list[list[str]], predicted: list[list[str]]) -> Iterator[Race]:
    from seqeval.metrics import sequence_labeling, v1
    from seqeval.scheme import IOB2

    averages = ("micro", "macro", "weighted")

    def default() -> None:
        for average in averages:
            sequence_labeling.precision_recall_fscore_support(gold, predicted, average=average)
        sequence_labeling.accuracy_score(gold, predicted)

    def strict() -> None:
        for average in averages:
            v1.precision_recall_fscore_support(gold, predicted, average=average, scheme=IOB2)

    yield Race("seqeval-1.2.2", lambda: find("seqeval-1.2.2").native(gold, predicted), default)
    native = find("seqeval-1.2.2-strict").native
    yield Race("seqeval-1.2.2-strict", lambda: native(gold, predicted, scheme="IOB2"), strict)


def _spacy(gold: Any, predicted: Any) -> Iterator[Race]:  # noqa: ANN401 - as the package has it
    from spacy.scorer import Scorer, get_ner_prf
    from spacy.tokens import Doc, Span
    from spacy.training import Example
    from spacy.vocab import Vocab

    from sayso.presets.spans.labelled import Span as Ours

    vocab = Vocab()

    def document(listed: list[dict[str, Any]]) -> Doc:
        made = Doc(vocab, words=["w"] * ROOM * len(listed))
        made.ents = [Span(made, one["start"], one["end"] + 1, label=one["label"]) for one in listed]
        made.spans["x"] = list(made.ents)
        return made

    examples = [Example(document(p), document(g)) for g, p in zip(gold, predicted, strict=True)]
    sides = [
        [[Ours(one["start"], one["end"] + 1, one["label"], "") for one in listed] for listed in side]
        for side in (gold, predicted)
    ]
    yield Race("spacy-3.8.18-ner", lambda: find("spacy-3.8.18-ner").native(*sides), lambda: get_ner_prf(examples))
    yield Race(
        "spacy-3.8.18-spans",
        lambda: find("spacy-3.8.18-spans").native(*sides),
        lambda: Scorer().score_spans(examples, "x", getter=lambda made, _: made.spans["x"], labeled=True),
    )


def ratio(race: Race, repeat: int) -> tuple[float, float]:
    """The quickest of several runs of either side, in turn."""
    best = [float("inf")] * 2
    for _ in range(repeat):
        for side, call in enumerate((race.ours, race.theirs)):
            gc.collect()
            start = time.process_time()
            call()
            best[side] = min(best[side], time.process_time() - start)
    return best[0], best[1]


def main() -> None:
    """Print a row a preset."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repeat", type=int, default=5)
    wanted = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    print(f"| {' | '.join(COLUMNS)} |\n| --- |{' ---: |' * (len(COLUMNS) - 1)}")
    for documents, each in SIZES:
        for race in races(documents, each):
            ours, theirs = ratio(race, wanted.repeat)
            size = f"{documents} × {each}"
            print(f"| `{race.name}` | {size} | {1e3 * ours:.1f} | {1e3 * theirs:.1f} | {theirs / ours:.1f} |")


if __name__ == "__main__":
    main()

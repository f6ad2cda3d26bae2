"""Opinions as sets of tokens, met wherever all their parts touch: the arithmetic of structured sentiment (SF1).

There is no assignment: a tuple is right as soon as one on the other side touches it in holder, target and expression,
however many do, and however often. Its weight is the best share of its tokens that any of these covers.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sayso.presets.preset import ScorerError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

Part = frozenset[int | str]

# Parts that are missing on both sides are equal.
_MISSING: Part = frozenset({"_"})
# The originals add these to their denominators.
_TINY, _TINIER = 1e-16, 1e-17
# What a sentence that is not of the task's form raises in the originals.
_MALFORMED = (KeyError, IndexError, TypeError, ValueError)


class Opinion(NamedTuple):
    """A holder, a target and an expression as sets of tokens, and a polarity."""

    holder: Part
    target: Part
    expression: Part
    polarity: str | None


BySentence: TypeAlias = dict[Hashable, list[Opinion]]


def touching(
    gold: BySentence, predicted: BySentence, *, polarity: bool = True, weighted: bool = True
) -> dict[str, float]:
    """Precision, recall and F1 of opinions that touch in every part, by sentence.

    Precision sums, over the predictions that meet a gold opinion of their polarity, the best covered share that any
    gold opinion gives (the mean over the three parts; 1 each if not `weighted`), and divides by the number of
    predictions; recall likewise from gold.
    """
    p = _credit(predicted, gold, polarity=polarity, weighted=weighted)
    r = _credit(gold, predicted, polarity=polarity, weighted=weighted)
    return {"precision": p, "recall": r, "f1": 2 * (p * r) / (p + r + _TINIER)}


def _credit(ones: BySentence, others: BySentence, *, polarity: bool, weighted: bool) -> float:
    total = 0.0
    for sentence, opinions in ones.items():
        against = [_closed(other) for other in others[sentence]]
        for opinion in map(_closed, opinions):
            touched = [other for other in against if _touch(opinion, other)]
            if any(not polarity or other.polarity == opinion.polarity for other in touched):
                total += max(_share(opinion, other) for other in touched) if weighted else 1
    return total / (sum(map(len, ones.values())) + _TINY)


def _closed(opinion: Opinion) -> Opinion:
    return opinion._replace(holder=opinion.holder or _MISSING, target=opinion.target or _MISSING)


def _touch(one: Opinion, other: Opinion) -> bool:
    return not any(first.isdisjoint(second) for first, second in zip(one[:3], other[:3], strict=True))


def _share(one: Opinion, other: Opinion) -> float:
    holder, target, expression = (len(mine & its) / len(mine) for mine, its in zip(one[:3], other[:3], strict=True))
    return (holder + target + expression) / 3


def same_sentences(gold: Mapping[Hashable, object], predicted: Mapping[Hashable, object]) -> None:
    """Both sides must have the same sentences.

    Raises:
        ScorerError: One has a sentence that the other has not (AssertionError).
    """
    for one, other, what in (
        (gold, predicted, "missing some sentences"),
        (predicted, gold, "predictions contain sentences that are not in golds"),
    ):
        left = sorted(map(str, one.keys() - other.keys()))
        if left:
            raise ScorerError("AssertionError", f"{what}: {', '.join(left)}")


def converted(
    sentences: Sequence[Mapping[str, Any]], convert: Callable[[Mapping[str, Any]], list[Opinion]]
) -> BySentence:
    """The opinions of sentences by their ids; a later sentence with an id replaces an earlier one.

    Raises:
        ScorerError: A sentence is not of the task's form (KeyError, IndexError, TypeError, ValueError), as in the
            originals.
    """
    found: BySentence = {}
    for sentence in sentences:
        try:
            found[sentence["sent_id"]] = convert(sentence)
        except _MALFORMED as error:
            reason = f"sentence {sentence.get('sent_id')!r} is not of the task's form ({error})"
            raise ScorerError(type(error).__name__, reason) from error
    return found


def bounds(offset: str) -> tuple[int, int]:
    """Start and end of an offset written `start:end`.

    Raises:
        ValueError: It is not written so.
    """
    start, end = offset.split(":")
    return int(start), int(end)

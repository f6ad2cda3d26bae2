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


class Touch(NamedTuple):
    """What an opinion of one side has of the other: whether one of its polarity touches it, and its best share.

    The share is of its own tokens, the mean over the three parts, whatever the polarity; 0 where nothing touches it.
    """

    same: bool
    share: float


_NOTHING = Touch(same=False, share=0.0)


class Touches(NamedTuple):
    """A touch for each opinion of either side, in the order of its sentences."""

    gold: list[Touch]
    predicted: list[Touch]

    def scores(self, *, polarity: bool = True, weighted: bool = True) -> dict[str, float]:
        """Precision, recall and F1: the shares of those touched, summed (1 each if not `weighted`), by their number."""
        p, r = (_credit(side, polarity=polarity, weighted=weighted) for side in (self.predicted, self.gold))
        return {"precision": p, "recall": r, "f1": 2 * (p * r) / (p + r + _TINIER)}


def touches(gold: BySentence, predicted: BySentence) -> Touches:
    """How the opinions of two sides, sentence by sentence, touch in holder, target and expression."""
    found: dict[Hashable, tuple[list[Touch], list[Touch]]] = {
        name: _within(opinions, predicted[name]) for name, opinions in gold.items()
    }
    return Touches(
        [touch for name in gold for touch in found[name][0]], [touch for name in predicted for touch in found[name][1]]
    )


def _within(gold: Sequence[Opinion], predicted: Sequence[Opinion]) -> tuple[list[Touch], list[Touch]]:
    of_gold, of_predicted = [_NOTHING] * len(gold), [_NOTHING] * len(predicted)
    others = [(other, *_parts(other)) for other in predicted]
    for place, one in enumerate(gold):
        holder, target, expression = _parts(one)
        sizes = len(holder), len(target), len(expression)
        for number, (other, its_holder, its_target, its_expression) in enumerate(others):
            held = len(holder & its_holder)
            aimed = len(target & its_target)
            said = len(expression & its_expression)
            if held and aimed and said:
                same = one.polarity == other.polarity
                share = (held / sizes[0] + aimed / sizes[1] + said / sizes[2]) / 3
                of_gold[place] = _better(of_gold[place], share, same=same)
                share = (held / len(its_holder) + aimed / len(its_target) + said / len(its_expression)) / 3
                of_predicted[number] = _better(of_predicted[number], share, same=same)
    return of_gold, of_predicted


def _parts(opinion: Opinion) -> tuple[Part, Part, Part]:
    return opinion.holder or _MISSING, opinion.target or _MISSING, opinion.expression


def _better(touch: Touch, share: float, *, same: bool) -> Touch:
    return Touch(touch.same or same, max(touch.share, share))


def _credit(side: Sequence[Touch], *, polarity: bool, weighted: bool) -> float:
    right = [touch.share if weighted else 1.0 for touch in side if (touch.same if polarity else touch.share)]
    return sum(right) / (len(side) + _TINY)


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

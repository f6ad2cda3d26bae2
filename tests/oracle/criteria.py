"""May a gold and a predicted span pair, and how close are they (definitions, section 2)."""

from fractions import Fraction

MILLION = 10**6


def closeness(gold, predicted):
    """q: the share of common characters in millionths, rounded down."""
    if gold is None or predicted is None:
        return 0
    union = gold.characters | predicted.characters
    if not union:
        return MILLION if gold == predicted else 0
    return MILLION * len(gold.characters & predicted.characters) // len(union)


def meets(gold, predicted):
    return bool(gold.characters & predicted.characters)


def admits(criterion, gold, predicted, head=None):
    """Whether the criterion, as spelled, lets the two pair. `head` is H(g) where it is not all of C(g)."""
    if criterion == "text":
        return same_text(gold, predicted)
    if not (gold.grounded and predicted.grounded):
        return False
    if criterion == "exact":
        return gold.characters == predicted.characters
    if criterion == "trimmed":
        return gold.trimmed == predicted.trimmed
    if criterion == "head":
        return (head or gold).characters <= predicted.characters <= gold.characters
    return overlaps(gold, predicted, threshold(criterion))


def same_text(gold, predicted):
    if not gold.normal or not predicted.normal:
        return gold == predicted
    return gold.normal == predicted.normal


def overlaps(gold, predicted, least):
    common = len(gold.characters & predicted.characters)
    return common > 0 and common >= least * len(gold.characters | predicted.characters)


def threshold(criterion):
    """The decimal of `overlap(t)`, exactly; a half where it is not spelled."""
    return Fraction(criterion.removeprefix("overlap").strip("()") or "0.5")

"""Stances weighted by how much of their evidence is shared (definitions, section 5)."""

from fractions import Fraction

from oracle.detection import both, defined, stances


def tally(scene, request):
    if not defined(scene, request):
        return None
    golds, predictions = both(scene, "stances", request.labels)
    pairs = stances(scene, request).pairs
    return {
        "r_num": sum((share(gold.evidence, predicted.evidence) for gold, predicted in pairs), Fraction(0)),
        "r_den": len(golds),
        "p_num": sum((share(predicted.evidence, gold.evidence) for gold, predicted in pairs), Fraction(0)),
        "p_den": len(predictions),
    }


def share(whole, other):
    """How much of the first evidence the second has; 1 if neither has characters, 0 if one has none."""
    mine, theirs = (one.characters if one else frozenset() for one in (whole, other))
    if not mine or not theirs:
        return Fraction(mine == theirs)
    return Fraction(len(mine & theirs), len(mine))

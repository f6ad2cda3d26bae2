"""Slices: everything is matched once, then counted by an attribute of the items (definitions, section 5)."""

from oracle import detection, ratios
from oracle.alignments import label_of
from oracle.scenes import scenes_of
from oracle.spelling import parse


def sliced(documents, gold, run, measure, by, *, annotated=None):
    """R over gold items and P over predicted items, by the value of an attribute: `{value: {...}}`."""
    request = parse(measure)
    tallies = {}
    for scene in scenes_of(documents, gold, run, annotated):
        found = detection.found(scene, request)
        if found is None:
            continue
        paired = {id(one) for pair in found.pairs for one in pair}
        for side, items in (("gold", found.golds), ("predicted", found.predictions)):
            for item in items:
                tally = tallies.setdefault(label_of(item, by), dict.fromkeys(COUNTERS, 0))
                tally[side] += 1
                tally[f"{side}_matched"] += id(item) in paired
    return {
        value: {
            "R": ratios.divided(one["gold_matched"], one["gold"]),
            "P": ratios.divided(one["predicted_matched"], one["predicted"]),
            **one,
        }
        for value, one in tallies.items()
    }


COUNTERS = ("gold", "gold_matched", "predicted", "predicted_matched")

"""Values and counts over a corpus: pooled, mean over documents, macro over labels (definitions, sections 5 and 6)."""

from dataclasses import replace
from fractions import Fraction

from oracle import accuracy, coreference, detection, evidence, ratios
from oracle.scenes import items_of, scenes_of
from oracle.spelling import COREFERENCE, parse

LABELLED = {"MacroF", "FavourAgainst"}


def score(documents, gold, run, measures, *, annotated=None, labels=None):
    """`{measure: {"value": fraction or None, "counts": {...}}}` of one run.

    A document that the run lacks, or where it failed, counts as nothing found. `annotated` and `labels` are what the
    corpus declares: a list of attributes, label sets by attribute.
    """
    scenes = scenes_of(documents, gold, run, annotated)
    return {one: valued(scenes, parse(one), Declared(gold, labels or {})) for one in measures}


class Declared:
    """The labels of an attribute: the declared set, else those that occur in gold."""

    def __init__(self, gold, labels):
        self.gold, self.labels = gold, labels

    def of(self, attribute):
        if attribute in self.labels:
            return list(self.labels[attribute])
        layer, _, name = attribute.partition(".")
        present = {item.get(name) for record in self.gold for owner, item in items_of(record) if owner == layer}
        return sorted(present - {None})


def valued(scenes, request, declared):
    if request.average == "documents":
        values = [valued([one], replace(request, average="pooled"), declared)["value"] for one in scenes]
        there = [one for one in values if one is not None]
        return {
            "value": ratios.mean(there),
            "counts": {"documents": len(there), "left_out": len(values) - len(there)},
        }
    if request.statistic in LABELLED:
        return over_labels(scenes, request, declared)
    return pooled(scenes, request)


def pooled(scenes, request):
    tallies = [one for one in (tally(scene, request) for scene in scenes) if one is not None]
    total = {name: sum(one[name] for one in tallies) for name in (tallies[0] if tallies else ())}
    counts = {"documents": len(tallies), "left_out": len(scenes) - len(tallies)}
    value = ratio(request)(total, request.statistic, request.beta) if tallies else None
    return {"value": value, "counts": {**total, **counts}}


def over_labels(scenes, request, declared):
    """The mean of F over labels."""
    name = request.by or "polarity"
    if request.statistic == "MacroF":
        wanted = declared.of(detection.attribute(request.line, name))
    else:
        wanted = ["support", "oppose"]
    values = [
        pooled(scenes, replace(request, statistic="F", labels=(*request.labels, (name, one))))["value"]
        for one in wanted
    ]
    there = [one for one in values if one is not None]
    undefined = request.statistic == "FavourAgainst" and len(there) < len(wanted)
    return {"value": None if undefined else ratios.mean(there), "counts": {"labels": len(there)}}


def tally(scene, request):
    """The counters of one document; nothing where the measure is not defined there."""
    if request.statistic == "accuracy":
        return accuracy.tally(scene, request)
    if of_coreference(request):
        return coreference.tally(scene, request)
    if request.line == "stances.evidence":
        return evidence.tally(scene, request)
    found = detection.found(scene, request)
    return None if found is None else found.tally()


def of_coreference(request):
    return request.line.rpartition(".")[2] in COREFERENCE


def ratio(request):
    if request.statistic == "accuracy":
        return ratios.accuracy
    if request.line.endswith(".BLANC"):
        return ratios.blanc
    if request.line.endswith(".CoNLL"):
        return ratios.conll
    return ratios.of_two if of_coreference(request) or request.line == "stances.evidence" else ratios.detection


def as_float(value):
    return float(value) if isinstance(value, Fraction) else value

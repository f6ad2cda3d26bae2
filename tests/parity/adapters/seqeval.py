"""seqeval.json: tags by sentence; seqeval's averages, default and strict, and what conlleval prints."""

import functools
import math

from parity.harness import Case, error_name, raised
from sayso.presets import find
from sayso.presets.spans import seqeval

NAMES = {"P": "precision", "R": "recall", "F1": "f1"}
CONLLEVAL = {**NAMES, "pred": "predicted"}


# By which part of a case's name or path a number is known to be of which preset.
OF_PRESET = {
    "conlleval": ["conlleval"],
    "strict_without_scheme": ["seqeval-1.2.2"],
    "strict": ["seqeval-1.2.2-strict"],
    "seqeval": ["seqeval-1.2.2"],
    "default_decoded_spans": ["seqeval-1.2.2"],
}


def cases(data):
    for case in data:
        expected = {**case["official"], "default_decoded_spans": case["default_decoded_spans"]}
        yield Case(case["id"], without_nan(expected), lambda case=case: got(case))


def without_nan(value):
    """NaN is undefined, and an error its name."""
    if isinstance(value, dict):
        if "error" in value:
            return {"error": error_name(value["error"])}
        return {name: without_nan(one) for name, one in value.items()}
    return None if isinstance(value, float) and math.isnan(value) else value


def got(case):
    gold, predicted = case["true_tags"], case["pred_tags"]
    return {
        "seqeval_1.2.2_default": averages(gold, predicted, None),
        f"seqeval_1.2.2_strict_{case.get('scheme')}": averages(gold, predicted, case.get("scheme")),
        "seqeval_1.2.2_f1_mode_strict_without_scheme": micro_f1(gold, predicted),
        "seqeval_1.2.2_accuracy": raised(seqeval.accuracy)(gold, predicted),
        "conlleval.pl_printed_percent": percents(gold, predicted),
        "default_decoded_spans": {"true": decoded(gold), "pred": decoded(predicted)},
    }


def averages(gold, predicted, scheme):
    found = {}
    for zero, ending in ((0, ""), (1, "_zero_division_1")):
        of = raised(functools.partial(seqeval.averages, scheme=scheme, zero_division=zero))(gold, predicted)
        found |= {f"{name}{ending}": scores(of, name) for name in seqeval.AVERAGES}
    return found


def scores(of, name):
    if "error" in of:
        return of
    return {theirs: of[name][ours] for theirs, ours in (*NAMES.items(), ("support", "support"))}


@raised
def micro_f1(gold, predicted):
    return find("seqeval-1.2.2").native(gold, predicted)["micro"]["f1"]


@raised
def percents(gold, predicted):
    found = find("conlleval").native(gold, predicted)
    return {**found, **{theirs: found[ours] for theirs, ours in CONLLEVAL.items()}}


@raised
def decoded(sentences):
    return [[list(chunk) for chunk in seqeval.decoded(tags)] for tags in sentences]

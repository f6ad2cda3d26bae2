"""gepade.json: instances as tag sequences, by sentence and anchor; both modes were run apart."""

from parity.harness import Case, raised
from sayso.presets import ScorerError, find
from sayso.presets.quotes.gepade import Instance, counts, defined_prf


def cases(data):
    for case in data["cases"]:
        yield Case(case["id"], case["expected"], lambda case=case: got(case))


def got(case):
    gold, predicted = (instances(case[side]) for side in ("gold", "predicted"))
    found = {"strict": mode(gold, predicted, overlap=False), "overlap": mode(gold, predicted, overlap=True)}
    if found["strict"] == found["overlap"]:
        # An error before anything is counted is that of the whole case.
        found |= found["strict"]
    return found


def mode(gold, predicted, *, overlap):
    """The figures; where one of them stops the original, its error beside what it had before."""
    figures = raised(lambda: find("gepade").native(gold, predicted, overlap=overlap))()
    if "error" not in figures:
        return figures
    try:
        counted = counts(gold, predicted, overlap=overlap)
    except ScorerError:
        return figures
    figures |= {
        "cue_counts": counted.cues,
        "label_counts": counted.labels,
        "role_counts": counted.all_roles(),
    }
    cues = raised(defined_prf)(counted.cues)
    return figures if "error" in cues else {**figures, "cues": cues}


def instances(side):
    return {
        (sentence, one["anchor"]): Instance(one["kind"], one["tags"])
        for sentence, listed in side.items()
        for one in listed
    }

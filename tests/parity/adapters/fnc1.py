"""fnc1.json: rows of labels as the CSV files that the original reads, or a published confusion matrix as rows."""

from parity.harness import Case, error_name, raised
from sayso.presets import find
from sayso.presets.stances.fnc1 import LABELS, fnc1_files

# What the original prints with three decimals.
DIGITS = {"accuracy_3dp": 3}
HEADER = "Headline,Body ID,Stance"


def cases(data):
    for case in data["vectors"]:
        official = case["official"]
        expected = {"error": error_name(official["error"])} if "error" in official else without_exit(official)
        yield Case(case["name"], expected, lambda case=case: got(case))


def without_exit(official):
    return {name: value for name, value in official.items() if name != "exit"}


@raised
def got(case):
    if "confusion_input" in case:
        found = find("fnc-1").native(*spread(case["confusion_input"]))
    else:
        found = fnc1_files(*files(case))
    return {**found, "accuracy_3dp": found["accuracy"]}


def spread(matrix):
    pairs = [
        (LABELS[g], LABELS[p]) for g, row in enumerate(matrix) for p, count in enumerate(row) for _ in range(count)
    ]
    return [g for g, _ in pairs], [p for _, p in pairs]


def files(case):
    """Gold and predictions as files; the cases about files say in their names what is wrong with the second."""
    gold, predicted = (
        [f"headline {row},{row},{label}" for row, label in enumerate(case[side])] for side in ("gold", "pred")
    )
    if case["official"].get("error") == "mismatch":
        predicted = [f"headline {len(predicted) - row},{row},{label}" for row, label in enumerate(case["pred"])]
    header = "headline,id,stance" if case["official"].get("error") == "headers" else HEADER
    return "\n".join([HEADER, *gold]) + "\n", "\n".join([header, *predicted]) + "\n"

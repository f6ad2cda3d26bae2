"""quootstrap.json: occurrences of quotations with their speakers."""

from parity.harness import Case, raised
from sayso.presets import find


def cases(data):
    for case in data["cases"]:
        yield Case(case["id"], case["expected"], lambda case=case: got(case))


@raised
def got(case):
    gold, predicted = ([(one["quotation"], one["speaker"]) for one in case[side]] for side in ("gold", "predicted"))
    return find("quootstrap").native(gold, predicted, case_sensitive=case["parameters"].get("case_sensitive", True))

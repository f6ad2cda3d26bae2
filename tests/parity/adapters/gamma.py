"""gamma.json: the observed disorder, which alone does not depend on a sampler; the original sums in float32."""

from parity.harness import Case
from sayso.agreement import Unit, disorder

CLOSE = {"observed_disorder": 1e-6}


def cases(data):
    for case in data["vectors"]:
        expected = {"observed_disorder": case["official"]["observed_disorder"]}
        yield Case(case["name"], expected, lambda case=case: got(case))


def got(case):
    annotators = sorted({unit["annotator"] for unit in case["units"]})
    sides = [
        [
            Unit(unit["annotator"], unit["start"], unit["end"], unit["category"])
            for unit in case["units"]
            if unit["annotator"] == annotator
        ]
        for annotator in annotators
    ]
    return {"observed_disorder": disorder(sides)}

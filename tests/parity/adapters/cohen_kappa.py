"""cohen_kappa.json: scikit-learn's κ, without weights and with them."""

from parity.harness import Case
from sayso.agreement import kappa


def cases(data):
    for case in data["vectors"]:
        yield Case(case["name"], case["sklearn_1.9.1"], lambda case=case: got(case))


def got(case):
    return {
        name: kappa(case["a"], case["b"], weights=None if name == "None" else name, labels=case.get("labels")).value
        for name in case["sklearn_1.9.1"]
    }

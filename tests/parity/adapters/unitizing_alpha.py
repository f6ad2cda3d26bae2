"""unitizing_alpha.json: α for unitizing, whole and by category."""

from parity.harness import Case
from sayso.agreement import Unit, alpha_u


def cases(data):
    for case in data["vectors"]:
        yield Case(case["name"], case["official"], lambda case=case: got(case))


def got(case):
    units = [
        Unit(unit["rater"], unit["offset"], unit["offset"] + unit["length"], unit["category"]) for unit in case["units"]
    ]
    found = alpha_u(units, range(case["raters"]), case["begin"], case["length"])
    return {"alpha_u": found.value, "per_category": dict(found.by_category)}

"""nervaluate.json: entities as [start, inclusive end, label], by five releases of the package."""

from parity.harness import Case, error_name, raised
from sayso.presets import find

# Releases that know of no least overlap were run without it.
WITHOUT_LEAST = {"nervaluate_0.3.1", "nervaluate_1.0.0"}


# By which part of a case's name or path a number is known to be of which preset.
OF_PRESET = {
    f"nervaluate_{version}": [f"nervaluate-{version}"] for version in ("0.3.1", "1.0.0", "1.1.0", "1.2.0", "1.2.1")
}


def cases(data):
    for case in data:
        expected = {name: official_of(official) for name, official in case["official"].items()}
        yield Case(case["id"], expected, lambda case=case: {name: got(case, name) for name in case["official"]})


def official_of(official):
    return {"error": error_name(official["error"])} if "error" in official else official


@raised
def got(case, name):
    given = {} if name in WITHOUT_LEAST else case.get("kw", {})
    found = find(name.replace("_", "-")).native(entities(case["true"]), entities(case["pred"]), case["tags"], **given)
    return {"overall": found["overall"], "per_label": found["entities"]}


def entities(documents):
    return [[{"start": start, "end": end, "label": label} for start, end, label in one] for one in documents]

"""maven_arg.json: documents with the arguments of their triggers, and answers as strings by trigger and role."""

from parity.harness import Case, error_name, raised
from sayso.presets import find


def cases(data):
    for case in data:
        for scorer, official in case["official"].items():
            expected = {"error": error_name(official["error"])} if "error" in official else official
            yield Case(f"{case['id']}:{scorer.partition('(')[0]}", expected, lambda case=case: got(case))


@raised
def got(case):
    return find("maven-arg").native(case["gold"], case["pred"], case["schema"])

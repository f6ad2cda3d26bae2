"""ruopinionne.json: sentences of the task's JSON, and what its evaluation gives or stops with."""

from parity.harness import Case, error_name, raised
from sayso.presets import find


def cases(data):
    for case in data["vectors"]:
        official = case["official"]
        expected = {"error": error_name(official["error"])} if "error" in official else official
        yield Case(case["name"], expected, lambda case=case: got(case))


@raised
def got(case):
    return find("ruopinionne-2024").native(case["gold"], case["pred"])

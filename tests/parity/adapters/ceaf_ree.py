"""ceaf_ree.json: documents whose roles list entities as strings, and GRIT's two forms of CEAF-REE."""

from parity.harness import Case, error_name, raised
from sayso.presets import find


def cases(data):
    for case in data:
        for scorer, official in case["official"].items():
            expected = {"error": error_name(official["error"])} if "error" in official else official
            yield Case(f"{case['id']}:{scorer}", expected, lambda case=case: got(case))


@raised
def got(case):
    return find("ceaf-ree").native(case["gold"], case["pred"])

"""template_gtt_ceafrme.json: documents of MUC-4 templates, by GTT and by both forms of IterX's CEAF-RME."""

from parity.harness import Case, error_name, raised
from sayso.presets import find

# By which part of a case's name or path a number is known to be of which preset.
OF_PRESET = {"GTT": ["gtt"], "CEAF-RME": ["ceaf-rme"]}


def cases(data):
    for case in data:
        for scorer, official in case["official"].items():
            expected = {"error": error_name(official["error"])} if "error" in official else official
            yield Case(f"{case['id']}:{scorer}", expected, lambda scorer=scorer, case=case: got(scorer, case))


@raised
def got(scorer, case):
    if scorer.startswith("GTT"):
        return find("gtt").native(case["gold"], case["pred"])
    return find("ceaf-rme").native(case["gold"], case["pred"])[scorer.rpartition("_")[2]]

"""omnievent_unified.json: labels of candidates, and roles of candidates with the types of their events."""

from parity.harness import Case, error_name, raised
from sayso.presets import find
from sayso.presets.events.unified import omnievent_with_type


def cases(data):
    for case in data:
        for scorer, official in case["official"].items():
            expected = {"error": error_name(official["error"])} if "error" in official else official
            yield Case(f"{case['id']}:{scorer}", expected, lambda scorer=scorer, case=case: got(scorer, case))


@raised
def got(scorer, case):
    if scorer.endswith("_with_type"):
        return omnievent_with_type(
            case["role_gold"],
            case["role_pred"],
            gold_types=case["event_type_gold"],
            predicted_types=case["event_type_pred"],
        )
    return find("omnievent-unified").native(case["gold_labels"], case["pred_labels"])

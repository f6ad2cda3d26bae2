"""maven_ere_coref.json: clusters of event mentions by their ids, and MAVEN-ERE's four measures in percent."""

from parity.harness import Case, error_name, raised
from sayso.presets import find


def cases(data):
    for case in data:
        for scorer, official in case["official"].items():
            expected = {"error": error_name(official["error"])} if "error" in official else official
            yield Case(f"{case['id']}:{scorer}", expected, lambda case=case: got(case))


@raised
def got(case):
    return find("maven-ere-coref").native(case["gold"], case["pred"])

"""neleval.json: rows of linked mentions, as the tab-separated files that the original reads."""

from parity.harness import Case, error_name, raised
from sayso.presets import find

# How columns are read from a file.
READ = (str, int, int, str, float, str)


def cases(data):
    for case in data:
        for scorer, official in case["official"].items():
            expected = {"error": error_name(official["error"])} if "error" in official else official
            yield Case(f"{case['id']}:{scorer}", expected, lambda case=case: got(case))


@raised
def got(case):
    return find("neleval-3.1.1").native(rows(case["gold"]), rows(case["system"]))


def rows(listed):
    return [tuple(read(value) for read, value in zip(READ, row, strict=False)) for row in listed]

"""semeval2016_t6.json: rows of labels, written as the tab-separated files that the original reads."""

from parity.harness import Case, raised
from sayso.presets.stances.semeval2016 import task6_files

DIGITS = dict.fromkeys(("p", "r", "f", "macro_f"), 4)
COPIES = {"A_UNKNOWN_allowed": True, "B_three_labels": False}


# By which part of a case's name or path a number is known to be of which preset.
OF_PRESET = {".A_": ["semeval-2016-task6-A"], ".B_": ["semeval-2016-task6-B"]}


def cases(data):
    for case in data["vectors"]:
        expected = {copy: without_exit(official) for copy, official in case["official"].items()}
        yield Case(case["name"], expected, lambda case=case: {copy: got(case, copy) for copy in case["official"]})


def without_exit(official):
    if "error" in official:
        return {"error": official["error"]}
    return {name: value for name, value in official.items() if name != "exit"}


@raised
def got(case, copy):
    header = ["ID\tTarget\tTweet\tStance"] if case.get("header", True) else []
    files = []
    for side, end in (("gold", "\n"), ("pred", "\r\n" if case.get("crlf_pred") else "\n")):
        rows = [f"{number}\ta target\ta text\t{label}" for number, label in enumerate(case[side], 1)]
        files.append(end.join([*header, *rows, ""]))
    return task6_files(*files, unknown=COPIES[copy])

"""semeval2022_sf1.json: sentences of the task's JSON; what the task prints, its four figures, and the token sets."""

from parity.harness import Case, error_name, raised
from sayso.presets import find
from sayso.presets.stances.opinions import converted
from sayso.presets.stances.sf1 import token_sets

# What the original prints with three decimals.
DIGITS = {"stdout_f1_3dp": 3}


def cases(data):
    for case in data["vectors"]:
        yield Case(case["name"], without_exit(case["official"]), lambda case=case: got(case))


def without_exit(official):
    """The status of the process is no number; an error is its name."""
    if not isinstance(official, dict):
        return official
    if "error" in official:
        return {"error": error_name(official["error"])}
    return {name: without_exit(value) for name, value in official.items() if name != "exit"}


def got(case):
    figures = raised(find("semeval-2022-task10").native)(case["gold"], case["pred"])
    if "error" in figures:
        return dict.fromkeys(case["official"], figures)
    sets = {side: by_sentence(case[side]) for side in ("gold", "pred")}
    return {**figures, "cli": {"stdout_f1_3dp": figures["polarity_weighted"]["f1"]}, "token_sets": sets}


def by_sentence(sentences):
    return {
        str(name): [[*map(sorted, opinion[:3]), opinion.polarity] for opinion in opinions]
        for name, opinions in converted(sentences, token_sets).items()
    }

"""deezer_llm_attribution.json: answers of a model, looked up among aliases."""

from parity.harness import Case, raised
from sayso.presets import find


def cases(data):
    for case in data["cases"]:
        yield Case(case["id"], case["expected"], lambda case=case: got(case))


@raised
def got(case):
    aliases = [(alias["name"], alias["id"]) for alias in case["aliases"]]
    gold = [(quote["id"], quote["speaker"], quote["explicit"] == 1) for quote in case["gold"]]
    predicted = {quote["id"]: quote["speaker"] for quote in case["predicted"]}
    return find("deezer-llm-attribution").native(aliases, gold, predicted)

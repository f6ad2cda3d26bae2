"""pdnc_booknlp.json: a text with its tokens, gold quotes by character, predictions by token."""

from parity.harness import Case, raised
from sayso.presets import find


def cases(data):
    for case in data["cases"]:
        yield Case(case["id"], case["expected"], lambda case=case: got(case))


@raised
def got(case):
    document = case["documents"][0]
    gold = [(quote["id"], quote["start"], quote["end"], quote["speaker"]) for quote in case["gold"]]
    predicted = [(*quote["tokens"], quote["cluster"]) for quote in case["predicted"]]
    characters = {row["cluster"]: row["character"] for row in case["clusters"]}
    return find("pdnc-booknlp").native(document["text"], document["tokens"], gold, predicted, characters)

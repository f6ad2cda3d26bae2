"""booknlp_speaker.json: candidates with a model's scores."""

from parity.harness import Case, raised
from sayso.presets import find
from sayso.presets.quotes.booknlp import PADDING


def cases(data):
    for case in data["cases"]:
        yield Case(case["id"], case["expected"], lambda case=case: got(case))


@raised
def got(case):
    gold = [quote["speaker"] for quote in case["gold"]]
    predicted = [
        [(candidate["speaker"], candidate["score"]) for candidate in quote["candidates"]] for quote in case["predicted"]
    ]
    padding = case["parameters"].get("padding_score", PADDING)
    return find("booknlp-speakers").native(gold, predicted, padding=padding)

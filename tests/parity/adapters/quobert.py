"""quobert.json: a model's scores by position, and the positions of each entity."""

from parity.harness import Case, raised
from sayso.presets import find
from sayso.presets.quotes.quobert import Scored


def cases(data):
    for case in data["cases"]:
        yield Case(case["id"], case["expected"], lambda case=case: got(case))


@raised
def got(case):
    gold = [(quote["id"], quote["speaker"]) for quote in case["gold"]]
    predicted = {
        quote["id"]: Scored(quote["scores"], [(entity["name"], entity["positions"]) for entity in quote["entities"]])
        for quote in case["predicted"]
    }
    return find("quobert").native(gold, predicted)

"""corenlp_quote_attribution.json: mentions and speakers by position."""

from parity.harness import Case, raised
from sayso.presets import find
from sayso.presets.quotes.corenlp import Answer


def cases(data):
    for case in data["cases"]:
        yield Case(case["id"], case["expected"], lambda case=case: got(case))


@raised
def got(case):
    sides = [[answer(quote) for quote in case[side]] for side in ("gold", "predicted")]
    return find("corenlp-quotes").native(*sides)


def answer(quote):
    mention = None if quote.get("mention") is None else tuple(quote["mention"])
    return Answer(mention, quote.get("speaker"), quote.get("mention_sieve"), quote.get("speaker_sieve"))

"""A corpus of invented lists, whose words are its quotes, and runs that find some of them."""

import sayso
from sayso.data.sources import MemorySource, Run
from sayso.gates.gate import gate

WORDS = ("Anemone", "Begonia", "Crocus", "Dahlia")
PLACES = range(len(WORDS))
EXACT = "quotes.F@exact"


def document(number):
    return f"d{number:02}"


def content(word):
    """The place of a word in every text."""
    start = " ".join(WORDS).index(word)
    return [{"start": start, "end": start + len(word)}]


def quote(place):
    return {
        "id": f"q{place}",
        "content": content(WORDS[place]),
        "kind": "indirect" if place % 2 else "direct",
    }


def corpus(documents, *, places=PLACES, **fields):
    """So many documents with a quote at each place; `fields` are functions from a number to a field of `meta`."""
    records = [
        {
            "format": "sayso/1",
            "doc_id": document(number),
            "text": " ".join(WORDS),
            "meta": {name: of(number) for name, of in fields.items()},
            "quotes": [quote(place) for place in places],
        }
        for number in range(documents)
    ]
    return sayso.load(records)


def run(documents, *, lost=(), places=PLACES, spurious=(), failed=(), name="run"):
    """A run that finds everything but the (document, place) pairs of `lost`.

    `spurious` are numbers of documents in which it finds one thing too many.
    """
    records = []
    for number in range(documents):
        found = [quote(place) for place in places if (number, place) not in lost]
        if number in spurious:
            found.append({"id": "s", "content": [{"start": 0, "end": 2}], "kind": "direct"})
        record = {"format": "sayso/1", "doc_id": document(number), "quotes": found}
        if number in failed:
            record = {
                "format": "sayso/1",
                "doc_id": document(number),
                "failure": {"class": "ValueError", "message": "no idea"},
            }
        records.append(record)
    return Run(MemorySource(records, name=name), name)


def outcomes(gold, predicted, *rules, **options):
    """The outcomes of rules that all look at exact quotes unless they say otherwise."""
    return verdict(gold, predicted, *rules, **options).outcomes


def verdict(gold, predicted, *rules, **options):
    whole = [{"measure": EXACT, **rule} for rule in rules]
    return gate(gold=gold.gold, predicted=predicted, rules=whole, **options)

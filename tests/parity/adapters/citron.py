"""citron.json: documents with tokens, and quotes as spans of characters."""

from parity.harness import Case, raised
from sayso.presets import find
from sayso.presets.quotes.citron import citron_quotes
from sayso.presets.quotes.documents import Document
from sayso.presets.tokens import Tokens


def cases(data):
    for case in data["cases"]:
        yield Case(case["id"], case["expected"], lambda case=case: got(case))


@raised
def got(case):
    return find("citron").native(documents(case))


def documents(case):
    return [
        Document(
            text=document["text"],
            tokens=tokens(document),
            gold=in_its_words(case["gold"].get(document["id"])),
            predicted=in_its_words(case["predicted"].get(document["id"])),
        )
        for document in case["documents"]
    ]


def in_its_words(side):
    """Read as citron reads its own JSON."""
    words = {"source": "sources", "content": "contents"}
    return citron_quotes({words.get(name, name): value for name, value in quote.items()} for quote in side or ())


def tokens(document):
    return Tokens([start for start, _ in document["tokens"]], [end for _, end in document["tokens"]])

"""adaq.json: documents with tokens; figures of quotes and of tokens, each with an error of its own."""

from parity.harness import Case, raised
from sayso.presets import find
from sayso.presets.quotes.adaq import token_reports
from sayso.presets.quotes.documents import Document, Quote
from sayso.presets.tokens import Tokens


def cases(data):
    for case in data["cases"]:
        yield Case(case["id"], case["expected"], lambda case=case: got(case))


def got(case):
    documents = [read(document, case) for document in case["documents"]]
    reports = raised(token_reports)(documents)
    found = {"quotes": raised(find("adaq").native)(documents)}
    return {**found, "tokens": reports} if "error" in reports else {**found, **reports}


def read(document, case):
    gold, predicted = ([quote(one) for one in case[side].get(document["id"]) or ()] for side in ("gold", "predicted"))
    starts, ends = ([place[edge] for place in document["tokens"]] for edge in (0, 1))
    return Document(text=document["text"], tokens=Tokens(starts, ends), gold=gold, predicted=predicted)


def quote(one):
    cue, content, source = (listed(one.get(name)) for name in ("cue", "content", "source"))
    return Quote(cue=cue[0] if cue else None, content=content, source=source)


def listed(spans):
    return tuple((span["start"], span["end"]) for span in ([spans] if isinstance(spans, dict) else spans or []))

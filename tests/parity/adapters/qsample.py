"""qsample.json: quotes as spans of characters in documents with tokens and part-of-speech tags."""

from parity.harness import Case
from sayso.presets import ScorerError, find
from sayso.presets.quotes.documents import Quote
from sayso.presets.quotes.qsample import FIGURES, Spans, figure, is_mark, printed, spans_of
from sayso.presets.tokens import Tokens


def cases(data):
    for case in data["cases"]:
        yield Case(case["id"], case["expected"], lambda case=case: got(case))


def got(case):
    documents = [spans(document, case) for document in case["documents"]]
    found = {name: said(figure, documents, name) for name in FIGURES}
    return {**found, "printed": said(lambda: printed(find("qsample").native(documents)))}


def said(function, *arguments):
    """The figures, or the error in the words of the file."""
    try:
        return function(*arguments)
    except ScorerError as error:
        return {"error": str(error)}


def spans(document, case):
    text, places = document["text"], document["tokens"]
    tokens = Tokens([start for start, _ in places], [end for _, end in places])
    marks = [is_mark(text[start:end], tag) for (start, end), tag in zip(places, document["tags"], strict=True)]
    sides = (spans_of(map(quote, case[side].get(document["id"]) or ()), tokens) for side in ("gold", "predicted"))
    return Spans(marks, *sides)


def quote(one):
    return Quote(content=tuple(map(span, one["content"] or ())), cue=span(one.get("cue")))


def span(one):
    return (one["start"], one["end"]) if one else None

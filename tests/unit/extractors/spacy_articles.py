"""The `spacy` extractor, loaded once for all its tests, and its records in short forms that a test can state."""

from functools import cache

from sayso.extractors.spacy import Spacy


@cache
def extractor():
    return Spacy()


@cache
def record(text):
    return extractor().annotate({"doc_id": "d", "text": text})


def name_of(text, entity):
    return next((e["name"] for e in record(text)["entities"] if e["id"] == entity), None)


def quotes(text):
    """(kind, cue, source, speakers, content) of each quote."""
    return [
        (
            quote["kind"],
            quote.get("cue", {}).get("text"),
            quote.get("source", {}).get("text"),
            [name_of(text, speaker) for speaker in quote["speakers"]],
            [span["text"] for span in quote["content"]],
        )
        for quote in record(text)["quotes"]
    ]


def contents(text):
    return {quote[1]: quote[4] for quote in quotes(text)}


def events(text):
    """Trigger → (type, polarity, modality) of each event; the first of two with one trigger."""
    found = {}
    for event in record(text)["events"]:
        found.setdefault(event["trigger"]["text"], (event["type"], event["polarity"], event["modality"]))
    return found


def roles(text, trigger):
    """(role, text) of each argument of the first event with this trigger."""
    event = next(e for e in record(text)["events"] if e["trigger"]["text"] == trigger)
    return {(argument["role"], argument["span"]["text"]) for argument in event["arguments"]}


def mentions(text):
    """Name → (type, mentions) of each entity."""
    return {e["name"]: (e["type"], [m["span"]["text"] for m in e["mentions"]]) for e in record(text)["entities"]}


def stances(text):
    """(holder, target, polarity, strength, expression, evidence) of each stance."""
    triggers = {e["id"]: e["trigger"]["text"] for e in record(text)["events"]}
    return {
        (
            name_of(text, stance["holder"]),
            name_of(text, stance["target"].get("entity"))
            or triggers.get(stance["target"].get("event"))
            or stance["target"]["span"]["text"],
            stance["polarity"],
            stance["strength"],
            stance["expression"],
            " … ".join(span["text"] for span in stance["evidence"]),
        )
        for stance in record(text)["stances"]
    }

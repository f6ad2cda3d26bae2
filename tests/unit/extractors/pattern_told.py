"""A record of the `pattern` extractor told in words: what the tests of it compare."""

from sayso.extractors.pattern import Pattern

PATTERN = Pattern()


def record(text):
    return PATTERN.annotate({"doc_id": "d", "text": text})


def words(text, span):
    return text[span["start"] : span["end"]]


def names(found):
    return {entity["id"]: entity["name"] for entity in found["entities"]}


def quotes(text):
    """Each quote as (kind, content joined by ` / `, cue, source, speakers)."""
    found = record(text)
    known = names(found)
    return [
        (
            quote["kind"],
            " / ".join(words(text, span) for span in quote["content"]),
            words(text, quote["cue"]) if "cue" in quote else None,
            words(text, quote["source"]) if "source" in quote else None,
            [known[speaker] for speaker in quote.get("speakers", ())],
        )
        for quote in found["quotes"]
    ]


def parents(text):
    """From the cue of each quote to the cue of the quote around it."""
    found = record(text)["quotes"]
    cues = {quote["id"]: words(text, quote["cue"]) for quote in found}
    return {cues[quote["id"]]: cues.get(quote.get("parent")) for quote in found}


def mentions(text):
    """From each entity's name to its mentions as written."""
    return {e["name"]: [words(text, m["span"]) for m in e["mentions"]] for e in record(text)["entities"]}


def events(text):
    """Each event as (trigger, type, polarity, modality)."""
    return [
        (words(text, event["trigger"]), event["type"], event["polarity"], event["modality"])
        for event in record(text)["events"]
    ]


def arguments(text, trigger):
    """The arguments of the first event with that trigger as (role, words)."""
    for event in record(text)["events"]:
        if words(text, event["trigger"]) == trigger:
            return [(argument["role"], words(text, argument["span"])) for argument in event["arguments"]]
    return None


def stances(text):
    """Each stance as (holder, target, polarity, strength, expression, evidence joined by ` / `)."""
    found = record(text)
    known = names(found)
    triggers = {event["id"]: words(text, event["trigger"]) for event in found["events"]}

    def target(stance):
        kind, value = next(iter(stance["target"].items()))
        return {"entity": known.get, "event": triggers.get}.get(kind, lambda span: words(text, span))(value)

    return [
        (
            known[stance["holder"]],
            target(stance),
            stance["polarity"],
            stance["strength"],
            stance["expression"],
            " / ".join(words(text, span) for span in stance["evidence"]),
        )
        for stance in found["stances"]
    ]

"""gernews2024.json: quotes as spans of characters, turned into the token sets that the original reads."""

from parity.harness import Case, raised
from sayso.presets import find
from sayso.presets.quotes.gernews import Message, counts, micro_prf, touched
from sayso.presets.tokens import Tokens

FIELDS = {"quote": "content", "addressee": "addressee", "cue": "cue", "frame": "frame", "speaker": "source"}


def cases(data):
    for case in data["cases"]:
        yield Case(case["id"], case["expected"], lambda case=case: got(case))


def got(case):
    tokens = {document["id"]: tokens_of(document) for document in case["documents"]}
    gold, predicted = (
        {name: [message(quote, tokens[name]) for quote in quotes] for name, quotes in case[side].items()}
        for side in ("gold", "predicted")
    )
    found = {"scores": raised(find("gernews-2024").native)(gold, predicted)}
    counted = raised(counts)(gold, predicted)
    if isinstance(counted, dict):
        return {**found, "counts": counted}
    return {
        **found,
        "assignment": {name: [list(match) for match in matches] for name, matches in counted.assignment.items()},
        "token_counts": counted.tokens,
        "type_counts": three(counted.types),
        "medium_counts": three(counted.mediums),
        "micro": micro(counted),
    }


def three(counted):
    return {label: [one["tp"], one["fp"], one["fn"]] for label, one in counted.items()}


def micro(counted):
    quote, *roles = counted.tokens.values()
    parts = {"quote": [quote], "role": roles, "joint": [quote, *roles]}
    parts |= {"type": counted.types.values(), "medium": counted.mediums.values()}
    return {name: micro_prf(part) for name, part in parts.items()}


def tokens_of(document):
    return Tokens([start for start, _ in document["tokens"]], [end for _, end in document["tokens"]])


def message(quote, tokens):
    roles = {
        role: touched(tokens, [(span["start"], span["end"]) for span in listed(quote.get(name))])
        for role, name in FIELDS.items()
    }
    return Message(roles, quote.get("kind"), quote.get("medium"))


def listed(spans):
    return [spans] if isinstance(spans, dict) else spans or []

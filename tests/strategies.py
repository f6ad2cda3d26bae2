"""Hypothesis strategies for documents and annotations: few places, so that everything collides.

A case is documents, gold and a run that keep the contract: nested, touching, discontinuous and equal spans, twins,
text-only spans, empty and missing layers, failures and missing records, labels given or not, emoji and combining
characters.
"""

import itertools
from dataclasses import dataclass, field

from hypothesis import strategies as st

ALPHABET = "ab “”'.…\n é\u0301𝒜🙂«»—`Z"
LABELS = {
    "entities.type": ("person", "group"),
    "mentions.form": ("name", "pronoun"),
    "quotes.kind": ("direct", "indirect"),
    "events.type": ("aid", "agree"),
    "events.polarity": ("positive", "negative"),
    "events.modality": ("actual", "planned"),
    "arguments.role": ("actor", "object"),
    "stances.polarity": ("support", "oppose", "neutral"),
    "stances.strength": ("weak", "strong"),
    "stances.expression": ("explicit", "implied"),
}
LAYERS = ("entities", "quotes", "events", "stances")
OPTIONAL = ("quotes.kind", "quotes.cue", "quotes.speakers", "events.type", "events.arguments", "entities.wikidata")


@dataclass(frozen=True)
class Case:
    """Everything that one scoring takes."""

    documents: list
    gold: list
    run: list
    annotated: tuple | None = None
    labels: dict = field(default_factory=dict)


def maybe(strategy):
    return st.one_of(st.none(), strategy)


def label(name):
    return maybe(st.sampled_from(LABELS[name]))


@st.composite
def spans(draw, text):
    """One span, its text given or not."""
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, min(len(text), start + 5)))
    span = {"start": start, "end": end}
    return {**span, "text": text[start:end]} if draw(st.booleans()) else span


@st.composite
def fragments(draw, text):
    """One to three spans that share no character, in any order; some touch."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True)))
    pairs = [{"start": a, "end": b} for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    if draw(st.booleans()):
        pairs = [{"start": a, "end": b} for a, b in itertools.pairwise(cuts)][:3]
    return draw(st.permutations(pairs))


def loose(strategy, *, predicted, several=False):
    """A span (or a list of them) that a run may give as a text alone."""
    if not predicted:
        return strategy
    alone = st.sampled_from(["a", "b.", "“Z”", "é"]).map(lambda text: {"text": text})
    return st.one_of(strategy, strategy, strategy, alone.map(lambda one: [one]) if several else alone)


@st.composite
def entities(draw, text, *, predicted):
    mention = st.fixed_dictionaries(
        {"span": loose(spans(text), predicted=predicted), "form": label("mentions.form")}
    ).map(with_head)
    return {
        "name": draw(st.sampled_from(["Ada Moor", "ada  moor", "Brik"])),
        "type": draw(label("entities.type")),
        "wikidata": draw(st.sampled_from([None, None, "Q1", "Q2"])),
        "mentions": draw(st.lists(mention, max_size=3)),
    }


def with_head(mention):
    span = mention["span"]
    if "start" in span and span["end"] - span["start"] > 1:
        return {**mention, "head": {"start": span["start"] + 1, "end": span["end"]}}
    return mention


@st.composite
def records(draw, text, *, predicted, layers):
    """The annotations of one document; `layers` are those that have a value."""
    record = {}
    ids = {layer: [] for layer in LAYERS}
    if "entities" in layers:
        record["entities"] = numbered(draw(st.lists(entities(text, predicted=predicted), max_size=4)), "e")
        ids["entities"] = [one["id"] for one in record["entities"]]
    if "quotes" in layers:
        record["quotes"] = quotes = numbered(
            draw(st.lists(quote_fields(text, ids["entities"], predicted=predicted), max_size=4)), "q"
        )
        for place, quote in enumerate(quotes[1:], 1):
            quote["parent"] = draw(st.sampled_from([None, *(one["id"] for one in quotes[:place])]))
    if "events" in layers:
        record["events"] = numbered(
            draw(st.lists(event_fields(text, ids["entities"], predicted=predicted), max_size=4)), "v"
        )
        ids["events"] = [one["id"] for one in record["events"]]
    if "stances" in layers:
        few = 4 if ids["entities"] else 0
        record["stances"] = numbered(draw(st.lists(stance_fields(text, ids, predicted=predicted), max_size=few)), "s")
    return record


def numbered(items, prefix):
    return [{"id": f"{prefix}{number}", **item} for number, item in enumerate(items)]


def quote_fields(text, speakers, *, predicted):
    who = st.lists(st.sampled_from(speakers), max_size=2) if speakers else st.none()
    return st.fixed_dictionaries(
        {
            "content": loose(fragments(text), predicted=predicted, several=True),
            "kind": label("quotes.kind"),
            "cue": maybe(spans(text)),
            "source": maybe(loose(spans(text), predicted=predicted)),
            "speakers": who,
        }
    )


def event_fields(text, speakers, *, predicted):
    argument = st.fixed_dictionaries(
        {
            "role": st.sampled_from(LABELS["arguments.role"]),
            "span": loose(spans(text), predicted=predicted),
            "entity": st.sampled_from([None, *speakers]),
        }
    )
    return st.fixed_dictionaries(
        {
            "trigger": loose(spans(text), predicted=predicted),
            "type": label("events.type"),
            "polarity": label("events.polarity"),
            "modality": label("events.modality"),
            "coref": st.sampled_from([None, None, "k1", "k2"]),
            "arguments": maybe(st.lists(argument, max_size=3)),
        }
    )


def stance_fields(text, ids, *, predicted):
    targets = [loose(spans(text), predicted=predicted).map(lambda span: {"span": span})]
    targets += [st.sampled_from(ids["entities"]).map(lambda one: {"entity": one})] if ids["entities"] else []
    targets += [st.sampled_from(ids["events"]).map(lambda one: {"event": one})] if ids["events"] else []
    return st.fixed_dictionaries(
        {
            "holder": st.sampled_from(ids["entities"] or ["none"]),
            "target": st.one_of(targets),
            "polarity": st.sampled_from(LABELS["stances.polarity"]),
            "strength": label("stances.strength"),
            "expression": label("stances.expression"),
            "evidence": maybe(fragments(text)),
        }
    )


@st.composite
def cases(draw, *, most=3, failures=True):
    """A small corpus with gold and one run, copied from gold in part so that something matches."""
    count = draw(st.integers(1, most))
    attempted = draw(st.sampled_from([LAYERS, LAYERS, ("quotes",), ("entities", "quotes"), ("entities", "stances")]))
    documents, gold, run = [], [], []
    for number in range(count):
        doc_id = f"d{number}"
        text = draw(st.text(ALPHABET, min_size=6, max_size=16))
        documents.append({"doc_id": doc_id, "text": text})
        layers = draw(st.sampled_from([LAYERS, LAYERS, LAYERS, ("entities", "quotes", "events"), ("quotes",)]))
        head = {"format": "sayso/1", "doc_id": doc_id}
        right = draw(records(text, predicted=False, layers=layers))
        gold.append({**head, **right})
        kinds = ["copy", "own", "own", "own"] + (["failure", "missing"] if failures else [])
        kind = draw(st.sampled_from(kinds))
        if kind == "failure":
            run.append({**head, "failure": {"class": "Overrun", "message": "took too long"}})
        elif kind == "copy" and set(attempted) == set(layers):
            run.append({**head, **right})
        elif kind != "missing":
            run.append({**head, **draw(records(text, predicted=True, layers=attempted))})
    annotated = draw(st.one_of(st.none(), st.lists(st.sampled_from(OPTIONAL), unique=True).map(tuple)))
    labels = draw(
        st.sampled_from([{}, {"quotes.kind": LABELS["quotes.kind"], "stances.polarity": LABELS["stances.polarity"]}])
    )
    return Case(documents, gold, run, annotated, labels)

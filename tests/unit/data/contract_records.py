"""Hypothesis strategies for documents and records that keep the contract, in every way that it allows."""

import hashlib
import itertools

from hypothesis import strategies as st

LAYERS = ("entities", "quotes", "events", "stances")
# Letters, line ends of both kinds, a combining accent, characters outside the basic plane, and half of JSON's syntax.
characters = st.sampled_from('abc éß“”\n\r\u0301🚢𝒜{}[]:,"\\\u2028')
texts = st.text(characters, min_size=1, max_size=40)
words = st.text(characters, min_size=1, max_size=6)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | words,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
    max_leaves=4,
)


@st.composite
def some(draw, required, optional):
    """An object with its required fields, and with any of the others, null, or absent."""
    made = {name: draw(value) for name, value in required.items()}
    for name, value in optional.items():
        state = draw(st.sampled_from(("absent", "null", "given", "given")))
        if state != "absent":
            made[name] = draw(value) if state == "given" else None
    return made


def documents(doc_id=words):
    facts = dict.fromkeys(("title", "language", "source", "published", "url", "rights"), words)
    return some({"doc_id": doc_id, "text": texts}, {**facts, "meta": json_values})


@st.composite
def spans(draw, text, low=0, high=None):
    start = draw(st.integers(low, (len(text) if high is None else high) - 1))
    end = draw(st.integers(start + 1, len(text) if high is None else high))
    given = draw(st.sampled_from(("absent", "null", "given")))
    return {"start": start, "end": end} | (
        {} if given == "absent" else {"text": None if given == "null" else text[start:end]}
    )


@st.composite
def fragments(draw, text):
    """Spans of one item that share no character, touching or not, in any order."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=5)))
    pieces = [{"start": low, "end": high} for low, high in itertools.pairwise(cuts)]
    kept = draw(st.lists(st.sampled_from(pieces), min_size=1, max_size=3, unique_by=lambda piece: piece["start"]))
    return draw(st.permutations(kept))


@st.composite
def annotations(draw, document, *, gold):
    """A record about a document, gold or a run's."""
    text = document["text"]
    span = spans(text) if gold else spans(text) | st.builds(lambda word: {"text": word}, words)
    item = {"tags": st.lists(words, max_size=2)} | (
        {} if gold else {"score": st.floats(0, 1) | st.sampled_from((0, 1))}
    )
    ids = {layer: [f"{layer[0]}{n}" for n in range(draw(st.integers(0, 3)))] for layer in LAYERS}
    has = {layer: draw(st.booleans()) for layer in LAYERS}
    known = {layer: ids[layer] if has[layer] else [] for layer in LAYERS}

    def some_id(layer):
        return st.sampled_from(known[layer]) if known[layer] else st.none()

    record = {"format": "sayso/1", "doc_id": document["doc_id"]}
    if draw(st.booleans()):
        record["text_sha256"] = hashlib.sha256(text.encode()).hexdigest()
    if gold and draw(st.booleans()):
        record["annotated"] = draw(
            st.lists(st.sampled_from(("quotes.cue", "events.arguments", "quotes.content")), max_size=2)
        )
    if has["entities"]:
        head = spans(text).flatmap(
            lambda outer: some(
                {"span": st.just(outer)}, {"head": spans(text, outer["start"], outer["end"]), "form": words, **item}
            )
        )
        labels = dict.fromkeys(("type", "wikidata"), words)
        record["entities"] = [
            draw(
                some(
                    {"id": st.just(i), "name": words.map(lambda w: w + "x")},
                    {**labels, "mentions": st.lists(head, max_size=2), **item},
                )
            )
            for i in ids["entities"]
        ]
    if has["quotes"]:
        parents = {i: ids["quotes"][:n] for n, i in enumerate(ids["quotes"])}
        record["quotes"] = [
            draw(
                some(
                    {"id": st.just(i), "content": fragments(text) | st.lists(span, min_size=1, max_size=1)},
                    {
                        "kind": words,
                        "cue": span,
                        "source": span,
                        "speakers": st.lists(st.sampled_from(known["entities"]), max_size=2)
                        if known["entities"]
                        else st.just([]),
                        "parent": st.sampled_from(parents[i]) if parents[i] else st.none(),
                        **item,
                    },
                )
            )
            for i in ids["quotes"]
        ]
    if has["events"]:
        argument = some({"role": words, "span": span}, {"entity": some_id("entities"), **item})
        labels = dict.fromkeys(("type", "polarity", "modality", "coref"), words)
        record["events"] = [
            draw(
                some(
                    {"id": st.just(i), "trigger": span}, {**labels, "arguments": st.lists(argument, max_size=2), **item}
                )
            )
            for i in ids["events"]
        ]
    if has["stances"]:
        targets = [st.fixed_dictionaries({"span": span}, optional={"event": st.none()})]
        targets += [st.builds(lambda ref: {"event": ref}, some_id("events"))] if known["events"] else []
        targets += [st.builds(lambda ref: {"entity": ref}, some_id("entities"))] if known["entities"] else []
        stance = {"holder": some_id("entities"), "target": st.one_of(targets), "polarity": words}
        others = {
            "strength": words,
            "expression": words,
            "evidence": fragments(text),
            "quote": some_id("quotes"),
            **item,
        }
        wanted = ids["stances"] if known["entities"] else []
        record["stances"] = [draw(some({"id": st.just(i), **stance}, others)) for i in wanted]
    return record


failures = st.builds(
    lambda name, message: {"format": "sayso/1", "failure": {"class": name, "message": message}}, words, words
)

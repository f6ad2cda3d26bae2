"""A document of invented news with gold and a run that goes wrong in many ways, and its working-outs."""

import functools

from sayso.data.sources import Gold, MemorySource, Run
from sayso.evaluate.explaining import explain

TEXT = "Orla Finn sails. Ned Quill stays. She told the town that he lies. The town backs Quill, not Finn."


def span(said, after=0):
    start = TEXT.index(said, after)
    return {"start": start, "end": start + len(said)}


def record(doc_id="d1", **layers):
    return {"format": "sayso/1", "doc_id": doc_id, **layers}


def gold_of(*records, annotated=None, labels=None):
    documents = [{"doc_id": one["doc_id"], "text": TEXT} for one in records]
    return Gold(MemorySource(records), MemorySource(documents, name="documents"), annotated, labels or {}, "gold")


def run_of(*records, name="run"):
    return Run(MemorySource(records, name=name), name)


def entity(entity_id, *mentions, **more):
    return {"id": entity_id, "mentions": [{"span": one} for one in mentions], **more}


def quote(quote_id, *content, **more):
    return {"id": quote_id, "content": list(content), **more}


def event(event_id, trigger, label, *arguments, **more):
    roles = [{"role": role, "span": one} for role, one in arguments]
    return {"id": event_id, "trigger": trigger, "type": label, "arguments": roles, **more}


def stance(stance_id, holder, target, polarity, **more):
    return {"id": stance_id, "holder": holder, "target": target, "polarity": polarity, **more}


FINN, SHE, QUILL, HE = span("Orla Finn"), span("She"), span("Ned Quill"), span("he lies")
HE = {"start": HE["start"], "end": HE["start"] + 2}
TOWN, BACKS = span("the town"), span("backs")

GOLD = gold_of(
    record(
        entities=[
            entity("e1", FINN, SHE, name="Orla Finn", type="person", wikidata="Q1"),
            entity("e2", QUILL, HE, span("Quill", 70), name="Ned Quill", type="person"),
            entity("e3", TOWN, span("The town"), type="place"),
        ],
        quotes=[
            quote("q1", span("he lies"), kind="indirect", speakers=["e1"], source=SHE, cue=span("told")),
            quote("q2", span("Ned Quill stays"), kind="direct", speakers=["e2"]),
        ],
        events=[
            event("v1", span("sails"), "move", ("actor", FINN), coref="x"),
            event("v2", span("stays"), "rest", ("actor", QUILL)),
            event("v3", BACKS, "help", ("actor", span("The town")), ("object", span("Quill", 70)), coref="x"),
        ],
        stances=[
            stance("s1", "e3", {"entity": "e2"}, "support", evidence=[BACKS], strength="strong"),
            stance("s2", "e3", {"entity": "e1"}, "oppose", evidence=[span("not Finn")], strength="weak"),
            stance("s3", "e1", {"entity": "e2"}, "oppose"),
        ],
    )
)
RUN = run_of(
    record(
        entities=[
            entity("a", FINN, HE, name="orla finn", type="person", wikidata="Q1"),
            entity("b", QUILL, span("Quill", 70), type="person"),
            entity("c", span("The town"), type="group"),
            entity("d", span("stays"), type="person"),
        ],
        quotes=[
            quote("q1", span("that he lies"), kind="direct", speakers=["a"], source=TOWN, cue=span("told the town")),
            quote("q2", span("he lies"), kind="indirect", speakers=["b"]),
        ],
        events=[
            event("v1", span("sails"), "rest", ("actor", FINN)),
            event("v2", span("Quill stays"), "rest", ("actor", QUILL)),
            event("v3", BACKS, "help", ("actor", span("town", 60)), ("actor", span("Quill", 70)), coref="y"),
        ],
        stances=[
            stance("s1", "c", {"entity": "b"}, "support", evidence=[span("backs Quill")], strength="weak"),
            stance("s2", "c", {"entity": "a"}, "support", evidence=[span("not")]),
            stance("s3", "b", {"entity": "a"}, "oppose"),
        ],
    )
)


@functools.cache
def walk(measure):
    return explain(gold=GOLD, predicted=RUN, measure=measure)

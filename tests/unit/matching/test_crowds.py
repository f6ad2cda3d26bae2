"""Crowds of copies: the same numbers, errors and classes as pair by pair, at a cost that grows with the items alone."""

import copy
import json
import random
import tracemalloc

import pytest

from oracle.random_corpus import corpus
from sayso.data.sources import Gold, MemorySource, Run
from sayso.evaluate import score
from sayso.evaluate.errors import error_classes
from sayso.evaluate.explaining import explain
from sayso.matching import copies, folds
from sayso.measures import DEFAULT, names

LAYERS = ("entities", "quotes", "events", "stances")
FURTHER = [
    "quotes.F@text",
    "quotes.nesting.F@trimmed",
    "quotes.source.accuracy@overlap(0)",
    "mentions.F@head",
    "events.typed.F@overlap(0)",
    "events.arguments.F(attached=false)@entity",
    "entities.LEA(singletons=false)@overlap(0.5)",
    "entities.B3@exact",
    "entities.F(align=head)",
    "entities.F(align=text)",
    "stances.F(polarity=support)",
    "stances.strength.accuracy",
]
TOLD = ["entities.F", "stances.F", "quotes.F@overlap(0.5)", "mentions.typed.F@exact"]


def multiplied(record, chance):
    """A record in which half of the items are there up to five times, and so are some mentions and arguments."""
    record = copy.deepcopy(record)
    for layer in LAYERS:
        for item in list(record.get(layer) or ()):
            more = chance.choice([0, 0, 1, 4])
            record[layer] += [{**copy.deepcopy(item), "id": f"{item['id']}-{number}"} for number in range(more)]
            for parts in ("mentions", "arguments"):
                if item.get(parts):
                    item[parts] = item[parts] + chance.choices(item[parts], k=chance.choice([0, 2]))
    return record


def sides(case, gold, run):
    annotated = None if case["annotated"] is None else tuple(case["annotated"])
    labels = {name: tuple(texts) for name, texts in (case["labels"] or {}).items()}
    return (
        Gold(MemorySource(gold, name="gold"), MemorySource(case["documents"], name="documents"), annotated, labels),
        Run(MemorySource(run, name="run"), "run"),
    )


def everything(seed, measures, told=()):
    """All that is told of a corpus of copies: values, errors, classes and the working-out of a document."""
    case, chance = corpus(seed), random.Random(seed)  # noqa: S311 - drawn anew for each seed
    gold, run = ([multiplied(record, chance) for record in case[name]] for name in ("gold", "run"))
    gold, run = sides(case, gold, run)
    options = {"gold": gold, "predicted": run, "missing": "empty", "labels": "open"}
    told = [explain(**options, measure=name, doc_id=case["gold"][0]["doc_id"]).to_dict() for name in told]
    result = score(**options, measures=measures).to_dict(errors=True)
    return json.dumps([result, told], sort_keys=True), error_classes(**options)


def compared(monkeypatch, seed, *asked, few=(0,)):
    """With no copies folded; with all folded, solved by classes or, where there are so few, by members."""
    monkeypatch.setattr(folds, "ROOM", 10**12)
    expected = everything(seed, *asked)
    monkeypatch.setattr(folds, "ROOM", -(10**12))
    for pairs in few:
        monkeypatch.setattr(copies, "FEW", pairs)
        monkeypatch.setattr(copies, "FEW_AT_ALL", pairs)
        assert everything(seed, *asked) == expected, (seed, pairs)


def test_to_fold_copies_changes_no_bit(monkeypatch):
    compared(monkeypatch, 3, FURTHER[::2])


@pytest.mark.slow
def test_to_fold_copies_changes_no_bit_of_any_measure(monkeypatch):
    for seed in range(100, 104):
        compared(monkeypatch, seed, [*names(), *FURTHER], TOLD, few=(0, copies.FEW))


TEXT = "Ida said the ship is late and Bo left. "
IDA = {"id": "e1", "name": "Ida", "type": "person", "mentions": [{"span": {"start": 0, "end": 3}}]}
QUOTE = {"id": "q1", "content": [{"start": 9, "end": 25}], "kind": "direct", "speakers": ["e1"]}
EVENT = {
    "id": "v1",
    "trigger": {"start": 33, "end": 37},
    "type": "move",
    "polarity": "positive",
    "arguments": [{"role": "who", "span": {"start": 30, "end": 32}}],
}
STANCE = {
    "id": "s1",
    "holder": "e1",
    "target": {"event": "v1"},
    "polarity": "support",
    "evidence": [{"start": 9, "end": 25}],
}


def crowd(shape, size):
    """The layers of one document in which one thing is there so many times, and its text."""
    layers = {"entities": [IDA], "quotes": [QUOTE], "events": [EVENT], "stances": [STANCE]}
    if shape in layers:
        layers[shape] = [{**layers[shape][0], "id": f"{layers[shape][0]['id'][0]}{n}"} for n in range(1, size + 1)]
    elif shape == "mentions":
        layers["entities"] = [{**IDA, "mentions": IDA["mentions"] * size}]
    elif shape == "arguments":
        layers["events"] = [{**EVENT, "arguments": EVENT["arguments"] * size}]
    elif shape == "names":
        layers["entities"] = [IDA, *({"id": f"n{n}", "name": "a man"} for n in range(size))]
    else:  # namesakes: entities of one name, each with a mention of its own
        places = [len(TEXT) + 4 * n for n in range(size)]
        own = [{"id": f"n{at}", "name": "a man", "mentions": [{"span": {"start": at, "end": at + 3}}]} for at in places]
        return TEXT + "man " * size, {**layers, "entities": [IDA, *own]}
    return TEXT, layers


SHAPES = ("quotes", "mentions", "events", "arguments", "stances", "entities", "names", "namesakes")


def scored(shape, size):
    """The values of all default measures and the classes, of gold against a run with a copy fewer."""
    text, layers = crowd(shape, size)
    documents = [{"doc_id": "d", "text": text}]
    gold, run = ([{"format": "sayso/1", "doc_id": "d", **one}] for one in (layers, crowd(shape, size - 1)[1]))
    gold, run = sides({"documents": documents, "annotated": None, "labels": {}}, gold, run)
    result = score(gold=gold, predicted=run, measures=DEFAULT)
    return {str(value.measure): value for value in result.values}, error_classes(gold=gold, predicted=run)


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_memory_grows_with_copies_and_not_with_their_pairs(shape):
    """Four thousand of gold and of a run are sixteen million pairs: one array of a number for each has 128 MB."""
    tracemalloc.start()
    try:
        scored(shape, 4_000)
        assert tracemalloc.get_traced_memory()[1] < 64 * 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shape", "measure"),
    [
        ("quotes", "quotes.R@overlap(0.5)"),
        ("mentions", "mentions.R@exact"),
        ("events", "events.R@exact"),
        ("stances", "stances.R"),
    ],
)
def test_all_copies_but_one_are_found(shape, measure):
    """A thousand in gold, one fewer predicted: of a million pairs 999 are made, and one item is left in its class."""
    values, classes = scored(shape, 1_000)
    assert (values[measure].counts["matched"], values[measure].counts["gold"]) == (999, 1000)
    assert sum(one.gold for one in classes[shape].values()) == 1
    assert sum(one.predicted for one in classes[shape].values()) == 0

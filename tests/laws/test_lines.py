"""Laws of every detection line and of the pooled counts, over random corpora that collide wherever they can."""

import copy
import random

import pytest

from oracle import assignment
from oracle.random_corpus import ATTRIBUTES, LAYERS, corpus
from sayso.data import jsonl
from sayso.data.sources import FileSource, Gold, MemorySource, Run, read_run
from sayso.evaluate import score
from sayso.measures import names, parse

POOLED = [one for one in names() if parse(one).by is None]
DETECTION = [one for one in POOLED if parse(one).line.kind.name == "detection"]
SEEDS = range(100, 125)


def scored(case, measures, *, annotated=None):
    gold = Gold(
        MemorySource(case["gold"], name="gold"),
        MemorySource(case["documents"], name="documents"),
        tuple(annotated if annotated is not None else case["annotated"] or ()) or None,
        {name: tuple(texts) for name, texts in (case["labels"] or {}).items()},
    )
    run = Run(MemorySource(case["run"], name="run"), "run")
    return score(gold=gold, predicted=run, measures=measures, missing="empty", labels="open")


@pytest.mark.parametrize("seed", SEEDS)
def test_the_counts_of_shards_add_up_to_those_of_the_whole(seed):
    """Whatever is known of the corpus as a whole (attributes, attempted layers) being the same in all."""
    case = corpus(seed)
    case["run"] = answering_everywhere(case)
    whole = scored(case, POOLED, annotated=ATTRIBUTES)
    shards = [scored({**case, **part}, POOLED, annotated=ATTRIBUTES) for part in one_by_one(case)]
    for measure in POOLED:
        for name, count in whole[measure].counts.items():
            added = sum(one[measure].counts[name] for one in shards)
            assert added == pytest.approx(count, rel=0, abs=1e-9), (measure, name)


def answering_everywhere(case):
    """The run with a record for every gold document, with the layers that it has anywhere."""
    layers = [layer for layer in LAYERS if any(one.get(layer) is not None for one in case["run"])]
    answers = {one["doc_id"]: one for one in case["run"] if "failure" not in one}
    nothing = {"format": "sayso/1", **{layer: [] for layer in layers}}
    return [answers.get(one["doc_id"], {**nothing, "doc_id": one["doc_id"]}) for one in case["gold"]]


def one_by_one(case):
    for record in case["gold"]:
        yield {
            name: [one for one in case[name] if one["doc_id"] == record["doc_id"]]
            for name in ("documents", "gold", "run")
        }


@pytest.mark.parametrize("seed", SEEDS)
def test_further_wrong_items_raise_no_precision_no_recall_and_no_f(seed):
    """In every layer of every record something that no document says and nothing can be aligned with."""
    case = corpus(seed)
    worse = {**case, "run": [with_wrong_items(one) for one in case["run"]]}
    before, after = scored(case, DETECTION), scored(worse, DETECTION)
    for measure in DETECTION:
        one, other = before[measure], after[measure]
        assert one.counts.get("matched") == other.counts.get("matched"), measure
        assert one.value is None or other.value <= one.value, measure


def with_wrong_items(record):
    wrong = copy.deepcopy(record)
    nowhere = {"text": "nobody has said this"}
    if wrong.get("entities") is not None:
        wrong["entities"].append({"id": "wrong", "wikidata": "Q404", "mentions": [{"span": nowhere}]})
    speaks = ["wrong"] if wrong.get("entities") is not None else None
    if wrong.get("quotes") is not None:
        outer = {"id": "outer", "content": [nowhere], "kind": "direct", "cue": nowhere, "source": nowhere}
        wrong["quotes"] += [{**outer, "speakers": speaks}, {"id": "inner", "content": [nowhere], "parent": "outer"}]
    if wrong.get("events") is not None:
        argument = {"role": "actor", "span": nowhere, "entity": speaks and speaks[0]}
        wrong["events"].append({"id": "wrong", "trigger": nowhere, "type": "aid", "arguments": [argument]})
    if wrong.get("stances") is not None and speaks:
        wrong["stances"].append(
            {"id": "wrong", "holder": "wrong", "target": {"entity": "wrong"}, "polarity": "support"}
        )
    return wrong


# The lines that look at no alignment, so that a further item can take nothing from another.
FREE = [
    one
    for one in DETECTION
    if ".R" in one
    and one.split(".R")[0] in {"mentions", "mentions.typed", "quotes", "quotes.kind", "events", "events.typed"}
]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_further_right_item_lowers_no_recall(seed):
    case = corpus(seed)
    chance = random.Random(seed)  # noqa: S311 - which items are added
    better = {**case, "run": [with_right_items(one, case["gold"], chance) for one in case["run"]]}
    before, after = scored(case, FREE), scored(better, FREE)
    for measure in FREE:
        one, other = before[measure], after[measure]
        assert one.value is None or other.value >= one.value, measure


def with_right_items(record, gold, chance):
    right = copy.deepcopy(record)
    truth = next(one for one in gold if one["doc_id"] == record["doc_id"])
    for layer, kept in (
        ("quotes", ("content", "kind")),
        ("events", ("trigger", "type")),
        ("entities", ("mentions", "type")),
    ):
        if right.get(layer) is not None and truth.get(layer):
            item = chance.choice(truth[layer])
            if item[kept[0]]:
                right[layer].append({"id": "right", **{name: item.get(name) for name in kept}})
    return right


@pytest.mark.parametrize("seed", SEEDS[:6])
@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz"])
def test_no_carrier_changes_a_bit(seed, ending, tmp_path):
    case = corpus(seed)
    for name in ("documents", "gold", "run"):
        jsonl.write(tmp_path / f"{name}.{ending}", case[name])
    gold = Gold(FileSource(tmp_path / f"gold.{ending}"), FileSource(tmp_path / f"documents.{ending}"), None, {})
    read = score(
        gold=gold, predicted=read_run(tmp_path / f"run.{ending}"), measures=POOLED, missing="empty", labels="open"
    )
    held = scored({**case, "annotated": None, "labels": None}, POOLED)
    assert read.to_dict() == held.to_dict()


@pytest.mark.parametrize("seed", range(60))
def test_the_oracles_assignment_is_the_best_of_all_there_are(seed):
    """The judge is judged: up to 4 × 5 by trying every solution, with aims that tie often."""
    chance = random.Random(seed)  # noqa: S311 - weights of a graph
    golds, predictions = list(range(chance.randint(1, 4))), list(range(chance.randint(1, 5)))
    weights = {
        (g, p): (1, chance.randint(0, 2), chance.randint(0, 1))
        for g in golds
        for p in predictions
        if chance.random() < 0.6
    }
    found = assignment.best(golds, predictions, lambda g, p: weights.get((g, p)))
    assert found == assignment.by_trying_all(golds, predictions, lambda g, p: weights.get((g, p)))

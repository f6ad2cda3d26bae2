"""Every number of the definitions, against an independent scorer."""

import json

import pytest

from sayso.data.sources import Gold, MemorySource, Run
from sayso.evaluate import score
from sayso.evaluate.errors import error_classes

FOLDER = "sayso"


def cases(folder):
    for path in sorted(folder.glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8"))["cases"]:
            yield f"{path.stem}-{case['id']}", case


def gold_and_run(case):
    documents = MemorySource(case["documents"], name="documents")
    annotated = None if case["annotated"] is None else tuple(case["annotated"])
    labels = {name: tuple(texts) for name, texts in (case["labels"] or {}).items()}
    gold = Gold(MemorySource(case["gold"], name="gold"), documents, annotated, labels)
    return gold, Run(MemorySource(case["run"], name="run"), "run")


def test_every_value_and_every_count_is_equal(vector):
    gold, run = gold_and_run(vector)
    result = score(gold=gold, predicted=run, measures=list(vector["expected"]), missing="empty", labels="open")
    for measure, expected in vector["expected"].items():
        found = result[measure]
        assert found.measure == measure
        if expected["value"] is None:
            assert found.value is None, measure
        else:
            assert found.value == pytest.approx(expected["value"], rel=0, abs=1e-12), measure
        for name, count in expected["counts"].items():
            assert found.counts[name] == pytest.approx(count, rel=0, abs=1e-12), (measure, name)


def test_every_error_class_is_equal(vector):
    gold, run = gold_and_run(vector)
    found = error_classes(gold=gold, predicted=run, missing="empty", labels="open")
    for layer, expected in vector["errors"].items():
        counts = {name: [one.pairs, one.gold, one.predicted] for name, one in found.get(layer, {}).items()}
        assert counts == expected, layer

"""Hand-worked examples, each with its arithmetic: what laws alone do not pin down."""

import functools
import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

import oracle
from sayso.data.sources import FileSource, Gold, read_run
from sayso.evaluate import score
from sayso.measures import parse

HERE = Path(__file__).parent
FOLDERS = sorted(path for path in HERE.iterdir() if (path / "expected.json").exists())


def expected(folder):
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))


def examples():
    for folder in FOLDERS:
        for measure, (value, why) in expected(folder).items():
            yield pytest.param(folder, measure, Fraction(value), id=f"{folder.name}: {measure} = {value}: {why}")


@functools.cache
def scored(folder):
    gold = Gold(FileSource(folder / "gold.jsonl"), FileSource(folder / "documents.jsonl"))
    return score(gold=gold, predicted=read_run(folder / "predicted.jsonl"), measures=list(expected(folder)))


@functools.cache
def judged(folder):
    """The numbers of the independent scorer, exact, by canonical spelling."""
    read = {
        name: [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        for name in ("documents", "gold", "predicted")
    }
    measures = [str(parse(measure)) for measure in expected(folder)]
    return oracle.score(read["documents"], read["gold"], read["predicted"], measures)


@pytest.mark.parametrize(("folder", "measure", "value"), list(examples()))
def test_the_worked_example(folder, measure, value):
    assert scored(folder)[measure].value == pytest.approx(float(value), abs=1e-12)


@pytest.mark.parametrize(("folder", "measure", "value"), list(examples()))
def test_the_independent_scorer_agrees_with_the_paper_and_on_the_counts(folder, measure, value):
    found = judged(folder)[str(parse(measure))]
    assert found["value"] == value
    for name, count in found["counts"].items():
        assert scored(folder)[measure].counts[name] == pytest.approx(float(count), abs=1e-12), name


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_each_example_says_where_it_comes_from(folder):
    source = (folder / "SOURCE.md").read_text(encoding="utf-8")
    assert source.startswith("# ")
    assert "Worked by hand for Sayso." in source


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_spans_are_where_they_say(folder):
    """Whatever a record quotes stands in the document, to the character."""
    texts = {}
    for line in (folder / "documents.jsonl").read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        texts[document["doc_id"]] = document["text"]
    for name in ("gold", "predicted"):
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            text = texts[json.loads(line)["doc_id"]]
            for start, end, said in re.findall(r'"start": (\d+), "end": (\d+), "text": "([^"]+)"', line):
                assert text[int(start) : int(end)] == said

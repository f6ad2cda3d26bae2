"""Hand-worked examples, each with its arithmetic: what laws alone do not pin down."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from sayso.data.sources import FileSource, Gold, read_run
from sayso.evaluate import score

HERE = Path(__file__).parent
FOLDERS = sorted(path for path in HERE.iterdir() if (path / "expected.json").exists())


def examples():
    for folder in FOLDERS:
        for measure, (value, why) in json.loads((folder / "expected.json").read_text(encoding="utf-8")).items():
            yield pytest.param(folder, measure, Fraction(value), id=f"{folder.name}: {measure} = {value}: {why}")


@pytest.mark.parametrize(("folder", "measure", "value"), list(examples()))
def test_the_worked_example(folder, measure, value):
    gold = Gold(FileSource(folder / "gold.jsonl"), FileSource(folder / "documents.jsonl"))
    result = score(gold=gold, predicted=read_run(folder / "predicted.jsonl"), measures=[measure])
    assert result[measure].value == pytest.approx(float(value), abs=1e-12)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_each_example_says_where_it_comes_from(folder):
    assert (folder / "SOURCE.md").read_text(encoding="utf-8").startswith("# ")

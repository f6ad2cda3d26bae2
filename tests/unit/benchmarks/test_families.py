"""The costs of families: every measure is in one of them, and each counts in a scene where nothing is aligned yet."""

import sys
from pathlib import Path

import pytest

from sayso.measures import names, parse

FOLDER = Path(__file__).resolve().parents[3] / "benchmarks"


@pytest.fixture(scope="module")
def families():
    sys.path.insert(0, str(FOLDER))
    try:
        import families as module
    finally:
        sys.path.remove(str(FOLDER))
    return module


def test_every_measure_is_in_one_family(families):
    found = families.families()
    measured = [str(measure) for family in families.MEASURED for measure in found[family]]
    assert sorted(measured) == sorted(name for name in names() if parse(name).by is None)
    assert all(found.values())
    assert len(found["all of these"]) == len(names())


def test_the_costs_of_a_small_corpus(families, tmp_path):
    measured = {family: measures[:2] for family, measures in families.families().items()}
    found = families.costs(families.made(3, tmp_path / "corpus"), measured, 1)
    assert list(found) == [families.DECODING, families.READING, *measured, families.CLASSES]
    assert all(micro > 0 for micro in found.values())
    lines = families.table(found, measured)
    assert lines[3].startswith(f"| {families.READING} |  | ")
    assert lines[3].endswith(" | 1.00 |")

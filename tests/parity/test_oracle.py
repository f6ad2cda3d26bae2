"""The oracle, by which the laws judge, gives the numbers of the vectors itself."""

import pytest
from test_sayso_vectors import FOLDER, cases

import oracle

__all__ = ["FOLDER", "cases"]


def test_the_oracle_gives_every_value_and_every_count(vector):
    found = oracle.score(
        vector["documents"],
        vector["gold"],
        vector["run"],
        list(vector["expected"]),
        annotated=vector["annotated"],
        labels=vector["labels"],
    )
    for measure, expected in vector["expected"].items():
        value = found[measure]["value"]
        if expected["value"] is None:
            assert value is None, measure
        else:
            assert float(value) == pytest.approx(expected["value"], rel=0, abs=1e-12), measure
        for name, count in expected["counts"].items():
            assert float(found[measure]["counts"][name]) == pytest.approx(count, rel=0, abs=1e-12), (measure, name)

"""The page of the manual that says what is defined and what holds it: nothing is missing, and it is up to date."""

import re
import sys
from pathlib import Path

import pytest

from sayso.errors import MeasureError

SCRIPT = Path(__file__).resolve().parents[3] / "benchmarks" / "covered.py"


@pytest.fixture(scope="module")
def covered():
    sys.path.insert(0, str(SCRIPT.parent))
    try:
        import covered as module
    finally:
        sys.path.remove(str(SCRIPT.parent))
    return module


def test_the_page_of_what_is_covered_is_up_to_date(covered):
    """If not: python benchmarks/covered.py."""
    assert covered.PAGE.read_text(encoding="utf-8") == covered.page()


def test_names_of_the_definitions_are_read_as_they_are_written(covered):
    text = "`stances.evidence.P`, `.R`, `quotes.F(kind=direct)`, `entities.MUC|B3@c`, `overlap(0.5)`, `quotes.kind`"
    assert list(covered.spelled(text)) == [
        "stances.evidence.P",
        "stances.evidence.R",
        "quotes.F(kind=direct)",
        "entities.MUC",
        "entities.B3",
    ]
    assert list(covered.spelled("`events.MUC…CoNLL@c`"))[::6] == ["events.MUC", "events.CoNLL"]
    assert covered.default_set()[:4] == ["mentions.P", "mentions.R", "mentions.F", "mentions.F@overlap"]


def rewritten(covered, monkeypatch, tmp_path, old, new):
    text = covered.DEFINITIONS.read_text(encoding="utf-8")
    assert old in text
    other = tmp_path / "measures.md"
    other.write_text(text.replace(old, new), encoding="utf-8")
    monkeypatch.setattr(covered, "DEFINITIONS", other)


def test_a_name_that_nothing_computes_is_refused(covered, monkeypatch, tmp_path):
    rewritten(covered, monkeypatch, tmp_path, "| `mentions.F@c` | all mentions", "| `mentions.Q@c` | all mentions")
    with pytest.raises(MeasureError, match=r"unknown measure 'mentions\.Q'"):
        covered.page()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("| `quotes.cue.F@c`, `quotes", "| `quotes"), "quotes.cue (P, R, F) has no definition"),
        (("stances.pairs.F, stances", "stances"), "§7 and the default set differ in stances.pairs.F"),
    ],
)
def test_what_is_not_defined_is_refused(covered, monkeypatch, tmp_path, change, message):
    rewritten(covered, monkeypatch, tmp_path, *change)
    with pytest.raises(SystemExit, match=re.escape(message)):
        covered.page()

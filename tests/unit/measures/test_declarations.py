"""What lines say of themselves is true: the example in each docstring is worked out again and held to the engine."""

import functools
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from arithmetic import worked_out
from sayso.data.sources import FileSource, Gold, read_run
from sayso.evaluate import score
from sayso.measures import describe, names, parse
from sayso.measures.registry import lines
from sayso.measures.statistics import MACRO

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[2] / "golden").glob("*/expected.json"))
RESULT = re.compile(r"(?:^|[,:] )(P|R|F|accuracy|FavourAgainst) = (.+?)(?=, (?:P|R|F|FavourAgainst) = |$)")
KEYS = sorted({(line.name, next(iter(line.kind.statistics))) for line in lines().values()})


@functools.cache
def said_in(folder):
    """The documents of an example, and its gold."""
    return "\n".join((folder / f"{name}.jsonl").read_text(encoding="utf-8") for name in ("documents", "gold"))


@functools.cache
def scored(folder, name):
    """All statistics of a line, but for averages over every label, at the defaults."""
    line = lines()[name]
    gold = Gold(FileSource(folder / "gold.jsonl"), FileSource(folder / "documents.jsonl"))
    wanted = [f"{line.name}.{one}" for one in line.statistics if one != MACRO]
    found = score(gold=gold, predicted=read_run(folder / "predicted.jsonl"), measures=wanted)
    return {parse(one).statistic: value.value for one, value in zip(wanted, found.values, strict=True)}


@pytest.mark.parametrize("key", KEYS, ids=".".join)
def test_the_arithmetic_of_an_example_is_right_and_it_is_what_the_engine_gives(key):
    line = lines()[key]
    example = describe(f"{line.name}.{'accuracy' if line.kind.name == 'accuracy' else 'F'}").example
    quoted = re.findall(r"‘([^’]+)’", example)
    results = dict(RESULT.findall(example))
    values = {}
    for statistic, chain in results.items():
        worked = {worked_out(part) for part in chain.split(" = ")}
        assert len(worked) == 1, (statistic, chain)
        values[statistic] = float(worked.pop())
    assert set(values) == {one for one in line.statistics if one != MACRO}
    folders = [
        one for one in FOLDERS if all(json.dumps(text, ensure_ascii=False)[1:-1] in said_in(one) for text in quoted)
    ]
    assert any(scored(folder, key) == pytest.approx(values, abs=1e-12) for folder in folders), (example, folders)


@pytest.mark.parametrize("name", names())
def test_a_description_names_what_is_needed_and_taken(name):
    described, measure = describe(name), parse(name)
    assert described.needs[0] in {"entities", "quotes", "events", "stances"}
    assert set(described.parameters) == set(measure.takes())
    assert described.criteria == (measure.line.criteria if measure.line.default else ())


def test_the_fields_of_a_line_are_more_special_than_those_of_its_statistic():
    assert describe("entities.BLANC").formula.startswith("of each kind of link R = both / gold, ")
    assert describe("entities.MUC").source.startswith("Vilain et al. (1995); ")
    assert describe("quotes.F").source.startswith("van Rijsbergen (1979)")


def test_a_field_may_run_over_several_lines():
    assert describe("quotes.P").example == (
        "gold ‘The bridge is safe’, ‘Nobody will cross it’, ‘the ferry would return’, ‘By May’, predicted three that "
        "overlap by half and ‘Orsund slept’, ‘he added’: P = 3 / 5, R = 3 / 4, F = 2 · 3 / (4 + 5) = 2/3"
    )


def test_the_order_of_measures_does_not_depend_on_what_was_imported_first():
    code = "import sayso.measures.families.stances\nfrom sayso.measures import names\nprint(*names(), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == names()

"""The law of the registry: every line has worked examples, a true symmetry, and a full description."""

import functools
import json
from pathlib import Path

import pytest

from sayso.data.annotated import ATTRIBUTES
from sayso.data.sources import FileSource, Gold, MemorySource, Run
from sayso.evaluate import score
from sayso.matching.attributes import COLUMNS
from sayso.measures import describe, parse
from sayso.measures.registry import LINES, line, lines
from sayso.measures.statistics import DETECTION, MACRO, Kind, Statistic

GOLDEN = Path(__file__).parent.parent / "golden"
FOLDERS = sorted(path.parent for path in GOLDEN.glob("*/expected.json"))
FIELDS = ("formula", "counted", "range", "undefined", "shape", "source", "example")


@functools.cache
def golden():
    """For each line and statistic the spellings that are worked by hand, with the folders."""
    worked = {}
    for folder in FOLDERS:
        for spelling in json.loads((folder / "expected.json").read_text(encoding="utf-8")):
            measure = parse(spelling)
            worked.setdefault((measure.line.name, measure.statistic), []).append((measure, folder))
    return worked


def plainly(name, statistic, declared):
    """The measure with nothing but defaults; of an average the first attribute there is."""
    by = f"(by={next(iter(COLUMNS[declared.items]))})" if statistic == MACRO else ""
    return parse(f"{name}.{statistic}{by}")


def missing(declared):
    """What a line lacks, in words."""
    examples = [
        (measure, folder)
        for statistic in declared.statistics
        for measure, folder in golden().get((declared.name, statistic), ())
    ]
    plain = {statistic: plainly(declared.name, statistic, declared) for statistic in declared.statistics}
    for statistic, measure in plain.items():
        averaged = statistic == MACRO
        worked = golden().get((declared.name, statistic), ())
        if not any(one == measure or (averaged and "(by=" in str(one)) for one, _ in worked):
            yield f"no tests/golden/*/expected.json works {measure}"
    if not any(one not in plain.values() and one.by is None for one, _ in examples):
        yield "no tests/golden/*/expected.json works it at a parameter that is not the default"
    sources = [(folder / "SOURCE.md").read_text(encoding="utf-8") for _, folder in examples]
    if not any(f"`{declared.name}`" in source for source in sources):
        yield f"no tests/golden/*/SOURCE.md says how `{declared.name}` is worked"
    for measure in plain.values():
        described = describe(measure)
        yield from (f"{measure} says nothing of {name}" for name in FIELDS if not getattr(described, name))


@pytest.mark.parametrize("key", sorted(lines()), ids=".".join)
def test_no_line_lacks_an_example_or_a_part_of_its_description(key):
    assert list(missing(lines()[key])) == []


@pytest.fixture
def registered():
    """What a test registers is taken back."""
    lines()
    before = dict(LINES)
    yield line
    LINES.clear()
    LINES.update(before)


def test_a_line_without_examples_and_description_is_refused(registered):
    registered("ships", kind=DETECTION, needs=("quotes",), symmetric=True)(lambda *_: None)

    assert list(missing(LINES["ships", "F"])) == [
        "no tests/golden/*/expected.json works ships.P",
        "no tests/golden/*/expected.json works ships.R",
        "no tests/golden/*/expected.json works ships.F",
        "no tests/golden/*/expected.json works it at a parameter that is not the default",
        "no tests/golden/*/SOURCE.md says how `ships` is worked",
        "ships.P says nothing of counted",
        "ships.P says nothing of example",
        "ships.R says nothing of counted",
        "ships.R says nothing of example",
        "ships.F says nothing of counted",
        "ships.F says nothing of example",
    ]


def test_a_statistic_without_fields_is_refused(registered):
    def share(_counts, _beta):
        """A share of something.

        Formula:    a / b
        """

    bare = Kind("bare", lambda *_: None, ("a", "b"), {"share": Statistic("share", share)})
    registered("ships", kind=bare, needs=("quotes",), symmetric=True)(lambda *_: None)

    assert [one for one in missing(LINES["ships", "share"]) if "says nothing" in one] == [
        f"ships.share says nothing of {name}" for name in FIELDS if name != "formula"
    ]


def test_a_line_that_declares_no_symmetry_cannot_be_registered(registered):
    with pytest.raises(TypeError, match="symmetric"):
        registered("ships", kind=DETECTION, needs=("quotes",))(lambda *_: None)

    assert ("ships", "F") not in lines()


# Symmetry, on the worked examples: none of them ties an alignment, and their criteria have no sides.
CRITERIA = ("exact", "overlap(0.4)")
EXCHANGED = {"P": "R", "R": "P"}


def variants(declared):
    """What stands behind the statistic: parameters and criterion."""
    criteria = [f"@{one}" for one in CRITERIA if one.split("(")[0] in declared.criteria] if declared.default else [""]
    inside = ["", "(singletons=false)"] if "singletons" in declared.parameters else [""]
    return [f"{parameters}{criterion}" for criterion in criteria for parameters in inside]


def spelled(declared):
    # P and R exchanged leave F as it is; only the CoNLL average has F alone.
    own = [one for one in declared.kind.statistics if one != "F"] or ["F"]
    return [(declared.name, statistic, more) for statistic in own for more in variants(declared)]


ALL = sorted({one for declared in lines().values() for one in spelled(declared)})


def records(path):
    return [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]


@functools.cache
def both_ways(folder):
    """The values of all lines on an example, and with gold and predicted exchanged."""
    measures = [f"{name}.{statistic}{more}" for name, statistic, more in ALL]
    documents = FileSource(folder / "documents.jsonl")
    sides = [records(folder / f"{name}.jsonl") for name in ("gold", "predicted")]
    found = []
    for gold, predicted in (sides, sides[::-1]):
        corpus = Gold(MemorySource(gold, name="gold"), documents, ATTRIBUTES, {})
        result = score(gold=corpus, predicted=Run(MemorySource(predicted, name="run"), "run"), measures=measures)
        found.append({one: value.value for one, value in zip(ALL, result.values, strict=True)})
    return found


def differences(key):
    """Where the exchange of gold and predicted does more than it should."""
    for folder in FOLDERS:
        there, back = both_ways(folder)
        for name, statistic, more in spelled(lines()[key]):
            one = there[name, statistic, more]
            other = back[name, EXCHANGED.get(statistic, statistic), more]
            if (one is None) != (other is None) or (one is not None and abs(one - other) > 1e-12):
                yield f"{folder.name}: {name}.{statistic}{more} is {one}, exchanged {other}"


KINDS = sorted({(declared.name, next(iter(declared.kind.statistics))) for declared in lines().values()})


@pytest.mark.parametrize("key", [key for key in KINDS if lines()[key].symmetric], ids=".".join)
def test_what_declares_symmetry_has_it(key):
    assert list(differences(key)) == []


@pytest.mark.parametrize("key", [key for key in KINDS if not lines()[key].symmetric], ids=".".join)
def test_what_declares_no_symmetry_has_an_example_without(key):
    assert list(differences(key))

"""Guards against slowness by what does not flake: steps of Python, calls and memory, and how they grow.

Columns are looked at as a whole, so that a further annotation costs next to no step of Python; what is counted per
document are its lines, its distinct texts, and the items that compete for each other in threes and more. Bounds leave
half as much again as was measured (410 lines and 370 calls a further article, 180 and 210 as a part of a longer one,
230 KB of memory): numpy and pyarrow call more or less of their own from version to version. One loop over the mentions
breaks them.
"""

import functools
import sys
import tracemalloc
from pathlib import Path

import pytest

import sayso
from sayso.evaluate.job import Job
from sayso.evaluate.reading import tallied
from sayso.matching import entities
from sayso.measures import DEFAULT, parse_all

pytestmark = pytest.mark.slow

BENCHMARKS = Path(__file__).resolve().parents[3] / "benchmarks"
PACKAGE = str(Path(sayso.__file__).parent)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """A corpus of so many documents of a density, made once."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        import generate
    finally:
        sys.path.remove(str(BENCHMARKS))
    root = tmp_path_factory.mktemp("guards")

    @functools.cache
    def made(documents, density=1):
        folder = root / f"{documents}-{density}"
        generate.write(generate.Order(density=density), documents, folder)
        return folder

    numbers(made(2))  # loads what is loaded when it is needed
    return made


def numbers(folder):
    """All default measures in one batch, so that what a batch costs is there once."""
    gold, run = sayso.load(folder).gold, sayso.read_run(folder / "run-1.jsonl")
    return tallied(Job(gold=gold, runs=[run], characters=10**12), parse_all(DEFAULT), [])


def lines(folder):
    """Lines of the package that are executed."""
    count = 0

    def line(_frame, event, _argument):
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(lambda frame, *_: line if frame.f_code.co_filename.startswith(PACKAGE) else None)
    try:
        numbers(folder)
    finally:
        sys.settrace(before)
    return count


def calls(folder):
    """Calls of functions, in Python and from it."""
    count = 0

    def call(_frame, event, _argument):
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(call)
    try:
        numbers(folder)
    finally:
        sys.setprofile(before)
    return count


def memory(folder):
    """Bytes at most."""
    tracemalloc.start()
    try:
        numbers(folder)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


COUNTS = {lines: (620, 270), calls: (550, 300)}


def of_a_further_article(count, corpus):
    """What an article adds: as a document of its own, and as a part of a longer one."""
    longer = (count(corpus(10, 4)) - count(corpus(10, 1))) / 30
    return (count(corpus(80)) - count(corpus(40))) / 40, longer


@pytest.mark.parametrize("count", COUNTS)
def test_a_further_article_costs_few_steps(count, corpus):
    alone, within = of_a_further_article(count, corpus)
    assert alone < COUNTS[count][0]
    assert within < COUNTS[count][1]


def test_steps_grow_no_faster_than_documents(corpus):
    few, some, many = (calls(corpus(size)) for size in (40, 80, 160))
    assert (many - some) / 80 < 1.2 * (some - few) / 40


@pytest.mark.parametrize("count", COUNTS)
def test_one_loop_over_the_mentions_breaks_the_bounds(count, corpus, monkeypatch):
    """Planted: a function that is called for every mention wherever mentions are looked at."""
    found = entities.mention_items

    def looped(side):
        made = found(side)
        for row in range(len(made)):
            _looked_at(row)
        return made

    def _looked_at(row):
        return row

    # The package's own lines are counted: the planted ones are to look like them.
    for planted in (looped, _looked_at):
        planted.__code__ = planted.__code__.replace(co_filename=f"{PACKAGE}/matching/planted.py")
    for name, module in list(sys.modules.items()):
        if name.startswith("sayso.") and getattr(module, "mention_items", None) is found:
            monkeypatch.setattr(module, "mention_items", looped)
    alone, within = of_a_further_article(count, corpus)
    assert within > COUNTS[count][1]
    assert alone > COUNTS[count][0] or within > COUNTS[count][1]


def test_memory_is_that_of_a_batch(corpus):
    some, many = memory(corpus(40)), memory(corpus(80))
    assert many / 80 < 350_000
    assert many < 2.2 * some
    assert memory(corpus(10, 4)) < 4.4 * memory(corpus(10, 1))


def test_what_is_kept_of_a_document_are_its_tallies(corpus):
    """Eight bytes a counter, its id, and a digest: 230 counters are below two kilobytes."""
    tracemalloc.start()
    try:
        kept = numbers(corpus(80))
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    (table,) = kept.tables.values()
    rows = [tally.rows for _, _, batches in table.parts().counted for tally in batches.values()]
    assert {one.itemsize for one in rows} == {8}
    assert sum(one.nbytes for one in rows) < 80 * 8 * 300
    assert held < 80 * 8 * 300 + 500_000

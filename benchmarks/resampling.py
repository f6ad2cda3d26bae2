"""What uncertainty costs: all default measures resampled together, against the bare matrix product of that size.

    python benchmarks/resampling.py [--documents 1000] [--resamples 10000] [--repeat 5]

Makes tallies of the shape that scoring makes, with as many columns as all default measures have, and prints times as
multiples of one numpy product, resamples × documents by documents × columns, in the same run, and the peak memory above
that of the data. Absolute times are the machine's; quote the ratios.
"""

from __future__ import annotations

import argparse
import resource
import time
from typing import TYPE_CHECKING

import numpy as np

from sayso.measures import DEFAULT, parse_all
from sayso.measures.summed import Summed, summed
from sayso.tallies import Tally
from sayso.uncertainty import Settings, intervals, paired

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sayso.measures import Measure

MEGABYTE = 1024  # of the kilobytes that the operating system counts
LABELS = ("neutral", "oppose", "support")


def peak() -> float:
    """The most memory this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def corpus(documents: int, seed: int) -> list[Summed]:
    """Every default measure over documents of about a news article's size; measures of one line share its tally."""
    generator = np.random.Generator(np.random.PCG64(seed))
    kept: dict[object, dict[str | None, Tally]] = {}
    found = []
    for measure in parse_all(DEFAULT):
        key = measure.request, measure.by
        if key not in kept:
            kept[key] = tallies(measure, documents, generator)
        found.append(summed(measure, kept[key]))
    return found


def fractions(documents: int, count: int) -> list[Summed]:
    """F of so many measures, each with counters of its own."""
    generator = np.random.Generator(np.random.PCG64(count))
    measures = parse_all([f"mentions.F@overlap({number / 100})" for number in range(1, count + 1)])
    return [summed(measure, tallies(measure, documents, generator)) for measure in measures]


def tallies(measure: Measure, documents: int, generator: np.random.Generator) -> dict[str | None, Tally]:
    """A tally, and for an average over labels one for each label."""
    names: list[str | None] = [None] if measure.by is None else [None, *LABELS]
    return {name: tally(measure, documents, generator) for name in names}


def tally(measure: Measure, documents: int, generator: np.random.Generator) -> Tally:
    """Counters of documents: numerators below denominators; coreference has fractions."""
    counters = measure.line.kind.counters
    sizes = generator.integers(5, 40, size=documents)
    fractions = tuple(name for name in counters if "." in name or name.startswith(("r_", "p_")))
    columns = [_column(name, name in fractions, sizes, generator) for name in counters]
    return Tally(counters, np.stack(columns, axis=1), np.ones(documents, dtype=np.bool_), fractions)


def _column(name: str, fraction: bool, sizes: NDArray[np.int64], generator: np.random.Generator) -> NDArray[np.float64]:  # noqa: FBT001 - a column is one or the other
    upper = name.rpartition(".")[2] in {"matched", "agreeing", "r_num", "p_num"}
    share = generator.uniform(0.5, 0.9, size=len(sizes)) if upper else np.ones(len(sizes))
    return sizes * share if fraction else np.rint(sizes * share)


def fastest(work: Callable[[], object], repeat: int) -> float:
    """Seconds of the fastest of several calls."""
    times = []
    for _ in range(repeat):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


def main() -> None:
    """Time the bare product, the intervals, and the paired tests."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--resamples", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    settings = Settings(resamples=options.resamples)
    baseline, run = corpus(options.documents, 1), corpus(options.documents, 2)
    intervals(run[:1], Settings(resamples=2))  # loads scipy
    before = peak()
    ours = fastest(lambda: intervals(run, settings), options.repeat)
    both = fastest(lambda: paired(list(zip(baseline, run, strict=True)), settings), options.repeat)
    memory = peak() - before
    columns = np.concatenate([one.columns for one in run], axis=1)
    weights = np.ones((options.resamples, options.documents))
    bare = fastest(lambda: weights @ columns, options.repeat)
    shape = f"{options.resamples} resamples x {options.documents} documents x {columns.shape[1]} columns"
    print(f"{shape}, {len(run)} measures")
    print(f"bare product       {bare * 1000:8.0f} ms")
    print(f"intervals          {ours * 1000:8.0f} ms   {ours / bare:5.1f} x the product")
    print(f"paired tests       {both * 1000:8.0f} ms   {both / bare:5.1f} x the product")
    print(f"memory above data  {memory:8.0f} MB")


if __name__ == "__main__":
    main()

"""What each family of measures costs: microseconds a document, beside the time to read it.

    python benchmarks/families.py [--documents 2000] [--repeat 5] [--page toolkit/docs/costs.md]

Makes a synthetic corpus (see generate.py) and reads it with one run, batch by batch. In each batch every family counts
in a scene of its own, so that it pays for the alignments it needs; all measures together share them. Times are of the
processor, of each batch the shortest of several passes. Absolute times are the machine's; quote the ratios.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import sayso
from sayso.evaluate.errors import ErrorTable
from sayso.evaluate.job import Job
from sayso.evaluate.table import Table
from sayso.measures import DEFAULT, names, parse_all

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sayso.matching.scene import Scene
    from sayso.measures import Measure

DECODING, READING, CLASSES = "decode the JSON alone", "read, check and order", "error classes"
LAYERS = ("entities", "quotes", "events", "stances")
MEASURED = {
    "mentions": lambda measure: measure.line.name.startswith("mentions"),
    "entities, their links, and speakers": lambda measure: of(measure, "mentions") and not named(measure, "mentions"),
    "quotes": lambda measure: of(measure, "quotes"),
    "events": lambda measure: of(measure, "events") and measure.line.items != "arguments",
    "arguments and roles": lambda measure: measure.line.items == "arguments",
    "stances": lambda measure: of(measure, "stances"),
    "coreference of entities": lambda measure: of(measure, "coreference") and named(measure, "entities"),
    "coreference of events": lambda measure: of(measure, "coreference") and named(measure, "events"),
}


def of(measure: Measure, family: str) -> bool:
    """Whether a measure is in a family's file."""
    return measure.line.find.__module__.endswith(f".{family}")


def named(measure: Measure, layer: str) -> bool:
    """Whether a measure's name begins with a layer."""
    return measure.layer == layer


def families() -> dict[str, tuple[Measure, ...]]:
    """The measures of each family at their defaults; averages over labels, and all together."""
    every = parse_all(names())
    plain = [measure for measure in every if measure.by is None]
    found = {family: tuple(filter(belongs, plain)) for family, belongs in MEASURED.items()}
    found["averages over labels"] = tuple(measure for measure in every if measure.by is not None)
    found["all of these"] = every
    found["the default set"] = parse_all(DEFAULT)
    return found


def passed(folder: Path, measured: Mapping[str, Sequence[Measure]]) -> tuple[dict[str, list[float]], int]:
    """One pass over a corpus: seconds of each task by batch, and the number of documents."""
    gold = sayso.load(folder).gold
    run = sayso.read_run(folder / "run-1.jsonl")
    times: dict[str, list[float]] = {task: [] for task in (READING, *measured, CLASSES)}
    documents = 0
    mark = time.process_time()
    for work in Job(gold=gold, runs=[run]).work():
        scene = work.scenes[0]
        times[READING].append(time.process_time() - mark)
        for family, measures in measured.items():
            times[family].append(timed(Table(measures, {}).add, scene))
        times[CLASSES].append(timed(lambda fresh: ErrorTable().add(fresh, LAYERS), scene))
        documents += len(work.doc_ids)
        mark = time.process_time()
    return times, documents


def timed(add: Callable[[Scene], object], scene: Scene) -> float:
    """Seconds that counting takes in a scene where nothing is aligned yet."""
    fresh = scene.beside(scene.predicted)
    begin = time.process_time()
    add(fresh)
    return time.process_time() - begin


def decoding(folder: Path) -> float:
    """Seconds for `json.loads` of gold and run, nothing kept."""
    begin = time.process_time()
    for name in ("documents.jsonl", "gold.jsonl", "run-1.jsonl"):
        with (folder / name).open("rb") as file:
            for line in file:
                json.loads(line)
    return time.process_time() - begin


def costs(folder: Path, measured: Mapping[str, Sequence[Measure]], repeat: int) -> dict[str, float]:
    """Microseconds a document for each task."""
    passed(folder, measured)  # everything is imported, compiled and cached
    gc.disable()
    try:
        passes = [passed(folder, measured) for _ in range(repeat)]
    finally:
        gc.enable()
    micro = 1e6 / passes[0][1]
    found = {DECODING: min(decoding(folder) for _ in range(repeat)) * micro}
    for task in passes[0][0]:
        found[task] = float(np.min([times[task] for times, _ in passes], axis=0).sum()) * micro
    return found


def table(found: Mapping[str, float], measured: Mapping[str, Sequence[Measure]]) -> list[str]:
    """A row for each task."""
    lines = ["| | measures | µs a document | of reading |", "|---|--:|--:|--:|"]
    for task, micro in found.items():
        count = len(measured[task]) if task in measured else ""
        lines.append(f"| {task} | {count} | {micro:,.0f} | {micro / found[READING]:.2f} |")
    return lines


PAGE = """\
# What measures cost

<!-- Made by python benchmarks/families.py --page toolkit/docs/costs.md -->

Processor time on one core of a 2-core virtual machine, over {documents:,} synthetic documents of the measure of a news
article (about 2,850 characters, 60 mentions, 15 quotes, 30 events with 80 arguments, 15 stances, on either side). Times
differ from machine to machine; the ratios to reading, in the same run, differ less. Each family counts by itself, with
the alignments that it needs; all together share them, and so cost less than their sum ({summed:,.0f} µs). Measures of
one line, as P, R and F, share its counters.

{table}

Reading is what `score` does before it counts: decoding, checking the contract, canonical order, columns. `make speed`
has time and memory as a corpus grows.
"""


def made(documents: int, folder: Path) -> Path:
    """A synthetic corpus with one run."""
    generator = Path(__file__).with_name("generate.py")
    command = [sys.executable, str(generator), "--documents", str(documents), "--runs", "1", "--out", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def main() -> None:
    """Measure, print the table, and write the page if one is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--repeat", type=int, default=5, help="passes, of which the shortest time counts")
    parser.add_argument("--page", type=Path, help="a page of the manual to write")
    asked = parser.parse_args()
    measured = families()
    with tempfile.TemporaryDirectory() as folder:
        found = costs(made(asked.documents, Path(folder)), measured, asked.repeat)
    lines = table(found, measured)
    print("\n".join(lines))
    if asked.page:
        summed = sum(found[family] for family in (*MEASURED, "averages over labels"))
        text = PAGE.format(documents=asked.documents, summed=summed, table="\n".join(lines))
        asked.page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

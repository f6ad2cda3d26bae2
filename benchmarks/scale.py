"""What scoring costs as a corpus grows: time by step, and memory that stays.

    python benchmarks/scale.py [--documents 10000] [--small 1000]

Makes synthetic corpora (see generate.py), scores one run with all default measures in a process of its own, and prints
microseconds a document, ratios in one run, and the peak memory above that of the imports. Absolute times are the
machine's; quote the ratios.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MEGABYTE = 1024  # of the kilobytes that the operating system counts


def peak() -> float:
    """The most memory this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def measure(folder: Path) -> dict[str, float]:
    """Score the corpus in a folder; times in microseconds a document."""
    import scipy.optimize
    import scipy.sparse.csgraph  # noqa: F401 - loaded before memory is taken

    import sayso
    from sayso.data.pairing import Pairing
    from sayso.evaluate.batches import CHARACTERS, work_of
    from sayso.evaluate.table import Table
    from sayso.measures import DEFAULT, parse_all

    gold = sayso.load(folder).gold
    run = sayso.read_run(folder / "run-1.jsonl")
    measures = parse_all(DEFAULT)
    before = peak()
    documents = 0
    reading = tallying = 0.0
    table = Table(measures, {})
    mark = time.perf_counter()
    for rows in Pairing(gold, [run]).batches(CHARACTERS):
        work = work_of(rows, gold.annotated, frozenset())
        reading, mark = reading + time.perf_counter() - mark, time.perf_counter()
        table.add(work.scenes[0])
        tallying, mark = tallying + time.perf_counter() - mark, time.perf_counter()
        documents += len(rows.rows)
    micro = 1e6 / documents
    return {
        "documents": documents,
        "reading": reading * micro,
        "tallying": tallying * micro,
        "memory": peak() - before,
    }


def decoding(folder: Path) -> float:
    """Microseconds a document for `json.loads` of gold and run, nothing kept."""
    begin, count = time.perf_counter(), 0
    for name in ("gold.jsonl", "run-1.jsonl"):
        with (folder / name).open("rb") as file:
            for line in file:
                json.loads(line)
                count += 1
    return (time.perf_counter() - begin) * 2e6 / count


def in_a_process_of_its_own(folder: Path) -> dict[str, float]:
    """`measure`, so that memory is this corpus's alone."""
    done = subprocess.run(
        [sys.executable, __file__, "--measure", str(folder)], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def make(documents: int, folder: Path) -> Path:
    """A synthetic corpus with one run."""
    generator = Path(__file__).with_name("generate.py")
    command = [sys.executable, str(generator), "--documents", str(documents), "--runs", "1", "--out", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def main() -> None:
    """Measure a small and a large corpus, and print how they compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.measure)))
        return
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for documents in (options.small, options.documents):
            corpus = make(documents, Path(folder) / str(documents))
            found.append(in_a_process_of_its_own(corpus) | {"decoding": decoding(corpus)})
    print(f"{'documents':>10} {'decode':>8} {'read':>8} {'tally':>8} {'tally/read':>11} {'all/decode':>11} {'MB':>6}")
    for one in found:
        whole = one["reading"] + one["tallying"]
        ratios = f"{one['tallying'] / one['reading']:>11.2f} {whole / one['decoding']:>11.2f}"
        times = f"{one['decoding']:>8.0f} {one['reading']:>8.0f} {one['tallying']:>8.0f}"
        print(f"{one['documents']:>10.0f} {times} {ratios} {one['memory']:>6.0f}")


if __name__ == "__main__":
    main()

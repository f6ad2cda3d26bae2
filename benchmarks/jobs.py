"""What processes gain: one against several, reading the same files, in one run.

    python benchmarks/jobs.py [--documents 4000] [--jobs 2] [--rounds 3]

Makes a synthetic corpus (see generate.py) and tallies one run by all default measures, in turn with one process and
with several, with the start of these and with such as are already running. Prints the best time of each and its ratio;
and the ratio of processor time that the same work took, which other work on the machine disturbs less: n processes gain
n times that at most.
"""

from __future__ import annotations

import argparse
import contextlib
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor


MODULES = ("sayso.evaluate.shards", "sayso.evaluate.loaded")
"""What a process has loaded that is ready to read."""


def cost(folder: Path, jobs: int, running: Executor | None = None) -> tuple[float, float]:
    """Seconds, and seconds of processors, that tallying takes; those of processes that go on running are not in it."""
    import sayso
    from sayso.evaluate.job import Job
    from sayso.evaluate.jobs import sharing
    from sayso.evaluate.reading import tallied
    from sayso.measures import DEFAULT, parse_all

    job = Job(gold=sayso.load(folder).gold, runs=[sayso.read_run(folder / "run-1.jsonl")])
    measures = parse_all(DEFAULT)
    begin, used = time.perf_counter(), processors()
    tallied(job, measures, [], sharing(job, measures, [], jobs, running))
    return time.perf_counter() - begin, processors() - used


@contextlib.contextmanager
def running(folder: Path, jobs: int) -> Iterator[Executor]:
    """Processes that have read before; this one is one of so many."""
    from sayso.evaluate.processes import Processes

    with Processes(max(jobs - 1, 1), modules=MODULES) as others:
        others.start()
        cost(folder, jobs, others)
        yield others


def processors() -> float:
    """Seconds of processor time of this process and of those that it started and that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--corpus", type=Path, help="a corpus that generate.py has made")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = asked.corpus or Path(place)
        if asked.corpus is None:
            generate = Path(__file__).with_name("generate.py")
            arguments = ["--documents", str(asked.documents), "--out", str(folder)]
            subprocess.run([sys.executable, str(generate), *arguments], check=True)
        cost(folder, 1)  # loads what is imported late
        with running(folder, asked.jobs) as others:
            rounds = [
                (cost(folder, 1), cost(folder, asked.jobs), cost(folder, asked.jobs, others))
                for _ in range(asked.rounds)
            ]
    alone, shared, ready = (min(seconds for seconds, _ in column) for column in zip(*rounds, strict=True))
    worked = [min(used for _, used in column) for column in zip(*rounds, strict=True)][:2]
    print(f"1 process {alone:.2f} s, {asked.jobs} processes {shared:.2f} s: {alone / shared:.2f} ×")
    print(f"already running {ready:.2f} s: {alone / ready:.2f} ×")
    print("processor time {:.2f} s and {:.2f} s: at most {:.2f} ×".format(*worked, asked.jobs * worked[0] / worked[1]))


if __name__ == "__main__":
    main()

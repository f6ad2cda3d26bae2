"""What reading costs: from files to checked columns, and on to numbers, against `json.loads` of the same files.

    python benchmarks/reading.py [--documents 300] [--density 1] [--repeat 7] [--characters N]

Makes a synthetic corpus (see generate.py) and takes each step several times, in turn with the others, in processor time
of this process. Prints the least of each in microseconds a document, and as a multiple of the least of `json.loads` of
gold and run, nothing kept, the collector off: quote the multiples, the rest is the machine's.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import pstats
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sayso.data.sources import Gold, Run

NAMES = ("gold.jsonl", "run-1.jsonl")


def steps(folder: Path, characters: int) -> dict[str, Callable[[], object]]:
    """Each step by name; every one begins with the files."""
    import sayso
    from sayso.data.pairing import Pairing
    from sayso.evaluate.job import Job
    from sayso.evaluate.reading import tallied
    from sayso.measures import DEFAULT, parse_all

    gold: Gold = sayso.load(folder).gold
    run: Run = sayso.read_run(folder / "run-1.jsonl")
    measures = parse_all(DEFAULT)

    def decode() -> None:
        for name in NAMES:
            with (folder / name).open("rb") as file:
                for line in file:
                    json.loads(line)

    def pass_by(rows: object) -> None:
        for _ in rows:  # type: ignore[attr-defined]  # whatever can be read
            pass

    return {
        "json.loads of gold and run": decode,
        "checked, by columns": lambda: pass_by(Pairing(gold, [run]).batches(characters)),
        "and put in order": lambda: pass_by(rows.batch() for rows in Pairing(gold, [run]).batches(characters)),
        "and made ready to score": lambda: pass_by(Job(gold=gold, runs=[run], characters=characters).work()),
        "and tallied, all default measures": lambda: tallied(
            Job(gold=gold, runs=[run], characters=characters), measures, []
        ),
        "checked, record by record": lambda: pass_by(Pairing(gold, [run])),
    }


def timed(step: Callable[[], object]) -> float:
    """The seconds of processor time that a step takes."""
    gc.collect()
    gc.disable()
    begin = time.process_time()
    step()
    taken = time.process_time() - begin
    gc.enable()
    return taken


def main() -> None:
    """Measure and print."""
    from sayso.evaluate.batches import CHARACTERS

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--density", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--characters", type=int, default=CHARACTERS)
    parser.add_argument("--profile", action="store_true", help="profile the whole instead")
    order = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        make = [sys.executable, str(Path(__file__).with_name("generate.py")), "--out", name]
        make += ["--documents", str(order.documents), "--density", str(order.density)]
        subprocess.run(make, check=True)
        chosen = steps(Path(name), order.characters)
        whole = chosen["and tallied, all default measures"]
        whole()  # Imports, and the file system's cache.
        if order.profile:
            profile = cProfile.Profile()
            profile.runcall(whole)
            pstats.Stats(profile).sort_stats("tottime").print_stats(40)
            return
        taken: dict[str, list[float]] = {step: [] for step in chosen}
        for _ in range(order.repeat):
            for step, call in chosen.items():
                taken[step].append(timed(call))
    floor = min(next(iter(taken.values())))
    print(f"{order.documents} documents of density {order.density}, batches of {order.characters:,} characters")
    print(f"{'':36}{'µs a document':>16}{'× json.loads':>16}")
    for step, times in taken.items():
        print(f"{step:36}{min(times) / order.documents * 1e6:16,.0f}{min(times) / floor:16.2f}")


if __name__ == "__main__":
    main()

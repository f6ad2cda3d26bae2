"""Measure, print, and write the page.

    make speed                      what 10 minutes of two idle cores tell
    PYTHONPATH=benchmarks python -m speed [--full] [--quick] [--coval CHECKOUT] [--seed N] [--folder FOLDER]

`--full` goes up to 100,000 documents, `--quick` looks at a few and writes no page unless a folder is named.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import replace
from pathlib import Path

from speed.page import page, plotted, table
from speed.peers import available
from speed.rows import Bench, Effort, peak_memory
from speed.workload import Corpora

FOLDER = Path(__file__).parent
QUICK = Effort(documents=20, sizes=(4, 8, 16), densities=((1, 4), (2, 2), (4, 1)), repeat=2, resamples=50, starts=1)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="up to 100,000 documents")
    parser.add_argument("--quick", action="store_true", help="a few documents: whether it runs, not what it costs")
    parser.add_argument("--coval", type=Path, help="a checkout of ns-moosavi/coval")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="where the page and plots are written")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        print(json.dumps(peak_memory(Path(asked.child[1]))))
        return
    effort = QUICK if asked.quick else Effort()
    if asked.full:
        effort = replace(effort, sizes=(*effort.sizes, 100_000))
    peers, skipped = available(asked.coval)
    rows = []
    with tempfile.TemporaryDirectory() as root:
        bench = Bench(Corpora(Path(root), asked.seed), effort, peers)
        for row in bench.rows():
            rows.append(row)
            print(table([row])[-1], flush=True)
    for word in (*bench.words, *(f"left out: {one}" for one in skipped)):
        print(word)
    folder = asked.folder or (None if asked.quick else FOLDER)
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        plots = plotted(bench.curves, folder)
        if not plots:
            print("matplotlib is not installed: no plots (pip install 'sayso[plots]')")
        (folder / "README.md").write_text(page(rows, bench.words, skipped, asked.seed, plots), encoding="utf-8")
    missed = [row.what for row in rows if not row.holds]
    print(f"{len(missed)} targets missed{': ' if missed else ''}{'; '.join(missed)}")


if __name__ == "__main__":
    main()

"""Measure, print, and write the page.

    make speed                      what 10 minutes of two idle cores tell
    make speed COVAL=CHECKOUT TEXTEE=CHECKOUT SPEED=--full
    PYTHONPATH=benchmarks python -m speed [--full] [--quick] [--coval CHECKOUT] [--textee CHECKOUT]
                                    [--seed N] [--densities 1,3,9] [--folder FOLDER]

`--full` goes up to 100,000 documents (25 minutes, 9 GB of disk, where TMPDIR says), `--quick` looks at a few and writes
no page unless a folder is named.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from speed import comparing, growing, working
from speed.bench import Bench, Effort
from speed.page import Told, page, table
from speed.peers import available
from speed.plots import plotted
from speed.workload import Corpora

FOLDER = Path(__file__).parent
QUICK = Effort(documents=20, sizes=(4, 8, 16), densities=((1, 4), (2, 2), (4, 1)), repeat=2, resamples=50, starts=1)
PARTS = (
    comparing.agreement,
    working.sameness,
    comparing.whole,
    working.parts,
    comparing.layers,
    growing.slopes,
    growing.memory,
    working.resampling,
    working.cores,
    working.start_up,
    working.progress,
    working.report,
)
ITEMS = 500
"""Documents of density 1 in a corpus of some density; of others as many as have as many items."""


def densities(text: str) -> list[int]:
    """Densities as the command line has them.

    Raises:
        argparse.ArgumentTypeError: They are none, or too few.
    """
    words = text.split(",")
    found = sorted({int(word) for word in words if word.strip().isdecimal()} - {0})
    if len(found) != len(words) or len(found) < 2:  # noqa: PLR2004 - a slope has two ends
        raise argparse.ArgumentTypeError(f"{text!r}: expected two or more different whole numbers from 1, as 1,3,9")
    return found


def parsed() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="up to 100,000 documents")
    parser.add_argument("--quick", action="store_true", help="a few documents: whether it runs, not what it costs")
    parser.add_argument("--coval", type=Path, help="a checkout of ns-moosavi/coval")
    parser.add_argument("--textee", type=Path, help="a checkout of ej0cl6/TextEE")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--densities", type=densities, help="times the items of an article (default: 1,4,16)")
    parser.add_argument("--only", choices=[part.__name__ for part in PARTS], nargs="+", help="some parts of it")
    parser.add_argument("--folder", type=Path, help="where the page and plots are written")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


def effort(asked: argparse.Namespace) -> Effort:
    """How much is measured."""
    found = QUICK if asked.quick else Effort()
    if asked.full:
        found = replace(found, sizes=(*found.sizes, 100_000))
    if asked.densities:
        items = 4 if asked.quick else ITEMS
        found = replace(found, densities=tuple((one, max(1, items // one)) for one in asked.densities))
    return found


def main() -> None:
    """Measure what the command line asks for."""
    asked = parsed()
    if asked.child:
        print(json.dumps(growing.peak_memory(Path(asked.child[1]))))
        return
    peers, skipped = available({"coval": asked.coval, "textee": asked.textee})
    rows = []
    with tempfile.TemporaryDirectory() as root:
        bench = Bench(Corpora(Path(root), asked.seed), effort(asked), peers)
        for part in PARTS:
            if asked.only and part.__name__ not in asked.only:
                continue
            begin = time.monotonic()
            for row in part(bench):
                rows.append(row)
                print(table([row])[-1], flush=True)
            print(f"{part.__name__}: {time.monotonic() - begin:.0f} s", file=sys.stderr, flush=True)
    told = Told(rows, bench.agreed, bench.words, skipped, asked.seed)
    for word in (*told.agreed, *told.words, *(f"left out: {one}" for one in skipped)):
        print(word)
    folder = asked.folder or (None if asked.quick or asked.only else FOLDER)
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        plots = plotted(bench.curves, folder)
        if not plots:
            print("no plots: nothing to draw, or matplotlib is not installed (pip install 'sayso[plots]')")
        (folder / "README.md").write_text(page(told, plots), encoding="utf-8")
    missed = [row.what for row in rows if not row.holds]
    print(f"{len(missed)} targets missed{': ' if missed else ''}{'; '.join(missed)}")


if __name__ == "__main__":
    main()
